"""Entering one act: the row, what it does to the obligation, the counters, the log. One place."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.changes.item import Door, Item, ItemKind
from monitor.changes.operations import record
from monitor.changes.wording import lines
from monitor.commitments.models import (
    Assessment,
    Commitment,
    Evidence,
    Obligation,
    counter_of,
)
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.replay import standing
from monitor.commitments.workflow import Act, Code, Stance


def enter(
    *,
    obligation: Obligation,
    rows: list[Assessment],
    act: Act,
    code: Code,
    by: User,
    at: datetime,
    via: Door,
    answers: Assessment | None = None,
    stance: Stance = Stance.OURS,
    reason: str = "",
    effective_on: date | None = None,
    valid_until: date | None = None,
) -> Assessment:
    """Insert the row and bring obligation, counters and log into step with it.

    `rows` is the history so far, oldest first; the obligation's commitment is locked. The database
    refuses a second n-th row, should the lock ever fail.
    """
    reason = lines(reason, field="reason")
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                obligation=obligation,
                position=rows[-1].position + 1 if rows else 1,
                act=act,
                answers=answers,
                code=code,
                stance=stance,
                reason=reason,
                effective_on=effective_on,
                valid_until=valid_until,
                evidence_revision=obligation.evidence_revision,
                by=by,
                at=at,
                via=via,
            )
    except IntegrityError as lost:
        raise AssessmentRefused(
            pgettext("refusal", "Somebody was faster. Look again, then decide."),
            code="changed_meanwhile",
        ) from lost
    row.evidence.set(
        Evidence.objects.filter(uses__obligation=obligation, uses__removed_at__isnull=True)
    )
    before = Code(obligation.code)
    _settle(obligation, [*rows, row])
    record(
        kind=ItemKind.OBLIGATION,
        item=obligation.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields={"code": (before.value, obligation.code)} if before != obligation.code else {},
        note=reason,
        touched=[Item(ItemKind.COMMITMENT, obligation.commitment.uuid)],
    )
    return row


def _settle(obligation: Obligation, rows: list[Assessment]) -> None:
    """Write to obligation and counters what the replayed history says."""
    before_code, before_pending = Code(obligation.code), obligation.pending_id is not None
    now = standing(rows)
    obligation.code = now.code
    obligation.effective_on = now.effective_on
    obligation.valid_until = now.valid_until
    obligation.confirmed_at = now.confirmed_at
    obligation.pending_id = now.pending
    obligation.last_assessment_id = rows[-1].pk
    obligation.save(
        update_fields=[
            "code",
            "effective_on",
            "valid_until",
            "confirmed_at",
            "pending",
            "last_assessment",
        ]
    )
    moves = {}
    if before_code != now.code:
        for code, step in ((before_code, -1), (now.code, 1)):
            if code != Code.NOT_ASSESSED:
                moves[counter_of(code)] = F(counter_of(code)) + step
    step = (now.pending is not None) - before_pending
    if step:
        moves["awaiting_confirmation"] = F("awaiting_confirmation") + step
    if moves:
        Commitment.objects.filter(pk=obligation.commitment_id).update(**moves)
