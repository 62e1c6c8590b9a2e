"""What an entry of a calendar says, in the form in which it is kept and compared."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from monitor.ical.incoming import IncomingEvent, When
from monitor.ical.recurrence import Added

DAY = timedelta(days=1)
TITLE_LENGTH = 300
_LISTS = ("rules", "categories", "left_out", "added")
_SHOWN_AS = {
    **dict.fromkeys(("start", "end", "zone"), "date"),
    **dict.fromkeys(("left_out", "added"), "rules"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry. `start`, `end`: ISO 8601 days, or local times of day with seconds in `zone`.

    `end` is exclusive for days. `status` as in iCalendar, or "". `rules`: its RRULEs as text.
    `left_out`, `added`: starts of EXDATE and RDATE, the latter with "/" and an end of its own.
    """

    title: str
    description: str
    location: str
    url: str
    start: str
    end: str
    zone: str
    status: str
    rules: tuple[str, ...]
    categories: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), **{name: list(getattr(self, name)) for name in _LISTS}}

    @property
    def all_day(self) -> bool:
        return "T" not in self.start

    @property
    def first_on(self) -> date:
        return date.fromisoformat(self.start[:10])

    @property
    def last_on(self) -> date:
        """The last day it touches; never before the first."""
        end = date.fromisoformat(self.end[:10])
        ends_at_midnight = self.all_day or self.end[11:] == "00:00:00"
        return max(self.first_on, end - DAY if ends_at_midnight else end)

    @property
    def times(self) -> tuple[time | None, time | None]:
        """Start and end in the zone; None for days. No end where there is no length."""
        if self.all_day:
            return None, None
        end = None if self.end == self.start else time.fromisoformat(self.end[11:])
        return time.fromisoformat(self.start[11:]), end

    @property
    def edtf(self) -> str:
        """Its days as an EDTF value."""
        first, last = self.first_on.isoformat(), self.last_on.isoformat()
        return first if first == last else f"{first}/{last}"


def said_of(event: IncomingEvent) -> Said:
    """What an event as read says; a moment at an offset of its own is kept in UTC."""
    zone = event.zone
    if not event.all_day and not zone:
        zone = "UTC"
    return Said(
        title=event.summary[:TITLE_LENGTH] or pgettext("calendar entry", "Without a title"),
        description=event.description,
        location=event.location,
        url=event.url,
        start=_kept(event.start, zone),
        end=_kept(event.end, zone),
        zone="" if event.all_day else zone,
        status=event.status or "",
        rules=tuple(rule.text() for rule in event.rules),
        categories=event.categories,
        left_out=tuple(sorted(_kept(each, zone) for each in event.exdates)),
        added=tuple(sorted(_added(each, zone) for each in event.rdates)),
    )


def said_from(kept: dict[str, Any]) -> Said:
    """The same from JSON."""
    lists = {name: tuple(kept.get(name, ())) for name in _LISTS}
    return Said(**{**kept, **lists})


def differing(before: Said, after: Said) -> list[str]:
    """The names of the fields that differ, in their order; start, end and zone are "date", what is
    left out and added is "rules".
    """
    names: list[str] = []
    for name in Said.__slots__:
        if getattr(before, name) != getattr(after, name):
            shown = _SHOWN_AS.get(name, name)
            if shown not in names:
                names.append(shown)
    return names


def key_of(event: IncomingEvent) -> tuple[str, str]:
    """UID and first moment of the changed instance ("" for none), by which it is known again."""
    moment = event.recurrence_id
    if moment is None:
        return event.uid, ""
    if not isinstance(moment, datetime):
        return event.uid, moment.isoformat()
    if moment.tzinfo is None:
        return event.uid, moment.isoformat(timespec="seconds")
    return event.uid, moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _added(added: Added, zone: str) -> str:
    start = _kept(added.start, zone)
    return start if added.end is None else f"{start}/{_kept(added.end, zone)}"


def _kept(moment: When, zone: str) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC if zone in {"", "UTC"} else ZoneInfo(zone))
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
