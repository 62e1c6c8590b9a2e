"""A year as a page shows it: how full its days are, then each thing on the scale of the year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language_bidi, npgettext, pgettext

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.addresses import month_url
from monitor.dashboard.calendar.asked import Asked
from monitor.dashboard.calendar.items import Item
from monitor.dashboard.calendar.queries import Earlier, YearStanding
from monitor.dashboard.calendar.scale import (
    Scale,
    Square,
    Strip,
    Words,
    squares,
    strip_of,
    words_of,
)
from monitor.dashboard.events.wording import PRECISION_WORDS
from monitor.dates import parse


@dataclass(frozen=True, slots=True)
class MonthSquares:
    """One month of the density chart, its numbers as words and in a table."""

    first: date
    name: str
    full: str
    url: str
    label: str
    squares: list[Square]
    events: int
    deadlines: int
    busiest: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on the year's scale. `quoted` are the source's words, `said` ours after them.

    `was` is the older, wider span of a date that has been narrowed.
    """

    item: Item
    second: str
    strip: Strip
    words: Words
    quoted: str
    quoted_language: str
    said: str
    was: Strip | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title; `more` are not drawn."""

    name: str
    title: str
    rows: list[Row]
    more: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """The year: months, the scale's months as (x, name), today's x or "", groups of rows."""

    months: list[MonthSquares]
    ticks: list[tuple[str, str]]
    today_x: str
    groups: list[Group]


def year_page(year: int, stands: YearStanding, today: date, asked: Asked) -> YearPage:
    """The page of a year."""
    scale = Scale(year, from_end=get_language_bidi())
    firsts = [date(year, month, 1) for month in range(1, 13)]
    groups = [
        Group(
            "open",
            pgettext("year", "Date not fixed: span shown from earliest to latest possible day"),
            [_open_row(scale, item, today) for item in stands.open],
            stands.open_count - len(stands.open),
        ),
        Group(
            "narrowed",
            pgettext("year", "Narrowed: began imprecise, now fixed"),
            [_narrowed_row(scale, item, earlier) for item, earlier in stands.narrowed],
            stands.narrowed_count - len(stands.narrowed),
        ),
        Group(
            "fixed",
            pgettext("year", "Fixed dates"),
            [_fixed_row(scale, item) for item in stands.fixed],
            max(0, stands.tally.events - stands.narrowed_count - len(stands.fixed)),
        ),
    ]
    return YearPage(
        months=_months(firsts, stands, today, asked, scale),
        ticks=[(scale.x(scale.at(first)), wording.month_short(first)) for first in firsts],
        today_x=scale.x(scale.at(today)) if today.year == year else "",
        groups=[group for group in groups if group.rows],
    )


def count_words(stands: YearStanding) -> list[str]:
    """The counts, each as words."""
    fixed, open_, narrowed = stands.tally.events, stands.open_count, stands.narrowed_count
    return [
        npgettext("year", "%(n)d fixed", "%(n)d fixed", fixed) % {"n": fixed},
        npgettext("year", "%(n)d not fixed", "%(n)d not fixed", open_) % {"n": open_},
        npgettext("year", "%(n)d narrowed", "%(n)d narrowed", narrowed) % {"n": narrowed},
    ]


def _months(
    firsts: Sequence[date], stands: YearStanding, today: date, asked: Asked, scale: Scale
) -> list[MonthSquares]:
    counts = stands.tally.by_day(scale.first, scale.last)
    return [
        _month(first, stands, counts, today=today, asked=asked, scale=scale) for first in firsts
    ]


def _month(
    first: date,
    stands: YearStanding,
    counts: Mapping[date, int],
    *,
    today: date,
    asked: Asked,
    scale: Scale,
) -> MonthSquares:
    drawn = squares(
        first.year,
        first.month,
        dict(counts),
        today,
        first_weekday=wording.week()[0],
        from_end=scale.from_end,
    )
    last = drawn[-1].day
    here = stands.tally.within(first, last)
    full = wording.month_name(first)
    most = max(drawn, key=lambda each: counts.get(each.day, 0)).day
    busiest = (
        pgettext("year", "%(day)s, %(n)d") % {"day": wording.day_and_month(most), "n": counts[most]}
        if counts.get(most)
        else ""
    )
    events = npgettext("calendar", "%(n)d event", "%(n)d events", here.events) % {"n": here.events}
    label = f"{full}, {events}"
    if busiest:
        label = pgettext("year", "%(month)s; busiest day: %(busiest)s") % {
            "month": label, "busiest": busiest,
        }  # fmt: skip
    return MonthSquares(
        first=first,
        name=wording.month_short(first),
        full=full,
        url=month_url(first, asked),
        label=label,
        squares=drawn,
        events=here.events,
        deadlines=here.deadlines,
        busiest=busiest,
    )


def _open_row(scale: Scale, item: Item, today: date) -> Row:
    first, last = item.span.first, item.span.last
    return Row(
        item=item,
        second=_joined(_precision(item), item.place),
        strip=strip_of(scale, first, last),
        words=words_of(scale, first, last),
        quoted=item.words,
        quoted_language=item.words_language,
        said=wording.open_days(item.span, scale.first, scale.last, today),
    )


def _precision(item: Item) -> str:
    return str(PRECISION_WORDS.get(parse(item.edtf).precision, "")) if item.edtf else ""


def _narrowed_row(scale: Scale, item: Item, earlier: Earlier) -> Row:
    days = wording.days_in_short(item.span)
    if earlier.ref:
        said = pgettext("year", "from %(ref)s; now %(days)s") % {"ref": earlier.ref, "days": days}
    else:
        said = pgettext("year", "at first; now %(days)s") % {"days": days}
    return Row(
        item=item,
        second=item.place,
        strip=strip_of(scale, item.span.first, item.span.last),
        words=words_of(scale, earlier.first, earlier.last),
        quoted=earlier.words,
        quoted_language=earlier.language,
        said=said,
        was=strip_of(scale, earlier.first, earlier.last),
    )


def _fixed_row(scale: Scale, item: Item) -> Row:
    first, last = item.span.first, item.span.last
    return Row(
        item=item,
        second=item.place,
        strip=strip_of(scale, first, last),
        words=words_of(scale, first, last),
        quoted="",
        quoted_language="",
        said=wording.days_in_short(item.span),
    )


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
