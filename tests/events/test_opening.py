import pytest
from django.contrib.auth.models import AnonymousUser

from monitor.accounts.models import User
from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import EventRefused, archive_event, ask_public, make_public
from monitor.sources import operations as documents
from monitor.sources.models import Document
from tests import cast
from tests.factories import events

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}


def opened(document: Document, asked: User, by: User) -> Document:
    documents.ask_public(document=document, by=asked, **DASHBOARD)
    return documents.make_public(document=document, by=by, **DASHBOARD)


def seen_by_all() -> list[Event]:
    return list(Event.objects.visible_to(AnonymousUser()))


def test_an_event_is_public_once_a_second_person_opens_it() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = events.event(officer, source=opened(events.notice(officer), officer, head))
    ask_public(event=made, by=officer, **DASHBOARD)
    assert seen_by_all() == []
    make_public(event=made, by=head, **DASHBOARD)
    assert seen_by_all() == [made]


def test_who_asked_does_not_open_it_whatever_the_role() -> None:
    head, other = cast.coordinator(), cast.coordinator("other")
    made = events.event(head, source=opened(events.notice(head), head, other))
    ask_public(event=made, by=head, **DASHBOARD)
    with pytest.raises(EventRefused, match="another person"):
        make_public(event=made, by=head, **DASHBOARD)
    assert seen_by_all() == []


def test_what_nobody_asked_for_is_not_opened() -> None:
    head = cast.coordinator()
    made = events.event(head)
    with pytest.raises(EventRefused, match="Nobody has asked"):
        make_public(event=made, by=head, **DASHBOARD)


@pytest.mark.parametrize("role", [cast.reader, cast.officer, cast.verifier, cast.administrator])
def test_a_role_that_does_not_publish_opens_nothing(role: object) -> None:
    head, other = cast.coordinator(), cast.coordinator("other")
    made = events.event(head, source=opened(events.notice(head), head, other))
    ask_public(event=made, by=head, **DASHBOARD)
    with pytest.raises(PowerRefused):
        make_public(event=made, by=role("somebody"), **DASHBOARD)


def test_an_event_is_not_opened_while_a_source_of_its_date_is_staff_only() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = events.event(officer, source=opened(events.notice(officer), officer, head))
    internal = events.notice(officer)
    events.claim(made, "2025", by=officer, document=internal)
    with pytest.raises(OpennessRefused, match=internal.ref):
        ask_public(event=made, by=officer, **DASHBOARD)


def test_what_became_staff_only_in_between_holds_the_opening_back() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = events.event(officer, source=opened(events.notice(officer), officer, head))
    ask_public(event=made, by=officer, **DASHBOARD)
    events.claim(made, "2025", by=officer, document=events.notice(officer))
    with pytest.raises(OpennessRefused):
        make_public(event=made, by=head, **DASHBOARD)
    assert seen_by_all() == []


def test_a_part_is_not_opened_before_the_whole() -> None:
    officer, head = cast.officer(), cast.coordinator()
    source = opened(events.notice(officer), officer, head)
    whole = events.event(officer, source=source)
    part = events.event(officer, source=source, parent=whole)
    with pytest.raises(OpennessRefused, match=whole.ref):
        ask_public(event=part, by=officer, **DASHBOARD)


def test_an_archived_event_leaves_public_sight_and_stays_for_staff() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = events.event(officer, source=opened(events.notice(officer), officer, head))
    ask_public(event=made, by=officer, **DASHBOARD)
    make_public(event=made, by=head, **DASHBOARD)
    archive_event(event=made, reason="Entered twice.", by=head, **DASHBOARD)
    assert seen_by_all() == []
    assert made in Event.objects.visible_to(cast.reader())


def test_archiving_needs_a_reason_and_the_power() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = events.event(officer)
    with pytest.raises(EventRefused) as refused:
        archive_event(event=made, reason=" ", by=head, **DASHBOARD)
    assert refused.value.field == "reason"
    with pytest.raises(PowerRefused):
        archive_event(event=made, reason="Tidy.", by=officer, **DASHBOARD)
