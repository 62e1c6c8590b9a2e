"""One time of a recurring event: moved, cancelled, left out, added, restored."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.wording import lines
from monitor.dates import parse
from monitor.events.models import Event
from monitor.events.operations.dating import check_times
from monitor.events.operations.locking import check_source
from monitor.events.operations.moving import check_needs
from monitor.events.operations.occurrences import top_up_event
from monitor.events.operations.recurring import changed, recurring, to_change
from monitor.events.recurring import Occurrence, OccurrenceSource, OccurrenceState
from monitor.events.refusals import RecurrenceRefused
from monitor.events.repeating import occurrence_on
from monitor.events.requirements import Offered
from monitor.events.workflow import Need
from monitor.sources.models import Document, Passage

# How far from its first date an event may be given an extra one.
FARTHEST = timedelta(days=365 * 50)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an instance moves to; times None keep those that the event has."""

    starts_on: date
    ends_on: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    zone: str = ""


@transaction.atomic
def move_instance(
    *,
    event: Event,
    original_on: date,
    to: Placing,
    edition: int,
    reason: str = "",
    document: Document | None = None,
    passage: Passage | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> Occurrence:
    """Move the instance that the rule gives the day `original_on`, by notice.

    Raises RecurrenceRefused, MoveRefused, ClaimRefused, ChangedMeanwhile, OpennessRefused.
    """
    event, row = _instance(event, original_on, edition=edition, by=by)
    offered = _by_notice(event, Offered(lines(reason, field="reason"), document, passage), by=by)
    before = _words(row)
    own = occurrence_on(event, original_on)
    row.starts_on = to.starts_on
    row.ends_on = to.ends_on or to.starts_on + (own.ends_on - own.starts_on)
    if row.ends_on < row.starts_on:
        raise RecurrenceRefused(
            pgettext("refusal", "The last day comes before the first."),
            code="days_reversed",
            field="ends_on",
        )
    given = to.start_time is not None
    row.start_time = to.start_time if given else own.start_time
    row.end_time = to.end_time if given else own.end_time
    row.zone = (to.zone or own.zone) if row.start_time else ""
    check_times(parse(row.edtf), row.start_time, row.end_time, row.zone)
    if _words(row) == _words(own):
        raise RecurrenceRefused(
            pgettext("refusal", "That is where the rule has it: restore it instead."),
            code="not_moved",
            field="starts_on",
        )
    _decide(row, OccurrenceState.MOVED, offered, by=by, at=at)
    _close(event, "move_instance", row, before, by=by, at=at, via=via)
    return row


@transaction.atomic
def cancel_instance(
    *,
    event: Event,
    original_on: date,
    edition: int,
    reason: str = "",
    document: Document | None = None,
    passage: Passage | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> Occurrence:
    """Cancel one instance, by notice; it stays in calendars, marked."""
    event, row = _instance(event, original_on, edition=edition, by=by)
    offered = _by_notice(event, Offered(lines(reason, field="reason"), document, passage), by=by)
    _refuse_same(row, OccurrenceState.CANCELLED)
    before = _words(row)
    _put_back(event, row)
    _decide(row, OccurrenceState.CANCELLED, offered, by=by, at=at)
    _close(event, "cancel_instance", row, before, by=by, at=at, via=via)
    return row


@transaction.atomic
def leave_out_instance(
    *,
    event: Event,
    original_on: date,
    edition: int,
    reason: str,
    by: User,
    at: datetime,
    via: Door,
) -> Occurrence:
    """Take out a day on which nothing was ever meant to take place, as on a holiday.

    Whatever was announced is cancelled or moved instead, by notice.
    """
    event, row = _instance(event, original_on, edition=edition, by=by)
    offered = Offered(lines(reason, field="reason"))
    check_needs((Need.REASON,), offered)
    if row.state != OccurrenceState.SCHEDULED:
        raise RecurrenceRefused(
            pgettext("refusal", "This instance was changed already: restore it first."),
            code="changed_already",
        )
    before = _words(row)
    _decide(row, OccurrenceState.LEFT_OUT, offered, by=by, at=at)
    _close(event, "leave_out_instance", row, before, by=by, at=at, via=via)
    return row


@transaction.atomic
def add_instance(
    *, event: Event, on: date, edition: int, reason: str = "", by: User, at: datetime, via: Door
) -> Occurrence:
    """One more day, which the rule does not name, with the event's own times."""
    require(by, Power.DRAFT)
    event = to_change(event, edition=edition, by=by)
    recurring(event)
    if event.earliest is None or not event.earliest < on <= event.earliest + FARTHEST:
        raise RecurrenceRefused(
            pgettext("refusal", "An added day comes after the first, within 50 years."),
            code="out_of_reach",
            field="on",
        )
    top_up_event(event=event, until=on)
    if Occurrence.objects.filter(event=event, original_on=on).exists():
        raise RecurrenceRefused(
            pgettext("refusal", "That day is in the list already."), code="there", field="on"
        )
    row = occurrence_on(
        event, on, source=OccurrenceSource.EXTRA, reason=lines(reason, field="reason")
    )
    row.decided_by, row.decided_at = by, at
    row.save()
    _close(event, "add_instance", row, None, by=by, at=at, via=via)
    return row


@transaction.atomic
def restore_instance(
    *,
    event: Event,
    original_on: date,
    edition: int,
    reason: str = "",
    document: Document | None = None,
    passage: Passage | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> Occurrence:
    """Put an instance back to where the rule has it: by notice, as it was moved or cancelled.

    What was left out by mistake needs none.
    """
    event, row = _instance(event, original_on, edition=edition, by=by)
    offered = Offered(lines(reason, field="reason"), document, passage)
    _refuse_same(row, OccurrenceState.SCHEDULED)
    if row.state != OccurrenceState.LEFT_OUT:
        offered = _by_notice(event, offered, by=by)
    before = _words(row)
    _put_back(event, row)
    _decide(row, OccurrenceState.SCHEDULED, offered, by=by, at=at)
    _close(event, "restore_instance", row, before, by=by, at=at, via=via)
    return row


def _instance(
    event: Event, original_on: date, *, edition: int, by: User
) -> tuple[Event, Occurrence]:
    """The event and the row, locked; written first where the day lies beyond the rows."""
    require(by, Power.DRAFT)
    event = to_change(event, edition=edition, by=by)
    recurrence = recurring(event)
    if event.earliest and original_on <= event.earliest + FARTHEST:
        top_up_event(event=event, until=max(original_on, recurrence.written_until))
    row = (
        Occurrence.objects.select_for_update()
        .filter(event=event, original_on=original_on, fits=True)
        .first()
    )
    if row is None:
        raise RecurrenceRefused(
            pgettext("refusal", "This event has no instance on %(day)s.")
            % {"day": original_on.isoformat()},
            code="no_such_instance",
            field="original_on",
        )
    row.event = event
    return event, row


def _by_notice(event: Event, offered: Offered, *, by: User) -> Offered:
    check_source(event, offered.source, by=by)
    check_needs((Need.NOTICE,), offered)
    return offered


def _refuse_same(row: Occurrence, state: OccurrenceState) -> None:
    if row.state == state:
        raise RecurrenceRefused(
            pgettext("refusal", "This instance is that already: “%(state)s”.")
            % {"state": state.label},
            code="same_state",
        )


def _put_back(event: Event, row: Occurrence) -> None:
    own = occurrence_on(event, row.original_on)
    row.starts_on, row.ends_on = own.starts_on, own.ends_on
    row.start_time, row.end_time, row.zone = own.start_time, own.end_time, own.zone


def _decide(
    row: Occurrence, state: OccurrenceState, offered: Offered, *, by: User, at: datetime
) -> None:
    row.state = state
    row.reason = offered.reason
    row.document, row.passage = offered.source, offered.passage
    row.decided_by, row.decided_at = by, at
    row.save()


def _words(row: Occurrence) -> str:
    """Where it stands, for the log: "2026-03-03 10:00–13:00 Africa/Casablanca"."""
    times = "–".join(f"{each:%H:%M}" for each in (row.start_time, row.end_time) if each)
    return " ".join(part for part in (row.edtf, times, row.zone) if part)


def _close(
    event: Event,
    act: str,
    row: Occurrence,
    before: str | None,
    *,
    by: User,
    at: datetime,
    via: Door,
) -> None:
    after = _words(row)
    if row.state in {OccurrenceState.CANCELLED, OccurrenceState.LEFT_OUT}:
        after = str(row.state)
    name = row.original_on.isoformat()
    changed(event, act, {name: (before, after)}, by=by, at=at, via=via, note=row.reason)
