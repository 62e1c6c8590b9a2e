"""What was wrong in a stranger's file, where, and what was done about it: typed, and bounded."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from monitor.ical.text import clean_line

Done = Literal["tolerated", "dropped", "refused"]

MOST_OF_A_KIND = 50
_LONGEST_EXCERPT = 80


class Kind(StrEnum):
    """Each kind of finding; its value names it for ever, `SENTENCES` says it in English."""

    # The file.
    TOO_LARGE = "too-large"
    BAD_GZIP = "bad-gzip"
    NO_CALENDAR = "no-calendar"
    TOO_MANY = "too-many"
    ENCODING = "encoding"
    NULS = "nuls"
    BEFORE_CALENDAR = "before-calendar"
    OUTSIDE = "outside"
    # Lines.
    LONG_LINE = "long-line"
    NO_COLON = "no-colon"
    FURTHER_LINE = "further-line"
    BAD_QUOTES = "bad-quotes"
    TOO_MANY_LINES = "too-many-lines"
    # Components.
    MISSING_END = "missing-end"
    STRAY_END = "stray-end"
    TOO_DEEP = "too-deep"
    ALARMS = "alarms"
    OTHER_COMPONENT = "other-component"
    # Events.
    NO_START = "no-start"
    BAD_START = "bad-start"
    UNREADABLE = "unreadable"
    NO_UID = "no-uid"
    NO_STAMP = "no-stamp"
    TWICE = "twice"
    REPEATED = "repeated"
    BAD_END = "bad-end"
    END_IS_START = "end-is-start"
    END_BEFORE_START = "end-before-start"
    MIXED_END = "mixed-end"
    BAD_DATE_FORM = "bad-date-form"
    BAD_DATE = "bad-date"
    BAD_RECURRENCE_ID = "bad-recurrence-id"
    RULE_REFUSED = "rule-refused"
    RULE_NOT_READ = "rule-not-read"
    TOO_MANY_VALUES = "too-many-values"
    BAD_VALUE = "bad-value"
    BAD_LINK = "bad-link"
    INLINE_DATA = "inline-data"
    TEXT_CUT = "text-cut"
    # Zones.
    ZONE_GUESSED = "zone-guessed"
    ZONE_OF_FILE = "zone-of-file"
    ZONE_UNKNOWN = "zone-unknown"
    BAD_ZONE = "bad-zone"


SENTENCES: dict[Kind, str] = {
    Kind.TOO_LARGE: "The file is larger than is read.",
    Kind.BAD_GZIP: "The file is compressed and damaged.",
    Kind.NO_CALENDAR: "This is no calendar file.",
    Kind.TOO_MANY: "There are more entries than are read; the rest was left out.",
    Kind.ENCODING: "The text is not UTF-8; another encoding was assumed.",
    Kind.NULS: "The file has zero bytes; they were left out.",
    Kind.BEFORE_CALENDAR: "Something stands before the calendar begins.",
    Kind.OUTSIDE: "Entries stand outside any calendar.",
    Kind.LONG_LINE: "A line is longer than is read.",
    Kind.NO_COLON: "A line is no property: it has no name and colon.",
    Kind.FURTHER_LINE: "A line was broken without a fold; it was taken as more of the text before.",
    Kind.BAD_QUOTES: "Quotation marks do not pair.",
    Kind.TOO_MANY_LINES: "An entry has more properties than are read.",
    Kind.MISSING_END: "An END is missing.",
    Kind.STRAY_END: "An END has no BEGIN.",
    Kind.TOO_DEEP: "Components are nested too deep.",
    Kind.ALARMS: "Reminders are not taken in.",
    Kind.OTHER_COMPONENT: "A component of this kind is not taken in.",
    Kind.NO_START: "The entry has no start.",
    Kind.BAD_START: "The start cannot be read.",
    Kind.UNREADABLE: "The entry cannot be read.",
    Kind.NO_UID: "The entry has no UID; one was derived from its content.",
    Kind.NO_STAMP: "The entry has no DTSTAMP.",
    Kind.TWICE: "A property stands twice; the first counts.",
    Kind.REPEATED: "The same entry stands more than once; the latest revision counts.",
    Kind.BAD_END: "The end cannot be read; the entry was given the shortest length.",
    Kind.END_IS_START: "The end of an all-day entry is its start; it was read as one day.",
    Kind.END_BEFORE_START: "The end lies before the start; the entry got the shortest length.",
    Kind.MIXED_END: "Of start and end one is a day and the other a time of day.",
    Kind.BAD_DATE_FORM: "A date is not written as iCalendar writes it.",
    Kind.BAD_DATE: "A date cannot be read.",
    Kind.BAD_RECURRENCE_ID: "The entry does not say which instance it changes.",
    Kind.RULE_REFUSED: "A rule of recurrence is not read; the entry stands once.",
    Kind.RULE_NOT_READ: "A rule of exception is not read.",
    Kind.TOO_MANY_VALUES: "A property has more values than are read.",
    Kind.BAD_VALUE: "A value cannot be read.",
    Kind.BAD_LINK: "An address is none of http, https and mailto.",
    Kind.INLINE_DATA: "A file within the entry is not taken in.",
    Kind.TEXT_CUT: "A text is longer than is read; it was cut.",
    Kind.ZONE_GUESSED: "A time zone has no IANA name; the IANA zone it means was taken.",
    Kind.ZONE_OF_FILE: "A time zone has no IANA name; the offsets in the file were taken.",
    Kind.ZONE_UNKNOWN: "A time zone is unknown; the time was read without it.",
    Kind.BAD_ZONE: "The definition of a time zone cannot be read.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`first`, `last`: line numbers from 1, 0 for the whole file. `excerpt`: a few words of the
    place, one clean line; "" where there is nothing to show.
    """

    kind: Kind
    done: Done
    first: int
    last: int
    excerpt: str = ""

    @property
    def sentence(self) -> str:
        """What was wrong and what was assumed, in English."""
        return SENTENCES[self.kind]


class Log:
    """Collects findings; of a kind only the first are kept, the others counted."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.counts: Counter[tuple[Kind, Done]] = Counter()

    def __call__(
        self, kind: Kind, done: Done, first: int, last: int = 0, excerpt: str = ""
    ) -> None:
        self.counts[kind, done] += 1
        if self.counts[kind, done] <= MOST_OF_A_KIND:
            # Cleaning the whole of a long line for a few words would cost as much as reading it.
            words = clean_line(excerpt[: 4 * _LONGEST_EXCERPT])[:_LONGEST_EXCERPT]
            self.kept.append(Finding(kind, done, first, max(first, last), words))
