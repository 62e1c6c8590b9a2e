"""Events entering the record, what is edited of them, and the words in which they stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, RecordStatus, User, Visibility
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.operations import differences, next_number
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import lines
from monitor.events.models import Event, EventMove, EventPassage
from monitor.events.operations.details import (
    Details,
    EventFields,
    check_rests,
    check_seen,
    cleaned,
    put,
    values,
)
from monitor.events.operations.locking import check_source, locked, log
from monitor.events.operations.moving import check_needs
from monitor.events.refusals import EventRefused, MoveRefused
from monitor.events.requirements import Offered
from monitor.events.workflow import ENTERING, EventStatus
from monitor.sources.models import Document, Passage


@transaction.atomic
def create_event(
    *,
    kind: str,
    title: str,
    status: str = EventStatus.MENTIONED,
    visibility: str = Visibility.STAFF,
    desks: Iterable[Desk] = (),
    passage: Passage | None = None,
    uuid: UUID | None = None,
    by: User,
    at: datetime,
    via: Door,
    **details: Unpack[Details],
) -> Event:
    """A new event, in staff calendars from now on.

    `passage` leads. The status needs what the table says; an official document among `documents`
    is a notice. One that is to be public starts as staff with the wish noted: a second person opens
    it. `uuid` names one that a file already knows. Raises EventRefused, MoveRefused,
    WordingRefused, OpennessRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    clean = cleaned({**details, "kind": kind, "title": title})
    source = _source(clean.get("documents", []), passage)
    entered = _entering(status, Offered(document=source, passage=passage))
    asks_public = visibility == Visibility.PUBLIC
    event = Event(
        number=next_number("event"),
        status=entered,
        visibility=Visibility.STAFF if asks_public else visibility,
        public_asked_by=by if asks_public else None,
        record=RecordStatus.PUBLISHED,
        created_at=at,
        **({"uuid": uuid} if uuid else {}),
    )
    put(event, clean)
    event.desks.set(desks)
    if passage is not None:
        EventPassage.objects.create(event=event, passage=passage, leading=True)
        check_source(event, passage.version.document, by=by)
    EventMove.objects.create(
        event=event, to=entered, document=source, passage=passage, by=by, at=at, via=via
    )
    check_seen(event, by=by)
    check_rests(event, visibility=event.visibility, desks=event.desks.all())
    log(event, "add", by=by, at=at, via=via, fields={"title": (None, event.title)})
    return event


@transaction.atomic
def edit_event(
    *,
    event: Event,
    edition: int,
    by: User,
    at: datetime,
    via: Door,
    **fields: Unpack[EventFields],
) -> Event:
    """Give the named fields these values; the others stay. A change of place counts in SEQUENCE.

    Raises ChangedMeanwhile with what stands in the named fields when `edition` is no longer the
    one that was read; EventRefused, WordingRefused, OpennessRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    before = values(event, fields)
    if event.edition != edition:
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."), current=before
        )
    clean = cleaned(fields)
    changed = differences(before, clean)
    if not changed:
        return event
    event.edition += 1
    event.sequence += "place" in changed
    put(event, clean)
    check_seen(event, by=by)
    check_rests(event, visibility=event.visibility, desks=event.desks.all())
    log(event, "edit", by=by, at=at, via=via, fields=changed)
    return event


@transaction.atomic
def mention(
    *,
    event: Event,
    passage: Passage,
    leading: bool = False,
    note: str = "",
    by: User,
    at: datetime,
    via: Door,
) -> EventPassage:
    """Add words in which the event stands, or correct our note on them.

    `note` is ours, where sources disagree. A leading passage takes the place of the one before.
    """
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    check_source(event, passage.version.document, by=by)
    if leading:
        event.mentions.exclude(passage=passage).filter(leading=True).update(leading=False)
    mentioned, _ = EventPassage.objects.update_or_create(
        event=event,
        passage=passage,
        defaults={"leading": leading, "note": lines(note, field="note")},
    )
    event.edition += 1
    event.save(update_fields=["edition"])
    log(event, "quote", by=by, at=at, via=via, note=passage.exact)
    return mentioned


def _source(documents: Iterable[Document], passage: Passage | None) -> Document | None:
    """The document on which the first status rests: the passage's, else an official one."""
    if passage is not None:
        return passage.version.document
    return next(iter(sorted(documents, key=lambda document: not document.official)), None)


def _entering(status: str, offered: Offered) -> EventStatus:
    if status not in set(ENTERING):
        raise MoveRefused(
            pgettext(
                "refusal",
                "An event enters the record as mentioned, tentative or confirmed; move it then.",
            ),
            code="no_such_move",
            field="status",
        )
    entered = EventStatus(status)
    if entered is EventStatus.MENTIONED and offered.source is None:
        raise EventRefused(
            pgettext(
                "refusal",
                "Say where it is mentioned: choose a document, or words in one.",
            ),
            code="needs_source",
            field="documents",
        )
    check_needs(ENTERING[entered], offered)
    return entered
