"""What a calendar may be narrowed by: read from an address, put back into one, applied."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q

from monitor.accounts.models import RecordStatus
from monitor.commitments.models import Commitment, CommitmentQuerySet
from monitor.events.models import Event, EventKind, EventQuerySet
from monitor.events.workflow import EventStatus

LONGEST_VALUE = 60
# "Did it take place?": no status of its own, a question about a confirmed event.
PASSED = "passed"
HIDDEN = "hidden"
# Deadlines and no events.
ONLY = "only"
# The reader's own events and nothing else.
MINE = "1"
TITLES = ("title", "title_en", "title_fr", "title_es", "title_ar")
STATUSES = tuple(status for status in EventStatus if status is not EventStatus.SUPERSEDED)
_CLOSED_SETS = {
    "status": {*STATUSES, PASSED},
    "kind": {*EventKind.values},
    "deadlines": {HIDDEN, ONLY},
    "mine": {MINE},
}


@dataclass(frozen=True, slots=True)
class Filters:
    """One choice or none on each; "" is none. Actors and topics by their code; `q` in titles.

    Whose events are `mine` is for the caller to say: a page and a feed show different ones.
    """

    status: str = ""
    kind: str = ""
    organiser: str = ""
    host: str = ""
    topic: str = ""
    deadlines: str = ""
    mine: str = ""
    q: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> tuple[Self, list[str]]:
        """The filters of an address, and the values in it that none knows (left out)."""
        values: dict[str, str] = {}
        unknown: list[str] = []
        for name in (field.name for field in fields(cls)):
            value = given.get(name, "").replace("\x00", "").strip()[:LONGEST_VALUE]
            if value and value not in _CLOSED_SETS.get(name, {value}):
                unknown.append(value)
            elif value:
                values[name] = value
        return cls(**values), unknown

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return self != type(self)()

    def but(self, **values: str) -> Self:
        """These filters with other choices on the named fields."""
        return replace(self, **values)

    def query(self, **more: str) -> str:
        """The choices and `more` as the end of an address: "?status=held", or ""."""
        chosen = {field.name: getattr(self, field.name) for field in fields(self)}
        said = {name: value for name, value in {**more, **chosen}.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def events(self, events: EventQuerySet, today: date) -> EventQuerySet:
        """Of these events those that are chosen."""
        if self.deadlines == ONLY:
            return events.none()
        if self.status == PASSED:
            events = events.did_it_take_place(today)
        elif self.status:
            events = events.filter(status=self.status)
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.q:
            events = events.filter(_titled(self.q))
        if self.organiser:
            events = events.filter(organiser__code=self.organiser)
        if self.host:
            events = events.filter(Q(host__code=self.host) | Q(place__country__code=self.host))
        if self.topic:
            tagged = Event.topics.through.objects.filter(topic__code=self.topic)
            events = events.filter(pk__in=tagged.values("event"))
        return events

    def commitments(self, commitments: CommitmentQuerySet) -> CommitmentQuerySet:
        """Of these commitments those whose deadlines are chosen: by topic, words, or none."""
        if self.deadlines == HIDDEN or self.mine:
            return commitments.none()
        if self.q:
            commitments = commitments.filter(_titled(self.q))
        if self.topic:
            tagged = Commitment.topics.through.objects.filter(topic__code=self.topic)
            return commitments.filter(pk__in=tagged.values("commitment"))
        return commitments


def _titled(words: str) -> Q:
    """Whose title holds the words, in any of its languages."""
    found = Q()
    for name in TITLES:
        found |= Q(**{f"{name}__icontains": words})
    return found


def kept() -> Q:
    """Entries that a calendar shows: not what was taken out of use."""
    return ~Q(record=RecordStatus.ARCHIVED)
