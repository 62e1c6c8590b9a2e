"""A date no more precise than its source: an EDTF value and its possible days.

The forms read are EDTF level 1 (ISO 8601-2:2019, annex A; Library of Congress
EDTF specification) without letter-prefixed and negative years, and of level 2
the ranges `[a..b]`, `[a..]`, `[..b]` and the sub-year groupings 21 to 41.

Bounds are strict: the first and the last day on which the thing can be, with
no padding for `?`, `~` or `%`. A qualifier is carried as a flag instead,
because no source says how many days "about" is worth.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from monitor.dates.refusals import DateRefused, Why

LONGEST_EDTF = 40


class Precision(StrEnum):
    """How finely a date is known, finest first."""

    DAY = "day"
    INTERVAL = "interval"
    WITHIN = "within"
    THIRD = "third"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    BOUND = "bound"
    UNKNOWN = "unknown"


_COARSENESS = {precision: rank for rank, precision in enumerate(Precision)}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a source gives it. Made by `parse` or `within`, never by hand.

    `edtf` is canonical: `parse(d.edtf) == d`. `earliest` and `latest` are the
    first and last possible days, both included; None is an open or unknown end.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    uncertain: bool
    approximate: bool

    @property
    def is_exact(self) -> bool:
        """True if the thing fills every day from earliest to latest, without doubt."""
        known_days = self.precision in (Precision.DAY, Precision.INTERVAL)
        return known_days and not (self.uncertain or self.approximate)

    @property
    def one_day(self) -> date | None:
        """The day, where the date is one day without doubt; otherwise None."""
        return self.earliest if self.is_exact and self.earliest == self.latest else None

    @property
    def is_week(self) -> bool:
        """True if it is some day of one ISO week, Monday to Sunday."""
        return (
            self.precision is Precision.WITHIN
            and self.possible_days == 7
            and self.earliest is not None
            and self.earliest.isoweekday() == 1
        )

    @property
    def possible_days(self) -> int | None:
        """How many days lie from earliest to latest, both included; None if open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def __str__(self) -> str:
        return self.edtf


_SINGLE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?"
)
_RANGE = re.compile(r"\[(?P<first>[^][,]*)\.\.(?P<last>[^][,]*)\]")
_UNKNOWN = frozenset({"XXXX", "XXXX-XX", "XXXX-XX-XX"})

# Months counted from January = 1; 0 is the December before, 13 to 15 the
# January to March after. A season's name alone does not say the hemisphere
# (21-24), and the year of a season that crosses the new year is written by
# some after its start and by others after its end. The bounds hold every
# reading, by the calendar and by the sun: too wide is honest, too narrow
# would call something late that is not.
_GROUPINGS: dict[int, tuple[Precision, int, int]] = {
    21: (Precision.SEASON, 1, 12),
    22: (Precision.SEASON, 0, 15),
    23: (Precision.SEASON, 1, 12),
    24: (Precision.SEASON, 0, 15),
    25: (Precision.SEASON, 3, 6),
    26: (Precision.SEASON, 6, 9),
    27: (Precision.SEASON, 9, 12),
    28: (Precision.SEASON, 0, 15),
    29: (Precision.SEASON, 9, 12),
    30: (Precision.SEASON, 0, 15),
    31: (Precision.SEASON, 3, 6),
    32: (Precision.SEASON, 6, 9),
    33: (Precision.QUARTER, 1, 3),
    34: (Precision.QUARTER, 4, 6),
    35: (Precision.QUARTER, 7, 9),
    36: (Precision.QUARTER, 10, 12),
    37: (Precision.FOUR_MONTHS, 1, 4),
    38: (Precision.FOUR_MONTHS, 5, 8),
    39: (Precision.FOUR_MONTHS, 9, 12),
    40: (Precision.HALF_YEAR, 1, 6),
    41: (Precision.HALF_YEAR, 7, 12),
}


@lru_cache(maxsize=8192)
def parse(edtf: str) -> PartialDate:
    """Read an EDTF value; the empty string and `XXXX` are the unknown date.

    Raises `DateRefused` with the value and the reason if it is no EDTF, names
    a day that does not exist, or is a form that is not kept.
    """
    value = edtf.strip()
    if len(value) > LONGEST_EDTF:
        raise DateRefused(value, Why.TOO_LONG)
    if not value or value in _UNKNOWN:
        unknown = "XXXX" if value else ""
        return PartialDate(unknown, None, None, Precision.UNKNOWN, False, False)
    if value[0] in "[{":
        return _parse_range(value)
    if "/" in value:
        return _parse_interval(value)
    return _parse_single(value, value)


def within(first: date, last: date) -> PartialDate:
    """Some day from `first` to `last`, both included: `[first..last]`.

    One and the same day is that day. Raises `DateRefused` if `last` is earlier.
    """
    return parse(f"[{first.isoformat()}..{last.isoformat()}]")


def _parse_single(part: str, whole: str) -> PartialDate:
    match = _SINGLE.fullmatch(part)
    if match is None:
        raise DateRefused(whole, _why_not(part))
    precision, earliest, latest = _span(match, whole)
    mark = match["qualifier"]
    uncertain, approximate = mark in ("?", "%"), mark in ("~", "%")
    return PartialDate(part, earliest, latest, precision, uncertain, approximate)


def _why_not(part: str) -> Why:
    if re.fullmatch(r"-[0-9]{4}.*|[0-9]{5}(?:-.*)?|-?Y-?[0-9]+.*", part):
        return Why.YEAR_OUT_OF_RANGE
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", part):
        return Why.TIME_OF_DAY
    if re.search(r"[0-9][-?~%]*[?~%]|[?~%]+[0-9]", part):
        return Why.QUALIFIED_PART
    if re.fullmatch(r"[0-9X?~%-]*X[0-9X?~%-]*", part):
        return Why.UNSPECIFIED_PART
    return Why.NOT_EDTF


def _span(match: re.Match[str], whole: str) -> tuple[Precision, date, date]:
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        return _many_years(year, month, whole)
    number = int(year)
    if number == 0:
        raise DateRefused(whole, Why.YEAR_OUT_OF_RANGE)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise DateRefused(whole, Why.UNSPECIFIED_PART)
        return Precision.YEAR, date(number, 1, 1), date(number, 12, 31)
    if day is None or day == "XX":
        return _month_or_grouping(number, int(month), day, whole)
    try:
        known = date(number, int(month), int(day))
    except ValueError:
        month_exists = 1 <= int(month) <= 12
        why = Why.NO_SUCH_DAY if month_exists else Why.NO_SUCH_MONTH
        raise DateRefused(whole, why) from None
    return Precision.DAY, known, known


def _many_years(year: str, month: str | None, whole: str) -> tuple[Precision, date, date]:
    if month is not None:
        raise DateRefused(whole, Why.UNSPECIFIED_PART)
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    if first == 0:
        raise DateRefused(whole, Why.YEAR_OUT_OF_RANGE)
    return precision, date(first, 1, 1), date(last, 12, 31)


def _month_or_grouping(
    year: int, month: int, day: str | None, whole: str
) -> tuple[Precision, date, date]:
    if 1 <= month <= 12:
        return Precision.MONTH, _first_of(year, month), _last_of(year, month)
    if month not in _GROUPINGS or day is not None:
        raise DateRefused(whole, Why.NO_SUCH_MONTH)
    precision, first, last = _GROUPINGS[month]
    return precision, _first_of(year, first), _last_of(year, last)


def _first_of(year: int, month: int) -> date:
    """First day of a month counted from January of `year`, kept within the calendar."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if year >= 1 else date.min


def _last_of(year: int, month: int) -> date:
    """Last day of a month counted from January of `year`, kept within the calendar."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1]) if year <= 9999 else date.max


def _parse_range(value: str) -> PartialDate:
    """Read `[a..b]`, `[a..]` or `[..b]`: one day, not known which, within them."""
    if "," in value or value[0] == "{":
        raise DateRefused(value, Why.LIST_OF_DATES)
    if re.search(r"[?~%]", value):
        raise DateRefused(value, Why.QUALIFIED_PART)
    match = _RANGE.fullmatch(value)
    if match is None:
        raise DateRefused(value, Why.NOT_EDTF)
    first = _parse_single(match["first"], value) if match["first"] else None
    last = _parse_single(match["last"], value) if match["last"] else None
    if first is not None and first == last:
        return first
    earliest, latest = _ends(first, last, value)
    precision = Precision.WITHIN
    if first is None or last is None:
        precision = Precision.BOUND
    elif _is_third_of_month(earliest, latest):
        precision = Precision.THIRD
    return PartialDate(value, earliest, latest, precision, False, False)


def _parse_interval(value: str) -> PartialDate:
    """Read `a/b`, with `..` or nothing for an end that is open or not known."""
    start, _, end = value.partition("/")
    first = None if start in ("", "..") else _parse_single(start, value)
    last = None if end in ("", "..") else _parse_single(end, value)
    earliest, latest = _ends(first, last, value)
    known = [side for side in (first, last) if side is not None]
    uncertain = any(side.uncertain for side in known)
    approximate = any(side.approximate for side in known)
    if len(known) == 1:
        precision = Precision.BOUND
    elif all(side.precision is Precision.DAY for side in known):
        if earliest == latest and not (uncertain or approximate):
            return known[0]
        precision = Precision.INTERVAL
    else:
        precision = max((side.precision for side in known), key=_COARSENESS.__getitem__)
    return PartialDate(value, earliest, latest, precision, uncertain, approximate)


def _ends(
    first: PartialDate | None, last: PartialDate | None, value: str
) -> tuple[date | None, date | None]:
    if first is None and last is None:
        raise DateRefused(value, Why.OPEN_AT_BOTH_ENDS)
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if earliest and latest and earliest > latest:
        raise DateRefused(value, Why.REVERSED)
    return earliest, latest


def _is_third_of_month(earliest: date | None, latest: date | None) -> bool:
    if earliest is None or latest is None:
        return False
    if (earliest.year, earliest.month) != (latest.year, latest.month):
        return False
    end = monthrange(latest.year, latest.month)[1]
    return (earliest.day, latest.day) in ((1, 10), (11, 20), (21, end))
