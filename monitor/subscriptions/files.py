"""One event as a calendar file, for a person who is signed in."""

from datetime import UTC

from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.events.models import Event
from monitor.ical import join, object_head, render_zone
from monitor.subscriptions.entries import event_entry, instance_entries
from monitor.subscriptions.queries import events_to_render
from monitor.subscriptions.rendering import Shown


class NoPlaceOnCalendar(LookupError):
    """The event has no date that a calendar could show: none, or one coarser than a month."""


def render_event_file(event: Event, language: str) -> bytes:
    """The event as a calendar of its own, in `language`, with the UID it has in every feed.

    Shows what anybody who may see the event may see; whether the reader may is for the caller.
    Raises NoPlaceOnCalendar.
    """
    whole = events_to_render().get(pk=event.pk)
    last = Change.objects.of(kind=ItemKind.EVENT, uuid=event.uuid).first()
    revised_at = last.at if last is not None else event.created_at
    entry = event_entry(whole, language, revised_at=revised_at.astimezone(UTC))
    if entry is None:
        raise NoPlaceOnCalendar(event.ref)
    shown = Shown(entry, instances=instance_entries(whole, entry, language))
    zones = (render_zone(name, shown.first_on) for name in sorted(shown.zones))
    return join(object_head(), zones, [shown.rendered(entry.revised_at)])
