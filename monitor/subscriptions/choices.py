"""The choices of a feed as one value, checked: what a form, the API or a command hands over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.wording import line
from monitor.commitments.filters import Filters as ListFilters
from monitor.commitments.models import Commitment
from monitor.subscriptions.calendar_filters import Filters as CalendarFilters
from monitor.subscriptions.models import LONGEST_NAME, LONGEST_QUERY, Feed
from monitor.subscriptions.options import (
    COLOURS,
    EntryChoice,
    Imprecise,
    Profile,
    Reminder,
    Scope,
    Tasks,
    listed,
)
from monitor.subscriptions.refusals import FeedRefused
from monitor.subscriptions.scopes import choices_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an owner chooses. `query`: the address's choices of a list or a calendar view."""

    name: str = ""
    scope: str = Scope.ALL
    query: str = ""
    state: Actor | None = None
    commitment: Commitment | None = None
    entries: Iterable[str] = tuple(EntryChoice)
    imprecise: str = Imprecise.MARKER
    years: bool = False
    tasks: str = Tasks.EVENT
    reminders: Iterable[str] = ()
    language: str = "en"
    profile: str = Profile.DEFAULT
    with_statuses: bool = False
    color: str = "steelblue"


def columns_of(chosen: Choices, owner: User) -> dict[str, Any]:
    """The choices as a feed's columns. Raises FeedRefused or WordingRefused naming the field."""
    _known("scope", [chosen.scope], Scope)
    _known("entries", chosen.entries, EntryChoice)
    _known("imprecise", [chosen.imprecise], Imprecise)
    _known("tasks", [chosen.tasks], Tasks)
    _known("reminders", chosen.reminders, Reminder)
    _known("profile", [chosen.profile], Profile)
    _known("color", [chosen.color], COLOURS)
    _known("language", [chosen.language], dict(settings.LANGUAGES))
    _subject(chosen, owner)
    return {
        "name": line(chosen.name, field="name", at_most=LONGEST_NAME),
        "scope": str(chosen.scope),
        "query": _query(chosen),
        "state": chosen.state if chosen.scope == Scope.STATE else None,
        "commitment": chosen.commitment if chosen.scope == Scope.COMMITMENT else None,
        "entries": listed(chosen.entries),
        "imprecise": str(chosen.imprecise),
        "years": chosen.years,
        "tasks": str(chosen.tasks),
        "reminders": listed(chosen.reminders),
        "language": chosen.language,
        "profile": str(chosen.profile),
        "with_statuses": chosen.with_statuses,
        "color": chosen.color,
    }


def _known(field: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    unknown = [value for value in values if value not in set(map(str, allowed))]
    if unknown:
        raise FeedRefused(
            pgettext("refusal", "“%(value)s” is no choice here.") % {"value": str(unknown[0])[:40]},
            code="no_such_choice",
            field=field,
        )


def _subject(chosen: Choices, owner: User) -> None:
    if chosen.scope == Scope.STATE and (chosen.state is None or not chosen.state.is_state):
        raise FeedRefused(
            pgettext("refusal", "Name the State this feed is about."), code="empty", field="state"
        )
    if chosen.scope == Scope.COMMITMENT:
        seen = Commitment.objects.visible_to(owner)
        if chosen.commitment is None or not seen.filter(pk=chosen.commitment.pk).exists():
            raise FeedRefused(
                pgettext("refusal", "Name the commitment this feed is about, such as C-7."),
                code="empty",
                field="commitment",
            )


def _query(chosen: Choices) -> str:
    """The choices that the list or the calendar knows, in its own order; others are left out."""
    if chosen.scope not in {Scope.LIST, Scope.CALENDAR}:
        return ""
    given = choices_of(Feed(query=chosen.query))
    if chosen.scope == Scope.LIST:
        found = urlencode(ListFilters.read(given)[0].given())
    else:
        found = CalendarFilters.read(given)[0].query().removeprefix("?")
    if len(found) > LONGEST_QUERY:
        raise FeedRefused(
            pgettext("refusal", "These filters are too long for a feed: take some off."),
            code="too_long",
            field="query",
        )
    return found
