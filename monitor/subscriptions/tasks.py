"""Deadlines in their other forms: as tasks, as the mirror of a task, as one State's follow-up.

Source: domain.md, column VTODO of the table of codes; RFC 5545, 3.6.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Literal
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import override

from monitor.actors.models import Actor
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.workflow import COUNTED, RULES, Code, Validity
from monitor.ical import EventEntry, Relation, TaskEntry, TaskStatus
from monitor.subscriptions.entries import (
    class_of,
    commitment_address,
    deadline_date,
    deadline_entry,
    deadline_lines,
    relations,
)
from monitor.subscriptions.placing import MARKED, OpenDates
from monitor.subscriptions.wording import bearer_line, joined, met_line, task_summary

_MIRROR = "mirror"
# Codes that say of an act, not of words alone.
_PAST_WORDS = frozenset({"IN-PROCESS", "COMPLETED"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """One duty-bearer of a commitment, and the row of its follow-up where there is one."""

    actor: Actor
    row: Obligation | None = None


def deadline_task(
    commitment: Commitment,
    language: str,
    *,
    revised_at: datetime,
    assessed: bool,
    bearer: Bearer | None = None,
    shown: OpenDates = MARKED,
) -> TaskEntry | None:
    """The VTODO of a commitment's deadline, or of one bearer's follow-up; None without a deadline.

    `assessed` says how the follow-ups stand; without it every task reads NEEDS-ACTION or CANCELLED.
    Never a reason, never evidence. Read through `queries.deadlines_to_render`.
    """
    dated, last = deadline_date(commitment, shown), commitment.latest_on
    if dated is None or last is None or commitment.validity == Validity.DORMANT:
        return None
    partial, edtf = dated
    status = _status(commitment, bearer) if assessed else _unassessed(commitment)
    trigger = commitment.deadline_event
    address = _address(commitment, bearer)
    with override(language):
        title, title_language = commitment.title_in(language)
        return TaskEntry(
            uid=str(_uuid(commitment, bearer)),
            revised_at=revised_at,
            due=last,
            summary=task_summary(title, partial, language),
            language=title_language,
            status=status,
            percent=_percent(status) if assessed else None,
            completed_at=_completed_at(commitment, bearer) if status == "COMPLETED" else None,
            created_at=commitment.created_at,
            sequence=commitment.edition - 1 + (trigger.sequence if trigger else 0),
            description=joined(_lines(commitment, bearer, address, language, assessed=assessed)),
            categories=("DEADLINE",),
            class_=class_of(commitment),
            url=address,
            related=tuple(relations([trigger], commitment)),
            edtf=edtf,
        )


def bearer_deadline(
    commitment: Commitment,
    language: str,
    *,
    revised_at: datetime,
    bearer: Bearer,
    shown: OpenDates = MARKED,
) -> EventEntry | None:
    """The VEVENT of the deadline as one bearer's follow-up: its own UID, its own page."""
    entry = deadline_entry(commitment, language, revised_at=revised_at, shown=shown)
    if entry is None:
        return None
    address = _address(commitment, bearer)
    with override(language):
        lines = _lines(commitment, bearer, address, language, assessed=False)
        return replace(
            entry, uid=str(_uuid(commitment, bearer)), url=address, description=joined(lines)
        )


def mirrored(entry: EventEntry) -> EventEntry:
    """The event beside a task: a UID of its own, and the task named as its sibling."""
    return replace(
        entry,
        uid=str(uuid5(UUID(entry.uid), _MIRROR)),
        related=(*entry.related, Relation(entry.uid, "SIBLING")),
    )


def _uuid(commitment: Commitment, bearer: Bearer | None) -> UUID:
    return commitment.obligation_uuid(bearer.actor.code) if bearer else commitment.uuid


def _address(commitment: Commitment, bearer: Bearer | None) -> str:
    """A follow-up has a page behind sign-in only."""
    if bearer is None:
        return commitment_address(commitment)
    return f"{settings.SITE_URL}/commitments/{commitment.ref}/{bearer.actor.code}/"


def _lines(
    commitment: Commitment, bearer: Bearer | None, address: str, language: str, *, assessed: bool
) -> Iterable[str]:
    *said, last = deadline_lines(commitment, address)
    yield from said
    if bearer is not None:
        yield bearer_line(bearer.actor.name_in(language))
    elif assessed and commitment.duty_bearer_count > 1:
        yield met_line(commitment.counts[Code.FULFILLED], commitment.duty_bearer_count)
    yield last


def _unassessed(commitment: Commitment) -> TaskStatus:
    return "NEEDS-ACTION" if commitment.validity == Validity.IN_FORCE else "CANCELLED"


def _status(commitment: Commitment, bearer: Bearer | None) -> TaskStatus:
    """Of one follow-up what the table says; of many, COMPLETED when all are final."""
    if commitment.validity != Validity.IN_FORCE:
        return "CANCELLED"
    if bearer is not None:
        return _of_code(Code(bearer.row.code) if bearer.row else Code.NOT_ASSESSED)
    standing = {code: n for code, n in commitment.counts.items() if n}
    if len(standing) == 1 and commitment.duty_bearer_count == 1:
        return _of_code(next(iter(standing)))
    final = sum(n for code, n in standing.items() if RULES[code].final)
    if standing and final == commitment.duty_bearer_count:
        return "COMPLETED"
    past_words = any(RULES[code].vtodo in _PAST_WORDS for code in standing if code in COUNTED)
    return "IN-PROCESS" if past_words else "NEEDS-ACTION"


def _of_code(code: Code) -> TaskStatus:
    return RULES[code].vtodo  # type: ignore[return-value]  # the table holds no other words


def _percent(status: TaskStatus) -> Literal[0, 100] | None:
    """Only where it is certain."""
    if status == "COMPLETED":
        return 100
    return 0 if status == "NEEDS-ACTION" else None


def _completed_at(commitment: Commitment, bearer: Bearer | None) -> datetime | None:
    """When the last of the follow-ups was confirmed; of one without that, its effective day."""
    if bearer is None:
        found: datetime | None = getattr(commitment, "last_confirmed_at", None)
        return found.astimezone(UTC) if found else None
    row = bearer.row
    if row is None:
        return None
    if row.confirmed_at is not None:
        return row.confirmed_at.astimezone(UTC)
    return datetime.combine(row.effective_on, time.min, UTC) if row.effective_on else None
