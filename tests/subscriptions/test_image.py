"""The feed as one process holds it is, after each change, what another would read anew."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import archive_event, edit_event
from monitor.subscriptions import image
from monitor.subscriptions.image import Image, image_of
from monitor.subscriptions.models import Component
from monitor.subscriptions.operations import FeedState, feed_state, render_feeds
from monitor.subscriptions.packing import pack
from tests import cast
from tests.subscriptions.feeds import at_noon
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
LATEST = cast.NOW + timedelta(hours=2, minutes=30)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Several parts of few entries."""
    monkeypatch.setattr(image, "ENTRIES", 2)
    with time_machine.travel(at_noon(), tick=False):
        yield


class Scene:
    """A record of twelve events, and a process that has read its feed."""

    def __init__(self) -> None:
        self.record = Record()
        self.events = [self.record.event() for _ in range(12)]
        # A change of their own, so that not all are of the last one.
        self.edit(self.events[0], title="The last change")
        self.held = image_of(self.state(), None)

    def state(self, days: int = 0) -> FeedState:
        return feed_state("public", at=at_noon(days))

    def edit(self, event: Event, **fields: Any) -> None:
        event.refresh_from_db()
        edit_event(
            event=event,
            edition=event.edition,
            by=self.record.officer,
            at=LATEST,
            via=Door.DASHBOARD,
            **fields,
        )

    def archive(self, event: Event) -> None:
        event.refresh_from_db()
        archive_event(
            event=event, reason="Wrong.", by=self.record.coordinator, at=LATEST, via=Door.DASHBOARD
        )


def sent(found: Image) -> tuple[bytes, bytes, dict[str, Any]]:
    parts = [held.part for held in found.parts]
    return b"".join(part.plain for part in parts), pack(parts), found.zones


CHANGES: dict[str, Callable[[Scene], Any]] = {
    "nothing": lambda _: None,
    "an edit": lambda s: s.edit(s.events[5], title="Another title"),
    "two edits": lambda s: [s.edit(s.events[n], title=f"Title {n}") for n in (3, 9)],
    "the same again": lambda s: s.edit(s.events[0], title="The last change once more"),
    "an archive": lambda s: s.archive(s.events[7]),
    "one more": lambda s: s.record.event(title="One more"),
    "a zone": lambda s: s.record.event(
        start_time="10:00", end_time="11:00", zone="Europe/Paris", edtf="2025-12-01"
    ),
    "twice as many": lambda s: [s.record.event() for _ in range(14)],
    "half as many": lambda s: [s.archive(each) for each in s.events[:8]],
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_it_is_what_another_process_reads(name: str) -> None:
    scene = Scene()
    assert len(scene.held.parts) == 4
    CHANGES[name](scene)
    state = scene.state()
    assert sent(image_of(state, scene.held)) == sent(image_of(state, None))


def test_what_leaves_by_itself_is_gone_on_its_day() -> None:
    scene = Scene()
    component = Component.objects.get(item=scene.events[4].uuid, kind="event")
    Component.objects.filter(pk=component.pk).update(leaves_on=at_noon(5).date())
    before = image_of(scene.state(), None)
    state = scene.state(days=5)
    after = image_of(state, before)
    assert str(component.item).encode() in sent(before)[0]
    assert str(component.item).encode() not in sent(after)[0]
    assert sent(after) == sent(image_of(state, None))


def test_what_was_rendered_in_another_form_under_the_same_number_is_read_again() -> None:
    scene = Scene()
    first = scene.events[0].uuid
    last = Component.objects.filter(item=first, kind="event")
    body = bytes(last.get().body).replace(b"The last change", b"Another wording")
    last.update(body=body)
    assert b"Another wording" in sent(image_of(scene.state(), scene.held))[0]


def test_one_edit_reads_the_bytes_of_one_part() -> None:
    scene = Scene()
    scene.edit(scene.events[5], title="Another title")
    state = scene.state()
    with CaptureQueriesContext(connection) as queries:
        now = image_of(state, scene.held)
    again = [was for was, held in zip(scene.held.parts, now.parts, strict=True) if was is not held]
    # The part of the change, and that of the change before it.
    assert 1 <= len(again) <= 2
    assert len([each for each in queries if '"body"' in each["sql"]]) == len(again)


def test_another_feed_or_an_earlier_state_starts_anew() -> None:
    scene = Scene()
    early = scene.state()
    scene.edit(scene.events[5], title="Another title")
    later = image_of(scene.state(), scene.held)
    with pytest.raises(image.FeedMoved):
        image_of(early, later)


def test_a_renewed_record_moves_no_entry() -> None:
    scene = Scene()
    render_feeds(at=LATEST)
    state = scene.state()
    assert sent(image_of(state, scene.held)) == sent(image_of(state, None))
