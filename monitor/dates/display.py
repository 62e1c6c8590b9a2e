"""A partial date as a reader sees it, in the language and order of a locale.

Nothing is shown finer than the date is: a year is shown as a year, a range
with all its days. A locale is a code as Django or BCP 47 writes it: `en`,
`fr`, `ar-MA`. Bare `en` writes the day first, as the United Nations does.
Month names follow the locale (November is نونبر in `ar-MA`), CLDR by `babel`.
"""

import re
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from monitor.dates.partial import PartialDate, Precision, parse
from monitor.dates.vocabulary import BY_LANGUAGE, ENGLISH, Vocabulary

_LONG = {Precision.DAY: "yMMMMd", Precision.MONTH: "yMMMM", Precision.YEAR: "y"}
_SHORT = {Precision.DAY: "yMMMd", Precision.MONTH: "yMMM", Precision.YEAR: "y"}
_GROUPED = frozenset({Precision.SEASON, Precision.HALF_YEAR})
_BARE_ENGLISH = "en_GB"


def display(partial: PartialDate, locale: str = "en") -> str:
    """The date in full: "24–27 November 2025", "by 31 December 2027".

    Some day within a range reads like the range: put the words for "day open"
    beside it where `is_open` says so. Raises babel's `UnknownLocaleError`, or
    `ValueError` for a code that is none.
    """
    return _shown(partial, locale, _LONG[Precision.DAY])


def display_short(partial: PartialDate, locale: str = "en") -> str:
    """The same with months cut short: "24–27 Nov 2025". Raises as `display`."""
    return _shown(partial, locale, _SHORT[Precision.DAY])


def is_open(partial: PartialDate) -> bool:
    """True if it is not known which day of those shown, so that the page must say so."""
    return partial.precision not in (Precision.DAY, Precision.INTERVAL)


def week_rules(locale: str) -> tuple[int, frozenset[int]]:
    """First day of the week and the days of the weekend, Monday being 0 (CLDR)."""
    found = _locale(locale)
    start, end = found.weekend_start, found.weekend_end
    length = (end - start) % 7 + 1
    return found.first_week_day, frozenset((start + step) % 7 for step in range(length))


@lru_cache(maxsize=256)
def _locale(code: str) -> Locale:
    normal = code.replace("-", "_")
    if normal == "en":
        return Locale.parse(_BARE_ENGLISH)
    try:
        return Locale.parse(normal)
    except UnknownLocaleError:
        language = normal.partition("_")[0]
        if language == normal:
            raise
        return _locale(language)


@lru_cache(maxsize=8192)
def _shown(partial: PartialDate, code: str, day_skeleton: str) -> str:
    locale = _locale(code)
    words = BY_LANGUAGE.get(locale.language, ENGLISH)
    skeletons = _SHORT if day_skeleton == _SHORT[Precision.DAY] else _LONG
    text = _unqualified(partial, locale, words, skeletons)
    if partial.approximate:
        text = words.about.format(text)
    if partial.uncertain:
        text = words.uncertain.format(text)
    return text


def _unqualified(
    partial: PartialDate, locale: Locale, words: Vocabulary, skeletons: dict[Precision, str]
) -> str:
    edtf = re.sub(r"[?~%]", "", partial.edtf)
    earliest, latest = partial.earliest, partial.latest
    day = skeletons[Precision.DAY]
    if earliest is None and latest is None:
        return words.unknown
    if earliest is None and latest is not None:
        phrase = words.until if edtf.startswith("/") else words.by
        return phrase.format(_format(latest, day, locale))
    if latest is None and earliest is not None:
        phrase = words.not_before if edtf.startswith("[") else words.starting
        return phrase.format(_format(earliest, day, locale))
    first, mark, last = re.sub(r"[\[\]]", "", edtf).replace("..", "/").partition("/")
    if mark:
        return _range(parse(first), parse(last), locale, words, skeletons)
    return _single(parse(edtf), locale, words, skeletons)


def _single(
    partial: PartialDate, locale: Locale, words: Vocabulary, skeletons: dict[Precision, str]
) -> str:
    earliest, latest = partial.earliest, partial.latest
    if earliest is None or latest is None:
        return words.unknown
    year = format_skeleton("y", date(int(partial.edtf[:4].replace("X", "0")), 1, 1), locale=locale)
    grouping = int(partial.edtf[5:7]) if partial.precision in _GROUPED else 0
    match partial.precision:
        case Precision.SEASON:
            text = _season(grouping, year, words)
        case Precision.QUARTER:
            quarter = "yQQQQ" if skeletons is _LONG else "yQQQ"
            text = format_skeleton(quarter, earliest, locale=locale)
        case Precision.HALF_YEAR:
            text = words.halves[grouping - 40].format(year)
        case Precision.FOUR_MONTHS:
            text = _between(earliest, latest, skeletons[Precision.MONTH], locale)
        case Precision.DECADE if words.decade is not None:
            text = words.decade.format(year)
        case Precision.DECADE | Precision.CENTURY:
            text = _between(earliest, latest, "y", locale)
        case _:
            text = _format(earliest, skeletons[partial.precision], locale)
    return _plain_spaces(text)


def _season(code: int, year: str, words: Vocabulary) -> str:
    text = words.seasons[(code - 21) % 4].format(year)
    if code >= 29:
        return words.southern.format(text)
    return words.northern.format(text) if code >= 25 else text


def _range(
    first: PartialDate,
    last: PartialDate,
    locale: Locale,
    words: Vocabulary,
    skeletons: dict[Precision, str],
) -> str:
    alike = first.precision is last.precision and first.precision in skeletons
    if alike and first.earliest is not None and last.latest is not None:
        return _between(first.earliest, last.latest, skeletons[first.precision], locale)
    joined: str = locale.interval_formats[None]
    ends = [_single(side, locale, words, skeletons) for side in (first, last)]
    return _plain_spaces(joined.format(*ends))


def _format(day: date, skeleton: str, locale: Locale) -> str:
    if skeleton == _LONG[Precision.DAY]:
        text = format_date(day, "long", locale=locale)
    else:
        text = format_skeleton(skeleton, day, locale=locale)
    return _first_in_french(_plain_spaces(text), skeleton, locale)


def _between(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """A range by CLDR's interval patterns, which drop what both ends share."""
    shown = (_format(first, skeleton, locale), _format(last, skeleton, locale))
    if shown[0] == shown[1]:
        return shown[0]
    differing = next(
        field
        for field, same in (
            ("y", first.year == last.year),
            ("M", first.month == last.month),
            ("d", False),
        )
        if not same
    )
    patterns = _interval_patterns(locale, skeleton, differing)
    if patterns is None:
        joined: str = locale.interval_formats[None]
        return _plain_spaces(joined.format(*shown))
    parts = (
        format_date(end, pattern, locale=locale)
        for pattern, end in zip(patterns, (first, last), strict=True)
    )
    return _first_in_french(_plain_spaces("".join(parts)), skeleton, locale)


def _interval_patterns(locale: Locale, skeleton: str, field: str) -> list[str] | None:
    """CLDR has few patterns for long months: take the short one's and lengthen the month."""
    known = locale.interval_formats
    if skeleton in known:
        own: list[str] | None = known[skeleton].get(field)
        return own
    short = skeleton.replace("MMMM", "MMM")
    shorter: list[str] | None = known[short].get(field) if short in known else None
    if shorter is None:
        return None
    return [re.sub("M{3}|L{3}", lambda name: name[0] + name[0][0], part) for part in shorter]


def _first_in_french(text: str, skeleton: str, locale: Locale) -> str:
    """French counts the first of a month as an ordinal, 1er avril; CLDR does not."""
    if locale.language != "fr" or not skeleton.endswith("d"):
        return text
    return re.sub(r"(?<![0-9])1(?= [^\W0-9]|–[0-9])", "1er", text)


def _plain_spaces(text: str) -> str:
    """Thin and narrow spaces as plain ones: calendar programs draw them as boxes."""
    return re.sub("[\u2009\u202f]", " ", text)
