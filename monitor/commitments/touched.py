"""The follow-ups that somebody has acted on, as rows a person may see, and how many have none.

Lists of rows narrow by these conditions; `timeliness.timeliness` says the same of one follow-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.actors.models import Actor, AddresseeSetMember
from monitor.commitments.models import (
    Assessment,
    Commitment,
    CommitmentQuerySet,
    Obligation,
)
from monitor.commitments.replay import struck
from monitor.commitments.timeliness import DUE_SOON_DAYS, Timeliness
from monitor.commitments.workflow import OPEN_ASSESSED, RULES, Code, Stance

# A follow-up by its commitment's number and its duty-bearer's code.
Name = tuple[int, str]

_FINAL = [code for code in Code if RULES[code].final]
_OBSERVED_OR_DONE = [Code.OBSERVED, Code.FULFILLED]


def obligations_seen_by(user: User) -> QuerySet[Obligation]:
    """The rows of follow-ups that `user` may see; none without the right to read the record."""
    if not user.may(Power.READ):
        return Obligation.objects.none()
    return Obligation.objects.filter(commitment__in=Commitment.objects.visible_to(user))


def assessments_seen_by(user: User) -> QuerySet[Assessment]:
    """The history of the follow-ups that `user` may see."""
    return Assessment.objects.filter(obligation__in=obligations_seen_by(user))


def untouched(user: User, commitments: CommitmentQuerySet) -> int:
    """How many follow-ups of these commitments, of those `user` may see, have no row yet."""
    tracked = commitments.visible_to(user).tracked()
    bound = tracked.aggregate(n=Sum("duty_bearer_count"))["n"] or 0
    rows = obligations_seen_by(user).filter(commitment__in=tracked)
    return bound - rows.filter(_bound()).count()


def _bound() -> Exists:
    """The row's actor is still among those the text binds."""
    return Exists(
        AddresseeSetMember.objects.filter(
            set=OuterRef("commitment__duty_bearers"), actor=OuterRef("actor")
        )
    )


def named(user: User, names: Sequence[Name]) -> dict[Name, Obligation]:
    """These follow-ups, each as its row or as the unsaved stand-in that reads "not yet assessed".

    Names that are none, or none for `user`, are left out. A number of queries that does not grow.
    """
    if not user.may(Power.READ):
        return {}
    numbers, codes = {number for number, _ in names}, {code for _, code in names}
    commitments = {
        row.number: row for row in Commitment.objects.visible_to(user).filter(number__in=numbers)
    }
    actors = {actor.code: actor for actor in Actor.objects.filter(code__in=codes)}
    sets = {row.duty_bearers_id for row in commitments.values()}
    places = set(
        AddresseeSetMember.objects.filter(set__in=sets, actor__code__in=codes).values_list(
            "set_id", "actor__code"
        )
    )
    rows = {
        (row.commitment.number, row.actor.code): row
        for row in Obligation.objects.filter(
            commitment__in=commitments.values(), actor__in=actors.values()
        ).select_related("commitment", "actor", "last_assessment__by", "pending__by")
    }
    found: dict[Name, Obligation] = {}
    for number, code in names:
        commitment, actor = commitments.get(number), actors.get(code)
        if (number, code) in rows:
            found[number, code] = rows[number, code]
        elif commitment and actor and (commitment.duty_bearers_id, code) in places:
            uuid = commitment.obligation_uuid(code)
            found[number, code] = Obligation(uuid=uuid, commitment=commitment, actor=actor)
    return found


def histories(obligations: Iterable[int]) -> Mapping[int, list[Assessment]]:
    """The rows of each of these obligations, oldest first."""
    found: dict[int, list[Assessment]] = {}
    rows = Assessment.objects.filter(obligation__in=set(obligations)).select_related("by")
    for row in rows.order_by("obligation", "position"):
        found.setdefault(row.obligation_id, []).append(row)
    return found


def struck_among(assessments: Iterable[Assessment]) -> frozenset[int]:
    """The keys of those of these rows that a retraction has taken out."""
    ordered = histories(row.obligation_id for row in assessments)
    return frozenset().union(*(struck(rows) for rows in ordered.values()))


def with_word_of(stance: str) -> Exists:
    """Follow-ups on which somebody entered a word of this stance."""
    return Exists(Assessment.objects.filter(obligation=OuterRef("pk"), stance=Stance(stance)))


def standing_so(value: Timeliness, today: date) -> Q:
    """What a row must meet to stand so to its deadline on `today`."""
    latest, earliest = "commitment__latest_on", "commitment__earliest_on"
    is_open = ~Q(code__in=_FINAL)
    if value in _BY_CODE:
        return _by_code(value, today)
    if value == Timeliness.NO_DEADLINE:
        return is_open & Q(**{f"{latest}__isnull": True})
    past = Q(**{f"{latest}__lt": today})
    if value == Timeliness.OVERDUE:
        return past & Q(code__in=OPEN_ASSESSED)
    if value == Timeliness.DUE_UNASSESSED:
        return past & Q(code=Code.NOT_ASSESSED)
    ahead = is_open & Q(**{f"{latest}__gte": today})
    opened = Q(**{f"{earliest}__lte": today, f"{earliest}__lt": F(latest)})
    if value == Timeliness.IN_WINDOW:
        return ahead & opened
    closed = Q(**{f"{earliest}__isnull": True}) | ~opened
    soon = today + timedelta(days=DUE_SOON_DAYS)
    near = Q(**{f"{latest}__lte": soon})
    return ahead & closed & (near if value == Timeliness.DUE_SOON else ~near)


_BY_CODE = frozenset(
    {Timeliness.REVIEW_DUE, Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.CLOSED}
)


def _by_code(value: Timeliness, today: date) -> Q:
    review = Q(code=Code.OBSERVED, valid_until__lt=today)
    latest = "commitment__latest_on"
    dated = Q(code=Code.FULFILLED, effective_on__isnull=False, **{f"{latest}__isnull": False})
    if value == Timeliness.REVIEW_DUE:
        return review
    if value == Timeliness.DONE_ON_TIME:
        return dated & Q(effective_on__lte=F(latest))
    if value == Timeliness.DONE_LATE:
        return dated & Q(effective_on__gt=F(latest))
    observed = Q(code=Code.OBSERVED) & (Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    undated = Q(code=Code.FULFILLED) & (
        Q(effective_on__isnull=True) | Q(**{f"{latest}__isnull": True})
    )
    others = [code for code in _FINAL if code not in _OBSERVED_OR_DONE]
    return observed | undated | Q(code__in=others)
