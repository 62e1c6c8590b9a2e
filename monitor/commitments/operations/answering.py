"""The second pair of eyes: confirm, return, retract."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Evidence, EvidenceUse, Obligation
from monitor.commitments.operations.entering import enter
from monitor.commitments.operations.locking import held, history_of
from monitor.commitments.operations.weighing import allowed, check_needs, uses_of
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.replay import struck
from monitor.commitments.requirements import Offered
from monitor.commitments.workflow import Act, Code, Stance


@transaction.atomic
def confirm(
    *,
    proposal: Assessment,
    seen: int | None,
    evidence_revision: int,
    by: User,
    at: datetime,
    via: Door,
    reason: str = "",
) -> Assessment:
    """Confirm what another person proposed: a judgement, or the retraction of a confirmed one.

    `evidence_revision` is the obligation's, as the Verifier saw it; evidence added or removed since
    is a refusal that names it. What the proposed code needs must be there still. Nobody confirms
    their own, in no role and through no door.
    """
    require(by, Power.CONFIRM)
    row = held(proposal.obligation, by=by)
    rows = history_of(row, seen=seen)
    proposal = _awaiting(row, proposal, rows)
    if proposal.by_id == by.pk:
        raise AssessmentRefused(
            pgettext("refusal", "You proposed this yourself: another person confirms it."),
            code="own_proposal",
        )
    if row.evidence_revision != evidence_revision:
        raise AssessmentRefused(
            pgettext("refusal", "The evidence has changed since you opened this: %(changes)s.")
            % {"changes": _evidence_since(row, proposal, by=by)},
            code="evidence_changed",
        )
    if proposal.act == Act.PROPOSE:
        _still_met(row, proposal, today=office_day(at))
    return enter(
        obligation=row,
        rows=rows,
        act=Act.CONFIRM,
        answers=proposal,
        code=Code(proposal.code),
        reason=reason.strip(),
        effective_on=proposal.effective_on,
        valid_until=proposal.valid_until,
        by=by,
        at=at,
        via=via,
    )


@transaction.atomic
def return_proposal(
    *, proposal: Assessment, seen: int | None, reason: str, by: User, at: datetime, via: Door
) -> Assessment:
    """Send a proposal back with a note; the status stays what it was."""
    require(by, Power.CONFIRM)
    row = held(proposal.obligation, by=by)
    rows = history_of(row, seen=seen)
    proposal = _awaiting(row, proposal, rows)
    if proposal.by_id == by.pk:
        raise AssessmentRefused(
            pgettext("refusal", "You proposed this yourself: withdraw it instead."),
            code="own_proposal",
        )
    _need_reason(reason)
    return enter(
        obligation=row,
        rows=rows,
        act=Act.RETURN,
        answers=proposal,
        code=Code(proposal.code),
        reason=reason.strip(),
        by=by,
        at=at,
        via=via,
    )


@transaction.atomic
def retract(
    *, entry: Assessment, seen: int | None, reason: str, by: User, at: datetime, via: Door
) -> Assessment:
    """Strike an entry made in error; it stays in the history with its reason.

    One's own, or any as a Coordinator. Withdrawing a proposal and undoing an unconfirmed judgement
    take effect at once; striking a confirmed one is itself confirmed by another person.
    """
    require(by, Power.ASSESS)
    row = held(entry.obligation, by=by)
    rows = history_of(row, seen=seen)
    entry = next((kept for kept in rows if kept.pk == entry.pk), entry)
    if entry.act not in (Act.JUDGE, Act.PROPOSE, Act.RENEW, Act.RETRACT):
        raise AssessmentRefused(
            pgettext("refusal", "An answer is not retracted: retract the entry it answers."),
            code="not_retractable",
        )
    if entry.by_id != by.pk and not by.may(Power.COORDINATE):
        raise AssessmentRefused(
            pgettext("refusal", "Its author or a Coordinator retracts an entry."),
            code="not_yours",
        )
    _still_standing(row, entry, rows)
    _need_reason(reason)
    return enter(
        obligation=row,
        rows=rows,
        act=Act.RETRACT,
        answers=entry,
        code=Code(entry.code),
        stance=Stance(entry.stance),
        reason=reason.strip(),
        by=by,
        at=at,
        via=via,
    )


def _still_met(obligation: Obligation, proposal: Assessment, *, today: date) -> None:
    """Refuse what the table no longer allows: evidence, duty or deadline may have changed since."""
    offered = Offered(uses_of(obligation), proposal.reason, proposal.valid_until)
    check_needs(obligation, allowed(obligation, Code(proposal.code)), offered, today)


def _still_standing(obligation: Obligation, entry: Assessment, rows: list[Assessment]) -> None:
    """Refuse to strike what is struck, was returned, or while another proposal waits."""
    returned = any(kept.act == Act.RETURN and kept.answers_id == entry.pk for kept in rows)
    carried_out = entry.act == Act.RETRACT and obligation.pending_id != entry.pk
    if entry.pk in struck(rows) or returned or carried_out:
        raise AssessmentRefused(
            pgettext("refusal", "This entry no longer has any effect."), code="already_struck"
        )
    if obligation.pending_id not in (None, entry.pk) and entry.stance == Stance.OURS:
        raise AssessmentRefused(
            pgettext(
                "refusal",
                "A proposal awaits a second person: confirm, return or withdraw it first.",
            ),
            code="pending",
        )


def _awaiting(obligation: Obligation, proposal: Assessment, rows: list[Assessment]) -> Assessment:
    """The proposal as kept, if it is the one that awaits an answer."""
    kept = next((row for row in rows if row.pk == proposal.pk), None)
    if kept is None or obligation.pending_id != kept.pk:
        raise AssessmentRefused(
            pgettext("refusal", "This no longer awaits confirmation."), code="not_pending"
        )
    return kept


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise AssessmentRefused(
            pgettext("refusal", "Give a reason."), code="needs_reason", field="reason"
        )


def _evidence_since(obligation: Obligation, proposal: Assessment, *, by: User) -> str:
    """What was added to and removed from the evidence since the proposal, in words.

    What `by` may not see is counted, never named.
    """
    then = set(proposal.evidence.values_list("pk", flat=True))
    uses = list(
        EvidenceUse.objects.filter(obligation=obligation).select_related("evidence__document")
    )
    seen = set(
        Evidence.objects.visible_to(by)
        .filter(uses__obligation=obligation)
        .values_list("pk", flat=True)
    )
    added = [use for use in uses if use.removed_at is None and use.evidence_id not in then]
    removed = [use for use in uses if use.removed_at is not None and use.evidence_id in then]
    parts = []
    if added:
        parts.append(pgettext("evidence", "added: %s") % _named(added, seen))
    if removed:
        parts.append(pgettext("evidence", "removed: %s") % _named(removed, seen))
    return ", ".join(parts) or pgettext("evidence", "added and removed again")


def _named(uses: list[EvidenceUse], seen: set[int]) -> str:
    hidden = pgettext("evidence", "a piece closed to you")
    return "; ".join(str(use.evidence) if use.evidence_id in seen else hidden for use in uses)
