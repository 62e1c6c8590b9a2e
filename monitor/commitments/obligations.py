"""Which obligations there are: the one place that answers for commitment and actor together."""

from django.db.models import Model

from monitor.actors.models import Actor, AddresseeSetMember
from monitor.commitments.models import Commitment, Obligation


def is_bound(commitment: Commitment, actor: Actor) -> bool:
    """Whether `actor` is one of the duty-bearers of `commitment`."""
    return (
        commitment.duty_bearers_id is not None
        and AddresseeSetMember.objects.filter(
            set_id=commitment.duty_bearers_id, actor=actor
        ).exists()
    )


def obligation_of(commitment: Commitment, actor: Actor) -> Obligation:
    """The obligation of `actor`: its row, or an unsaved one that reads "not yet assessed".

    Raises Obligation.DoesNotExist where the commitment does not bind the actor and no row is kept.
    """
    kept = (
        Obligation.objects.select_related("last_assessment", "pending")
        .filter(commitment=commitment, actor=actor)
        .first()
    )
    if kept:
        return kept
    if not is_bound(commitment, actor):
        raise Obligation.DoesNotExist(f"{commitment.ref} does not bind {actor.code}.")
    return Obligation(
        uuid=commitment.obligation_uuid(actor.code), commitment=commitment, actor=actor
    )


def saved(thing: Model) -> bool:
    """Whether this is a row, and not the stand-in for one that nobody has written yet."""
    return thing.pk is not None
