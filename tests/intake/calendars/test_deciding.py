"""What a person makes of proposals from somebody's calendar."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from monitor.accounts.models import User
from monitor.accounts.openness import PowerRefused
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile
from monitor.events.models import Event
from monitor.events.operations import edit_event
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.operations.calendars import add_calendar, upload
from monitor.intake.operations.deciding import (
    accept_entry,
    follow_entry,
    leave_as_is,
    mark_duplicate,
    reject_entry,
    take_back,
)
from monitor.intake.refusals import EntryRefused
from tests.cast import NOW, coordinator, desk, officer, reader
from tests.intake.calendars.ics import calendar, entry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Bring = Callable[..., CalendarEntry]


@pytest.fixture
def head(db: None) -> User:
    return coordinator("head")


@pytest.fixture
def source(head: User) -> CalendarSource:
    return make(head)


def make(head: User, **changes: Any) -> CalendarSource:
    given = {"name": "Their calendar", "publisher": "They", **changes}
    return add_calendar(by=head, at=NOW, via=Door.DASHBOARD, **given)


def brought(source: CalendarSource, head: User, **properties: str) -> CalendarEntry:
    """The calendar's one entry as it now says; brought again, what it says then."""
    data = calendar(entry(**properties))
    upload(source=source, data=data, by=head, at=NOW, via=Door.DASHBOARD)
    return CalendarEntry.objects.get(calendar=source)


def accepted(found: CalendarEntry, by: User, **changes: Any) -> Event:
    given = {"seen": found.digest, "by": by, "at": NOW, "via": Door.IMPORT, **changes}
    return accept_entry(entry=found, **given)


def followed(found: CalendarEntry, by: User) -> tuple[Event, list[str]]:
    found.refresh_from_db()
    return follow_entry(entry=found, seen=found.digest, by=by, at=NOW + DAY, via=Door.IMPORT)


def test_what_is_accepted_is_an_event_with_the_calendars_date(
    source: CalendarSource, head: User
) -> None:
    event = accepted(brought(source, head, LOCATION="Somewhere else"), head)
    assert (event.title, event.edtf) == ("Meeting 1@there", "2026-03-10/2026-03-11")
    assert event.current_claim.document == source.document
    assert "Somewhere else" in event.summary


def test_a_time_comes_with_its_zone(source: CalendarSource, head: User) -> None:
    found = brought(
        source,
        head,
        **{
            "DTSTART;TZID=America/New_York": "20260310T100000",
            "DTEND;TZID=America/New_York": "20260310T130000",
        },
    )
    claim = accepted(found, head).current_claim
    assert (claim.start_time, claim.end_time) == (time(10), time(13))
    assert claim.zone == "America/New_York"


def test_a_calendar_of_others_confirms_nothing(source: CalendarSource, head: User) -> None:
    assert accepted(brought(source, head, STATUS="CONFIRMED"), head).status == "tentative"


def test_an_official_calendar_confirms_what_it_says_is_confirmed(head: User) -> None:
    source = make(head, official=True)
    assert accepted(brought(source, head, STATUS="CONFIRMED"), head).status == "confirmed"


def test_what_is_called_off_is_not_taken_over(source: CalendarSource, head: User) -> None:
    with pytest.raises(EntryRefused) as refused:
        accepted(brought(source, head, STATUS="CANCELLED"), head)
    assert refused.value.code == "cancelled"
    assert not Event.objects.exists()


def test_of_two_who_decide_the_second_is_told(source: CalendarSource, head: User) -> None:
    found = brought(source, head)
    accepted(found, head)
    with pytest.raises(ChangedMeanwhile, match="head decided"):
        accepted(found, officer())
    assert Event.objects.count() == 1


def test_what_changed_meanwhile_is_not_taken_over_unseen(
    source: CalendarSource, head: User
) -> None:
    before = brought(source, head).digest
    found = brought(source, head, LOCATION="Tangier")
    with pytest.raises(ChangedMeanwhile, match="Look again"):
        accepted(found, head, seen=before)


def test_a_reader_decides_nothing(source: CalendarSource, head: User) -> None:
    with pytest.raises(PowerRefused):
        accepted(brought(source, head), reader())


def test_a_restricted_calendar_gives_restricted_events(head: User) -> None:
    own = desk()
    head.desks.add(own)
    source = make(head, visibility="restricted", desks=[own])
    found = brought(source, head)
    with pytest.raises(EntryRefused):
        accepted(found, officer("other"))
    event = accepted(found, head)
    assert event.visibility == "restricted"
    assert list(event.desks.all()) == [own]


def test_a_rejection_needs_a_reason_and_can_be_taken_back(
    source: CalendarSource, head: User
) -> None:
    found = brought(source, head)
    with pytest.raises(EntryRefused) as refused:
        reject_entry(entry=found, reason=" ", seen=found.digest, by=head, at=NOW)
    assert refused.value.field == "reason"
    reject_entry(entry=found, reason="No concern of ours", seen=found.digest, by=head, at=NOW)
    assert take_back(entry=found, by=head, at=NOW).decision == "pending"


def test_what_was_rejected_stays_rejected_when_the_calendar_changes(
    source: CalendarSource, head: User
) -> None:
    found = brought(source, head)
    reject_entry(entry=found, reason="Not ours", seen=found.digest, by=head, at=NOW)
    found = brought(source, head, LOCATION="Tangier")
    assert (found.decision, found.since) == ("rejected", "")


def test_a_duplicate_gives_the_event_a_further_claim(source: CalendarSource, head: User) -> None:
    event = accepted(brought(source, head), head)
    other = brought(make(head, name="Another"), head, LOCATION="Tangier")
    mark_duplicate(entry=other, event=event, seen=other.digest, by=head, at=NOW, via=Door.IMPORT)
    assert event.claims.count() == 2
    assert Event.objects.count() == 1


def test_a_change_upstream_changes_nothing_until_a_person_says_so(
    source: CalendarSource, head: User
) -> None:
    event = accepted(brought(source, head), head)
    found = brought(source, head, SUMMARY="Another title")
    event.refresh_from_db()
    assert (event.title, found.since) == ("Meeting 1@there", "changed")
    event, kept = followed(found, head)
    assert (event.title, kept) == ("Another title", [])


def test_a_field_that_a_person_edited_is_kept_and_named(source: CalendarSource, head: User) -> None:
    event = accepted(brought(source, head), head)
    edit_event(
        event=event, edition=event.edition, by=head, at=NOW, via=Door.DASHBOARD, title="Ours"
    )
    found = brought(source, head, SUMMARY="Theirs", LOCATION="Elsewhere")
    event, kept = followed(found, head)
    assert (event.title, kept) == ("Ours", ["title"])
    assert "Elsewhere" in event.summary


def test_a_new_date_is_a_further_claim(source: CalendarSource, head: User) -> None:
    event = accepted(brought(source, head), head)
    days = {"DTSTART;VALUE=DATE": "20260317", "DTEND;VALUE=DATE": "20260318"}
    event, _ = followed(brought(source, head, **days), head)
    assert event.claims.count() == 2
    assert event.edtf == "2026-03-17"


def test_a_change_may_be_left_aside(source: CalendarSource, head: User) -> None:
    accepted(brought(source, head), head)
    found = brought(source, head, SUMMARY="Theirs")
    assert leave_as_is(entry=found, seen=found.digest, by=head, at=NOW).since == ""
    with pytest.raises(EntryRefused):
        followed(found, head)


def test_direction_marks_do_not_come_into_titles(source: CalendarSource, head: User) -> None:
    found = brought(source, head, SUMMARY="\u200fاجتماع\u200f 2026")
    assert accepted(found, head).title == "اجتماع 2026"
