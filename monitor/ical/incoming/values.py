"""What a stranger's calendar says, as typed and frozen values. Every text in them is clean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from monitor.ical.incoming.findings import Done, Finding, Kind
from monitor.ical.recurrence import Added, Rule
from monitor.ical.values import Classification, EventStatus

When = date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingEvent:
    """One VEVENT.

    `uid`: as it stands, at most 255 octets, or derived from the content. `start`, `end`: both days
    or both moments; `end` is exclusive and never before `start`; a moment is in an IANA zone
    (`zoneinfo.ZoneInfo`), in UTC, at a fixed offset, in a zone of the file's own
    (`filezone.FileZone`), or, where nobody said, naive. `zone`: the IANA name of the start's, or
    "". `recurrence_id`: the start of the instance that this event changes; with `this_and_future`
    all later ones too. `url`, `links`: http, https or mailto. `digest`: SHA-256 of all that is read
    but the UID and the times of revision. `first_line`, `last_line`: from 1. `Recurring` for
    `monitor.ical.recurrence.instances`.

    Organizer and attendees are left out: names of persons that a calendar has no need of.
    """

    uid: str
    uid_derived: bool
    recurrence_id: When | None
    this_and_future: bool
    start: When
    end: When
    zone: str
    summary: str
    description: str
    location: str
    geo: tuple[float, float] | None
    url: str
    links: tuple[str, ...]
    status: EventStatus | None
    classification: Classification
    categories: tuple[str, ...]
    rules: tuple[Rule, ...]
    rdates: tuple[Added, ...]
    exdates: tuple[When, ...]
    sequence: int
    created_at: datetime | None
    modified_at: datetime | None
    digest: str
    first_line: int
    last_line: int

    @property
    def all_day(self) -> bool:
        """Whether start and end are days."""
        return not isinstance(self.start, datetime)

    @property
    def cancelled(self) -> bool:
        """Whether the event, or this instance of it, does not take place."""
        return self.status == "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEntry:
    """A VTODO, VJOURNAL or VFREEBUSY: recognised, and no more. `day`: its due date or start."""

    kind: Literal["VTODO", "VJOURNAL", "VFREEBUSY"]
    uid: str
    summary: str
    day: When | None
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One file.

    `whole`: a calendar that began and ended, with nothing refused; only then does an absence mean
    that something is gone. `zone`: the IANA name of X-WR-TIMEZONE, or "". `refresh`: how long to
    wait before the next look, None where the file does not say. `fingerprint`: see
    `fingerprint()`. `findings`: a bounded number of each kind, in order of lines; `counts`: all.
    """

    whole: bool
    name: str = ""
    description: str = ""
    zone: str = ""
    method: str = ""
    refresh: timedelta | None = None
    fingerprint: str = ""
    events: tuple[IncomingEvent, ...] = ()
    others: tuple[OtherEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: Mapping[tuple[Kind, Done], int] = field(default_factory=dict)

    def current(self) -> list[IncomingEvent]:
        """Of each UID and RECURRENCE-ID one event: the latest revision, of two alike the later in
        the file.
        """
        latest: dict[tuple[str, When | None], IncomingEvent] = {}
        for event in self.events:
            key = (event.uid, event.recurrence_id)
            if key not in latest or _revision(event) >= _revision(latest[key]):
                latest[key] = event
        return list(latest.values())

    @property
    def dropped(self) -> int:
        """How many events were lost."""
        lost = (Kind.NO_START, Kind.BAD_START, Kind.UNREADABLE)
        return sum(self.counts.get((kind, "dropped"), 0) for kind in lost)


def _revision(event: IncomingEvent) -> tuple[int, float]:
    return event.sequence, event.modified_at.timestamp() if event.modified_at else 0.0
