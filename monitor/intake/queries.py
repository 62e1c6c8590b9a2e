"""Other people's calendars as lists: bounded, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from monitor.accounts.models import User
from monitor.events.models import Event
from monitor.intake.models import CalendarEntry, CalendarSource, CalendarSourceQuerySet

PAGE = 25
# How many events of the record are named as perhaps the same.
MOST_ALIKE = 3

# What there is to look at, by the name in the page's address.
SHOWN: dict[str, dict[str, object]] = {
    "review": {"decision": "pending", "since__in": ["", "changed"]},
    "changed": {"since": "changed"},
    "vanished": {"since": "vanished"},
    "taken": {"decision__in": ["accepted", "duplicate"]},
    "rejected": {"decision": "rejected"},
}
WAITING = ("review", "changed", "vanished")


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries in order of their first day; `after` leads on, or is "". `counts` by name."""

    rows: list[CalendarEntry]
    after: str
    counts: dict[str, int]


def calendars(user: User) -> CalendarSourceQuerySet:
    """The calendars that this person may see, with what waits in each as `n_review` and so on."""
    waiting = {
        f"n_{name}": Count("entries", filter=_condition(name, "entries__")) for name in WAITING
    }
    visible = CalendarSource.objects.visible_to(user).select_related("document", "created_by")
    return visible.annotate(**waiting)


def entry_page(source: CalendarSource, shown: str, after: str = "") -> EntryPage:
    """One page of a calendar's entries. `after`: "2025-11-24.17", where the last page ended."""
    rows = source.entries.select_related("event", "decided_by").filter(_condition(shown))
    place = _place(after)
    if place is not None:
        day, pk = place
        rows = rows.filter(Q(first_on__gte=day), Q(first_on__gt=day) | Q(pk__gt=pk))
    found = list(rows.order_by("first_on", "pk")[: PAGE + 1])
    page, more = found[:PAGE], len(found) > PAGE
    counts = source.entries.aggregate(
        **{name: Count("pk", filter=_condition(name)) for name in SHOWN}
    )
    last = f"{page[-1].first_on.isoformat()}.{page[-1].pk}" if more else ""
    return EntryPage(page, last, counts)


def perhaps_the_same(entries: list[CalendarEntry], user: User) -> dict[int, list[Event]]:
    """For each entry the events of the record that could be it: on its day, by the same name or
    with three words of it. By the entry's key; one query for a whole page.
    """
    if not entries:
        return {}
    days = [entry.first_on for entry in entries]
    visible = Event.objects.visible_to(user).exclude(status="superseded")
    near: QuerySet[Event] = visible.possible_between(min(days), max(days))[:500]
    found: dict[int, list[Event]] = {}
    for entry in entries:
        alike = [
            event
            for event in near
            if event.pk != entry.event_id
            and _on(event, entry.first_on)
            and _alike(event.title, entry.title)
        ]
        if alike:
            found[entry.pk] = alike[:MOST_ALIKE]
    return found


def _on(event: Event, day: date) -> bool:
    first, last = event.earliest or event.latest, event.latest or event.earliest
    return first is not None and last is not None and first <= day <= last


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or len(_words(one) & _words(other)) >= 3


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in title.casefold().split() if len(word) > 3)


def _place(after: str) -> tuple[date, int] | None:
    day, _, pk = after.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _condition(name: str, prefix: str = "") -> Q:
    return Q(**{f"{prefix}{field}": value for field, value in SHOWN[name].items()})
