"""From a stated deadline to its first and last possible day."""

from datetime import date

from monitor.commitments.models import DeadlineKind
from monitor.dates import PartialDate, parse, within_days_of
from monitor.events.models import Event
from monitor.events.workflow import EventStatus

Bounds = tuple[date | None, date | None]


def bounds_of(
    *, kind: str, edtf: str = "", days: int | None = None, event: Event | None = None
) -> Bounds:
    """The first and last possible day of a deadline; (None, None) where no day is known.

    A relative deadline counts from its event once that is dated. A pledge to hold or host takes its
    event's days and has none while the event stands postponed. Raises DateRefused for a bad `edtf`.
    """
    if kind == DeadlineKind.NONE:
        return None, None
    if event is not None:
        dated = _event_date(event)
        if dated is None:
            return (None, None) if kind == DeadlineKind.RELATIVE or not edtf else _stated(edtf)
        if kind == DeadlineKind.RELATIVE:
            reached = within_days_of(dated, days or 0)
            return reached.earliest, reached.latest
        if event.status == EventStatus.POSTPONED:
            return None, None
        return dated.earliest, dated.latest
    return _stated(edtf)


def _stated(edtf: str) -> Bounds:
    stated = parse(edtf)
    return stated.earliest, stated.latest


def _event_date(event: Event) -> PartialDate | None:
    if not event.edtf:
        return None
    dated = parse(event.edtf)
    return dated if dated.latest else None
