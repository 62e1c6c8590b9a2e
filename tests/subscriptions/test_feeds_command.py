from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from monitor.events.models import Event
from monitor.subscriptions import personal as personal_feeds
from monitor.subscriptions.models import Component, FeedMember
from tests import cast
from tests.subscriptions.feeds import personal
from tests.subscriptions.record import Record, component, public_feed

pytestmark = pytest.mark.django_db


def read_personal(token: str) -> bytes:
    return personal_feeds.read_personal(token, at=timezone.now(), packed=False)[1]


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


def test_every_variant_in_use_and_every_feed_s_entries_are_verified() -> None:
    record = Record()
    event = record.event("2090-11-24")
    address, token = personal(cast.reader(), language="fr", tasks="both")
    personal_body = read_personal(token.removeprefix("/feeds/").removesuffix(".ics"))
    assert b"BEGIN:VEVENT" in personal_body
    assert verify() == "Every component says what the record says.\n"
    FeedMember.objects.filter(feed=address.feed).delete()
    Component.objects.filter(item=event.uuid, variant__contains="-fr-").update(body=b"other")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("feeds", "verify", stdout=out, stderr=StringIO())
    assert f"public-fr-marker-dates-default event {event.uuid}: other bytes" in out.getvalue()
    assert f"feed {address.feed.uuid}: other entries" in out.getvalue()


def test_rendering_says_how_far_it_is_for_every_variant_in_use() -> None:
    record = Record()
    record.event("2090-11-24")
    _, path = personal(cast.reader(), language="fr")
    read_personal(path.removeprefix("/feeds/").removesuffix(".ics"))
    out = StringIO()
    call_command("feeds", "render", stdout=out)
    assert "public-fr-marker-dates-default: 1 of 1" in out.getvalue()
    assert "public-en-marker-dates-default: 1 of 1" in out.getvalue()
