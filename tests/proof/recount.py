"""The numbers of the pages once more, in plain Python from the raw rows.

Nothing of the product's reading is used: whole tables are loaded, and each rule of the domain is
written out again, in its own words.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from monitor.accounts.models import Desk, User
from monitor.actors.models import Actor, AddresseeSetMember, Topic
from monitor.commitments.models import Amendment, Assessment, Commitment, Obligation
from monitor.events.models import Event
from monitor.events.recurring import Occurrence
from monitor.sources.models import Document

Row = dict[str, Any]

READS = {"Reader", "Contributor", "Verifier", "Coordinator", "Administrator"}
READS_DRAFTS = READS - {"Reader"}
DRAFTS = {"Contributor", "Verifier", "Coordinator"}
OPEN = {"no_information", "announced", "in_progress", "stalled"}
FINAL = {
    "observed", "fulfilled", "partly_fulfilled", "not_fulfilled", "not_applicable",
}  # fmt: skip


@dataclass(frozen=True)
class Who:
    """A person as far as counts go; no roles is a visitor."""

    name: str = ""
    roles: frozenset[str] = frozenset()
    desks: frozenset[int] = frozenset()
    key: int = 0


@dataclass(frozen=True)
class FollowUp:
    """One duty-bearer of one commitment."""

    commitment: Row
    actor: int
    code: str = "not_assessed"
    valid_until: date | None = None

    def due(self, today: date) -> str:
        """How it stands to its deadline: an open matter, or an application to look at again."""
        first, last = self.commitment["earliest_on"], self.commitment["latest_on"]
        if self.code == "observed":
            return "review_due" if self.valid_until and self.valid_until < today else ""
        if self.code in FINAL:
            return ""
        if last is None:
            return "no_deadline"
        if last < today:
            return "overdue" if self.code in OPEN else "due_unassessed"
        if first is not None and first <= today and first < last:
            return "in_window"
        return "due_soon" if last <= today + timedelta(days=30) else "upcoming"


def rows_of(model: type[models.Model]) -> list[Row]:
    return list(model._default_manager.order_by().values())


def linked(model: type[models.Model], name: str) -> dict[int, set[int]]:
    """The other ends of a many-to-many relation, by the row's key."""
    column: Any = model._meta.get_field(name)
    found: dict[int, set[int]] = {}
    own, other = column.m2m_column_name(), column.m2m_reverse_name()
    for pair in column.remote_field.through.objects.values(own, other):
        found.setdefault(pair[own], set()).add(pair[other])
    return found


@dataclass
class Record:
    """Every row that a count rests on."""

    commitments: list[Row] = field(default_factory=lambda: rows_of(Commitment))
    obligations: list[Row] = field(default_factory=lambda: rows_of(Obligation))
    assessments: list[Row] = field(default_factory=lambda: rows_of(Assessment))
    amendments: list[Row] = field(default_factory=lambda: rows_of(Amendment))
    events: list[Row] = field(default_factory=lambda: rows_of(Event))
    documents: list[Row] = field(default_factory=lambda: rows_of(Document))
    places: list[Row] = field(default_factory=lambda: rows_of(AddresseeSetMember))

    def __post_init__(self) -> None:
        self.actors = {row["id"]: row["code"] for row in rows_of(Actor)}
        self.topics = {row["id"]: row["code"] for row in rows_of(Topic)}
        self.desks = {row["id"]: row["code"] for row in rows_of(Desk)}
        self.topics_of = linked(Commitment, "topics")
        self.desks_of = {
            id(rows): linked(model, "desks")
            for rows, model in (
                (self.commitments, Commitment),
                (self.events, Event),
                (self.documents, Document),
            )
        }
        self.members: dict[int, set[int]] = {}
        for place in self.places:
            self.members.setdefault(place["set_id"], set()).add(place["actor_id"])
        # The last day of each event that recurs.
        self.recurs_until: dict[int, date] = {}
        for time in rows_of(Occurrence):
            if time["fits"] and time["state"] != "left_out":
                before = self.recurs_until.get(time["event_id"], time["ends_on"])
                self.recurs_until[time["event_id"]] = max(before, time["ends_on"])
        self.row_of = {(row["commitment_id"], row["actor_id"]): row for row in self.obligations}

    def seen(self, who: Who, rows: list[Row]) -> list[Row]:
        """What a person may see of a table: by visibility, and by how far the entry is."""
        return [row for row in rows if self._open(who, row, rows) and _fit(who, row)]

    def _open(self, who: Who, row: Row, rows: list[Row]) -> bool:
        if row["visibility"] == "public":
            return True
        if not who.roles & READS:
            return False
        own = self.desks_of[id(rows)].get(row["id"], set())
        return row["visibility"] == "staff" or bool(own & who.desks)

    def listed(self, who: Who) -> list[Row]:
        return [row for row in self.seen(who, self.commitments) if row["record"] != "archived"]

    def follow_ups(self, commitment: Row) -> list[FollowUp]:
        """One for each duty-bearer of what is published and in force, row or no row."""
        in_force = commitment["record"] == "published" and commitment["validity"] == "in_force"
        if not in_force or commitment["duty_bearers_id"] is None:
            return []
        return self.bound(commitment)

    def bound(self, commitment: Row) -> list[FollowUp]:
        """One for each duty-bearer, in force or not."""
        found = []
        for actor in self.members.get(commitment["duty_bearers_id"], set()):
            row = self.row_of.get((commitment["id"], actor))
            given = (row["code"], row["valid_until"]) if row else ()
            found.append(FollowUp(commitment, actor, *given))
        return found

    def all_follow_ups(self, who: Who) -> Iterator[FollowUp]:
        for row in self.seen(who, self.commitments):
            yield from self.follow_ups(row)

    def facet(self, name: str, who: Who, today: date) -> Counter[str]:
        """How many commitments the list shows for each choice of a facet."""
        rows = self.seen(who, self.commitments) if name == "record" else self.listed(who)
        return Counter(value for row in rows for value in self._choices(name, row, today))

    def _choices(self, name: str, row: Row, today: date) -> set[str]:
        each = self.follow_ups(row)
        group = row["addressee_group_id"]
        named = {"named"} if row["duty_bearers_id"] else set()
        found: dict[str, set[str]] = {
            "status": {one.code for one in each},
            "due": {one.due(today) for one in each} - {""},
            "kind": {row["kind"]},
            "record": {row["record"]},
            "topic": {self.topics[key] for key in self.topics_of.get(row["id"], ())},
            "view": {"followed" if row["duty_bearers_id"] else "positions"},
            "issuer": {self.actors[row["issuer_id"]]},
            "addressee": {self.actors[group]} if group else named,
            "desk": {self.desks[key] for key in [row["owner_desk_id"]] if key},
        }
        return found[name]

    def waiting(self, who: Who) -> list[Row]:
        """The follow-ups with a proposal that awaits a second person."""
        in_force = {
            row["id"]
            for row in self.seen(who, self.commitments)
            if row["record"] == "published" and row["validity"] == "in_force"
        }
        return [
            row
            for row in self.obligations
            if row["pending_id"] is not None and row["commitment_id"] in in_force
        ]

    def asked_public(self, who: Who) -> int:
        """Entries that somebody asked to open to everybody, of the three kinds."""
        return sum(
            row["public_asked_by_id"] is not None
            and row["visibility"] != "public"
            and row["record"] == "published"
            for rows in (self.commitments, self.events, self.documents)
            for row in self.seen(who, rows)
        )

    def submitted(self, who: Who) -> list[Row]:
        return [row for row in self.seen(who, self.commitments) if row["record"] == "submitted"]

    def open_changes(self, who: Who) -> list[Row]:
        keys = {row["id"] for row in self.seen(who, self.commitments)}
        return [
            row
            for row in self.amendments
            if row["decided_at"] is None and row["commitment_id"] in keys
        ]

    def passed(self, who: Who, today: date) -> int:
        """Confirmed events whose last possible day, and last time, have passed."""
        return sum(
            row["status"] == "confirmed"
            and row["record"] == "published"
            and row["latest"] is not None
            and row["latest"] < today
            and self.recurs_until.get(row["id"], row["latest"]) < today
            for row in self.seen(who, self.events)
        )


def _fit(who: Who, row: Row) -> bool:
    if who.roles & READS_DRAFTS:
        return True
    return row["record"] in ({"published", "archived"} if who.roles & READS else {"published"})


def who_is(user: User) -> Who:
    roles = frozenset(user.groups.values_list("name", flat=True))
    return Who(user.username, roles, frozenset(user.desks.values_list("pk", flat=True)), user.pk)
