from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from monitor.ical import EntryRefused, Relation
from tests.ical.examples import REVISED, at, event, head, task

PARIS = "Europe/Paris"
NAIVE = datetime.fromisoformat("2025-01-01T09:00:00")


@pytest.mark.parametrize("end", [date(2025, 11, 24), date(2025, 11, 23)])
def test_an_all_day_event_ends_after_its_last_day(end):
    with pytest.raises(EntryRefused, match="is not after"):
        event(end=end)


def test_the_end_is_compared_as_a_moment_not_by_the_clock_on_the_wall():
    start = at(PARIS, 2025, 10, 26, 2, 30)
    later = at(PARIS, 2025, 10, 26, 2, 15, fold=1)
    assert event(start=start, end=later).end == later
    with pytest.raises(EntryRefused, match="is not after"):
        event(start=at("America/New_York", 2025, 1, 1, 10), end=at(PARIS, 2025, 1, 1, 15))


def test_a_day_and_a_time_of_day_do_not_mix():
    with pytest.raises(EntryRefused, match="cannot be mixed"):
        event(end=at(PARIS, 2025, 11, 25, 10))


@pytest.mark.parametrize(
    "start", [NAIVE, datetime(2025, 1, 1, 9, tzinfo=timezone(timedelta(hours=1)))]
)
def test_a_time_of_day_needs_an_iana_zone(start):
    with pytest.raises(EntryRefused, match="no IANA zone"):
        event(start=start, end=at(PARIS, 2025, 1, 2, 9))


def test_a_time_of_day_may_be_in_utc():
    start = datetime(2025, 1, 1, 9, tzinfo=UTC)
    assert event(start=start, end=start + timedelta(hours=1)).start == start


@pytest.mark.parametrize("uid", ["", "a\nb", "a\x00b", " a", "a\u202eb", "é" * 128])
def test_a_uid_that_would_not_come_back_is_refused(uid):
    with pytest.raises(EntryRefused, match="uid"):
        event(uid=uid)
    with pytest.raises(EntryRefused, match="related"):
        Relation(uid)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://a.example/",
        "//a.example/",
        "https://a.example/é",
        "https://a b/",
        "https://a/\r\nX:1",
    ],
)
def test_an_address_that_is_not_http_is_refused(url):
    for refused in ({"url": url}, {"conferences": (url,)}, {"attachments": (url,)}, {"image": url}):
        with pytest.raises(EntryRefused, match="not an http"):
            event(**refused)
    with pytest.raises(EntryRefused, match="source"):
        head(source=url)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revised_at", NAIVE),
        ("revised_at", at(PARIS, 2025, 1, 1)),
        ("created_at", NAIVE),
        ("sequence", -1),
        ("sequence", 2**31),
        ("language", "English, please"),
        ("status", "HELD"),
        ("busy", "OOF"),
        ("class_", "SECRET"),
        ("color", "#4682b4"),
        ("geo", (91.0, 0.0)),
        ("geo", (0.0, -180.5)),
        ("geo", (float("nan"), 0.0)),
    ],
)
def test_a_field_outside_what_the_format_knows_is_refused_by_its_name(field, value):
    with pytest.raises(EntryRefused, match=f"^{field}:"):
        event(**{field: value})


@pytest.mark.parametrize(("opaque", "busy"), [(False, "BUSY"), (True, "FREE")])
def test_busy_and_opaque_say_the_same(opaque, busy):
    with pytest.raises(EntryRefused, match="busy"):
        event(opaque=opaque, busy=busy)


def test_only_a_completed_task_says_when():
    assert task(status="COMPLETED", completed_at=REVISED).completed_at == REVISED
    with pytest.raises(EntryRefused, match="completed_at"):
        task(status="IN-PROCESS", completed_at=REVISED)


def test_a_percentage_that_nobody_measured_is_refused():
    with pytest.raises(EntryRefused, match="percent"):
        task(percent=20)


@pytest.mark.parametrize(("field", "value"), [("zone", "Europe/Rabat"), ("color", "#fff")])
def test_a_head_outside_what_the_format_knows_is_refused_by_its_name(field, value):
    with pytest.raises(EntryRefused, match=f"^{field}:"):
        head(**{field: value})
