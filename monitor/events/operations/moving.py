"""The one door for an event's status."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import lines
from monitor.events.models import STATUS_LABELS, Event, EventMove
from monitor.events.operations.locking import check_source, locked, log
from monitor.events.refusals import EventRefused, MoveRefused
from monitor.events.requirements import NEED_FIELDS, NEED_WORDS, Offered, lacking
from monitor.events.workflow import EventStatus, Need, move_between
from monitor.sources.models import Document, Passage

# No longer to be held under its own entry: the day is kept, for what shows it some time longer.
GONE = frozenset({EventStatus.CANCELLED, EventStatus.SUPERSEDED})


@transaction.atomic
def move_event(
    *,
    event: Event,
    to: str,
    seen_status: str,
    reason: str = "",
    document: Document | None = None,
    passage: Passage | None = None,
    superseded_by: Event | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> EventMove:
    """Move the event to the status `to`, as the table allows, with what the move needs.

    `seen_status` is the status that the person saw: another one by now raises ChangedMeanwhile
    and nothing is overwritten. Raises MoveRefused, EventRefused, OpennessRefused or PowerRefused.
    """
    event = locked(event, by=by)
    _check_seen(event, seen_status)
    frm = EventStatus(event.status)
    move = move_between(frm, EventStatus(to)) if to in set(EventStatus) else None
    if move is None:
        raise MoveRefused(
            pgettext("refusal", "“%(frm)s” does not become “%(to)s”.")
            % {"frm": STATUS_LABELS[frm], "to": _label(to)},
            code="no_such_move",
            field="to",
        )
    require(by, move.power)
    offered = Offered(lines(reason, field="reason"), document, passage, superseded_by)
    check_source(event, offered.source, by=by)
    check_needs(move.needs, offered)
    if move.to is EventStatus.SUPERSEDED:
        _check_successor(event, superseded_by, by=by)
    elif superseded_by is not None:
        raise MoveRefused(
            pgettext("refusal", "Only a superseded event names the one that takes its place."),
            code="no_successor_here",
            field="superseded_by",
        )
    return _enter(event, move.to, offered, by=by, at=at, via=via)


@transaction.atomic
def undo_superseded(*, event: Event, reason: str, by: User, at: datetime, via: Door) -> EventMove:
    """Give a superseded event back the status it had: it was no duplicate. A Coordinator's act."""
    require(by, Power.COORDINATE)
    event = locked(event, by=by)
    if event.status != EventStatus.SUPERSEDED:
        raise MoveRefused(
            pgettext("refusal", "This event is not superseded: there is nothing to undo."),
            code="not_superseded",
        )
    offered = Offered(lines(reason, field="reason"))
    check_needs((Need.REASON,), offered)
    last = event.moves.filter(to=EventStatus.SUPERSEDED).latest("pk")
    return _enter(event, EventStatus(last.frm), offered, by=by, at=at, via=via)


def check_needs(needs: Sequence[Need], offered: Offered) -> None:
    """Raise MoveRefused naming all that is missing, at the input of the first."""
    missing = lacking(needs, offered=offered)
    if not missing:
        return
    message = pgettext("refusal", "Needed: %(what)s.") % {
        "what": "; ".join(str(NEED_WORDS[need]) for need in missing)
    }
    if Need.NOTICE in missing and offered.source is not None:
        message += " " + pgettext(
            "refusal",
            "%(document)s is not marked as issued by the body it speaks for.",
        ) % {"document": offered.source}
    raise MoveRefused(message, code=f"needs_{missing[0].value}", field=NEED_FIELDS[missing[0]])


def _enter(
    event: Event, to: EventStatus, offered: Offered, *, by: User, at: datetime, via: Door
) -> EventMove:
    frm = event.status
    event.status = to
    event.superseded_by = offered.superseded_by
    if to in GONE:
        event.cancelled_on = event.cancelled_on or office_day(at)
    else:
        event.cancelled_on = None
    event.sequence += 1
    event.edition += 1
    event.save(update_fields=["status", "superseded_by", "cancelled_on", "sequence", "edition"])
    move = EventMove.objects.create(
        event=event,
        frm=frm,
        to=to,
        reason=offered.reason,
        document=offered.source,
        passage=offered.passage,
        by=by,
        at=at,
        via=via,
    )
    log(event, "move", by=by, at=at, via=via, fields={"status": (frm, to)}, note=move.reason)
    return move


def _check_seen(event: Event, seen_status: str) -> None:
    if event.status == seen_status:
        return
    last = event.moves.select_related("by").first()
    raise ChangedMeanwhile(
        pgettext(
            "refusal",
            "%(who)s moved this to “%(status)s” after you opened it. Look again, then decide.",
        )
        % {
            "who": last.by if last else pgettext("refusal", "Somebody"),
            "status": _label(event.status),
        },
        current={"status": event.status},
    )


def _check_successor(event: Event, successor: Event | None, *, by: User) -> None:
    if successor is None or not Event.objects.visible_to(by).filter(pk=successor.pk).exists():
        raise EventRefused(
            pgettext("refusal", "There is no such event."), code="unknown", field="superseded_by"
        )
    if successor.pk == event.pk or successor.status == EventStatus.SUPERSEDED:
        raise MoveRefused(
            pgettext("refusal", "Choose another event, one that is not superseded itself."),
            code="successor",
            field="superseded_by",
        )


def _label(status: str) -> str:
    known = {code.value: str(label) for code, label in STATUS_LABELS.items()}
    return known.get(status, status)
