"""What repeats in somebody's calendar, taken over with its rule, as far as the record keeps it."""

from datetime import time

import pytest

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.recurring import Occurrence, OccurrenceState
from monitor.events.refusals import MoveRefused
from monitor.intake.models import CalendarEntry, CalendarSource, Decision, Since
from monitor.intake.operations.calendars import add_calendar, upload
from monitor.intake.operations.deciding import accept_entry, follow_entry
from tests.cast import NOW, coordinator
from tests.factories.recurring import days, repeat
from tests.intake.calendars.ics import calendar, entry

pytestmark = pytest.mark.django_db
ZONE = "TZID=America/New_York"
WEEKLY = {
    f"DTSTART;{ZONE}": "20260303T190000",
    f"DTEND;{ZONE}": "20260303T210000",
    "RRULE": "FREQ=WEEKLY;COUNT=5",
}
TUESDAYS = ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"]
MOVED = {
    f"RECURRENCE-ID;{ZONE}": "20260317T190000",
    f"DTSTART;{ZONE}": "20260318T180000",
    f"DTEND;{ZONE}": "20260318T200000",
}
CANCELLED = {
    f"RECURRENCE-ID;{ZONE}": "20260324T190000",
    f"DTSTART;{ZONE}": "20260324T190000",
    f"DTEND;{ZONE}": "20260324T210000",
    "STATUS": "CANCELLED",
}


@pytest.fixture
def head(db: None) -> User:
    return coordinator("head")


def make(head: User, *, official: bool = True) -> CalendarSource:
    given = {"name": "Their calendar", "publisher": "They", "official": official}
    return add_calendar(by=head, at=NOW, via=Door.DASHBOARD, **given)


def bring(source: CalendarSource, head: User, *entries: str) -> None:
    upload(source=source, data=calendar(*entries), by=head, at=NOW, via=Door.DASHBOARD)


def row(instance: str = "") -> CalendarEntry:
    return CalendarEntry.objects.get(recurrence_id=instance)


def accept(found: CalendarEntry, by: User) -> Event:
    return accept_entry(entry=found, seen=found.digest, by=by, at=NOW, via=Door.IMPORT)


def taken(head: User, *entries: str, official: bool = True) -> Event:
    bring(make(head, official=official), head, *entries)
    return accept(row(), head)


def test_an_entry_that_repeats_is_taken_over_with_its_rule(head: User) -> None:
    event = taken(head, entry(**WEEKLY))
    assert event.recurrence.rule == "FREQ=WEEKLY;COUNT=5"
    assert days(event) == TUESDAYS
    first = event.occurrences.first()
    assert (first.start_time, first.zone) == (time(19), "America/New_York")
    assert row().reason == ""


def test_days_left_out_and_added_come_with_it(head: User) -> None:
    more = {
        f"EXDATE;{ZONE}": "20260310T190000",
        f"RDATE;{ZONE}": "20260312T190000",
    }
    event = taken(head, entry(**WEEKLY, **more))
    assert days(event) == ["2026-03-03", "2026-03-12", *TUESDAYS[2:]]
    assert row().reason == ""


@pytest.mark.parametrize(
    ("until", "last"),
    [
        # The start in New York is midnight in UTC, of the day after from 8 March on an hour before.
        ("20260324T230000Z", "2026-03-24"),
        ("20260324T225959Z", "2026-03-17"),
        ("20260324", "2026-03-17"),
        ("20260325", "2026-03-24"),
    ],
)
def test_a_rule_ends_with_the_last_start_that_its_moment_allows(
    head: User, until: str, last: str
) -> None:
    event = taken(head, entry(**{**WEEKLY, "RRULE": f"FREQ=WEEKLY;UNTIL={until}"}))
    assert days(event)[-1] == last


def test_an_official_calendars_changed_instances_come_with_it(head: User) -> None:
    event = taken(head, entry(**WEEKLY), entry(**MOVED), entry(**CANCELLED))
    assert days(event) == ["2026-03-03", "2026-03-10", "2026-03-18", "2026-03-24", "2026-03-31"]
    states = {each.original_on.isoformat(): each for each in Occurrence.objects.decided()}
    assert states["2026-03-17"].state == OccurrenceState.MOVED
    assert states["2026-03-17"].start_time == time(18)
    assert states["2026-03-24"].state == OccurrenceState.CANCELLED
    assert set(CalendarEntry.objects.values_list("decision", "event")) == {
        (Decision.ACCEPTED, event.pk)
    }


def test_an_unofficial_calendar_moves_nothing_and_that_is_said(head: User) -> None:
    event = taken(head, entry(**WEEKLY), entry(**MOVED), official=False)
    assert days(event) == TUESDAYS
    waiting = row("2026-03-17T23:00:00Z")
    assert waiting.decision == Decision.PENDING
    assert row().reason.startswith("Not taken over: 2026-03-17T23:00:00Z: ")
    with pytest.raises(MoveRefused):
        accept(waiting, head)


def test_an_instance_changed_later_changes_the_event_it_belongs_to(head: User) -> None:
    source = make(head)
    bring(source, head, entry(**WEEKLY))
    event = accept(row(), head)
    bring(source, head, entry(**WEEKLY), entry(**CANCELLED))
    assert accept(row("2026-03-24T23:00:00Z"), head) == event
    assert Event.objects.count() == 1
    assert event.occurrences.get(original_on="2026-03-24").state == OccurrenceState.CANCELLED


def test_an_instance_that_is_put_back_is_restored_when_followed(head: User) -> None:
    source = make(head)
    bring(source, head, entry(**WEEKLY), entry(**MOVED))
    event = accept(row(), head)
    back = {
        **MOVED,
        f"DTSTART;{ZONE}": "20260317T190000",
        f"DTEND;{ZONE}": "20260317T210000",
    }
    bring(source, head, entry(**WEEKLY), entry(**back))
    changed = row("2026-03-17T23:00:00Z")
    assert changed.since == Since.CHANGED
    follow_entry(entry=changed, seen=changed.digest, by=head, at=NOW, via=Door.IMPORT)
    assert days(event) == TUESDAYS
    assert event.claims.count() == 1


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYWEEKNO=10;BYDAY=TU", "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;UNTIL=20260101"],
)
def test_a_rule_that_the_record_does_not_keep_is_named_and_the_event_stands_once(
    head: User, rule: str
) -> None:
    event = taken(head, entry(**{**WEEKLY, "RRULE": rule}))
    assert not hasattr(event, "recurrence")
    assert event.edtf == "2026-03-03"
    assert row().reason.startswith("Not taken over: FREQ=")


def test_an_added_time_of_another_hour_is_named(head: User) -> None:
    event = taken(head, entry(**WEEKLY, **{f"RDATE;{ZONE}": "20260312T100000"}))
    assert days(event) == TUESDAYS
    assert "2026-03-12T10:00:00" in row().reason


def followed(source: CalendarSource, head: User, **changes: str) -> list[str]:
    """What a person edited, after the calendar's entry changed and was followed."""
    bring(source, head, entry(**{**WEEKLY, **changes}))
    found = row()
    act = {"by": head, "at": NOW, "via": Door.IMPORT}
    return follow_entry(entry=found, seen=found.digest, **act)[1]


def test_a_rule_that_changed_upstream_is_followed(head: User) -> None:
    source = make(head)
    bring(source, head, entry(**WEEKLY, **{f"EXDATE;{ZONE}": "20260310T190000"}))
    event = accept(row(), head)
    assert followed(source, head, RRULE="FREQ=WEEKLY;COUNT=3") == []
    assert days(event) == TUESDAYS[:3]


def test_a_rule_and_a_date_that_changed_together_are_followed(head: User) -> None:
    source = make(head)
    bring(source, head, entry(**WEEKLY))
    event = accept(row(), head)
    later = {f"DTSTART;{ZONE}": "20260304T190000", f"DTEND;{ZONE}": "20260304T210000"}
    assert followed(source, head, **later, RRULE="FREQ=WEEKLY;BYDAY=WE;COUNT=2") == []
    assert days(event) == ["2026-03-04", "2026-03-11"]


def test_a_rule_that_a_person_set_is_kept(head: User) -> None:
    source = make(head)
    bring(source, head, entry(**WEEKLY))
    event = repeat(accept(row(), head), "FREQ=WEEKLY;COUNT=2", by=head)
    assert followed(source, head, RRULE="FREQ=WEEKLY;COUNT=9") == ["rules"]
    assert days(event) == TUESDAYS[:2]
