"""Finding an event for a page, and the commitments that hang on it."""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language

from monitor.accounts.models import RecordStatus, User
from monitor.commitments.models import Commitment
from monitor.commitments.queries import leading_quotes
from monitor.dashboard.links import commitment_url
from monitor.dashboard.quoting import Shown, shown
from monitor.events.models import Event
from monitor.events.queries import MOST, Reader, event_by_number


def found(user: Reader, number: int) -> Event:
    """The event of this number. Raises Http404 where there is none that `user` may see."""
    event = event_by_number(user, number)
    if event is None:
        raise Http404
    return event


def commitments_of(event: Event, user: User) -> list[dict[str, object]]:
    """The commitments made at the event, and those whose deadline hangs on it, by number."""
    linked = (
        Commitment.objects.visible_to(user)
        .exclude(record=RecordStatus.ARCHIVED)
        .filter(Q(event=event) | Q(deadline_event=event))
        .select_related("issuer")
        .prefetch_related(leading_quotes())
        .order_by("number")
    )
    return [_row(commitment, event) for commitment in linked[:MOST]]


def _row(commitment: Commitment, event: Event) -> dict[str, object]:
    title, language = commitment.title_in(get_language() or "en")
    return {
        "ref": commitment.ref,
        "url": commitment_url(commitment.number),
        "title": title,
        "language": language,
        "kind": commitment.get_kind_display(),
        "issuer": commitment.issuer.name,
        "record": commitment.record,
        "published": commitment.record == RecordStatus.PUBLISHED,
        "hangs_on": commitment.deadline_event_id == event.pk,
        "quote": _quote(commitment),
    }


def _quote(commitment: Commitment) -> Shown | None:
    quotes = getattr(commitment, "leading_quotes", [])
    return shown(quotes[0]) if quotes else None
