"""The choices that narrow a list of commitments, each with its count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from monitor.accounts.models import Desk, RecordStatus, User
from monitor.accounts.roles import Power
from monitor.actors.models import Actor, Topic
from monitor.commitments.filters import DUE_ORDER, NAMED, Filters, View, condition
from monitor.commitments.labels import ASSESSMENT_LABELS, TIMELINESS_LABELS
from monitor.commitments.models import CommitmentKind, CommitmentQuerySet
from monitor.commitments.queries import matching
from monitor.commitments.workflow import BAR_ORDER

# Of a facet without a fixed list, as many as fit beside the results; the rest is found by search.
LISTED = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: `count` is how many commitments the list shows once it is chosen.

    `label` is "" where the choice is ours to word (a view, "named in the text").
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the field of Filters that its options choose."""

    name: str
    options: list[Option]


_FIXED: dict[str, dict[str, object]] = {
    "view": {view.value: "" for view in View},
    "status": {code.value: ASSESSMENT_LABELS[code] for code in BAR_ORDER},
    "due": {due.value: TIMELINESS_LABELS[due] for due in DUE_ORDER},
    "kind": dict(CommitmentKind.choices),
    "record": dict(RecordStatus.choices),
}
_COLUMN = {
    "issuer": "issuer__code",
    "addressee": "addressee_group__code",
    "topic": "topics__code",
    "desk": "owner_desk__code",
}
FACETS = ("status", "due", "issuer", "addressee", "topic", "desk", "kind", "record", "view")


def facets(user: User, filters: Filters, today: date) -> list[Facet]:
    """Every facet, counted under all the other filters; a choice that finds nothing is left out.

    A facet counts commitments with at least one such follow-up; a bar counts follow-ups.
    The public learns nothing of statuses and due dates from counts: it is asked of staff only.
    """
    if not user.may(Power.READ):
        return []
    found = []
    for name in FACETS:
        base = matching(user, filters.but(**{name: ""}), today, archived=name == "record")
        options = _fixed(name, base, today) if name in _FIXED else _listed(name, base, filters)
        chosen = getattr(filters, name)
        found.append(Facet(name, [each for each in options if each.count or each.value == chosen]))
    return found


def _fixed(name: str, base: CommitmentQuerySet, today: date) -> list[Option]:
    words = _FIXED[name]
    counts = base.aggregate(
        **{f"c_{value}": Count("pk", filter=condition(name, value, today)) for value in words}
    )
    return [Option(value, str(label), counts[f"c_{value}"]) for value, label in words.items()]


def _listed(name: str, base: CommitmentQuerySet, filters: Filters) -> list[Option]:
    column, chosen = _COLUMN[name], getattr(filters, name)
    rows = (
        base.filter(**{f"{column}__isnull": False})
        .order_by()
        .values(column)
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", column)
    )
    counts = {row[column]: row["n"] for row in rows[:LISTED]}
    if chosen and chosen not in counts and chosen != NAMED:
        counts[chosen] = base.filter(**{column: chosen}).count()
    labels = _labels(name, counts)
    options = [Option(code, labels.get(code, code), n) for code, n in counts.items()]
    if name == "addressee":
        one_by_one = base.filter(addressee_group__isnull=True, duty_bearers__isnull=False)
        options.append(Option(NAMED, "", one_by_one.count()))
    return options


def _labels(name: str, codes: Iterable[str]) -> dict[str, str]:
    if name == "desk":
        return {desk.code: desk.name for desk in Desk.objects.filter(code__in=codes)}
    if name == "topic":
        return {topic.code: topic.name for topic in Topic.objects.filter(code__in=codes)}
    return {actor.code: actor.name for actor in Actor.objects.filter(code__in=codes)}
