from datetime import timedelta

import pytest
from pytest_django import Settings

from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.events.operations import archive_event, edit_event
from monitor.events.workflow import EventStatus
from monitor.subscriptions.models import Component
from monitor.subscriptions.operations import components, render_feeds
from monitor.subscriptions.variants import public_variants
from tests import cast
from tests.factories import events
from tests.subscriptions.record import LATER, Record, component, public_feed, shown

pytestmark = pytest.mark.django_db


def test_a_public_event_has_its_component_in_the_changing_transaction() -> None:
    event = Record().event(title="Arab police conference")
    assert shown(event)["SUMMARY;LANGUAGE=en"] == "Arab police conference"


def test_a_staff_event_has_no_component() -> None:
    Record().event(visibility="staff")
    assert not Component.objects.exists()


def test_a_change_of_what_is_shown_takes_the_number_and_time_of_the_change() -> None:
    record = Record()
    event = record.event()
    record.move(event, EventStatus.CONFIRMED, at=LATER)
    row = component(event)
    assert row.revision == Change.objects.latest("n").n
    assert row.revised_at == LATER
    assert shown(event)["DTSTAMP"] == shown(event)["LAST-MODIFIED"] == "20251119T100000Z"


def test_a_change_of_what_is_not_shown_leaves_revision_and_stamp() -> None:
    record = Record()
    event = record.event()
    before = component(event)
    edit_event(
        event=event,
        edition=event.edition,
        summary="Our own note.",
        by=record.officer,
        at=LATER,
        via=Door.DASHBOARD,
    )
    after = component(event)
    assert (after.revision, after.revised_at) == (before.revision, before.revised_at)
    assert bytes(after.body) == bytes(before.body)


def test_an_archived_event_leaves_an_empty_row_with_the_number_of_the_change() -> None:
    record = Record()
    event = record.event()
    archive_event(event=event, reason="Wrong.", by=record.coordinator, at=LATER, via=Door.DASHBOARD)
    row = component(event)
    assert bytes(row.body) == b""
    assert row.revision == Change.objects.latest("n").n


def test_a_date_that_firms_up_keeps_the_uid_and_raises_the_sequence() -> None:
    record = Record()
    event = record.event("2026-11")
    before = shown(event)
    events.claim(event, "2026-11-03/2026-11-05", by=record.officer, at=LATER)
    after = shown(event)
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert before["DTSTART;VALUE=DATE"] == "20261101"
    assert after["DTSTART;VALUE=DATE"] == "20261103"
    assert after["DTEND;VALUE=DATE"] == "20261106"


def test_a_renamed_place_renders_its_events() -> None:
    record = Record()
    place = record.place("Tangier")
    event = record.event(place=place)
    record.edit(place, name_en="Tanger")
    assert shown(event)["LOCATION"] == "Tanger"
    assert component(event).revised_at == LATER


def test_a_renamed_country_renders_the_events_held_there() -> None:
    record = Record()
    country = record.actor("RUR", "Ruritania", kind="state")
    event = record.event(place=record.place("Strelsau", country=country))
    record.edit(country, name_en="Kingdom of Ruritania")
    assert shown(event)["LOCATION"] == "Strelsau\\, Kingdom of Ruritania"


def test_a_moved_event_moves_the_deadline_that_counts_from_it() -> None:
    record = Record()
    event = record.event("2025-11-24")
    deadline = record.deadline(
        deadline_kind="relative", deadline_edtf="", deadline_days=90, deadline_event=event
    )
    before = shown(deadline)
    events.claim(
        event, "2025-12-01", by=record.officer, at=LATER, official=True, document=record.notice()
    )
    after = shown(deadline)
    assert before["DTSTART;VALUE=DATE"] == "20260222"
    assert after["DTSTART;VALUE=DATE"] == "20260301"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_change_of_many_marks_the_rest_which_are_rendered_before_the_feed_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(components, "RENDERED_AT_ONCE", 2)
    monkeypatch.setattr(components, "BATCH", 2)
    record = Record()
    place = record.place("Tangier")
    made = [record.event(place=place) for _ in range(5)]
    public_feed(cast.NOW)
    record.edit(place, name_en="Tanger")
    assert Component.objects.filter(stale_since__isnull=False).count() == 3
    body = public_feed()[1]
    assert body.count(b"LOCATION:Tanger\r\n") == 5
    assert not Component.objects.filter(stale_since__isnull=False).exists()
    last = Change.objects.latest("n")
    assert {component(event).revision for event in made} == {last.n}
    assert {component(event).revised_at for event in made} == {last.at}


def test_rendering_the_whole_record_again_changes_nothing() -> None:
    record = Record()
    record.event()
    record.deadline()
    before = public_feed()
    assert render_feeds(at=LATER + timedelta(days=1)) == 0
    assert public_feed(LATER + timedelta(days=1)) == before


def test_another_address_of_the_site_writes_every_entry_again(settings: Settings) -> None:
    record = Record()
    event = record.event()
    tag = public_feed()[0]
    settings.SITE_URL = "https://elsewhere.example.org"
    again, body = public_feed(cast.NOW + timedelta(days=1))
    assert again != tag
    assert f"URL:https://elsewhere.example.org/e/{event.ref}/".encode() in body
    assert component(event).variant in {variant.slug for variant in public_variants()}


def test_another_form_that_writes_the_same_bytes_is_no_revision() -> None:
    record = Record()
    event = record.event()
    before = component(event)
    Component.objects.update(profile=1, digest="of another form")
    assert render_feeds(at=LATER) == 0
    after = component(event)
    assert (after.revision, after.revised_at) == (before.revision, before.revised_at)
    assert after.profile != 1


def test_bytes_of_another_form_are_written_again_though_the_item_is_the_same() -> None:
    record = Record()
    event = record.event()
    Component.objects.update(profile=1, body=b"BEGIN:VEVENT in another form")
    assert render_feeds(at=LATER) == 1
    assert shown(event)["LAST-MODIFIED"] == "20251119T100000Z"
