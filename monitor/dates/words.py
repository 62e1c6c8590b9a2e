"""English words for a date, read without guessing.

What is read is the closed list in `shapes`, words that limit one of them ("by",
"before", "after", "since", "about", "between"), words that count from the
publication day, and EDTF. Anything else is refused by name: `24/11/2025` is two
days in two countries, `November` could be any year.

Where usage is loose the wider reading is taken, so that nothing is called late
too early:

- "by 2027" and "by November 2027" run to the end of the year or month;
- early, mid and late are thirds: of a month days 1-10, 11-20 and 21 to its
  end; of a year January-April, May-August and September-December;
- "week of 4 December 2023" is some day of the Monday-to-Sunday week (ISO 8601)
  that holds the day.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from monitor.dates.partial import LONGEST_EDTF, PartialDate, Precision, parse, within
from monitor.dates.refusals import DateRefused, Why
from monitor.dates.shapes import RANGES, SHAPES, Found, How, week_around

LONGEST_WORDS = 120


class Needs(StrEnum):
    """What would resolve words from which no date follows yet."""

    PUBLICATION_DATE = "publication date"


@dataclass(frozen=True, slots=True)
class Reading:
    """What words say. `date` is None only where `needs` says what is missing."""

    words: str
    date: PartialDate | None
    how: How
    needs: Needs | None = None


_PREFIXED = re.compile(
    r"(?P<limit>by|until|till|up to|no later than|not later than|on or before"
    r"|before|prior to|after|since|from|about|around|circa|approximately) "
    r"(?P<end>(?:the )?end of )?(?P<rest>.+)"
)
_BETWEEN = re.compile(r"between (?P<first>.+) and (?P<last>.+)")
_RELATIVE = re.compile(
    r"(?P<day>today|yesterday|tomorrow)|(?P<which>this|last|next) (?P<unit>week|month|year)"
)
_STEPS = {"last": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKS = {-1: How.RELATIVE_LAST_WEEK, 0: How.RELATIVE_WEEK, 1: How.RELATIVE_NEXT_WEEK}
_AS_WRITTEN = {
    Precision.DAY: How.DAY,
    Precision.MONTH: How.MONTH,
    Precision.YEAR: How.YEAR,
    Precision.INTERVAL: How.DAYS,
}
_QUALIFIABLE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NO_DATE = frozenset({"unknown", "date unknown", "no date"})


def read(words: str, *, published: PartialDate | None = None) -> Reading:
    """Read English words, or an EDTF value, as a date.

    `published` is the day on which the text came out. Words that count from it
    ("this week", "yesterday") stay unresolved unless it is one known day: the
    reading then has no date and needs the publication date. Empty words are the
    unknown date.

    Raises `DateRefused`, naming the words, for anything not read with certainty
    and for words of more than 120 characters.
    """
    if len(words) > LONGEST_WORDS:
        raise DateRefused(words, Why.TOO_LONG)
    plain = _plain(words)
    try:
        relative = _RELATIVE.fullmatch(plain)
        if relative is not None:
            return _read_relative(relative, words, published)
        found, how = _read_absolute(plain)
    except DateRefused as refusal:
        why = Why.NOT_READABLE if refusal.why == Why.NOT_EDTF else refusal.why
        raise DateRefused(words, why) from None
    except OverflowError:
        raise DateRefused(words, Why.YEAR_OUT_OF_RANGE) from None
    return Reading(words, found, how)


def _plain(words: str) -> str:
    hyphens = re.sub("[\u2010-\u2015\u2212]", "-", words)
    return " ".join(hyphens.lower().split())


def _read_relative(match: re.Match[str], words: str, published: PartialDate | None) -> Reading:
    unit = "day" if match["day"] else match["unit"]
    step = _STEPS[match["day"] or match["which"]]
    how = {
        "day": How.RELATIVE_DAY,
        "week": _WEEKS[step],
        "month": How.RELATIVE_MONTH,
        "year": How.RELATIVE_YEAR,
    }[unit]
    day = published.one_day if published is not None else None
    if day is None:
        return Reading(words, None, how, Needs.PUBLICATION_DATE)
    return Reading(words, _counted_from(day, unit, step), how)


def _counted_from(day: date, unit: str, step: int) -> PartialDate:
    if unit == "day":
        return parse((day + timedelta(days=step)).isoformat())
    if unit == "week":
        return week_around(day, weeks=step)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return parse(f"{months // 12:04d}-{months % 12 + 1:02d}")
    return parse(f"{day.year + step:04d}")


def _read_absolute(plain: str) -> Found:
    plain = re.sub(r"^(?:in|on|during) ", "", plain)
    between = _BETWEEN.fullmatch(plain)
    if between is not None:
        return _read_between(between)
    prefixed = _PREFIXED.fullmatch(plain)
    if prefixed is None:
        return _read_shape(plain)
    limit, rest = prefixed["limit"], prefixed["rest"]
    if limit == "from" and any(shape.fullmatch(rest) for shape, _ in RANGES):
        return _read_shape(rest)
    return _limited(limit, prefixed["end"] is not None, _read_shape(rest)[0], plain)


def _read_shape(plain: str) -> Found:
    plain = re.sub(r"^the ", "", plain)
    if plain in _NO_DATE:
        return parse("XXXX"), How.NO_DATE
    for shape, reader in SHAPES:
        match = shape.fullmatch(plain)
        if match is not None:
            return reader(match)
    return _read_edtf(plain)


def _read_edtf(plain: str) -> Found:
    if not plain:
        return parse(""), How.NO_DATE
    years = re.fullmatch(r"[0-9]{2}([0-9]{2})-(2[1-9]|3[0-9]|4[01])", plain)
    if years is not None and int(years[2]) == int(years[1]) + 1:
        raise DateRefused(plain, Why.TWO_YEARS)
    if re.fullmatch(r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1[0-9]{2,4}", plain):
        raise DateRefused(plain, Why.ORDER_OF_NUMBERS)
    if any(shape.fullmatch(f"{plain} 2024") for shape, _ in SHAPES):
        raise DateRefused(plain, Why.YEAR_MISSING)
    value = re.sub(r" ?(/|\.\.) ?", r"\1", plain).upper()
    if not re.fullmatch(r"-?Y?[-0-9XT:Z?~%/.,{}\[\]]+", value):
        raise DateRefused(plain, Why.NOT_READABLE)
    if len(value) > LONGEST_EDTF:
        raise DateRefused(plain, Why.TOO_LONG)
    found = parse(value)
    plainly = re.fullmatch(r"[-0-9]+", value) or found.precision is Precision.INTERVAL
    return found, _AS_WRITTEN.get(found.precision, How.EDTF) if plainly else How.EDTF


def _read_between(match: re.Match[str]) -> Found:
    """Read "between 24 and 27 November 2025": some day of the range."""
    whole = f"{match['first']} - {match['last']}"
    if any(shape.fullmatch(whole) for shape, _ in RANGES):
        span = _read_shape(whole)[0]
    else:
        first, last = _read_shape(match["first"])[0], _read_shape(match["last"])[0]
        span = PartialDate("", first.earliest, last.latest, Precision.UNKNOWN, False, False)
    if span.earliest is None or span.latest is None:
        raise DateRefused(match[0], Why.NOT_READABLE)
    return within(span.earliest, span.latest), How.BETWEEN


def _limited(limit: str, to_end: bool, inner: PartialDate, plain: str) -> Found:
    """Turn "by", "before", "after", "since" or "about" and a date into one date."""
    first, last = inner.earliest, inner.latest
    if first is None or last is None or inner.uncertain or inner.approximate:
        raise DateRefused(plain, Why.NOT_READABLE)
    one = timedelta(days=1)
    unfixed = inner.precision is Precision.SEASON
    if limit in ("about", "around", "circa", "approximately"):
        if to_end or not _QUALIFIABLE.fullmatch(inner.edtf):
            raise DateRefused(plain, Why.NOT_READABLE)
        return parse(f"{inner.edtf}~"), How.ABOUT
    if limit == "after":
        start = first if unfixed else last + one
        return parse(f"[{start.isoformat()}..]"), How.FIRST_DAY
    if limit in ("since", "from"):
        start = last if to_end and not unfixed else first
        return parse(f"[{start.isoformat()}..]"), How.FIRST_DAY
    if limit in ("before", "prior to"):
        end = last if unfixed else (last if to_end else first) - one
        return parse(f"[..{end.isoformat()}]"), How.LAST_DAY
    return parse(f"[..{last.isoformat()}]"), How.LAST_DAY
