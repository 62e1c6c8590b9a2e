"""Holding an obligation, its row written if need be, until the transaction ends."""

from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.obligations import is_bound
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.workflow import Validity


def held(obligation: Obligation, *, by: User) -> Obligation:
    """The obligation's row, its commitment locked: everything that acts on it queues here.

    SQLite's immediate transactions queue writers anyway; PostgreSQL queues at the commitment's row,
    whose counters the act will change. Raises AssessmentRefused where nothing may be assessed.
    """
    commitment = (
        Commitment.objects.select_for_update()
        .filter(pk__in=Commitment.objects.visible_to(by).values("pk"))
        .filter(pk=obligation.commitment_id)
        .first()
    )
    if commitment is None:
        raise AssessmentRefused(pgettext("refusal", "There is no such follow-up."), code="unknown")
    if commitment.record != RecordStatus.PUBLISHED:
        raise AssessmentRefused(
            pgettext("refusal", "The commitment is not published: it has no follow-ups yet."),
            code="not_published",
        )
    if commitment.validity != Validity.IN_FORCE:
        raise AssessmentRefused(
            pgettext("refusal", "The commitment is no longer in force."), code="not_in_force"
        )
    kept = Obligation.objects.filter(commitment=commitment, actor_id=obligation.actor_id).first()
    if kept is None:
        if not is_bound(commitment, obligation.actor):
            raise AssessmentRefused(
                pgettext("refusal", "%(actor)s is not among those the text binds.")
                % {"actor": obligation.actor},
                code="not_bound",
                field="actor",
            )
        kept = Obligation.objects.create(
            uuid=commitment.obligation_uuid(obligation.actor.code),
            commitment=commitment,
            actor=obligation.actor,
        )
    kept.commitment = commitment
    return kept


def history_of(obligation: Obligation, *, seen: int | None) -> list[Assessment]:
    """The rows of the obligation, oldest first, if the last is the one that was `seen`.

    `seen` None means that the person saw no row at all. Raises AssessmentRefused otherwise: a lost
    race is told, with who won it, and never overwritten.
    """
    rows = list(obligation.assessments.select_related("by").order_by("position"))
    last = rows[-1] if rows else None
    if (last.pk if last else None) != seen:
        raise AssessmentRefused(
            pgettext(
                "refusal",
                "%(who)s changed this at %(when)s, after you opened it. Look again, then decide.",
            )
            % {
                "who": last.by if last else pgettext("refusal", "Somebody"),
                "when": f"{last.at:%Y-%m-%d %H:%M} UTC" if last else "",
            },
            code="changed_meanwhile",
        )
    return rows
