"""What awaits a second person: proposals, submitted entries, openings, changes of terms."""

from dataclasses import dataclass

from django.db.models import QuerySet

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.roles import Power
from monitor.changes.numbers import key_number
from monitor.commitments.models import (
    Amendment,
    Commitment,
    CommitmentQuerySet,
    Obligation,
)
from monitor.commitments.workflow import Validity

PAGE = 20


@dataclass(frozen=True, slots=True)
class Proposals:
    """One page of proposals, oldest first; the cursors are "" where the list ends."""

    rows: list[Obligation]
    earlier: str
    later: str
    total: int


def awaiting(user: User) -> QuerySet[Obligation]:
    """The follow-ups whose proposal awaits a second person, as far as `user` may see them."""
    seen = Commitment.objects.visible_to(user).filter(
        record=RecordStatus.PUBLISHED, validity=Validity.IN_FORCE
    )
    return Obligation.objects.filter(pending__isnull=False, commitment__in=seen.values("pk"))


def proposals(user: User, *, after: str = "", before: str = "", size: int = PAGE) -> Proposals:
    """The page of proposals after or before a cursor, else the oldest."""
    found = awaiting(user)
    total = found.count()
    rows, back = found.select_related("actor", "commitment", "pending__by"), bool(before)
    at = key_number(before or after)
    if at is not None:
        rows = rows.filter(pending__lt=at) if back else rows.filter(pending__gt=at)
    window = list(rows.order_by("-pending_id" if back else "pending_id")[: size + 1])
    if back and len(window) <= size:
        return proposals(user, size=size)
    more = len(window) > size
    window = window[:size]
    if back:
        window.reverse()
    earlier = more if back else at is not None
    later = True if back else more
    return Proposals(
        window,
        str(window[0].pending_id) if window and earlier else "",
        str(window[-1].pending_id) if window and later else "",
        total,
    )


def submitted(user: User) -> CommitmentQuerySet:
    """The entries that await publication, the oldest first."""
    found = Commitment.objects.visible_to(user).filter(record=RecordStatus.SUBMITTED)
    return found.select_related("submitted_by", "issuer").order_by("pk")


def asked_public(user: User) -> CommitmentQuerySet:
    """The published entries that somebody asked to open to everybody, the oldest first."""
    if not user.may(Power.READ_DRAFTS):
        return Commitment.objects.none()
    found = Commitment.objects.visible_to(user).filter(
        record=RecordStatus.PUBLISHED, public_asked_by__isnull=False
    )
    return (
        found.exclude(visibility=Visibility.PUBLIC).select_related("public_asked_by").order_by("pk")
    )


def open_amendments(user: User) -> QuerySet[Amendment]:
    """The proposed changes of terms that nobody has decided, the oldest first."""
    if not user.may(Power.READ_DRAFTS):
        return Amendment.objects.none()
    seen = Commitment.objects.visible_to(user).values("pk")
    found = Amendment.objects.filter(decided_at__isnull=True, commitment__in=seen)
    return found.select_related("commitment", "proposed_by").order_by("pk")
