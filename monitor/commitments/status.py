"""How every duty-bearer stands to a commitment, and every commitment to a duty-bearer.

The one module that answers for a commitment and an actor together: list, page, a State's page and
the overview read it, so their counts can not differ. A follow-up without a row reads "not yet
assessed"; nobody writes 193 rows to say so.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.commitments.models import (
    Commitment,
    CommitmentQuerySet,
    Evidence,
    Obligation,
)
from monitor.commitments.timeliness import Timeliness, due, timeliness
from monitor.commitments.workflow import BAR_ORDER, OPEN_ASSESSED, Code

# Which follow-up comes first where the pressing ones do.
URGENCY: tuple[Timeliness, ...] = (
    Timeliness.OVERDUE,
    Timeliness.DUE_UNASSESSED,
    Timeliness.DUE_SOON,
    Timeliness.IN_WINDOW,
    Timeliness.UPCOMING,
    Timeliness.REVIEW_DUE,
    Timeliness.NO_DEADLINE,
    Timeliness.DONE_LATE,
    Timeliness.DONE_ON_TIME,
    Timeliness.CLOSED,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How one duty-bearer stands to one commitment today.

    `pending` is the code a proposal awaits confirmation for; `obligation` the row, if anybody
    acted; `outside` marks a row whose actor the text no longer binds: kept, never counted.
    """

    commitment: Commitment
    actor: Actor
    code: Code
    pending: Code | None
    obligation: Obligation | None
    timeliness: Timeliness
    evidence: int = 0
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The follow-ups of one UN regional group, A to Z; `actor` None for those of no group."""

    actor: Actor | None
    follow_ups: list[FollowUp]


def standing_of(commitment: Commitment, *, user: User, today: date) -> list[FollowUp]:
    """Every duty-bearer of `commitment`, A to Z by name in the reader's language, outsiders last.

    Two queries, whose rows are bounded by the set; evidence counts what `user` may see.
    """
    rows = {row.actor_id: row for row in _rows(user).filter(commitment=commitment)}
    members: list[Actor] = []
    if commitment.duty_bearers is not None:
        members = list(commitment.duty_bearers.members().select_related("un_group"))
    bound = {actor.pk for actor in members}
    found = [follow_up(commitment, actor, rows.get(actor.pk), today) for actor in a_to_z(members)]
    outside = a_to_z([row.actor for row in rows.values() if row.actor_id not in bound])
    return found + [
        follow_up(commitment, actor, rows[actor.pk], today, outside=True) for actor in outside
    ]


def follow_up(
    commitment: Commitment,
    actor: Actor,
    row: Obligation | None,
    today: date,
    *,
    outside: bool = False,
) -> FollowUp:
    """How `actor` stands, from its row or from there being none."""
    code = Code(row.code) if row else Code.NOT_ASSESSED
    return FollowUp(
        commitment=commitment,
        actor=actor,
        code=code,
        pending=Code(row.pending.code) if row and row.pending else None,
        obligation=row,
        timeliness=timeliness(
            code=code,
            earliest=commitment.earliest_on,
            latest=commitment.latest_on,
            today=today,
            done_on=row.effective_on if row else None,
            valid_until=row.valid_until if row else None,
        ),
        evidence=getattr(row, "pieces", 0),
        outside=outside,
    )


def _rows(user: User) -> QuerySet[Obligation]:
    seen = Evidence.objects.visible_to(user).values("pk")
    return (
        Obligation.objects.select_related("actor", "pending", "last_assessment__by")
        .annotate(
            pieces=Count("uses", filter=Q(uses__removed_at__isnull=True, uses__evidence__in=seen))
        )
        .order_by("actor__code")
    )


def by_group(follow_ups: Iterable[FollowUp]) -> list[Group]:
    """The counted follow-ups by UN regional group, groups A to Z, those of no group last."""
    groups: dict[int | None, Group] = {}
    for each in follow_ups:
        if not each.outside:
            group = groups.setdefault(each.actor.un_group_id, Group(each.actor.un_group, []))
            group.follow_ups.append(each)
    return sorted(
        groups.values(), key=lambda group: (group.actor is None, _letters(str(group.actor)))
    )


def by_status(follow_ups: Iterable[FollowUp]) -> list[tuple[Code, list[FollowUp]]]:
    """The counted follow-ups by code, in the order of every bar, empty codes left out."""
    counted = [each for each in follow_ups if not each.outside]
    found = [(code, [each for each in counted if each.code == code]) for code in BAR_ORDER]
    return [(code, part) for code, part in found if part]


def of_actor(
    actor: Actor, commitments: CommitmentQuerySet, *, user: User, today: date
) -> list[FollowUp]:
    """How `actor` stands to each of these commitments, most urgent first.

    `commitments` is what the caller asks about, already bounded (a page, a window of days); only
    those that bind the actor and that `user` may see are answered for. Two queries.
    """
    bound = list(
        commitments.visible_to(user)
        .tracked()
        .filter(duty_bearers__places__actor=actor)
        .select_related("issuer", "addressee_group", "owner_desk")
    )
    rows = _rows(user).filter(actor=actor, commitment__in=[row.pk for row in bound])
    by_commitment = {row.commitment_id: row for row in rows}
    found = [follow_up(each, actor, by_commitment.get(each.pk), today) for each in bound]
    return sorted(found, key=urgency)


def urgency(each: FollowUp) -> tuple[int, date, int]:
    """A key that sorts the most pressing follow-up first."""
    last_day = each.commitment.latest_on or date.max
    return URGENCY.index(each.timeliness), last_day, each.commitment.number


def overdue_count(commitment: Commitment, today: date) -> int:
    """How many follow-ups are overdue: past the last possible day, assessed by us, still open."""
    if commitment.latest_on is None or commitment.latest_on >= today:
        return 0
    counts = commitment.counts
    return sum(counts[code] for code in OPEN_ASSESSED)


def a_to_z(actors: Sequence[Actor]) -> list[Actor]:
    """Actors by their name in the reader's language, accents aside, as a list of names is read."""
    return sorted(actors, key=lambda actor: (_letters(actor.name), actor.code))


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(part for part in plain if not unicodedata.combining(part)).casefold()


def pressing(commitment: Commitment, today: date) -> Timeliness:
    """How the most pressing of a commitment's follow-ups stands to its deadline."""
    counts = commitment.counts
    ours = sum(counts[code] for code in OPEN_ASSESSED)
    if commitment.duty_bearer_count and not ours and not counts[Code.NOT_ASSESSED]:
        return Timeliness.CLOSED
    return due(
        earliest=commitment.earliest_on,
        latest=commitment.latest_on,
        today=today,
        assessed=ours > 0,
    )
