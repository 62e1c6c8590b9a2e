from io import StringIO

import pytest
from django.core.management import call_command

from monitor.events.models import Event
from monitor.subscriptions.models import Component
from tests.subscriptions.record import Record, component, public_feed

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = StringIO()
    call_command("feeds", "verify", stdout=out, stderr=out)
    return out.getvalue()


def test_a_record_kept_by_operations_verifies() -> None:
    record = Record()
    record.event()
    record.deadline()
    record.event(visibility="staff")
    assert verify() == "Every component says what the record says.\n"


def test_what_was_changed_behind_the_operations_is_named() -> None:
    record = Record()
    changed, hidden, lost = record.event(), record.event(), record.event()
    Event.objects.filter(pk=changed.pk).update(title="Another title")
    Event.objects.filter(pk=hidden.pk).update(visibility="staff")
    Component.objects.filter(item=lost.uuid).delete()
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("feeds", "verify", stdout=out, stderr=StringIO())
    assert stopped.value.code == 1
    assert f"event {changed.uuid}: other bytes" in out.getvalue()
    assert f"event {hidden.uuid}: stands in the feed and should not" in out.getvalue()
    assert f"event {lost.uuid}: missing" in out.getvalue()


def test_rendering_mends_what_verifying_names_and_moves_the_feed() -> None:
    record = Record()
    event = record.event()
    before = public_feed()
    Event.objects.filter(pk=event.pk).update(title="Another title")
    call_command("feeds", "render", stdout=StringIO())
    assert verify() == "Every component says what the record says.\n"
    after = public_feed()
    assert after[0] != before[0]
    assert b"Another title" in after[1]
    assert b"Another title" in bytes(component(event).body)
