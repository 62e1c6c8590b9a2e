"""What moves a feed's tag, and what must not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.operations import archive_event, edit_event
from monitor.events.workflow import EventStatus
from monitor.subscriptions.models import Component, Feed
from monitor.subscriptions.operations import FeedUnknown, feed_state
from tests import cast
from tests.factories import events
from tests.subscriptions.record import LATER, Record, public_feed

pytestmark = pytest.mark.django_db
NEXT = LATER + timedelta(hours=1)


def test_nothing_changed_is_one_query_and_no_write() -> None:
    Record().event()
    feed_state("public", at=LATER)
    with CaptureQueriesContext(connection) as queries:
        feed_state("public", at=NEXT)
    assert len(queries) == 1


def test_the_tag_moves_with_an_edit_of_a_public_event() -> None:
    record = Record()
    event = record.event()
    before = public_feed()
    edit_event(
        event=event,
        edition=event.edition,
        title="Another title",
        by=record.officer,
        at=LATER,
        via=Door.DASHBOARD,
    )
    after = public_feed(NEXT)
    assert after[0] != before[0]
    assert b"Another title" in after[1]
    assert feed_state("public", at=NEXT).revised_at == LATER


def test_the_tag_moves_with_the_name_of_a_place() -> None:
    record = Record()
    place = record.place("Tangier")
    record.event(place=place)
    before = public_feed()[0]
    record.edit(place, name_en="Tanger")
    assert public_feed(NEXT)[0] != before


def test_an_edit_of_a_restricted_event_leaves_the_feed_as_it_is() -> None:
    record = Record()
    record.event()
    desk = cast.desk()
    record.officer.desks.add(desk)
    record.officer = User.objects.get(pk=record.officer.pk)
    hidden = record.event(visibility="restricted", desks=[desk])
    before, seen = public_feed(), Feed.objects.get().seen
    events.claim(hidden, "2025-12-01", by=record.officer, at=LATER)
    assert public_feed(NEXT) == before
    assert Feed.objects.get().seen > seen


def test_archiving_moves_the_tag_and_takes_the_entry_out() -> None:
    record = Record()
    event = record.event()
    before = public_feed()
    archive_event(event=event, reason="Wrong.", by=record.coordinator, at=LATER, via=Door.DASHBOARD)
    after = public_feed(NEXT)
    assert after[0] != before[0]
    assert str(event.uuid).encode() in before[1]
    assert str(event.uuid).encode() not in after[1]
    assert feed_state("public", at=NEXT).revised_at == LATER


def test_a_cancelled_event_leaves_ninety_days_after_the_later_of_notice_and_last_day() -> None:
    record = Record()
    event = record.event("2025-11-24/2025-11-27")
    record.move(event, EventStatus.CANCELLED, at=LATER)
    leaves_on = date(2025, 11, 27) + timedelta(days=90)
    assert Component.objects.get(item=event.uuid).leaves_on == leaves_on
    last_day = datetime(2026, 2, 24, 23, 59, tzinfo=UTC)
    before = public_feed(last_day)
    assert b"SUMMARY;LANGUAGE=en:CANCELLED: " in before[1]
    gone = public_feed(last_day + timedelta(minutes=1))
    assert gone[0] != before[0]
    assert b"BEGIN:VEVENT" not in gone[1]
    exit_moment = datetime(2026, 2, 25, tzinfo=UTC)
    much_later = datetime(2026, 6, 1, tzinfo=UTC)
    assert feed_state("public", at=much_later).revised_at == exit_moment
    assert public_feed(much_later) == gone


def test_a_late_cancellation_stays_ninety_days_from_its_notice() -> None:
    record = Record()
    event = record.event("2025-01-10")
    record.move(event, EventStatus.CANCELLED, at=LATER)
    expected = cast.TODAY + timedelta(days=90)
    assert Component.objects.get(item=event.uuid).leaves_on == expected


def test_an_edit_of_what_has_left_by_itself_does_not_move_the_feed() -> None:
    record = Record()
    event = record.move(record.event("2025-11-24"), EventStatus.CANCELLED, at=LATER)
    after_exit = datetime(2026, 6, 1, 9, tzinfo=UTC)
    before = public_feed(after_exit)
    edit_event(
        event=event,
        edition=event.edition,
        title="Another title",
        by=record.officer,
        at=after_exit,
        via=Door.DASHBOARD,
    )
    assert public_feed(after_exit + timedelta(hours=1)) == before


def test_a_revived_event_stays() -> None:
    record = Record()
    event = record.move(record.event("2025-11-24"), EventStatus.CANCELLED, at=LATER)
    record.move(event, EventStatus.CONFIRMED, at=NEXT)
    body = public_feed(datetime(2026, 6, 1, tzinfo=UTC))[1]
    assert body.count(b"BEGIN:VEVENT") == 1
    assert b"STATUS:CONFIRMED" in body


def test_a_first_fetch_after_many_changes_reads_what_all_of_them_left() -> None:
    record = Record()
    for number in range(3):
        record.event(title=f"Event {number}")
    assert public_feed()[1].count(b"BEGIN:VEVENT") == 3


def test_an_empty_record_is_a_calendar_without_entries() -> None:
    _, body = public_feed()
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"BEGIN:VEVENT" not in body


def test_there_is_no_other_feed() -> None:
    with pytest.raises(FeedUnknown):
        feed_state("desk", at=LATER)


@pytest.mark.parametrize("many", [2, 20])
def test_reading_costs_the_same_queries_whatever_the_number_of_entries(many: int) -> None:
    record = Record()
    place = record.place()
    for _ in range(many):
        record.event(place=place)
    feed_state("public", at=LATER)
    with CaptureQueriesContext(connection) as queries:
        public_feed(LATER)
    assert len(queries) == 2


@pytest.mark.parametrize("many", [2, 20])
def test_a_change_renders_in_the_same_queries_whatever_the_number_of_entries(many: int) -> None:
    record = Record()
    place = record.place()
    for _ in range(many):
        record.event(place=place)
    with CaptureQueriesContext(connection) as queries:
        record.edit(place, name_en="Tanger")
    assert len(queries) <= 30
    assert len([q for q in queries if "subscriptions_component" in q["sql"]]) == 2
