"""What our feeds can say, as typed values. A value that exists can be written; a wrong one is
`EntryRefused`.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from monitor.ical import checks
from monitor.ical.checks import EntryRefused
from monitor.ical.recurrence import Rule
from monitor.ical.zones import known_zones

EventStatus = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
TaskStatus = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]
Busy = Literal["FREE", "TENTATIVE", "BUSY"]
Classification = Literal["PUBLIC", "PRIVATE", "CONFIDENTIAL"]
# FINISHTOSTART is of RFC 9253, 5: for the extended profile.
RelationKind = Literal["PARENT", "CHILD", "SIBLING", "FINISHTOSTART"]


@dataclass(frozen=True, slots=True)
class Relation:
    """RELATED-TO: the UID of another entry and what it is to this one (RFC 5545, 3.8.4.5).

    `gap_days`: how many days lie between the two (GAP; RFC 9253, 5), for the extended profile.
    """

    uid: str
    kind: RelationKind = "PARENT"
    gap_days: int | None = None

    def __post_init__(self) -> None:
        checks.check_uid("related", self.uid)
        checks.check_choice("related", self.kind, frozenset(get_args(RelationKind)))


@dataclass(frozen=True, slots=True)
class Link:
    """LINK: an http(s) address the entry rests on, and what it is called (RFC 9253, 8.2)."""

    uri: str
    label: str = ""

    def __post_init__(self) -> None:
        checks.check_link("links", self.uri)


@dataclass(frozen=True, slots=True)
class Venue:
    """VLOCATION: where it is, as data (RFC 9073, 7.2). `geo` as in `EventEntry`."""

    uid: str
    name: str
    geo: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        checks.check_uid("venue", self.uid)
        _check_geo(self.geo)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """One VEVENT.

    `start` and `end` are both days or both times of day aware with a `zoneinfo.ZoneInfo`; `end` is
    exclusive, so an all-day entry ends on the day after its last. `revised_at`, `created_at`: UTC.
    `geo`: latitude and longitude in degrees. `url`, `conferences`, `attachments`, `image`: http(s)
    addresses. `edtf`: the EDTF value the entry rests on. Texts are cleaned when written; "" leaves
    the property out.

    `rule` repeats it; `rdates` are further starts and `exdates` starts left out, of the kind of
    `start`. `recurrence_id` is the start, as the recurring entry of this UID has it, in whose place
    this entry stands. Raises `EntryRefused`.
    """

    uid: str
    revised_at: datetime
    start: date | datetime
    end: date | datetime
    summary: str
    language: str
    status: EventStatus
    created_at: datetime | None = None
    sequence: int = 0
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    opaque: bool = False
    busy: Busy = "FREE"
    class_: Classification = "PUBLIC"
    url: str = ""
    contact: str = ""
    conferences: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    image: str = ""
    related: tuple[Relation, ...] = ()
    edtf: str = ""
    color: str = ""
    # Of the extended profile; `groups` are names that entries of one series share (REFID).
    links: tuple[Link, ...] = ()
    groups: tuple[str, ...] = ()
    venue: Venue | None = None
    rule: Rule | None = None
    rdates: tuple[date | datetime, ...] = ()
    exdates: tuple[date | datetime, ...] = ()
    recurrence_id: date | datetime | None = None

    def __post_init__(self) -> None:
        _check_shared(self)
        checks.check_choice("status", self.status, frozenset(get_args(EventStatus)))
        checks.check_choice("busy", self.busy, frozenset(get_args(Busy)))
        checks.check_when("start", self.start)
        checks.check_when("end", self.end)
        checks.check_span(self.start, self.end)
        _check_recurrence(self)
        _check_geo(self.geo)
        for link in (*self.conferences, *self.attachments, self.image):
            checks.check_link("conferences, attachments, image", link)
        if (self.busy == "BUSY" and not self.opaque) or (self.busy == "FREE" and self.opaque):
            raise EntryRefused("busy: only an opaque entry can be BUSY, and it cannot be FREE.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEntry:
    """One VTODO: the deadline of a commitment.

    `due` is the last possible day, or a moment in a zone; `percent` only where it is certain (0 or
    100); `completed_at` in UTC and only with status COMPLETED. Other fields as in `EventEntry`.
    Raises `EntryRefused`.
    """

    uid: str
    revised_at: datetime
    due: date | datetime | None
    summary: str
    language: str
    status: TaskStatus = "NEEDS-ACTION"
    percent: Literal[0, 100] | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    sequence: int = 0
    description: str = ""
    categories: tuple[str, ...] = ()
    class_: Classification = "PUBLIC"
    url: str = ""
    contact: str = ""
    related: tuple[Relation, ...] = ()
    edtf: str = ""
    color: str = ""
    links: tuple[Link, ...] = ()
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_shared(self)
        checks.check_choice("status", self.status, frozenset(get_args(TaskStatus)))
        checks.check_choice("percent", self.percent, frozenset({0, 100, None}))
        if self.due is not None:
            checks.check_when("due", self.due)
        if self.completed_at is not None:
            checks.check_utc("completed_at", self.completed_at)
            if self.status != "COMPLETED":
                raise EntryRefused(f"completed_at: the status is {self.status}; leave it out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHead:
    """What a feed says of itself.

    `zone`: the IANA zone its readers are in. `source`: the feed's own address, on public feeds
    only, because it would carry a secret address into forwarded files. `revised_at`: UTC, never
    goes back. Raises `EntryRefused`.
    """

    name: str
    description: str
    language: str
    zone: str
    revised_at: datetime
    url: str = ""
    source: str = ""
    color: str = ""

    def __post_init__(self) -> None:
        checks.check_language("language", self.language)
        checks.check_utc("revised_at", self.revised_at)
        checks.check_link("url", self.url)
        checks.check_link("source", self.source)
        checks.check_colour("color", self.color)
        if self.zone not in known_zones():
            raise EntryRefused(
                f"zone: {self.zone!r} is not an IANA zone such as Africa/Casablanca."
            )


def _check_shared(entry: EventEntry | TaskEntry) -> None:
    checks.check_uid("uid", entry.uid)
    checks.check_utc("revised_at", entry.revised_at)
    if entry.created_at is not None:
        checks.check_utc("created_at", entry.created_at)
    checks.check_sequence(entry.sequence)
    checks.check_language("language", entry.language)
    checks.check_link("url", entry.url)
    checks.check_colour("color", entry.color)
    checks.check_choice("class_", entry.class_, frozenset(get_args(Classification)))


def _check_recurrence(entry: EventEntry) -> None:
    timed = isinstance(entry.start, datetime)
    for field, starts in (("rdates", entry.rdates), ("exdates", entry.exdates)):
        for start in starts:
            checks.check_when(field, start)
            if isinstance(start, datetime) != timed:
                raise EntryRefused(f"{field}: {start.isoformat()} is not of the kind of start.")
    if entry.recurrence_id is not None:
        checks.check_when("recurrence_id", entry.recurrence_id)
        if entry.rule or entry.rdates or entry.exdates:
            raise EntryRefused("recurrence_id: an instance does not recur itself.")
    if entry.rule is None or entry.rule.until is None:
        return
    # RFC 5545, 3.3.10: a day for days, a moment in UTC for times of day in a zone.
    if isinstance(entry.rule.until, datetime) != timed:
        raise EntryRefused("rule: UNTIL must be a day where start is one, else a moment in UTC.")
    if isinstance(entry.rule.until, datetime):
        checks.check_utc("rule", entry.rule.until)


def _check_geo(geo: tuple[float, float] | None) -> None:
    if geo is None:
        return
    latitude, longitude = geo
    if not (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and abs(latitude) <= 90
        and abs(longitude) <= 180
    ):
        raise EntryRefused(
            f"geo: {geo} is not a latitude (-90 to 90) and a longitude (-180 to 180) in degrees."
        )
