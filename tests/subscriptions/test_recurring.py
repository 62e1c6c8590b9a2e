"""A recurring event in the feed: what is written, and that it says what the rows say."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import Placing, ask_public, make_public
from monitor.events.recurring import Occurrence, OccurrenceState
from monitor.events.refusals import RecurrenceRefused
from monitor.ical import zone as zone_of
from monitor.subscriptions.files import render_event_file
from monitor.subscriptions.instances import place_occurrence
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, fresh, repeat
from tests.subscriptions.record import LATER, Record, component, public_feed

pytestmark = pytest.mark.django_db

ZONES = [
    "UTC",
    "Africa/Casablanca",
    "America/New_York",
    "Europe/Paris",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
]
MORNING = {"start_time": time(10), "end_time": time(12)}


def recurring(record: Record, edtf: str, rule: str, **fields: Any) -> Event:
    """A public event under a rule."""
    made = record.event(edtf, **fields)
    return repeat(made, rule, by=record.officer)


def entries(event: Event) -> list[Any]:
    """The event's components in the public feed, the recurring one first."""
    _, body = public_feed()
    found = Calendar.from_ical(body).walk("VEVENT")
    return [each for each in found if str(each["UID"]) == str(event.uuid)]


def written(event: Event) -> list[str]:
    body = bytes(component(event).body).decode().replace("\r\n ", "")
    return body.splitlines()


def changing(record: Record, made: Event) -> None:
    """Five of its instances changed, each in another way."""
    by = record.officer
    rows = list(made.occurrences.order_by("original_on").values_list("original_on", flat=True)[:6])
    _, moved, cancelled, left_out, twice, last = [day.isoformat() for day in rows]
    to = date.fromisoformat(moved) + timedelta(days=1)
    act("move", made, moved, to=Placing(to), by=by, document=record.notice())
    act("cancel", made, cancelled, by=by, document=record.notice())
    act("leave_out", made, left_out, by=by)
    back = date.fromisoformat(twice) - timedelta(days=2)
    act("move", made, twice, to=Placing(back), by=by, document=record.notice())
    act("add", made, (date.fromisoformat(last) + timedelta(days=1)).isoformat(), by=by)


def rows_of(event: Event, until: date) -> list[tuple[Any, Any, str]]:
    """Start, end and state of each row that a calendar shows."""
    found = []
    for row in Occurrence.objects.standing().filter(event=event, original_on__lte=until):
        placed = place_occurrence(row)
        assert placed is not None
        state = "CANCELLED" if row.state == OccurrenceState.CANCELLED else ""
        found.append((moment(placed.start), moment(placed.end), state))
    return sorted(found)


def moment(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"


def expanded(body: bytes, until: date) -> list[tuple[str, str, str]]:
    """The same by dateutil, a stranger to our expansion, from the bytes."""
    master, *others = Calendar.from_ical(body).walk("VEVENT")
    start, end = master["DTSTART"].dt, master["DTEND"].dt
    zone = placed_in(start)
    rules = rruleset()
    rule = master["RRULE"].to_ical().decode()
    rules.rrule(rrulestr(rule, dtstart=naive(start).replace(tzinfo=zone)))
    for each in listed(master, "RDATE"):
        rules.rdate(naive(each).replace(tzinfo=zone))
    for each in [*listed(master, "EXDATE"), *(other["RECURRENCE-ID"].dt for other in others)]:
        rules.exdate(naive(each).replace(tzinfo=zone))
    close = datetime.combine(until, time.max, zone)
    found = []
    for each in rules:
        if each > close:
            break
        begins = each if zone else each.date()
        ends = begins + (naive(end) - naive(start))
        found.append((moment(begins), moment(ends), ""))
    for other in others:
        state = str(other["STATUS"]) if other["STATUS"] == "CANCELLED" else ""
        found.append((moment(there(other["DTSTART"].dt)), moment(there(other["DTEND"].dt)), state))
    return sorted(found)


def placed_in(start: date | datetime) -> Any:
    """The zone with our package's rules: the machine's may be of another year."""
    if not isinstance(start, datetime):
        return None
    return UTC if start.tzinfo is UTC else zone_of(start.tzinfo.key)  # type: ignore[union-attr]


def there(when: date | datetime) -> date | datetime:
    return when.replace(tzinfo=placed_in(when)) if isinstance(when, datetime) else when


def naive(when: date | datetime) -> datetime:
    if isinstance(when, datetime):
        return when.replace(tzinfo=None)
    return datetime.combine(when, time())


def listed(entry: Any, name: str) -> list[Any]:
    values = entry.get(name, [])
    lists = values if isinstance(values, list) else [values]
    return [each.dt for part in lists for each in part.dts]


# What is written


def test_the_recurring_entry_has_its_rule_and_one_entry_for_each_change_under_its_uid() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY;UNTIL=20260414", title="Group")
    changing(record, made)
    lines = written(made)
    assert lines.count("BEGIN:VEVENT") == 4
    assert lines.count(f"UID:{made.uuid}") == 4
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260414" in lines
    assert "EXDATE;VALUE=DATE:20260324" in lines
    assert "RDATE;VALUE=DATE:20260408" in lines
    assert [line for line in lines if line.startswith("RECURRENCE-ID")] == [
        "RECURRENCE-ID;VALUE=DATE:20260310",
        "RECURRENCE-ID;VALUE=DATE:20260317",
        "RECURRENCE-ID;VALUE=DATE:20260331",
    ]
    assert "SUMMARY;LANGUAGE=en:CANCELLED: Group" in lines
    assert lines.count("STATUS:CANCELLED") == 1
    assert len({line for line in lines if line.startswith("SEQUENCE")}) == 1


def test_a_moved_instance_says_from_where_and_by_whose_word() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY")
    notice = record.opened(events.notice(record.officer, publisher="The Secretariat"))
    act("move", made, "2026-03-10", to="2026-03-12", by=record.officer, document=notice)
    assert entries(made)[1]["DESCRIPTION"].startswith(
        "Moved from 10 March 2026 (The Secretariat).\n"
    )


def test_the_end_of_a_rule_is_a_moment_in_utc_where_the_event_has_times() -> None:
    record = Record()
    made = recurring(
        record,
        "2026-03-03",
        "FREQ=WEEKLY;UNTIL=20260414",
        **MORNING,
        zone="America/New_York",
    )
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260415T035959Z" in written(made)
    assert "DTSTART;TZID=America/New_York:20260303T100000" in written(made)


def test_an_instance_in_another_zone_is_written_in_utc_and_one_zone_is_enough() -> None:
    record = Record()
    made = recurring(
        record, "2026-03-03", "FREQ=WEEKLY;COUNT=3", **MORNING, zone="Africa/Casablanca"
    )
    to = Placing(date(2026, 3, 11), start_time=time(9), end_time=time(10), zone="Asia/Kathmandu")
    act("move", made, "2026-03-10", to=to, by=record.officer, document=record.notice())
    assert "DTSTART:20260311T031500Z" in written(made)
    assert "RECURRENCE-ID;TZID=Africa/Casablanca:20260310T100000" in written(made)
    assert component(made).zone == "Africa/Casablanca"


def test_a_change_of_one_instance_is_a_new_revision_of_the_feed() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY")
    tag, _ = public_feed()
    act("cancel", made, "2026-03-10", by=record.officer, document=record.notice())
    assert public_feed()[0] != tag


def test_writing_more_rows_ahead_is_none() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY")
    body = bytes(component(made).body)
    act("add", made, "2031-03-05", by=record.officer)
    assert body.count(b"RRULE") == bytes(component(made).body).count(b"RRULE") == 1


def test_a_cancelled_event_is_cancelled_in_every_entry() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY;COUNT=3", title="Group")
    act("move", made, "2026-03-10", to="2026-03-12", by=record.officer, document=record.notice())
    made = fresh(made)
    record.move(record.move(made, "tentative"), "cancelled")
    assert [str(entry["STATUS"]) for entry in entries(made)] == ["CANCELLED", "CANCELLED"]
    assert [str(entry["SUMMARY"]) for entry in entries(made)] == ["CANCELLED: Group"] * 2
    assert "RRULE" in entries(made)[0]


def test_the_calendar_file_of_the_event_has_the_same_entries() -> None:
    record = Record()
    made = recurring(
        record, "2026-03-03", "FREQ=WEEKLY;COUNT=8", **MORNING, zone="Africa/Casablanca"
    )
    changing(record, made)
    file = Calendar.from_ical(render_event_file(made, "en"))
    assert len(file.walk("VEVENT")) == 4
    assert [str(zone["TZID"]) for zone in file.walk("VTIMEZONE")] == ["Africa/Casablanca"]


def test_a_part_names_the_larger_event_and_the_larger_event_its_part() -> None:
    record = Record()
    whole = record.event("2026-03-02/2026-03-06")
    part = record.event("2026-03-03", parent=whole)
    assert f"RELATED-TO:{whole.uuid}" in written(part)
    assert f"RELATED-TO;RELTYPE=CHILD:{part.uuid}" in written(whole)


def test_a_part_that_is_less_open_is_not_named() -> None:
    record = Record()
    whole = record.event("2026-03-02/2026-03-06")
    part = record.event("2026-03-03", parent=whole, visibility="staff")
    assert not [line for line in written(whole) if line.startswith("RELATED-TO")]
    given = {"at": LATER, "via": Door.DASHBOARD}
    ask_public(event=part, by=record.officer, **given)
    make_public(event=part, by=record.coordinator, **given)
    assert f"RELATED-TO;RELTYPE=CHILD:{part.uuid}" in written(whole)


# Pages and feeds agree, instance by instance


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 10, 23])
def test_rows_and_feed_agree_over_the_changes_of_the_clocks(zone: str, hour: int) -> None:
    record = Record()
    clock = {"start_time": time(hour, 30), "end_time": time((hour + 1) % 24, 45), "zone": zone}
    days = "2026-02-01/2026-02-02" if hour == 23 else "2026-02-01"
    made = recurring(record, days, "FREQ=DAILY;INTERVAL=2;COUNT=150", **clock)
    changing(record, made)
    until = date(2026, 12, 31)
    body = render_event_file(made, "en")
    assert rows_of(made, until) == expanded(body, until)
    assert len(rows_of(made, until)) == 150


months = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
weekdays = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule of the kind that people choose, without its end."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if freq in {"MONTHLY", "YEARLY"}:
        if freq == "YEARLY":
            parts.append("BYMONTH=" + ",".join(map(str, draw(months))))
        match draw(st.sampled_from(["day", "nth", "position", ""])):
            case "day":
                listed_days = draw(
                    st.lists(st.integers(-5, 31).filter(bool), min_size=1, max_size=3, unique=True)
                )
                parts.append("BYMONTHDAY=" + ",".join(map(str, listed_days)))
            case "nth":
                nth = draw(st.sampled_from([1, 2, 3, 4, -1, -2]))
                parts.append(f"BYDAY={nth}{draw(weekdays)[0]}")
            case "position":
                parts += [
                    "BYDAY=" + ",".join(draw(weekdays)),
                    f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}",
                ]
    else:
        if draw(st.booleans()):
            parts.append("BYDAY=" + ",".join(draw(weekdays)))
        if draw(st.booleans()):
            parts.append("BYMONTH=" + ",".join(map(str, draw(months))))
        if freq == "WEEKLY" and draw(st.booleans()):
            parts.append("WKST=SU")
    return ";".join(parts)


@given(
    rule=rules(),
    begins=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    end=st.one_of(
        st.just(""),
        st.integers(1, 40).map(lambda n: f";COUNT={n}"),
        st.integers(10, 900),
    ),
    zone=st.one_of(st.none(), st.sampled_from(ZONES)),
    clock=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    length=st.integers(0, 3),
)
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_rows_are_what_the_component_expands_to(
    rule: str, begins: date, end: Any, zone: str | None, clock: time, length: int
) -> None:
    officer = User.objects.filter(username="officer").first() or cast.officer()
    first = next(iter(rrulestr(rule, dtstart=naive(begins))), None)
    if first is None or first.year > 2040:
        return
    if isinstance(end, int):
        end = f";UNTIL={first + timedelta(days=end):%Y%m%d}"
    made = events.event(officer)
    day, last = first.date(), first.date() + timedelta(days=length)
    edtf = str(day) if not length else f"{day}/{last}"
    times = {"start_time": clock, "end_time": time(23, 59), "zone": zone} if zone else {}
    if not length and clock >= time(23, 59):
        times.pop("end_time", None)
    events.claim(made, edtf, by=officer, **times)
    try:
        made = repeat(made, f"{rule}{end}", by=officer)
    except RecurrenceRefused as refused:
        made.refresh_from_db()
        skipped = refused.code
    else:
        skipped = ""
    if skipped == "time_skipped":
        return
    until = date(2028, 11, 1)
    assert rows_of(made, until) == expanded(render_event_file(made, "en"), until)


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;COUNT=3", date(2026, 3, 17)),
        ("FREQ=WEEKLY;UNTIL=20260325", date(2026, 3, 24)),
    ],
)
def test_it_stays_in_the_window_of_a_feed_until_its_last_time(rule: str, last: date | None) -> None:
    record = Record()
    assert component(recurring(record, "2026-03-03", rule)).last_on == last


def test_an_instance_moved_past_the_last_keeps_it_in_the_window() -> None:
    record = Record()
    made = recurring(record, "2026-03-03", "FREQ=WEEKLY;COUNT=3")
    act("move", made, "2026-03-17", to="2026-05-05", by=record.officer, document=record.notice())
    assert component(made).last_on == date(2026, 5, 5)
