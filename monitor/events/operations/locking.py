"""Holding an event until the transaction ends, and writing its line in the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.openness import check_openness
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import record
from monitor.events.models import Event
from monitor.events.refusals import EventRefused
from monitor.sources.models import Document


def locked(event: Event, *, by: User) -> Event:
    """The event's row, locked, if `by` may see it and it is not archived."""
    found = (
        Event.objects.select_for_update()
        .filter(pk=event.pk, pk__in=Event.objects.visible_to(by).values("pk"))
        .first()
    )
    if found is None:
        raise EventRefused(pgettext("refusal", "There is no such event."), code="unknown")
    if found.record == RecordStatus.ARCHIVED:
        raise EventRefused(
            pgettext("refusal", "This event is archived: it is no longer changed."),
            code="archived",
        )
    return found


def check_source(event: Event, document: Document | None, *, by: User) -> None:
    """Raise unless `by` may see the document and the event is no more open than it."""
    if document is None:
        return
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise EventRefused(
            pgettext("refusal", "There is no such document."), code="unknown", field="document"
        )
    check_openness(visibility=event.visibility, desks=event.desks.all(), rests_on=[document])


def log(
    event: Event,
    act: str,
    *,
    by: User,
    at: datetime,
    via: Door,
    fields: Mapping[str, tuple[Any, Any]] | None = None,
    note: str = "",
) -> None:
    """The last step of every operation here."""
    record(
        kind=ItemKind.EVENT,
        item=event.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields=fields,
        note=note,
    )
