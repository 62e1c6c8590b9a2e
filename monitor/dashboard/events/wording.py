"""The event's words for readers: precision, how a date was read, what is wrong with one."""

from django.utils.translation import pgettext, pgettext_lazy

from monitor.dashboard.due import edtf_words, reader_locale
from monitor.dates import DateRefused, How, Needs, Precision, Why, display, parse
from monitor.events.models import DateClaim, Event
from monitor.events.recurring import Occurrence
from monitor.events.when import could_be_any_day, precision

PRECISION_WORDS = {
    Precision.DAY: pgettext_lazy("precision", "day known"),
    Precision.INTERVAL: pgettext_lazy("precision", "days known"),
    Precision.WITHIN: pgettext_lazy("precision", "within these days, day open"),
    Precision.THIRD: pgettext_lazy("precision", "third of a month, day open"),
    Precision.MONTH: pgettext_lazy("precision", "month, day open"),
    Precision.SEASON: pgettext_lazy("precision", "season, day open"),
    Precision.QUARTER: pgettext_lazy("precision", "quarter, day open"),
    Precision.FOUR_MONTHS: pgettext_lazy("precision", "third of a year, day open"),
    Precision.HALF_YEAR: pgettext_lazy("precision", "half-year, day open"),
    Precision.YEAR: pgettext_lazy("precision", "year, day open"),
    Precision.DECADE: pgettext_lazy("precision", "decade, day open"),
    Precision.CENTURY: pgettext_lazy("precision", "century, day open"),
    Precision.BOUND: pgettext_lazy("precision", "one end known"),
    Precision.UNKNOWN: pgettext_lazy("precision", "date unknown"),
}

HOW_WORDS = {
    How.NO_DATE: pgettext_lazy("how a date was read", "no date given"),
    How.EDTF: pgettext_lazy("how a date was read", "EDTF as written"),
    How.DAY: pgettext_lazy("how a date was read", "day as written"),
    How.DAYS: pgettext_lazy("how a date was read", "days as written"),
    How.MONTH: pgettext_lazy("how a date was read", "month as written"),
    How.MONTHS: pgettext_lazy("how a date was read", "months as written"),
    How.YEAR: pgettext_lazy("how a date was read", "year as written"),
    How.YEARS: pgettext_lazy("how a date was read", "years as written"),
    How.DECADE: pgettext_lazy("how a date was read", "decade as written"),
    How.SEASON: pgettext_lazy("how a date was read", "season as written, either hemisphere"),
    How.PART_OF_YEAR: pgettext_lazy("how a date was read", "part of the year as written"),
    How.PART_OF_MONTH: pgettext_lazy("how a date was read", "half of the month"),
    How.THIRD_OF_YEAR: pgettext_lazy("how a date was read", "third of the year"),
    How.THIRD_OF_MONTH: pgettext_lazy("how a date was read", "third of the month"),
    How.WEEK: pgettext_lazy("how a date was read", "ISO week of the day as written"),
    How.WEEK_NUMBER: pgettext_lazy("how a date was read", "ISO week as written"),
    How.BETWEEN: pgettext_lazy("how a date was read", "some day of the range as written"),
    How.LAST_DAY: pgettext_lazy("how a date was read", "last possible day as written"),
    How.FIRST_DAY: pgettext_lazy("how a date was read", "first possible day as written"),
    How.ABOUT: pgettext_lazy("how a date was read", "approximate as written"),
    How.RELATIVE_DAY: pgettext_lazy("how a date was read", "counted from the publication day"),
    How.RELATIVE_WEEK: pgettext_lazy("how a date was read", "ISO week of the publication day"),
    How.RELATIVE_LAST_WEEK: pgettext_lazy(
        "how a date was read", "ISO week before that of the publication day"
    ),
    How.RELATIVE_NEXT_WEEK: pgettext_lazy(
        "how a date was read", "ISO week after that of the publication day"
    ),
    How.RELATIVE_MONTH: pgettext_lazy(
        "how a date was read", "month counted from the publication day"
    ),
    How.RELATIVE_YEAR: pgettext_lazy(
        "how a date was read", "year counted from the publication day"
    ),
}

WHY_WORDS = {
    Why.NOT_EDTF: pgettext_lazy(
        "date refusal",
        "this is not an EDTF date; write for example 2025, 2025-11, 2025-11-24, "
        "2025-11-24/2025-11-27 or [2023-12-04..2023-12-10]",
    ),
    Why.NOT_READABLE: pgettext_lazy(
        "date refusal",
        "these words are not read as a date; write for example 24 November 2025, "
        "24-27 November 2025, November 2025, by 30 June 2026, or an EDTF value",
    ),
    Why.TOO_LONG: pgettext_lazy(
        "date refusal", "this is longer than a date; keep the date and move the rest to the note"
    ),
    Why.YEAR_OUT_OF_RANGE: pgettext_lazy("date refusal", "the year is outside 0001 to 9999"),
    Why.NO_SUCH_MONTH: pgettext_lazy(
        "date refusal", "there is no such month or season; months are 01 to 12, seasons 21 to 41"
    ),
    Why.NO_SUCH_DAY: pgettext_lazy("date refusal", "there is no such day in that month"),
    Why.NO_SUCH_WEEK: pgettext_lazy(
        "date refusal", "that year has no such ISO week; weeks are 1 to 52, in some years 53"
    ),
    Why.TWO_YEARS: pgettext_lazy(
        "date refusal",
        "this could be two years or a season; write 2025/2026 for years, or the season’s name "
        "and its year",
    ),
    Why.REVERSED: pgettext_lazy(
        "date refusal", "the end comes before the start; write the earlier date first"
    ),
    Why.QUALIFIED_PART: pgettext_lazy(
        "date refusal", "a qualifier (?, ~ or %) stands once, at the end of a date"
    ),
    Why.LIST_OF_DATES: pgettext_lazy(
        "date refusal", "a list of dates is not kept; write the range [first..last] or one each"
    ),
    Why.UNSPECIFIED_PART: pgettext_lazy(
        "date refusal", "X may stand for the last digits only, as in 202X, 2025-XX or 2025-11-XX"
    ),
    Why.OPEN_AT_BOTH_ENDS: pgettext_lazy(
        "date refusal", "open at both ends says nothing; leave it empty or write XXXX"
    ),
    Why.TIME_OF_DAY: pgettext_lazy(
        "date refusal", "a time of day is kept beside the date, not in it; write the day alone"
    ),
    Why.ORDER_OF_NUMBERS: pgettext_lazy(
        "date refusal",
        "day and month cannot be told apart; write 2025-11-24 or 24 November 2025",
    ),
    Why.YEAR_MISSING: pgettext_lazy("date refusal", "the year is missing; add it"),
    Why.WRONG_WEEKDAY: pgettext_lazy(
        "date refusal", "that day falls on another day of the week; check the day, month and year"
    ),
    Why.DAYS_NEGATIVE: pgettext_lazy("date refusal", "a number of days cannot be below zero"),
}

NEEDS_WORDS = {
    Needs.PUBLICATION_DATE: pgettext_lazy("date needs", "the document’s publication date"),
}


def refused_date(refused: DateRefused) -> str:
    """What is wrong with a date and what to write instead, in the reader's language."""
    words = {str(why): label for why, label in WHY_WORDS.items()}.get(str(refused.why), refused.why)
    return pgettext("date refusal", "“%(value)s”: %(why)s.") % {
        "value": refused.value,
        "why": words,
    }


def how_words(how: str) -> str:
    """How a date was read, as kept with a claim; other words stand as a person wrote them."""
    return str({str(code): label for code, label in HOW_WORDS.items()}.get(how, how))


def needs_words(needs: str) -> str:
    """What would resolve a claim."""
    return str({str(code): label for code, label in NEEDS_WORDS.items()}.get(needs, needs))


def precision_words(event: Event) -> str:
    """How finely the date is known: "year, day open"."""
    return str(PRECISION_WORDS[precision(event)])


def date_words(event: Event) -> str:
    """The standing date in full: "24–27 November 2025"; "Date not known" without one."""
    if not event.edtf:
        return pgettext("event date", "Date not known")
    return display(parse(event.edtf), reader_locale())


def line_date(event: Event) -> str:
    """The date on one line of a cable, saying where its day is open."""
    words = date_words(event)
    if could_be_any_day(event):
        return pgettext("event date", "%(date)s (day open)") % {"date": words}
    return words


def claim_date_words(claim: DateClaim) -> str:
    """What a claim says, as read: "24–27 Nov 2025", "" where nothing follows from it yet."""
    return edtf_words(claim.edtf) if claim.edtf else ""


def time_words(claim: DateClaim | None) -> str:
    """The time of day with its zone: "09:00–12:30, Africa/Casablanca"; "" without one."""
    if claim is None or claim.start_time is None:
        return ""
    times = f"{claim.start_time:%H:%M}"
    if claim.end_time:
        times += f"–{claim.end_time:%H:%M}"
    return pgettext("event time", "%(times)s, %(zone)s") % {"times": times, "zone": claim.zone}


def clock_words(row: Occurrence) -> str:
    """The times of one instance with their zone; "" for whole days."""
    if row.start_time is None:
        return ""
    times = f"{row.start_time:%H:%M}" + (f"–{row.end_time:%H:%M}" if row.end_time else "")
    return pgettext("event time", "%(times)s, %(zone)s") % {"times": times, "zone": row.zone}
