"""Which dates an event stood at, one after the other: the log of changes read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.dates import contains, parse
from monitor.events.models import DateClaim, Event
from monitor.events.workflow import EventStatus

# Acts after which another claim may stand.
DATING = ("claim_date", "choose_date", "move")
# A page never reads more of a log than this.
MOST = 500


class Step(StrEnum):
    """What a date is to the one before it."""

    FIRST = "first"
    NARROWED = "narrowed"  # within the days that were possible before
    WIDENED = "widened"
    MOVED = "moved"  # other days, or another time of the same day
    DROPPED = "dropped"  # no date stands any longer


@dataclass(frozen=True, slots=True)
class Stood:
    """A date that the event stood at from `since` until the next one.

    `edtf` "" for none; `time` as `clock` writes it. `claim` is the source's word, None where the
    reader may not see it.
    """

    edtf: str
    time: str
    since: datetime
    step: Step
    claim: DateClaim | None


def clock(claim: DateClaim | None) -> str:
    """The time of day as the log keeps it: "09:00–12:30 Africa/Casablanca"; "" without one."""
    if claim is None or claim.start_time is None:
        return ""
    end = f"–{claim.end_time:%H:%M}" if claim.end_time else ""
    return f"{claim.start_time:%H:%M}{end} {claim.zone}"


def dates_that_stood(event: Event, claims: Sequence[DateClaim]) -> list[Stood]:
    """The dates one after the other, oldest first; `claims` are those that the reader may see."""
    changes = Change.objects.of(kind=ItemKind.EVENT, uuid=event.uuid).filter(act__in=DATING)
    found: list[Stood] = []
    edtf = time = ""
    for change in reversed(changes[:MOST]):
        after = str(change.fields.get("date", ["", edtf])[1] or "")
        then = str(change.fields.get("time", ["", time])[1] or "")
        if (after, then) == (edtf, time):
            continue
        step = step_between(edtf, after, time, then)
        edtf, time = after, then
        found.append(Stood(edtf, time, change.at, step, _word(claims, change, edtf, time)))
    return found


def step_between(before: str, after: str, time: str = "", then: str = "") -> Step:
    """What a date is to the one before it, both as EDTF with a time of day or ""."""
    if not after:
        return Step.DROPPED
    if not before:
        return Step.FIRST
    old, new = parse(before), parse(after)
    if before == after:
        if not time:
            return Step.NARROWED
        return Step.MOVED if then else Step.WIDENED
    if contains(old, new):
        return Step.NARROWED
    return Step.WIDENED if contains(new, old) else Step.MOVED


def awaits_date(event: Event) -> bool:
    """Whether it was put off and nobody has said to when; reads its moves."""
    if event.status != EventStatus.POSTPONED:
        return False
    put_off = [move.at for move in event.moves.all() if move.to == EventStatus.POSTPONED]
    claim = event.current_claim
    return not put_off or claim is None or claim.recorded_at <= max(put_off)


def _word(claims: Sequence[DateClaim], change: Change, edtf: str, time: str) -> DateClaim | None:
    """The newest claim of this date by then."""
    fitting = [
        claim
        for claim in claims
        if claim.edtf == edtf
        and claim.recorded_at <= change.at
        and (not time or clock(claim) == time)
    ]
    return max(fitting, key=lambda claim: (claim.recorded_at, claim.pk), default=None)
