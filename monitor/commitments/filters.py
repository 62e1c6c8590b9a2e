"""What a list of commitments may be narrowed by: typed, read from an address, put back into one.

The conditions of the list and of its counts are the same functions, so they can not differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import GreaterThan

from monitor.accounts.models import RecordStatus
from monitor.changes.numbers import whole_number
from monitor.commitments.models import (
    Commitment,
    CommitmentKind,
    CommitmentPassage,
    Obligation,
    counter_of,
    total_of,
)
from monitor.commitments.timeliness import DUE_SOON_DAYS, Timeliness
from monitor.commitments.workflow import COUNTED, OPEN_ASSESSED, RULES, Code, Validity

# Instead of a group's code: the text names its addressees one by one.
NAMED = "named"

# A search is a few words; a longer one finds nothing and costs much.
LONGEST_SEARCH = 200

_FINAL = tuple(code for code in COUNTED if RULES[code].final)


class View(StrEnum):
    """Which commitments at all: those somebody must act on, or calls to nobody named."""

    FOLLOWED = "followed"
    POSITIONS = "positions"


# The timeliness a list is narrowed by, in the order of urgency.
DUE_ORDER: tuple[Timeliness, ...] = (
    Timeliness.OVERDUE,
    Timeliness.DUE_UNASSESSED,
    Timeliness.DUE_SOON,
    Timeliness.IN_WINDOW,
    Timeliness.UPCOMING,
    Timeliness.REVIEW_DUE,
    Timeliness.NO_DEADLINE,
)

_CLOSED_SETS: dict[str, frozenset[str]] = {
    "view": frozenset(View),
    "status": frozenset(Code),
    "due": frozenset(DUE_ORDER),
    "kind": frozenset(CommitmentKind.values),
    "record": frozenset(RecordStatus.values),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """One choice or none on each; "" is none. Actors, topics and desks by their code."""

    view: str = ""
    status: str = ""
    due: str = ""
    issuer: str = ""
    addressee: str = ""
    topic: str = ""
    desk: str = ""
    kind: str = ""
    record: str = ""
    q: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> tuple[Self, list[str]]:
        """The filters of an address, and the values in it that no filter knows (left out)."""
        values: dict[str, str] = {}
        unknown: list[str] = []
        for field in fields(cls):
            value = given.get(field.name, "").replace("\x00", "").strip()[:LONGEST_SEARCH]
            allowed = _CLOSED_SETS.get(field.name)
            if value and allowed is not None and value not in allowed:
                unknown.append(value)
            elif value:
                values[field.name] = value
        return cls(**values), unknown

    def given(self) -> dict[str, str]:
        """The choices made, as an address carries them."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name)
        }

    def but(self, **values: str) -> Self:
        """These filters with other choices on the named fields."""
        return replace(self, **values)


def condition(name: str, value: str, today: date) -> Q:
    """What a commitment must meet for the choice `value` on the filter `name`."""
    if name == "due":
        return followed() & _due(Timeliness(value), today)
    if name == "addressee" and value == NAMED:
        return Q(addressee_group__isnull=True, duty_bearers__isnull=False)
    if name in _COLUMNS:
        return Q(**{_COLUMNS[name]: value})
    return _CONDITIONS[name](value)


_COLUMNS = {
    "issuer": "issuer__code",
    "addressee": "addressee_group__code",
    "desk": "owner_desk__code",
    "kind": "kind",
    "record": "record",
}


def _topic(value: str) -> Q:
    through = Commitment.topics.through.objects.filter(topic__code=value)
    return Q(pk__in=through.values("commitment"))


def _view(value: str) -> Q:
    return Q(duty_bearers__isnull=value == View.POSITIONS)


def followed() -> Q:
    """The commitments with follow-ups, which stand from publication on while it is in force."""
    return Q(record=RecordStatus.PUBLISHED, validity=Validity.IN_FORCE, duty_bearers__isnull=False)


def _status(value: str) -> Q:
    """At least one follow-up stands at this code."""
    if value == Code.NOT_ASSESSED:
        return Q(duty_bearer_count__gt=total_of(COUNTED))
    return Q(**{f"{counter_of(value)}__gt": 0})


def _due(value: Timeliness, today: date) -> Q:
    """At least one follow-up stands so to its deadline; see timeliness.due for each follow-up."""
    if value == Timeliness.OVERDUE:
        return Q(latest_on__lt=today) & Q(GreaterThan(total_of(OPEN_ASSESSED), 0))
    if value == Timeliness.DUE_UNASSESSED:
        return Q(latest_on__lt=today) & _status(Code.NOT_ASSESSED)
    if value == Timeliness.REVIEW_DUE:
        late = Obligation.objects.filter(
            commitment=OuterRef("pk"),
            code=Code.OBSERVED,
            valid_until__lt=today,
            actor__addressed_in__set=OuterRef("duty_bearers"),
        )
        return Q(n_observed__gt=0) & Q(Exists(late))
    some_open = Q(duty_bearer_count__gt=total_of(_FINAL))
    if value == Timeliness.NO_DEADLINE:
        return some_open & Q(latest_on__isnull=True)
    ahead = some_open & Q(latest_on__gte=today)
    opened = Q(earliest_on__lte=today, earliest_on__lt=F("latest_on"))
    if value == Timeliness.IN_WINDOW:
        return ahead & opened
    not_opened = (
        Q(earliest_on__isnull=True) | Q(earliest_on__gt=today) | Q(earliest_on__gte=F("latest_on"))
    )
    soon = today + timedelta(days=DUE_SOON_DAYS)
    near = Q(latest_on__lte=soon) if value == Timeliness.DUE_SOON else Q(latest_on__gt=soon)
    return ahead & not_opened & near


def _search(words: str) -> Q:
    """Found in the reference, a title, the exact words, or the number or title of a document."""
    quoted = CommitmentPassage.objects.filter(
        Q(passage__exact__icontains=words)
        | Q(passage__version__document__symbol__icontains=words)
        | Q(passage__version__document__title__icontains=words)
    )
    found = Q(pk__in=quoted.values("commitment"))
    for field in ("title", "title_en", "title_fr", "title_es", "title_ar", "verb"):
        found |= Q(**{f"{field}__icontains": words})
    number = whole_number(words.upper().removeprefix("C-"))
    if number is not None:
        found |= Q(number=number)
    return found


_CONDITIONS: dict[str, Callable[[str], Q]] = {
    "view": _view,
    "status": lambda value: followed() & _status(value),
    "topic": _topic,
    "q": _search,
}
