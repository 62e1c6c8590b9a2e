"""Days as a reader sees them, and the words beside a status that say when something is due."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language, npgettext, pgettext

from monitor.commitments.models import Commitment, DeadlineKind
from monitor.commitments.timeliness import Timeliness
from monitor.dates import DateRefused, display_short, parse


@dataclass(frozen=True, slots=True)
class Due:
    """What the `due` tag takes: `code` of timeliness or "check_due"; `day` an ISO date or ""."""

    code: str
    words: str
    origin: str = ""
    day: str = ""


def reader_locale() -> str:
    """The reader's language with the installation's country: "ar-MA"."""
    language = (get_language() or "en")[:2]
    return f"{language}-{settings.COUNTRY}" if settings.COUNTRY else language


def day_words(day: date) -> str:
    """A day as the reader's locale writes it: "28 Nov 2025"."""
    return display_short(parse(day.isoformat()), reader_locale())


def edtf_words(edtf: str) -> str:
    """A partial date as the reader's locale writes it, as it stands if it can not be read."""
    try:
        return display_short(parse(edtf), reader_locale())
    except DateRefused:
        return edtf


def due_of(commitment: Commitment, code: Timeliness, today: date) -> Due:
    """When it is due, as far as a source says so; without one our own day to look again."""
    latest = commitment.latest_on
    if latest is None:
        return _undated(commitment, today)
    day = latest.isoformat()
    days = (latest - today).days
    match code:
        case Timeliness.OVERDUE:
            words = npgettext("due", "%(n)d day late", "%(n)d days late", -days) % {"n": -days}
        case Timeliness.DUE_UNASSESSED:
            words = pgettext("due", "Was due %(day)s") % {"day": day_words(latest)}
        case Timeliness.DUE_SOON if days == 0:
            words = pgettext("due", "Today")
        case Timeliness.DUE_SOON:
            words = npgettext("due", "In %(n)d day", "In %(n)d days", days) % {"n": days}
        case Timeliness.IN_WINDOW:
            words = pgettext("due", "Now, until %(day)s") % {"day": day_words(latest)}
        case _:
            words = day_words(latest)
    return Due(code.value, words, _origin(commitment), day)


def _origin(commitment: Commitment) -> str:
    if commitment.deadline_event_id is None:
        return pgettext("due", "stated in text")
    if commitment.deadline_kind == DeadlineKind.RELATIVE:
        return pgettext("due", "counted from its event")
    return pgettext("due", "day of its event")


def _undated(commitment: Commitment, today: date) -> Due:
    check = commitment.check_on
    if check is None:
        stated = commitment.deadline_kind != DeadlineKind.NONE
        return Due(
            Timeliness.NO_DEADLINE.value,
            commitment.deadline_words or pgettext("due", "No date yet")
            if stated
            else pgettext("due", "None stated"),
            _origin(commitment) if stated else "",
        )
    template = (
        pgettext("due", "Check due since %(day)s")
        if check <= today
        else pgettext("due", "Check on %(day)s")
    )
    return Due(
        "check_due",
        template % {"day": day_words(check)},
        pgettext("due", "set by desk"),
        check.isoformat(),
    )
