"""Showing an event to everybody, by four eyes, and taking it out of the lists."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.wording import lines
from monitor.events.models import Event
from monitor.events.operations.details import check_rests
from monitor.events.operations.locking import locked, log
from monitor.events.refusals import EventRefused


@transaction.atomic
def ask_public(*, event: Event, by: User, at: datetime, via: Door) -> Event:
    """Ask that the event be shown to everybody; what it rests on must be public already."""
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    if event.visibility == Visibility.PUBLIC:
        raise EventRefused(pgettext("refusal", "This is public already."), code="public_already")
    check_rests(event, visibility=Visibility.PUBLIC, desks=())
    event.public_asked_by = by
    event.edition += 1
    event.save(update_fields=["public_asked_by", "edition"])
    log(event, "ask_public", by=by, at=at, via=via)
    return event


@transaction.atomic
def make_public(*, event: Event, by: User, at: datetime, via: Door) -> Event:
    """Show the event to everybody, as another person asked."""
    require(by, Power.PUBLISH)
    event = locked(event, by=by)
    if event.record != RecordStatus.PUBLISHED or not event.public_asked_by_id:
        raise EventRefused(
            pgettext("refusal", "Nobody has asked for this published item to be public."),
            code="not_asked",
        )
    if event.public_asked_by_id == by.pk:
        raise EventRefused(
            pgettext("refusal", "You asked for this yourself: another person makes it public."),
            code="own_request",
        )
    check_rests(event, visibility=Visibility.PUBLIC, desks=())
    before = event.visibility
    event.visibility = Visibility.PUBLIC
    event.public_asked_by = None
    event.edition += 1
    event.save(update_fields=["visibility", "public_asked_by", "edition"])
    fields = {"visibility": (before, event.visibility)}
    log(event, "make_public", by=by, at=at, via=via, fields=fields)
    return event


@transaction.atomic
def archive_event(*, event: Event, reason: str, by: User, at: datetime, via: Door) -> Event:
    """Take an event out of the lists and feeds, with a reason; nothing is deleted."""
    require(by, Power.PUBLISH)
    event = locked(event, by=by)
    reason = lines(reason, field="reason")
    if not reason:
        raise EventRefused(
            pgettext("refusal", "Give a reason."), code="needs_reason", field="reason"
        )
    before = event.record
    event.record = RecordStatus.ARCHIVED
    event.public_asked_by = None
    event.edition += 1
    event.save(update_fields=["record", "public_asked_by", "edition"])
    fields = {"record": (before, event.record)}
    log(event, "archive", by=by, at=at, via=via, fields=fields, note=reason)
    return event
