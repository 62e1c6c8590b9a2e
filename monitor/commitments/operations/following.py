"""Keeping deadlines in step with the events they hang on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.changes.item import Item, ItemKind
from monitor.commitments.deadlines import bounds_of
from monitor.commitments.models import Commitment


def follow_events(*, items: Sequence[Item], n: int, at: datetime) -> Iterable[Item]:  # noqa: ARG001 - as every listener is asked
    """Listener: move the deadlines that hang on a changed event; answers with their commitments.

    `n` and `at` belong to every listener's signature; the event's own change tells the story.
    """
    events = [item.uuid for item in items if item.kind == ItemKind.EVENT]
    if not events:
        return []
    moved = []
    waiting = Commitment.objects.filter(deadline_event__uuid__in=events)
    for commitment in waiting.select_related("deadline_event"):
        earliest, latest = bounds_of(
            kind=commitment.deadline_kind,
            edtf=commitment.deadline_edtf,
            days=commitment.deadline_days,
            event=commitment.deadline_event,
        )
        if (earliest, latest) != (commitment.earliest_on, commitment.latest_on):
            Commitment.objects.filter(pk=commitment.pk).update(
                earliest_on=earliest, latest_on=latest
            )
        moved.append(Item(ItemKind.COMMITMENT, commitment.uuid))
    return moved
