"""Days, times and spans in words, in the reader's language and the office's country."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_timezone_location,
)
from django.conf import settings
from django.utils.translation import get_language, npgettext, pgettext

from monitor.dashboard.calendar.locality import locale_code, week_of
from monitor.dashboard.calendar.spans import Span


def locale() -> str:
    """The locale of this request's page, for babel: "ar_MA"."""
    return locale_code(get_language() or "en", settings.COUNTRY).replace("-", "_")


def week() -> tuple[int, frozenset[int]]:
    """First day of the week and the weekend where the office stands, Monday being 0."""
    return week_of(get_language() or "en", settings.COUNTRY)


def month_name(day: date) -> str:
    """The month and year: "November 2025"."""
    return _plain(format_skeleton("yMMMM", day, locale=locale()))


def months_name(first: date, last: date) -> str:
    """Several months: "October – December 2026"."""
    return _plain(format_interval(first, last, "yMMMM", locale=locale()))


def month_short(day: date) -> str:
    """The month alone, in short: "Nov"."""
    return format_date(day, "LLL", locale=locale())


def day_in_full(day: date) -> str:
    """The day with its weekday: "Wednesday 19 November 2025"."""
    code = locale()
    text = _plain(format_date(day, "full", locale=code))
    # CLDR's English has a comma after the weekday; the United Nations writes none.
    return text.replace(",", "", 1) if code.startswith("en") else text


def day_label(day: date, here: int) -> str:
    """The day in full and how many things stand on it."""
    if not here:
        return day_in_full(day)
    counted = npgettext("calendar", "%(n)d item", "%(n)d items", here) % {"n": here}
    return f"{day_in_full(day)}, {counted}"


def day_and_month(day: date, *, year: int | None = None) -> str:
    """The day in short, "28 Nov"; with its year unless that is `year` or none is given."""
    skeleton = "MMMd" if year in {None, day.year} else "yMMMd"
    return _plain(format_skeleton(skeleton, day, locale=locale()))


@dataclass(frozen=True, slots=True)
class Weekday:
    """One column's head: "M", "Mon" and "Monday"."""

    letter: str
    short: str
    full: str
    weekend: bool


def weekdays(days: tuple[date, ...]) -> list[Weekday]:
    """The heads of the columns for a week of seven days."""
    code, weekend = locale(), week()[1]
    return [
        Weekday(
            letter=format_date(day, "EEEEE", locale=code),
            short=format_date(day, "EEE", locale=code),
            full=format_date(day, "EEEE", locale=code),
            weekend=day.weekday() in weekend,
        )
        for day in days
    ]


def clock(moment: datetime) -> str:
    """The time of day, "09:30"."""
    return format_time(moment.time(), "HH:mm", locale=locale())


def city_of(zone: str) -> str:
    """The city that names a time zone: "New York" for America/New_York."""
    return get_timezone_location(zone, locale=locale(), return_city=True)


def spoken_days(first: date, last: date, *, with_year: bool = False) -> str:
    """The days as they are read aloud: "24 to 27 November"; with years where these differ or
    the last is wanted `with_year`.
    """
    code = locale()
    differ = first.year != last.year
    until = _long(last, with_year=with_year or differ)
    if first == last:
        return until
    if (first.year, first.month) == (last.year, last.month):
        since = format_date(first, "d", locale=code)
    else:
        since = _long(first, with_year=differ)
    return pgettext("days", "%(first)s to %(last)s") % {"first": since, "last": until}


def _long(day: date, *, with_year: bool) -> str:
    """6 December 2026, or without the year. The skeleton with the year cuts the month short."""
    if with_year:
        return _plain(format_date(day, "long", locale=locale()))
    return _plain(format_skeleton("MMMMd", day, locale=locale()))


def open_days(span: Span, first: date, last: date, today: date) -> str:
    """When a date not fixed may fall, as seen from the days `first` to `last`; "" if it has none.

    "11–20" inside one month, "any day to 31 Dec" where it runs on, "1 Sept – 30 Nov, 12 days left"
    where it ends here, "latest 31 Dec" and "not before 1 Sept" where an end is open.
    """
    year = first.year
    if span.first is None and span.last is not None:
        return _open_end(pgettext("open date", "latest %(day)s"), span.last, year)
    if span.last is None and span.first is not None:
        return _open_end(pgettext("open date", "not before %(day)s"), span.first, year)
    if span.first is None or span.last is None:
        return ""
    if span.last > last and max(span.first, first) <= today <= span.last:
        return _open_end(pgettext("open date", "any day to %(day)s"), span.last, year)
    if span.first >= first and span.last <= last:
        return _inside(span.first, span.last, first, last)
    return _with_days_left(_interval(span.first, span.last, year), span, last, today)


def _open_end(template: str, day: date, year: int) -> str:
    return template % {"day": day_and_month(day, year=year)}


def _inside(since: date, until: date, first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month) and since != until:
        return f"{since.day}–{until.day}"
    return _interval(since, until, first.year)


def days_in_short(span: Span) -> str:
    """Known days without their year: "24–27 Nov", "8 Dec"; "" where an end is open."""
    if span.first is None or span.last is None:
        return ""
    year = span.first.year if span.first.year == span.last.year else 0
    return _interval(span.first, span.last, year)


def to_day(last: date) -> str:
    """What a bar says in a later week: "to 21 Nov"."""
    return pgettext("days", "to %(day)s") % {"day": day_and_month(last)}


def spoken_open_days(span: Span) -> str:
    """The same read aloud, without a frame: "some day, 1 September to 30 November"."""
    if span.first is not None and span.last is not None:
        return pgettext("open date", "some day, %(days)s") % {
            "days": spoken_days(span.first, span.last)
        }
    if span.last is not None:
        return pgettext("open date", "no later than %(day)s") % {
            "day": _long(span.last, with_year=True)
        }
    if span.first is not None:
        return pgettext("open date", "not before %(day)s") % {
            "day": _long(span.first, with_year=True)
        }
    return pgettext("open date", "without a date")


def _interval(first: date, last: date, year: int) -> str:
    if first == last:
        return day_and_month(first, year=year)
    skeleton = "MMMd" if first.year == last.year == year else "yMMMd"
    return _plain(format_interval(first, last, skeleton, locale=locale()))


def _with_days_left(words: str, span: Span, last: date, today: date) -> str:
    """Add the days left where the span began before this frame and ends in it."""
    if span.first is None or span.last is None or not span.first <= today <= span.last <= last:
        return words
    left = (span.last - today).days + 1
    counted = npgettext("open date", "%(n)d day left", "%(n)d days left", left) % {"n": left}
    return f"{words}, {counted}"


def _plain(text: str) -> str:
    # Thin and narrow spaces as plain ones: some fonts draw them as boxes.
    return text.replace("\u2009", " ").replace("\u202f", " ")
