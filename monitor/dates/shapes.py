"""The closed list of shapes in which English words give a date.

Words come here in lower case with single spaces and ASCII hyphens. Each shape
is a pattern and a function from its match to a date and how it was found.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from monitor.dates.partial import PartialDate, parse, within
from monitor.dates.refusals import DateRefused, Why


class How(StrEnum):
    """By what the words were turned into a date."""

    NO_DATE = "no date given"
    EDTF = "EDTF as written"
    DAY = "day as written"
    DAYS = "days as written"
    MONTH = "month as written"
    MONTHS = "months as written"
    YEAR = "year as written"
    YEARS = "years as written"
    DECADE = "decade as written"
    SEASON = "season as written, either hemisphere"
    PART_OF_YEAR = "part of the year as written"
    PART_OF_MONTH = "half of the month"
    THIRD_OF_YEAR = "third of the year"
    THIRD_OF_MONTH = "third of the month"
    WEEK = "ISO week of the day as written"
    WEEK_NUMBER = "ISO week as written"
    BETWEEN = "some day of the range as written"
    LAST_DAY = "last possible day as written"
    FIRST_DAY = "first possible day as written"
    ABOUT = "approximate as written"
    RELATIVE_DAY = "counted from the publication day"
    RELATIVE_WEEK = "ISO week of the publication day"
    RELATIVE_LAST_WEEK = "ISO week before that of the publication day"
    RELATIVE_NEXT_WEEK = "ISO week after that of the publication day"
    RELATIVE_MONTH = "month counted from the publication day"
    RELATIVE_YEAR = "year counted from the publication day"


Found = tuple[PartialDate, How]

_MONTH_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"),
    ("may",), ("june", "jun"), ("july", "jul"), ("august", "aug"),
    ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
}  # fmt: skip
_THIRDS = {"early": 0, "mid": 1, "late": 2}

_M = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_D = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_Y = r"[0-9]{4}"
_TO = r"(?: ?- ?| to | until | through )"
_W = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)}),? )?"
_NTH = rf"(?P<nth>{'|'.join(_ORDINALS)}|last)"
_DAY = rf"{_W}(?:(?P<d>{_D})(?: of)? (?P<m>{_M}),?|(?P<m_us>{_M}) (?P<d_us>{_D}),?) (?P<y>{_Y})"


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".")]


def _day(year: str, month: str, day: str) -> PartialDate:
    number = int(re.sub(r"[a-z]+", "", day))
    return parse(f"{year}-{_month(month):02d}-{number:02d}")


def _known(day: PartialDate) -> date:
    if day.earliest is None:
        raise DateRefused(day.edtf, Why.NOT_READABLE)
    return day.earliest


def week_around(day: date, weeks: int = 0) -> PartialDate:
    """Some day of the ISO 8601 week (Monday to Sunday) holding `day`, or `weeks` later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return within(monday, monday + timedelta(days=6))


def _read_day(match: re.Match[str]) -> Found:
    found = _day(match["y"], match["m"] or match["m_us"], match["d"] or match["d_us"])
    if match["weekday"] and _WEEKDAYS[_known(found).weekday()] != match["weekday"]:
        raise DateRefused(match[0], Why.WRONG_WEEKDAY)
    return found, How.DAY


def _read_days(match: re.Match[str]) -> Found:
    parts = match.groupdict()
    month, year = parts.get("m2") or parts["m1"], parts["y2"]
    first = _day(parts.get("y1") or year, parts.get("m1") or month, parts["d1"])
    last = _day(year, month, parts["d2"])
    return parse(f"{first.edtf}/{last.edtf}"), How.DAYS


def _read_week(match: re.Match[str]) -> Found:
    day = _read_day(match)[0] if match["y"] else parse(match["iso"])
    return week_around(_known(day)), How.WEEK


def _read_week_number(match: re.Match[str]) -> Found:
    year = match["y"] or match["y_iso"]
    number = int(match["n"] or match["n_iso"])
    try:
        return week_around(date.fromisocalendar(int(year), number, 1)), How.WEEK_NUMBER
    except ValueError:
        raise DateRefused(match[0], Why.NO_SUCH_WEEK) from None


def _read_month(match: re.Match[str]) -> Found:
    return parse(f"{match['y']}-{_month(match['m']):02d}"), How.MONTH


def _read_months(match: re.Match[str]) -> Found:
    first = f"{match['y1'] or match['y2']}-{_month(match['m1']):02d}"
    return parse(f"{first}/{match['y2']}-{_month(match['m2']):02d}"), How.MONTHS


def _read_years(match: re.Match[str]) -> Found:
    return parse(f"{match['y1']}/{match['y2']}"), How.YEARS


def _read_iso_days(match: re.Match[str]) -> Found:
    return parse(f"{match['first']}/{match['last']}"), How.DAYS


def _read_third_of_month(match: re.Match[str]) -> Found:
    whole = parse(f"{match['y']}-{_month(match['m']):02d}")
    start = _known(whole)
    end = monthrange(start.year, start.month)[1]
    first, last = ((1, 10), (11, 20), (21, end))[_THIRDS[match["third"]]]
    return within(start.replace(day=first), start.replace(day=last)), How.THIRD_OF_MONTH


def _read_third_of_year(match: re.Match[str]) -> Found:
    return parse(f"{match['y']}-{37 + _THIRDS[match['third']]}"), How.THIRD_OF_YEAR


def _read_season(match: re.Match[str]) -> Found:
    return parse(f"{match['y']}-{_SEASONS[match['season']]}"), How.SEASON


def _nth(match: re.Match[str], count: int) -> int:
    number = count if match["nth"] == "last" else _ORDINALS[match["nth"]]
    if number > count:
        raise DateRefused(match[0], Why.NOT_READABLE)
    return number


def _read_half_year(match: re.Match[str]) -> Found:
    return parse(f"{match['y']}-{39 + _nth(match, 2)}"), How.PART_OF_YEAR


def _read_quarter(match: re.Match[str]) -> Found:
    return parse(f"{match['y']}-{32 + _nth(match, 4)}"), How.PART_OF_YEAR


def _read_short_part(match: re.Match[str]) -> Found:
    before = {"q": 32, "h": 39}[match["part"]]
    return parse(f"{match['y']}-{before + int(match['n'])}"), How.PART_OF_YEAR


def _read_half_month(match: re.Match[str]) -> Found:
    start = _known(parse(f"{match['y']}-{_month(match['m']):02d}"))
    end = monthrange(start.year, start.month)[1]
    first, last = ((1, 15), (16, end))[_nth(match, 2) - 1]
    return within(start.replace(day=first), start.replace(day=last)), How.PART_OF_MONTH


def _read_decade(match: re.Match[str]) -> Found:
    return parse(f"{match['decade']}X"), How.DECADE


_D1, _D2 = rf"(?P<d1>{_D})", rf"(?P<d2>{_D})"
_M1, _M2 = rf"(?P<m1>{_M})", rf"(?P<m2>{_M})"
_Y1, _Y2 = rf"(?P<y1>{_Y})", rf"(?P<y2>{_Y})"
_MONTH_YEAR = rf"(?P<m>{_M}),?(?: of)? (?P<y>{_Y})"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

RANGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Found]], ...] = (
    (re.compile(rf"{_D1}{_TO}{_D2} {_M2},? {_Y2}"), _read_days),
    (re.compile(rf"{_D1} {_M1},?(?: {_Y1})?{_TO}{_D2} {_M2},? {_Y2}"), _read_days),
    (re.compile(rf"{_M1} {_D1}{_TO}{_D2},? {_Y2}"), _read_days),
    (re.compile(rf"{_M1} {_D1}(?:,? {_Y1})?{_TO}{_M2} {_D2},? {_Y2}"), _read_days),
    (re.compile(rf"{_M1}(?: {_Y1})?{_TO}{_M2} {_Y2}"), _read_months),
    (re.compile(rf"{_Y1}{_TO}{_Y2}"), _read_years),
    (
        re.compile(rf"(?P<first>{_ISO})(?: to | until | through | - )(?P<last>{_ISO})"),
        _read_iso_days,
    ),
)

SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Found]], ...] = (
    (re.compile(_DAY), _read_day),
    (re.compile(_MONTH_YEAR), _read_month),
    (re.compile(rf"week of (?:{_DAY}|(?P<iso>{_ISO}))"), _read_week),
    (
        re.compile(
            rf"week (?P<n>[0-9]{{1,2}}),?(?: of)? (?P<y>{_Y})"
            rf"|(?P<y_iso>{_Y})-w(?P<n_iso>[0-9]{{2}})"
        ),
        _read_week_number,
    ),
    (re.compile(rf"(?P<third>early|mid|late)[- ]{_MONTH_YEAR}"), _read_third_of_month),
    (re.compile(rf"(?P<third>early|mid|late)[- ](?P<y>{_Y})"), _read_third_of_year),
    (re.compile(rf"(?P<season>{'|'.join(_SEASONS)})(?: of)? (?P<y>{_Y})"), _read_season),
    (re.compile(rf"{_NTH} half(?: of)? (?P<y>{_Y})"), _read_half_year),
    (re.compile(rf"{_NTH} half of {_MONTH_YEAR}"), _read_half_month),
    (re.compile(rf"{_NTH} quarter(?: of)? (?P<y>{_Y})"), _read_quarter),
    (re.compile(rf"(?P<part>q(?=[1-4])|h(?=[12]))(?P<n>[0-9]) (?P<y>{_Y})"), _read_short_part),
    (re.compile(r"(?P<decade>[0-9]{3})0s"), _read_decade),
    *RANGES,
)
