"""How many follow-ups the duty-bearers have, and how many of them were looked at.

Counted over commitments published and in force that a person may see; a row whose actor the text no
longer binds is kept and never counted. A follow-up without a row is one too: not yet assessed.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from monitor.accounts.models import User
from monitor.actors.models import Actor, AddresseeSetMember
from monitor.commitments.models import Commitment, CommitmentQuerySet, Obligation
from monitor.commitments.workflow import OPEN_ASSESSED, Code


@dataclass(frozen=True, slots=True)
class Load:
    """The follow-ups of one actor."""

    total: int = 0
    assessed: int = 0


def load_of_each(user: User) -> dict[int, Load]:
    """The load of every actor that has any, by the actor's key. Two queries, a row an actor."""
    tracked = _tracked(user)
    totals = (
        AddresseeSetMember.objects.filter(set__commitments__in=tracked)
        .values_list("actor")
        .annotate(n=Count("set__commitments"))
    )
    looked_at = (
        bound_rows(user).exclude(code=Code.NOT_ASSESSED).order_by().values_list("actor")
    ).annotate(n=Count("pk"))
    assessed = dict(looked_at)
    return {actor: Load(n, assessed.get(actor, 0)) for actor, n in totals}


def codes_of(actor: Actor, user: User) -> dict[Code, int]:
    """How many of an actor's follow-ups stand at each code; they sum to all of them."""
    total = _tracked(user).filter(duty_bearers__places__actor=actor).count()
    rows = bound_rows(user).filter(actor=actor).order_by().values_list("code")
    found = {Code(code): n for code, n in rows.annotate(n=Count("pk")) if code != Code.NOT_ASSESSED}
    return {Code.NOT_ASSESSED: total - sum(found.values()), **found}


def overdue_of(actor: Actor, user: User, today: date) -> int:
    """How many of an actor's follow-ups are overdue: past due, assessed by us, still open."""
    return (
        bound_rows(user)
        .filter(actor=actor, code__in=OPEN_ASSESSED, commitment__latest_on__lt=today)
        .count()
    )


def bound_rows(user: User) -> QuerySet[Obligation]:
    """The rows of follow-ups that count: of those whom a followed commitment binds."""
    return Obligation.objects.filter(
        commitment__in=_tracked(user),
        actor__addressed_in__set=F("commitment__duty_bearers"),
    )


def _tracked(user: User) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(user).tracked()
