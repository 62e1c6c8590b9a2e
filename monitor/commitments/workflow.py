"""The four axes as data: codes, acts, moves and what each needs. No Django.

Source: domain.md, "Four axes". The pages, the admin panel, the operations, the feeds and the tests
read these tables; nothing else knows a rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.accounts.roles import Power


class Code(StrEnum):
    """Axis C: how one duty-bearer stands to one commitment."""

    NOT_ASSESSED = "not_assessed"
    NO_INFORMATION = "no_information"
    ANNOUNCED = "announced"
    IN_PROGRESS = "in_progress"
    STALLED = "stalled"
    OBSERVED = "observed"
    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    NOT_APPLICABLE = "not_applicable"


class Act(StrEnum):
    """What one row of the history does."""

    JUDGE = "judge"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    RETURN = "return"
    RETRACT = "retract"
    RENEW = "renew"


class Stance(StrEnum):
    """Who says so. Only OURS is the status; the others stand beside it."""

    OURS = "ours"
    SELF_REPORTED = "self_reported"
    THIRD_PARTY = "third_party"


class Duty(StrEnum):
    ONE_OFF = "one_off"
    RECURRING = "recurring"
    CONTINUING = "continuing"
    CONDITIONAL = "conditional"


class Need(StrEnum):
    """What a code must bring."""

    REASON = "reason"
    EVIDENCE = "evidence"  # at least one piece
    SOUND_EVIDENCE = "sound_evidence"  # one primary, or two of different publishers
    CONTRARY_EVIDENCE = "contrary_evidence"  # at least one piece that contradicts
    PERIOD_OVER = "period_over"  # where a deadline is stated, its last possible day has passed
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """One code: whether it closes the matter, whether a second person confirms, what it brings."""

    code: Code
    final: bool
    confirmed: bool
    needs: tuple[Need, ...]
    barred_for: frozenset[Duty] = frozenset()
    # iCalendar VTODO STATUS (RFC 5545, 3.8.1.11).
    vtodo: str = "NEEDS-ACTION"


RULES: dict[Code, CodeRule] = {
    rule.code: rule
    for rule in (
        CodeRule(Code.NOT_ASSESSED, final=False, confirmed=False, needs=()),
        CodeRule(Code.NO_INFORMATION, final=False, confirmed=False, needs=(Need.REASON,)),
        CodeRule(Code.ANNOUNCED, final=False, confirmed=False, needs=(Need.EVIDENCE,)),
        CodeRule(
            Code.IN_PROGRESS,
            final=False,
            confirmed=False,
            needs=(Need.EVIDENCE,),
            vtodo="IN-PROCESS",
        ),
        CodeRule(
            Code.STALLED,
            final=False,
            confirmed=True,
            needs=(Need.EVIDENCE, Need.REASON),
            vtodo="IN-PROCESS",
        ),
        CodeRule(
            Code.OBSERVED,
            final=True,
            confirmed=True,
            needs=(Need.EVIDENCE, Need.VALID_UNTIL),
            barred_for=frozenset({Duty.ONE_OFF}),
            vtodo="IN-PROCESS",
        ),
        CodeRule(
            Code.FULFILLED,
            final=True,
            confirmed=True,
            needs=(Need.SOUND_EVIDENCE,),
            barred_for=frozenset({Duty.CONTINUING}),
            vtodo="COMPLETED",
        ),
        CodeRule(
            Code.PARTLY_FULFILLED,
            final=True,
            confirmed=True,
            needs=(Need.EVIDENCE, Need.REASON, Need.PERIOD_OVER),
            vtodo="IN-PROCESS",
        ),
        CodeRule(
            Code.NOT_FULFILLED,
            final=True,
            confirmed=True,
            needs=(Need.CONTRARY_EVIDENCE, Need.REASON, Need.PERIOD_OVER),
        ),
        CodeRule(
            Code.NOT_APPLICABLE,
            final=True,
            confirmed=True,
            needs=(Need.REASON,),
            vtodo="CANCELLED",
        ),
    )
}

# The codes a commitment keeps a counter of; "not assessed" is what is left of the set.
COUNTED: tuple[Code, ...] = tuple(code for code in Code if code is not Code.NOT_ASSESSED)

# The order of every bar, legend and facet.
BAR_ORDER: tuple[Code, ...] = (
    Code.FULFILLED,
    Code.OBSERVED,
    Code.PARTLY_FULFILLED,
    Code.IN_PROGRESS,
    Code.ANNOUNCED,
    Code.STALLED,
    Code.NO_INFORMATION,
    Code.NOT_ASSESSED,
    Code.NOT_FULFILLED,
    Code.NOT_APPLICABLE,
)

# Assessed by us and still open: past the last possible day these are overdue.
OPEN_ASSESSED: tuple[Code, ...] = tuple(code for code in COUNTED if not RULES[code].final)

# A renewal of "being applied" needs a Verifier this many days after the last confirmation.
RENEWAL_DAYS = 365


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move of an obligation: what it must bring, and by which act it is made."""

    to: Code
    act: Act
    power: Power
    needs: tuple[Need, ...]


def moves_from(code: Code, duty: Duty) -> tuple[Move, ...]:
    """The moves open to an obligation that stands at `code`, in the order of the table of codes.

    Any code leads to any other but "not assessed"; leaving a final code takes a reason.
    """
    moves = []
    for rule in RULES.values():
        if rule.code in (code, Code.NOT_ASSESSED) or duty in rule.barred_for:
            continue
        needs = rule.needs
        if RULES[code].final and Need.REASON not in needs:
            needs = (*needs, Need.REASON)
        act = Act.PROPOSE if rule.confirmed else Act.JUDGE
        moves.append(Move(rule.code, act, Power.ASSESS, needs))
    return tuple(moves)


def move_to(code: Code, to: Code, duty: Duty) -> Move | None:
    """The move from `code` to `to`, or None where the table has none."""
    return next((move for move in moves_from(code, duty) if move.to == to), None)


class Validity(StrEnum):
    """Axis B: the text's own validity."""

    IN_FORCE = "in_force"
    DORMANT = "dormant"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RecordMove:
    """One allowed move on axis A. `second` bars the person who submitted."""

    frm: str
    to: str
    act: str
    power: Power
    second: bool = False
    reason: bool = False


RECORD_MOVES: tuple[RecordMove, ...] = (
    RecordMove("draft", "submitted", "submit", Power.DRAFT),
    RecordMove("returned", "submitted", "submit", Power.DRAFT),
    RecordMove("submitted", "published", "publish", Power.PUBLISH, second=True),
    RecordMove("submitted", "returned", "return", Power.PUBLISH, reason=True),
    RecordMove("published", "archived", "archive", Power.PUBLISH, reason=True),
    RecordMove("draft", "archived", "archive", Power.DRAFT, reason=True),
    RecordMove("returned", "archived", "archive", Power.DRAFT, reason=True),
)
