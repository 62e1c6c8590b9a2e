"""What every value must satisfy before it is written, each with a sentence that says what to do."""

import re
from datetime import UTC, date, datetime, timedelta

from monitor.ical.colours import CSS3_COLOURS
from monitor.ical.text import clean_line
from monitor.ical.zones import known_zones

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# RFC 3986: the characters a URI is made of; everything else is percent-encoded.
_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_LARGEST = 2**31 - 1
_LONGEST_UID = 255


class EntryRefused(ValueError):
    """A value cannot be written as iCalendar; the message names the field and what to do."""


def check_uid(field: str, uid: str) -> None:
    """Refuse a UID that is empty, longer than 255 octets (RFC 7986, 5.3) or would not come back
    unchanged.
    """
    if not uid or uid != clean_line(uid):
        raise EntryRefused(
            f"{field}: {uid!r} is empty or has control characters; give the stored UUID."
        )
    if len(uid.encode()) > _LONGEST_UID:
        raise EntryRefused(f"{field}: {len(uid.encode())} octets; {_LONGEST_UID} is the limit.")


def check_utc(field: str, moment: datetime) -> None:
    """Refuse a moment that is naive or not in UTC (RFC 5545, 3.8.7)."""
    if moment.utcoffset() != timedelta(0):
        raise EntryRefused(f"{field}: {moment.isoformat()} must be in UTC; convert it first.")


def check_when(field: str, when: date | datetime) -> None:
    """Refuse a time of day without an IANA zone; a day needs none."""
    if not isinstance(when, datetime):
        return
    key = getattr(when.tzinfo, "key", None)
    if when.tzinfo is not UTC and key not in known_zones():
        raise EntryRefused(
            f"{field}: {when.isoformat()} has no IANA zone; "
            "give a zoneinfo.ZoneInfo such as Africa/Casablanca."
        )


def check_span(start: date | datetime, end: date | datetime) -> None:
    """Refuse an end that is not after the start, or a day on one side and a time of day on the
    other.
    """
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise EntryRefused(
            "end: a day and a time of day cannot be mixed; make start and end of one kind."
        )
    if _second(end) <= _second(start):
        raise EntryRefused(
            f"end: {end.isoformat()} is not after {start.isoformat()}; "
            "an all-day entry ends on the day after its last."
        )


def check_link(field: str, link: str) -> None:
    """Refuse an address that is not http(s) or no URI of RFC 3986; an empty one is none at all."""
    if link and not _LINK.fullmatch(link):
        raise EntryRefused(
            f"{field}: {link!r} is not an http(s) address; percent-encode what is not ASCII."
        )


def check_language(field: str, language: str) -> None:
    """Refuse what is not shaped like a language tag (RFC 5646)."""
    if not _LANGUAGE.fullmatch(language):
        raise EntryRefused(f"{field}: {language!r} is not a language tag such as en, fr or ar.")


def check_colour(field: str, colour: str) -> None:
    """Refuse what is not a CSS3 colour name; an empty one is none at all."""
    if colour and colour not in CSS3_COLOURS:
        raise EntryRefused(
            f"{field}: {colour!r} is not a CSS3 colour name; write one such as steelblue."
        )


def check_sequence(sequence: int) -> None:
    """Refuse a revision number outside 0 to 2^31 - 1 (RFC 5545, 3.3.8)."""
    if not 0 <= sequence <= _LARGEST:
        raise EntryRefused(f"sequence: {sequence} is outside 0 to {_LARGEST}.")


def check_choice(field: str, value: object, choices: frozenset[object]) -> None:
    """Refuse what is not one of the words the format knows."""
    if value not in choices:
        raise EntryRefused(f"{field}: {value!r} is none of {', '.join(sorted(map(str, choices)))}.")


def _second(when: date | datetime) -> datetime:
    # Aware values of one zone compare by the clock on the wall, which is wrong across a change of
    # offset.
    if isinstance(when, datetime):
        return when.astimezone(UTC).replace(microsecond=0)
    return datetime(when.year, when.month, when.day, tzinfo=UTC)
