"""What was read of a calendar, laid beside what stood in it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from monitor.ical.incoming import Incoming, IncomingEvent
from monitor.intake.calendars.said import key_of, said_from, said_of
from monitor.intake.models import CalendarEntry, CalendarSource, Decision, Since

BATCH = 500
# An entry is gone once it was missing so often in a row.
GONE_AFTER = 2
_COMPARED = ("uid", "recurrence_id", "pk", "digest", "missing", "since")
_WRITTEN = ["digest", "said", "title", "first_on", "since", "missing", "changed_at"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries are new, changed, as they were, and gone.

    `held_back`: so many were missing at once that none was counted as missing.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    vanished: int = 0
    held_back: bool = False


def take_in(source: CalendarSource, incoming: Incoming, *, at: datetime) -> Taken:
    """Compare and write, inside the caller's transaction; the whole file was read before.

    New entries are proposals. One that a person took over and that now says something else is
    marked, and changes nothing by itself. Nothing is missed in a file that is not whole.
    """
    standing = _standing(source)
    now: dict[Key, IncomingEvent] = {key_of(event): event for event in incoming.current()}
    new = [key for key in now if key not in standing]
    changed = [key for key in now if key in standing and standing[key][1] != now[key].digest]
    _add(source, [(key, now[key]) for key in new], at)
    _change([(standing[key][0], now[key]) for key in changed], at)
    back = [
        row[0]
        for key, row in standing.items()
        if key in now and row[1] == now[key].digest and (row[2] or row[3] == Since.VANISHED)
    ]
    _return(back)
    gone, held_back = 0, False
    if incoming.whole:
        absent = [row for key, row in standing.items() if key not in now]
        held_back = len(absent) * 2 > len(standing)
        gone = 0 if held_back else _miss([row[0] for row in absent])
    _report(source, incoming)
    return Taken(len(new), len(changed), len(now) - len(new) - len(changed), gone, held_back)


def nothing_new(source: CalendarSource) -> Taken:
    """The same file again: what was missing in it is missing once more."""
    absent = source.entries.filter(missing__gt=0, missing__lt=GONE_AFTER)
    gone = _miss(list(absent.values_list("pk", flat=True)))
    return Taken(same=source.entries.exclude(since=Since.VANISHED).count(), vanished=gone)


def _standing(source: CalendarSource) -> dict[Key, tuple[int, str, int, str]]:
    rows = source.entries.values_list(*_COMPARED)
    return {(uid, moment): (pk, *rest) for uid, moment, pk, *rest in rows.iterator()}


def _add(source: CalendarSource, found: Iterable[tuple[Key, IncomingEvent]], at: datetime) -> None:
    rows = (
        CalendarEntry(
            calendar=source,
            uid=key[0],
            recurrence_id=key[1],
            first_seen_at=at,
            **_values(event, at),
        )
        for key, event in found
    )
    CalendarEntry.objects.bulk_create(rows, batch_size=BATCH)


def _change(found: list[tuple[int, IncomingEvent]], at: datetime) -> None:
    for begin in range(0, len(found), BATCH):
        batch = dict(found[begin : begin + BATCH])
        rows = list(CalendarEntry.objects.filter(pk__in=batch))
        for row in rows:
            for name, value in _values(batch[row.pk], at).items():
                setattr(row, name, value)
            row.missing = 0
            row.since = _since(row)
        CalendarEntry.objects.bulk_update(rows, _WRITTEN)


def _since(row: CalendarEntry) -> str:
    """Only what a person took over can differ from what they saw."""
    taken = row.decision in {Decision.ACCEPTED, Decision.DUPLICATE}
    if not taken or row.taken is None:
        return Since.NOTHING
    differs = said_from(row.said) != said_from(row.taken)
    return Since.CHANGED if differs else Since.NOTHING


def _values(event: IncomingEvent, at: datetime) -> dict[str, object]:
    said = said_of(event)
    return {
        "digest": event.digest,
        "said": said.kept(),
        "title": said.title,
        "first_on": said.first_on,
        "changed_at": at,
    }


def _return(keys: list[int]) -> None:
    for begin in range(0, len(keys), BATCH):
        rows = list(CalendarEntry.objects.filter(pk__in=keys[begin : begin + BATCH]))
        for row in rows:
            row.missing, row.since = 0, _since(row)
        CalendarEntry.objects.bulk_update(rows, ["missing", "since"])


def _miss(keys: list[int]) -> int:
    """Count one more absence; how many are gone with it."""
    gone = 0
    for begin in range(0, len(keys), BATCH):
        rows = CalendarEntry.objects.filter(pk__in=keys[begin : begin + BATCH])
        rows = rows.exclude(since=Since.VANISHED)
        rows.update(missing=F("missing") + 1)
        gone += rows.filter(missing__gte=GONE_AFTER).update(since=Since.VANISHED)
    return gone


def _report(source: CalendarSource, incoming: Incoming) -> None:
    source.findings = [
        [finding.kind.value, finding.done, finding.first, finding.last, finding.excerpt]
        for finding in incoming.findings
    ]
    source.counts = {f"{kind} {done}": n for (kind, done), n in incoming.counts.items()}
    seconds = incoming.refresh.total_seconds() if incoming.refresh else None
    source.refresh_seconds = None if seconds is None else int(seconds)
    source.save(update_fields=["findings", "counts", "refresh_seconds"])
