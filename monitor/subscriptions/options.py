"""What an owner chooses of a feed, and how the choices are written in its row."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = str | Promise


class Scope(StrEnum):
    """Which items a feed is about; each still only as far as its owner may see them."""

    ALL = "all"
    LIST = "list"
    CALENDAR = "calendar"
    STATE = "state"
    COMMITMENT = "commitment"
    WATCHED = "watched"


class Imprecise(StrEnum):
    """What becomes of a date that is not a day."""

    MARKER = "marker"
    SPAN = "span"
    OMIT = "omit"


class Tasks(StrEnum):
    """As what the deadlines of commitments arrive."""

    EVENT = "event"
    TODO = "todo"
    BOTH = "both"
    NONE = "none"


class Profile(StrEnum):
    """Which properties are written: those every client reads, or those of RFC 9073 and 9253 too."""

    DEFAULT = "default"
    EXTENDED = "extended"


class EntryChoice(StrEnum):
    """The events of a feed, by what their entries say of themselves."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Reminder(StrEnum):
    """How long before an entry its calendar calls attention to it."""

    TWO_WEEKS = "14d"
    WEEK = "7d"
    DAY = "1d"
    SAME_DAY = "0d"


SCOPE_LABELS: dict[Scope, Words] = {
    Scope.ALL: pgettext_lazy("feed scope", "Everything I may see"),
    Scope.LIST: pgettext_lazy("feed scope", "A list of commitments"),
    Scope.CALENDAR: pgettext_lazy("feed scope", "A calendar view"),
    Scope.STATE: pgettext_lazy("feed scope", "One State"),
    Scope.COMMITMENT: pgettext_lazy("feed scope", "One commitment"),
    Scope.WATCHED: pgettext_lazy("feed scope", "What I watch"),
}
IMPRECISE_LABELS: dict[Imprecise, Words] = {
    Imprecise.MARKER: pgettext_lazy("feed option", "On the first possible day, marked “?”"),
    Imprecise.SPAN: pgettext_lazy("feed option", "Over all possible days"),
    Imprecise.OMIT: pgettext_lazy("feed option", "Leave out"),
}
TASKS_LABELS: dict[Tasks, Words] = {
    Tasks.EVENT: pgettext_lazy("feed option", "As all-day events"),
    Tasks.TODO: pgettext_lazy("feed option", "As tasks"),
    Tasks.BOTH: pgettext_lazy("feed option", "As both"),
    Tasks.NONE: pgettext_lazy("feed option", "Leave out"),
}
PROFILE_LABELS: dict[Profile, Words] = {
    Profile.DEFAULT: pgettext_lazy("feed option", "What every calendar reads"),
    Profile.EXTENDED: pgettext_lazy("feed option", "With places and links as data"),
}
ENTRY_LABELS: dict[EntryChoice, Words] = {
    EntryChoice.CONFIRMED: pgettext_lazy("feed option", "Confirmed"),
    EntryChoice.TENTATIVE: pgettext_lazy("feed option", "Tentative"),
    EntryChoice.CANCELLED: pgettext_lazy("feed option", "Cancelled"),
}
REMINDER_LABELS: dict[Reminder, Words] = {
    Reminder.TWO_WEEKS: pgettext_lazy("feed option", "14 days before"),
    Reminder.WEEK: pgettext_lazy("feed option", "7 days before"),
    Reminder.DAY: pgettext_lazy("feed option", "1 day before"),
    Reminder.SAME_DAY: pgettext_lazy("feed option", "On the day"),
}
# Names of CSS3, as COLOR wants them (RFC 7986, 5.9).
COLOURS: dict[str, Words] = {
    "steelblue": pgettext_lazy("colour", "Blue"),
    "seagreen": pgettext_lazy("colour", "Green"),
    "firebrick": pgettext_lazy("colour", "Red"),
    "darkorange": pgettext_lazy("colour", "Orange"),
    "mediumpurple": pgettext_lazy("colour", "Purple"),
    "slategray": pgettext_lazy("colour", "Grey"),
}


def listed(chosen: Iterable[StrEnum | str]) -> str:
    """Several choices in one column: "1d,14d", in a stable order."""
    return ",".join(sorted({str(each) for each in chosen}))


def read_list(column: str) -> frozenset[str]:
    """The choices of such a column."""
    return frozenset(filter(None, column.split(",")))
