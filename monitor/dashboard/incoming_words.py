"""What was wrong in a stranger's calendar, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.ical.incoming import Kind

FINDINGS: dict[Kind, str | Promise] = {
    Kind.TOO_LARGE: pgettext_lazy("finding", "The file is larger than is read."),
    Kind.BAD_GZIP: pgettext_lazy("finding", "The file is compressed and damaged."),
    Kind.NO_CALENDAR: pgettext_lazy("finding", "This is no calendar file."),
    Kind.TOO_MANY: pgettext_lazy(
        "finding", "There are more entries than are read; the rest was left out."
    ),
    Kind.ENCODING: pgettext_lazy("finding", "The text is not UTF-8; another encoding was assumed."),
    Kind.NULS: pgettext_lazy("finding", "The file has zero bytes; they were left out."),
    Kind.BEFORE_CALENDAR: pgettext_lazy("finding", "Something stands before the calendar begins."),
    Kind.OUTSIDE: pgettext_lazy("finding", "Entries stand outside any calendar."),
    Kind.LONG_LINE: pgettext_lazy("finding", "A line is longer than is read."),
    Kind.NO_COLON: pgettext_lazy("finding", "A line is no property: it has no name and colon."),
    Kind.FURTHER_LINE: pgettext_lazy(
        "finding", "A line was broken without a fold; it was taken as more of the text before."
    ),
    Kind.BAD_QUOTES: pgettext_lazy("finding", "Quotation marks do not pair."),
    Kind.TOO_MANY_LINES: pgettext_lazy("finding", "An entry has more properties than are read."),
    Kind.MISSING_END: pgettext_lazy("finding", "An END is missing."),
    Kind.STRAY_END: pgettext_lazy("finding", "An END has no BEGIN."),
    Kind.TOO_DEEP: pgettext_lazy("finding", "Components are nested too deep."),
    Kind.ALARMS: pgettext_lazy("finding", "Reminders are not taken in."),
    Kind.OTHER_COMPONENT: pgettext_lazy("finding", "A component of this kind is not taken in."),
    Kind.NO_START: pgettext_lazy("finding", "The entry has no start."),
    Kind.BAD_START: pgettext_lazy("finding", "The start cannot be read."),
    Kind.UNREADABLE: pgettext_lazy("finding", "The entry cannot be read."),
    Kind.NO_UID: pgettext_lazy(
        "finding", "The entry has no UID; one was derived from its content."
    ),
    Kind.NO_STAMP: pgettext_lazy("finding", "The entry has no DTSTAMP."),
    Kind.TWICE: pgettext_lazy("finding", "A property stands twice; the first counts."),
    Kind.REPEATED: pgettext_lazy(
        "finding", "The same entry stands more than once; the latest revision counts."
    ),
    Kind.BAD_END: pgettext_lazy(
        "finding", "The end cannot be read; the entry was given the shortest length."
    ),
    Kind.END_IS_START: pgettext_lazy(
        "finding", "The end of an all-day entry is its start; it was read as one day."
    ),
    Kind.END_BEFORE_START: pgettext_lazy(
        "finding", "The end lies before the start; the entry got the shortest length."
    ),
    Kind.MIXED_END: pgettext_lazy(
        "finding", "Of start and end one is a day and the other a time of day."
    ),
    Kind.BAD_DATE_FORM: pgettext_lazy("finding", "A date is not written as iCalendar writes it."),
    Kind.BAD_DATE: pgettext_lazy("finding", "A date cannot be read."),
    Kind.BAD_RECURRENCE_ID: pgettext_lazy(
        "finding", "The entry does not say which instance it changes."
    ),
    Kind.RULE_REFUSED: pgettext_lazy(
        "finding", "A rule of recurrence is not read; the entry stands once."
    ),
    Kind.RULE_NOT_READ: pgettext_lazy("finding", "A rule of exception is not read."),
    Kind.TOO_MANY_VALUES: pgettext_lazy("finding", "A property has more values than are read."),
    Kind.BAD_VALUE: pgettext_lazy("finding", "A value cannot be read."),
    Kind.BAD_LINK: pgettext_lazy("finding", "An address is none of http, https and mailto."),
    Kind.INLINE_DATA: pgettext_lazy("finding", "A file within the entry is not taken in."),
    Kind.TEXT_CUT: pgettext_lazy("finding", "A text is longer than is read; it was cut."),
    Kind.ZONE_GUESSED: pgettext_lazy(
        "finding", "A time zone has no IANA name; the IANA zone it means was taken."
    ),
    Kind.ZONE_OF_FILE: pgettext_lazy(
        "finding", "A time zone has no IANA name; the offsets in the file were taken."
    ),
    Kind.ZONE_UNKNOWN: pgettext_lazy(
        "finding", "A time zone is unknown; the time was read without it."
    ),
    Kind.BAD_ZONE: pgettext_lazy("finding", "The definition of a time zone cannot be read."),
}
