"""The same days as a list: each thing once, under the first of its days that is shown."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import pgettext

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.items import Item
from monitor.dashboard.calendar.queries import Standing

DAY = timedelta(days=1)
# Days of one page of the agenda: four weeks.
PAGE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what is said of its time ("14:00", "All day"), and beneath ("14:30", "1 of 4")."""

    item: Item
    when: str
    beneath: str


@dataclass(frozen=True, slots=True)
class DayGroup:
    """A day that has something, named in full."""

    day: date
    title: str
    today: bool
    entries: list[Entry]
    more: int


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """A date not fixed, and when it may fall."""

    item: Item
    words: str


def days_of(standing: Standing, first: date, last: date, today: date) -> list[DayGroup]:
    """The days that have something; what began before `first` stands on the first."""
    by_day: dict[date, list[Entry]] = {}
    for item in sorted(standing.in_grid, key=_order):
        if item.span.first is None or item.span.last is None:
            continue
        shown_on = max(item.span.first, first)
        if shown_on <= min(item.span.last, last):
            by_day.setdefault(shown_on, []).append(_entry(item, shown_on))
    begin = _beginning(standing, first, last)
    return [
        DayGroup(day, _title(day, today), day == today, found, max(0, begin[day] - len(found)))
        for day, found in sorted(by_day.items())
    ]


def _beginning(standing: Standing, first: date, last: date) -> Counter[date]:
    """How many things an agenda has under each day, shown or not."""
    found = Counter(standing.tally.due)
    for span, n in standing.tally.spans:
        if span.first is not None and span.touches(first, last):
            found[max(span.first, first)] += n
    for item in standing.open:
        if item.span.in_grid and item.span.first is not None and item.span.touches(first, last):
            found[max(item.span.first, first)] += 1
    return found


def _order(item: Item) -> tuple[int, ...]:
    return item.stretch.rank


def _title(day: date, today: date) -> str:
    if day == today:
        return pgettext("agenda", "Today, %(day)s") % {"day": wording.day_in_full(day)}
    return wording.day_in_full(day)


def _entry(item: Item, shown_on: date) -> Entry:
    if item.is_deadline:
        return Entry(item, pgettext("agenda", "Deadline"), "")
    if not item.span.fixed:
        days = wording.open_days(item.span, shown_on, item.span.last or shown_on, shown_on)
        return Entry(item, pgettext("agenda", "Some day"), days.partition(",")[0])
    if item.span.days > 1 and item.span.first is not None:
        nth = (shown_on - item.span.first).days + 1
        beneath = pgettext("agenda", "%(nth)d of %(days)d") % {"nth": nth, "days": item.span.days}
        return Entry(item, item.time or pgettext("agenda", "All day"), beneath)
    return Entry(item, item.time or pgettext("agenda", "All day"), item.until)


def open_of(standing: Standing, first: date, last: date, today: date) -> list[OpenEntry]:
    """The dates not fixed that may fall from `first` to `last`, the soonest to end on top."""
    return [
        OpenEntry(item, wording.open_days(item.span, first, last, today))
        for item in standing.not_fixed
        if item.span.touches(first, last)
    ]
