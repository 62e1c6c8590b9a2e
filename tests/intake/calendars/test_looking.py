"""Looking at somebody's calendar, over a real connection."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

import pytest
from django.core.management import call_command

from monitor.accounts.models import User
from monitor.accounts.openness import PowerRefused
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.intake.fetching import FetchRefused
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.operations.calendars import (
    Look,
    add_calendar,
    look,
    look_at_those_due,
    set_paused,
    upload,
)
from monitor.intake.refusals import CalendarRefused
from tests.cast import NOW, coordinator, officer
from tests.intake.calendars.ics import calendar, entry
from tests.intake.fetching.test_fetch import says, serving

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@dataclass
class There:
    """A server elsewhere: what it sends next, and what it was asked."""

    site: str = ""
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def there(settings: object) -> Iterator[There]:
    settings.FETCH_ALLOW = [ip_network("127.0.0.0/8")]  # type: ignore[attr-defined]
    found = There(body=calendar(entry()))

    def answer(request: BaseHTTPRequestHandler) -> None:
        found.asked.append(dict(request.headers))
        says(found.body, found.status, **found.headers)(request)

    with serving(answer) as site:
        found.site = site
        yield found


@pytest.fixture
def head(db: None) -> User:
    return coordinator("head")


def added(head: User, address: str = "", **changes: object) -> CalendarSource:
    given = {"name": "Their calendar", "publisher": "They", **changes}
    return add_calendar(address=address, by=head, at=NOW, via=Door.DASHBOARD, **given)  # type: ignore[arg-type]


def looked(source: CalendarSource, at: datetime = NOW) -> Look:
    source.refresh_from_db()
    return look(source=source, at=at)


def since(source: CalendarSource) -> dict[str, str]:
    return dict(source.entries.values_list("uid", "since"))


def test_entries_come_in_as_proposals(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    assert looked(source).taken.new == 1
    found = CalendarEntry.objects.get()
    assert (found.decision, found.title) == ("pending", "Meeting 1@there")


def test_the_next_look_sends_the_validators_and_takes_nothing_twice(
    there: There, head: User
) -> None:
    there.headers = {"ETag": '"7"'}
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    there.status, there.body = 304, b""
    assert looked(source, NOW + DAY).taken.same == 1
    assert there.asked[1]["If-None-Match"] == '"7"'
    source.refresh_from_db()
    assert source.etag == '"7"'


def test_a_file_that_differs_in_its_stamps_only_is_the_same(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    there.body = calendar(entry(DTSTAMP="20251119T000000Z", SEQUENCE="4"))
    taken = looked(source, NOW + DAY).taken
    assert (taken.new, taken.changed, taken.same) == (0, 0, 1)


def test_what_was_said_when_to_come_back_is_honoured(there: There, head: User) -> None:
    there.body = calendar(entry(), head="REFRESH-INTERVAL;VALUE=DURATION:PT12H")
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    source.refresh_from_db()
    assert source.next_look_at == NOW + timedelta(hours=12)


def test_trouble_is_noted_waits_longer_each_time_and_loses_nothing(
    there: There, head: User
) -> None:
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    there.status = 500
    for n, hours in ((1, 6), (2, 12), (3, 24)):
        at = NOW + n * DAY
        assert "500" in looked(source, at).trouble
        source.refresh_from_db()
        assert source.next_look_at == at + timedelta(hours=hours)
    assert source.entries.count() == 1
    there.status = 200
    looked(source, NOW + 9 * DAY)
    source.refresh_from_db()
    assert (source.failures, source.trouble) == (0, "")


def test_a_page_in_place_of_a_calendar_is_trouble(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    there.body = b"<html>Please sign in</html>"
    assert looked(source, NOW + DAY).trouble
    assert since(source) == {"1@there": ""}


def test_what_is_missing_twice_has_vanished_and_once_has_not(there: There, head: User) -> None:
    both = [entry("1@there"), entry("2@there"), entry("3@there")]
    there.body = calendar(*both)
    source = added(head, f"{there.site}/a.ics")
    looked(source)
    there.body = calendar(*both[:2])
    looked(source, NOW + DAY)
    assert since(source)["3@there"] == ""
    looked(source, NOW + 2 * DAY)
    assert since(source) == {"1@there": "", "2@there": "", "3@there": "vanished"}


def test_what_comes_back_has_not_vanished(there: There, head: User) -> None:
    both = [entry("1@there"), entry("2@there"), entry("3@there")]
    source = added(head, f"{there.site}/a.ics")
    for n, body in enumerate([both, both[:2], both[:2], both]):
        there.body = calendar(*body)
        looked(source, NOW + n * DAY)
    assert set(since(source).values()) == {""}


def test_nothing_vanishes_when_over_half_would(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    there.body = calendar(entry("1@there"), entry("2@there"), entry("3@there"))
    looked(source)
    there.body = calendar(entry("1@there"))
    for n in (1, 2, 3):
        there.body = calendar(entry("1@there", DESCRIPTION=f"{n}"))
        assert looked(source, NOW + n * DAY).taken.held_back
    assert set(since(source).values()) == {""}


def test_nothing_is_missing_from_a_file_that_breaks_off(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    there.body = calendar(entry("1@there"), entry("2@there"), entry("3@there"))
    looked(source)
    there.body = calendar(entry("1@there"), entry("2@there")).removesuffix(b"END:VCALENDAR\r\n")
    for n in (1, 2, 3):
        looked(source, NOW + n * DAY)
    assert set(since(source).values()) == {""}


def test_two_changed_instances_of_one_event_are_two_entries(there: There, head: User) -> None:
    name = "RECURRENCE-ID;VALUE=DATE"
    there.body = calendar(
        entry(RRULE="FREQ=WEEKLY"), entry(**{name: "20260317"}), entry(**{name: "20260324"})
    )
    source = added(head, f"{there.site}/a.ics")
    assert looked(source).taken.new == 3


def test_the_same_address_is_followed_once(there: There, head: User) -> None:
    added(head, "webcal://example.org/a.ics")
    with pytest.raises(CalendarRefused) as refused:
        added(head, "https://example.org/a.ics")
    assert refused.value.code == "twice"


def test_an_address_that_is_none_is_refused_before_anything_is_written(head: User) -> None:
    with pytest.raises(FetchRefused):
        added(head, "ftp://example.org/a.ics")
    assert not CalendarSource.objects.exists()


def test_this_machine_is_not_asked(there: There, head: User, settings: object) -> None:
    settings.FETCH_ALLOW = []  # type: ignore[attr-defined]
    source = added(head, f"{there.site}/a.ics")
    assert "127.0.0.1" in looked(source).trouble
    assert there.asked == []


def test_a_contributor_adds_no_calendar(db: None) -> None:
    with pytest.raises(PowerRefused):
        added(officer())


def test_the_log_keeps_no_more_of_an_address_than_its_host(head: User) -> None:
    added(head, "https://example.org/private-s3cret/basic.ics")
    notes = list(Change.objects.filter(act="add_calendar").values_list("note", flat=True))
    assert notes == ["K-1 example.org"]


def test_a_paused_calendar_is_not_looked_at(there: There, head: User) -> None:
    source = added(head, f"{there.site}/a.ics")
    set_paused(source=source, paused=True, by=head, at=NOW, via=Door.DASHBOARD)
    assert list(look_at_those_due(at=NOW + DAY)) == []


def test_the_command_looks_at_what_is_due(there: There, head: User, capsys: object) -> None:
    added(head, f"{there.site}/a.ics")
    call_command("calendars")
    call_command("calendars")
    said = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "1 new" in said
    assert "No calendar is due." in said


def test_an_uploaded_file_comes_in_and_a_newer_one_changes_it(head: User) -> None:
    source = added(head)
    give = {"source": source, "by": head, "via": Door.DASHBOARD}
    assert upload(data=calendar(entry()), at=NOW, **give).taken.new == 1  # type: ignore[arg-type]
    newer = calendar(entry(LOCATION="Tangier"))
    assert upload(data=newer, at=NOW, **give).taken.changed == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 50, b"GIF89a", b"BEGIN:VCALENDA"])
def test_a_file_that_is_no_calendar_is_refused_and_says_why(head: User, data: bytes) -> None:
    source = added(head)
    with pytest.raises(CalendarRefused) as refused:
        upload(source=source, data=data, by=head, at=NOW, via=Door.DASHBOARD)
    assert "Nothing was read" in refused.value.message
    assert not CalendarEntry.objects.exists()


def test_the_report_names_lines(head: User) -> None:
    source = added(head)
    broken = entry("2@there").replace("DTSTART;VALUE=DATE:20260310\r\n", "")
    upload(source=source, data=calendar(entry(), broken), by=head, at=NOW, via=Door.DASHBOARD)
    source.refresh_from_db()
    kinds = {kind: (first, last) for kind, _done, first, last, _words in source.findings}
    assert kinds["no-start"][0] > 9
    assert source.entries.count() == 1
