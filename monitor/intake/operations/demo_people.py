"""The people of the demonstration and the lists it rests on, kept through the operations."""

from dataclasses import dataclass
from typing import Any

from monitor.accounts.models import Desk, User
from monitor.accounts.operations import ensure_roles, keep_seed_account
from monitor.accounts.roles import Role
from monitor.actors.models import Actor, Place, Topic
from monitor.actors.operations import Belonging, Entry, keep_entry, keep_memberships
from monitor.events.operations import keep_series
from monitor.intake.demo import names
from monitor.intake.demo.script import Script

# Those who may also sign in where demonstration accounts are made carry the same names.
_PEOPLE: dict[str, tuple[str, str, Role, tuple[str, ...]]] = {
    "desk": ("Desk", "officer", Role.CONTRIBUTOR, ("security",)),
    "reviewer": ("Second", "reader", Role.VERIFIER, ("security",)),
    "head": ("Head", "of desk", Role.COORDINATOR, ("security", "law")),
    "demo-law": ("Invented", "lawyer", Role.CONTRIBUTOR, ("law",)),
    "demo-verifier": ("Invented", "verifier", Role.VERIFIER, ("security",)),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration, by name, and the desks they sit at."""

    people: dict[str, User]
    desks: dict[str, Desk]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def keep_people() -> Cast:
    """The people and their desks; none has a password until somebody gives one."""
    ensure_roles()
    called = dict(names.DESKS)
    people = {
        username: keep_seed_account(
            username=username,
            first_name=first,
            last_name=last,
            roles={role},
            desks={code: called[code] for code in seats},
        )
        for username, (first, last, role, seats) in _PEOPLE.items()
    }
    desks = {desk.code: desk for desk in Desk.objects.filter(code__in=called)}
    return Cast(people, desks)


def keep_lists(script: Script, by: User) -> None:
    """States, bodies, memberships, places, topics and series."""
    known: dict[str, Actor] = {}
    for code, kind, called in names.BODIES:
        known[code] = _keep(script, by, Actor(code=code), called, kind=kind)
    for code, called in names.REGIONS:
        known[code] = _keep(script, by, Actor(code=code), called, kind="group")
    for number, (code, called) in enumerate(names.STATES):
        region = names.REGIONS[min(number % 5, len(names.REGIONS) - 1)][0]
        known[code] = _keep(
            script, by, Actor(code=code), called, kind="state", un_group=known[region]
        )
    states = [known[code] for code, _ in names.STATES]
    keep_memberships(
        belongings=[
            *(Belonging(known[names.MEMBERS], state, source=names.ORIGIN) for state in states),
            *(
                Belonging(state.un_group, state, source=names.ORIGIN)
                for state in states
                if state.un_group
            ),
        ],
        **script.as_(by),
    )
    _keep_places(script, by, known)
    topics: dict[str, Topic] = {}
    for code, parent, called in names.TOPICS:
        topics[code] = _keep(script, by, Topic(code=code), called, parent=topics.get(parent))
    for code, called in names.SERIES:
        acting = script.as_(by)
        keep_series(code=code, **{**_named(called), **acting}, organiser=known[names.SECRETARIAT])


def _keep_places(script: Script, by: User, known: dict[str, Actor]) -> None:
    for code, called, country, venue, zone in names.PLACES:
        _keep(
            script,
            by,
            Place(code=code),
            called,
            country=known[country],
            venue=venue,
            zone=zone,
            visibility="public",
        )


def _named(called: names.Names) -> dict[str, Any]:
    return dict(zip(("name_en", "name_fr", "name_es", "name_ar"), called, strict=True))


def _keep(script: Script, by: User, entry: Any, called: names.Names, **values: Any) -> Any:
    """Keep one new entry of a list, marked as invented where there is room for it."""
    kept: Entry = entry
    if isinstance(kept, Actor):
        values["source"] = names.ORIGIN
    keep_entry(entry=kept, values={**_named(called), **values}, **script.as_(by))
    return kept
