"""Whether the stored statuses and counters are what the histories say."""

from collections.abc import Iterator

from django.db.models import Prefetch

from monitor.actors.models import AddresseeSetMember
from monitor.commitments.models import Assessment, Commitment, Obligation, counter_of
from monitor.commitments.replay import standing
from monitor.commitments.workflow import COUNTED

STORED = ("code", "effective_on", "valid_until", "confirmed_at", "pending_id")


def problems() -> Iterator[str]:
    """One line for each follow-up and each counter that is not as replayed; by commitment."""
    history = Prefetch("assessments", Assessment.objects.order_by("position"))
    rows = Obligation.objects.select_related("actor").prefetch_related(history).order_by("pk")
    commitments = Commitment.objects.prefetch_related(Prefetch("obligations", rows))
    for commitment in commitments.order_by("pk").iterator(chunk_size=50):
        kept = list(commitment.obligations.all())
        for obligation in kept:
            yield from _of_follow_up(commitment, obligation)
        yield from _of_counters(commitment, kept)


def _of_follow_up(commitment: Commitment, obligation: Obligation) -> Iterator[str]:
    name = f"{commitment.ref}/{obligation.actor.code}"
    rows = list(obligation.assessments.all())
    said = standing(rows)
    replayed = (said.code, said.effective_on, said.valid_until, said.confirmed_at, said.pending)
    for field, value in zip(STORED, replayed, strict=True):
        stored = getattr(obligation, field)
        if stored != value:
            yield f"{name}: {field} is {stored}, the history says {value}."
    last = rows[-1].pk if rows else None
    if obligation.last_assessment_id != last:
        yield f"{name}: its last act is not the last of its history."
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        yield f"{name}: acts are missing from its history."


def _of_counters(commitment: Commitment, kept: list[Obligation]) -> Iterator[str]:
    """Those no longer bound are kept and not counted."""
    bound = set(
        AddresseeSetMember.objects.filter(set_id=commitment.duty_bearers_id).values_list(
            "actor_id", flat=True
        )
        if commitment.duty_bearers_id
        else ()
    )
    counted = [obligation for obligation in kept if obligation.actor_id in bound]
    stored = {counter_of(code): 0 for code in COUNTED} | {"awaiting_confirmation": 0}
    for obligation in counted:
        if counter_of(obligation.code) in stored:
            stored[counter_of(obligation.code)] += 1
        stored["awaiting_confirmation"] += obligation.pending_id is not None
    stored["duty_bearer_count"] = len(bound)
    for field, value in stored.items():
        if getattr(commitment, field) != value:
            yield f"{commitment.ref}: {field} is {getattr(commitment, field)}, counted are {value}."
