"""The one refusal of this slice, and the closed list of its reasons.

The reasons are a closed list of codes so that a page can show them in the
reader's language; the English here is what logs and commands print.
"""

from enum import StrEnum

SHOWN_CHARACTERS = 80


class Why(StrEnum):
    """Why words or an EDTF value are not a date here, and what to write instead."""

    NOT_EDTF = (
        "this is not an EDTF date; write for example 2025, 2025-11, 2025-11-24, "
        "2025-11-24/2025-11-27 or [2023-12-04..2023-12-10]"
    )
    NOT_READABLE = (
        "these words are not read as a date; write for example 24 November 2025, "
        "24-27 November 2025, November 2025, by 30 June 2026, or an EDTF value"
    )
    TOO_LONG = "this is longer than a date; keep the date and move the rest to the notes"
    YEAR_OUT_OF_RANGE = "the year is outside 0001 to 9999"
    NO_SUCH_MONTH = "there is no such month or season; months are 01 to 12, seasons 21 to 41"
    NO_SUCH_DAY = "there is no such day in that month"
    NO_SUCH_WEEK = "that year has no such ISO week; weeks are 1 to 52, in some years 53"
    TWO_YEARS = (
        "this could be two years or a season; write 2025/2026 for years, "
        "or the season's name and its year"
    )
    REVERSED = "the end comes before the start; write the earlier date first"
    QUALIFIED_PART = (
        "a qualifier (?, ~ or %) stands once, at the end of a date, and not within [a..b]"
    )
    LIST_OF_DATES = "a list of dates is not kept; write the range [first..last] or one claim each"
    UNSPECIFIED_PART = (
        "X may stand for the last digits only, as in 202X, 20XX, 2025-XX or 2025-11-XX"
    )
    OPEN_AT_BOTH_ENDS = "open at both ends says nothing; leave it empty or write XXXX"
    TIME_OF_DAY = "a time of day is kept beside the date, not in it; write the day alone"
    ORDER_OF_NUMBERS = "day and month cannot be told apart; write 2025-11-24 or 24 November 2025"
    YEAR_MISSING = "the year is missing; add it"
    WRONG_WEEKDAY = "that day falls on another day of the week; check the day, month and year"
    DAYS_NEGATIVE = "a number of days cannot be below zero"


class DateRefused(ValueError):
    """Raised when a value is not a date that can be kept.

    `value` is what was given, cut to 80 characters; `why` is the reason.
    """

    def __init__(self, value: str, why: str) -> None:
        if len(value) > SHOWN_CHARACTERS:
            value = value[: SHOWN_CHARACTERS - 1] + "…"
        self.value = value
        self.why = why
        super().__init__(value, why)

    def __str__(self) -> str:
        return f"“{self.value}”: {self.why}"
