"""The event's statuses and the moves between them, with what each needs. Data only; no Django.

Source: domain.md, "Events". Pages, the admin panel, operations and tests read this one table.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.accounts.roles import Power


class EventStatus(StrEnum):
    MENTIONED = "mentioned"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


class Need(StrEnum):
    """What a move must bring."""

    SOURCE = "source"  # a document or passage in which it is said
    NOTICE = "notice"  # the same, from who decides: a notice or decision
    RECORD = "record"  # a record that it took place
    REASON = "reason"  # a sentence of ours
    EVENT = "event"  # the event that takes its place


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move: who may make it and what it must bring."""

    frm: EventStatus
    to: EventStatus
    power: Power
    needs: tuple[Need, ...]


S = EventStatus

# The statuses at which an event may enter the record, and what each needs.
ENTERING: dict[EventStatus, tuple[Need, ...]] = {
    S.MENTIONED: (Need.SOURCE,),
    S.TENTATIVE: (Need.SOURCE,),
    S.CONFIRMED: (Need.NOTICE,),
}

# What it takes to arrive at a status; the way back from "held" and the duplicate are apart.
ARRIVING: dict[EventStatus, tuple[Need, ...]] = {
    S.TENTATIVE: (Need.SOURCE,),
    S.CONFIRMED: (Need.NOTICE,),
    S.HELD: (Need.RECORD,),
    S.POSTPONED: (Need.NOTICE,),
    S.CANCELLED: (Need.NOTICE,),
}

_FORWARD: tuple[tuple[EventStatus, EventStatus], ...] = (
    (S.MENTIONED, S.TENTATIVE),
    (S.MENTIONED, S.CONFIRMED),
    (S.MENTIONED, S.HELD),
    (S.MENTIONED, S.POSTPONED),
    (S.MENTIONED, S.CANCELLED),
    (S.TENTATIVE, S.CONFIRMED),
    (S.TENTATIVE, S.HELD),
    (S.TENTATIVE, S.POSTPONED),
    (S.TENTATIVE, S.CANCELLED),
    (S.CONFIRMED, S.HELD),
    (S.CONFIRMED, S.POSTPONED),
    (S.CONFIRMED, S.CANCELLED),
    (S.POSTPONED, S.TENTATIVE),
    (S.POSTPONED, S.CONFIRMED),
    (S.POSTPONED, S.CANCELLED),
    (S.CANCELLED, S.TENTATIVE),
    (S.CANCELLED, S.CONFIRMED),
)

_REVIVED = {S.POSTPONED, S.CANCELLED}

MOVES: tuple[Move, ...] = (
    *(
        Move(
            frm,
            to,
            Power.DRAFT,
            (Need.NOTICE,) if frm in _REVIVED else ARRIVING[to],
        )
        for frm, to in _FORWARD
    ),
    # "Yes, held" was a mistake: the reason says so.
    Move(S.HELD, S.CONFIRMED, Power.DRAFT, (Need.REASON,)),
    *(
        Move(frm, S.SUPERSEDED, Power.COORDINATE, (Need.EVENT, Need.REASON))
        for frm in S
        if frm is not S.SUPERSEDED
    ),
)


def moves_from(status: EventStatus) -> tuple[Move, ...]:
    """The moves that leave `status`, in the table's order."""
    return tuple(move for move in MOVES if move.frm == status)


def move_between(frm: EventStatus, to: EventStatus) -> Move | None:
    """The move from `frm` to `to`, or None where the table has none."""
    return next((move for move in MOVES if move.frm == frm and move.to == to), None)
