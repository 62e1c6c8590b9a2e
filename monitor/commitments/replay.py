"""From the rows of an obligation's history to where it stands. Pure; no Django.

The stored status is only a copy of what this says, and `manage.py verify` compares them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from monitor.commitments.workflow import Act, Code, Stance


class Row(Protocol):
    """What replaying reads of one assessment; rows come oldest first."""

    @property
    def pk(self) -> int: ...
    @property
    def act(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def stance(self) -> str: ...
    @property
    def answers_id(self) -> int | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def effective_on(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one obligation stands: its code, the row that gave it, what awaits a second person."""

    code: Code = Code.NOT_ASSESSED
    row: int | None = None
    pending: int | None = None
    effective_on: date | None = None
    valid_until: date | None = None
    confirmed_at: datetime | None = None


def struck(rows: Iterable[Row]) -> frozenset[int]:
    """The keys of the rows that a retraction has taken out, with the confirmations of them."""
    ordered = list(rows)
    by_pk = {row.pk: row for row in ordered}
    confirmed = {row.answers_id for row in ordered if row.act == Act.CONFIRM}
    out: set[int] = set()
    for row in ordered:
        if row.act != Act.RETRACT or row.answers_id is None:
            continue
        target = by_pk[row.answers_id]
        if takes_effect_at_once(target, confirmed) or row.pk in confirmed:
            out.add(target.pk)
            out.update(r.pk for r in ordered if r.act == Act.CONFIRM and r.answers_id == target.pk)
    return frozenset(out)


def takes_effect_at_once(target: Row, confirmed: "set[int | None]") -> bool:
    """Whether retracting `target` needs no second person: nothing confirmed rests on it."""
    if target.act == Act.PROPOSE:
        return target.pk not in confirmed
    return target.act in (Act.JUDGE, Act.RETRACT)


def standing(rows: Sequence[Row]) -> Standing:
    """Replay the history of one obligation, oldest row first."""
    ours = [row for row in rows if row.stance == Stance.OURS]
    out = struck(ours)
    by_pk = {row.pk: row for row in ours}
    answered = {row.answers_id for row in ours if row.act in (Act.CONFIRM, Act.RETURN)}
    confirmed = {row.answers_id for row in ours if row.act == Act.CONFIRM}
    state = Standing()
    for row in ours:
        if row.pk in out:
            continue
        if row.act == Act.JUDGE:
            state = _at(row, row, None)
        elif row.act == Act.RENEW and state.code == Code.OBSERVED:
            # Where what it renewed was taken back, there is nothing for it to hold up.
            state = _at(row, row, state.confirmed_at)
        elif row.act == Act.CONFIRM and row.answers_id is not None:
            proposal = by_pk[row.answers_id]
            if proposal.act == Act.PROPOSE and proposal.pk not in out:
                state = _at(proposal, row, row.at)
    waiting = [
        row
        for row in ours
        if row.pk not in out
        and row.pk not in answered
        and (
            row.act == Act.PROPOSE
            or (
                row.act == Act.RETRACT
                and row.answers_id is not None
                and row.answers_id not in out
                and not takes_effect_at_once(by_pk[row.answers_id], confirmed)
            )
        )
    ]
    return Standing(
        state.code,
        state.row,
        waiting[-1].pk if waiting else None,
        state.effective_on,
        state.valid_until,
        state.confirmed_at,
    )


def _at(judged: Row, row: Row, confirmed_at: datetime | None) -> Standing:
    return Standing(
        Code(judged.code),
        row.pk,
        None,
        judged.effective_on,
        judged.valid_until,
        confirmed_at,
    )
