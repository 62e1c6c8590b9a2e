"""Entries as bytes, in the order below, so that the same entry always gives the same bytes.

Never written: ORGANIZER and ATTENDEE, which turn an entry into a meeting and publish names.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Component, Event, Todo
from icalendar.prop import vInline

from monitor.ical.text import clean, clean_line, escaped
from monitor.ical.values import EventEntry, TaskEntry, Venue
from monitor.ical.zones import is_utc, zone


def render_event(entry: EventEntry) -> bytes:
    """The VEVENT from BEGIN to END: UTF-8, CRLF, folded at 75 octets, ending in CRLF."""
    event = Event()
    start, end = _span(entry)
    _put_revision(event, entry)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    _put_recurrence(event, entry)
    _put_words(event, entry)
    _put(event, "LOCATION", clean_line(entry.location))
    if entry.geo is not None:
        _put_raw(event, "GEO", _geo(entry.geo))
    _put_list(event, "CATEGORIES", entry.categories)
    _put_raw(event, "STATUS", entry.status)
    _put_raw(event, "TRANSP", "OPAQUE" if entry.opaque else "TRANSPARENT")
    _put_raw(event, "X-MICROSOFT-CDO-BUSYSTATUS", entry.busy)
    for link in entry.conferences:
        _put_raw(event, "CONFERENCE", link, VALUE="URI")
    for link in entry.attachments:
        _put_raw(event, "ATTACH", link)
    _put_raw(event, "IMAGE", entry.image, VALUE="URI", DISPLAY="BADGE")
    _put_tail(event, entry)
    if entry.venue is not None:
        event.add_component(_venue(entry.venue))
    return _bytes(event)


def render_task(entry: TaskEntry) -> bytes:
    """The VTODO from BEGIN to END: UTF-8, CRLF, folded at 75 octets, ending in CRLF."""
    task = Todo()
    _put_revision(task, entry)
    if entry.due is not None:
        task.add("DUE", _written([entry.due])[0])
    _put_words(task, entry)
    _put_list(task, "CATEGORIES", entry.categories)
    _put_raw(task, "STATUS", entry.status)
    if entry.percent is not None:
        _put_raw(task, "PERCENT-COMPLETE", str(entry.percent))
    if entry.completed_at is not None:
        _put_raw(task, "COMPLETED", utc_text(entry.completed_at))
    _put_tail(task, entry)
    return _bytes(task)


def zones_used(entry: EventEntry | TaskEntry) -> frozenset[str]:
    """The TZIDs the rendered entry names; each needs one VTIMEZONE in the same calendar. Empty for
    days and UTC.
    """
    if isinstance(entry, EventEntry):
        moments = _span(entry)
        named = (entry.recurrence_id, *entry.rdates, *entry.exdates)
        moments += [_on_the_wall(moment) for moment in named if moment is not None]
    else:
        moments = [] if entry.due is None else _written([entry.due])
    zones = (moment.tzinfo for moment in moments if isinstance(moment, datetime))
    return frozenset(zone.key for zone in zones if isinstance(zone, ZoneInfo))


def utc_text(moment: datetime) -> str:
    """The moment as a UTC DATE-TIME (RFC 5545, 3.3.5), cut to the second."""
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return naive.isoformat(timespec="seconds").replace("-", "").replace(":", "") + "Z"


class _Location(Component):
    name = "VLOCATION"


def _venue(venue: Venue) -> Component:
    place = _Location()
    _put(place, "UID", venue.uid)
    _put(place, "NAME", clean_line(venue.name))
    if venue.geo is not None:
        _put_raw(place, "GEO", _geo(venue.geo))
    return place


def _geo(degrees: tuple[float, float]) -> str:
    return ";".join(f"{each:.6f}" for each in degrees)


def _put_revision(component: Component, entry: EventEntry | TaskEntry) -> None:
    _put(component, "UID", entry.uid)
    # Without METHOD, DTSTAMP means "last revised" (RFC 5545, 3.8.7.2), so it is never the time of
    # rendering.
    _put_raw(component, "DTSTAMP", utc_text(entry.revised_at))
    _put_raw(component, "LAST-MODIFIED", utc_text(entry.revised_at))
    if entry.created_at is not None:
        _put_raw(component, "CREATED", utc_text(entry.created_at))
    _put_raw(component, "SEQUENCE", str(entry.sequence))


def _put_recurrence(component: Component, entry: EventEntry) -> None:
    if entry.recurrence_id is not None:
        component.add("RECURRENCE-ID", _on_the_wall(entry.recurrence_id))
    if entry.rule is not None:
        _put_raw(component, "RRULE", entry.rule.text())
    # One a line: the form that every reader knows.
    for start in entry.rdates:
        component.add("RDATE", [_on_the_wall(start)])
    for start in entry.exdates:
        component.add("EXDATE", [_on_the_wall(start)])


def _put_words(component: Component, entry: EventEntry | TaskEntry) -> None:
    _put(component, "SUMMARY", clean_line(entry.summary), LANGUAGE=entry.language)
    _put(component, "DESCRIPTION", clean(entry.description), LANGUAGE=entry.language)


def _put_tail(component: Component, entry: EventEntry | TaskEntry) -> None:
    _put_raw(component, "CLASS", entry.class_)
    _put_raw(component, "URL", entry.url)
    _put(component, "CONTACT", clean_line(entry.contact))
    for relation in entry.related:
        # PARENT is the default and some readers know no other form.
        parameters: dict[str, str] = {}
        if relation.kind != "PARENT":
            parameters["RELTYPE"] = relation.kind
        if relation.gap_days is not None:
            parameters["GAP"] = f"P{relation.gap_days}D"
        _put(component, "RELATED-TO", relation.uid, **parameters)
    for link in entry.links:
        label = clean_line(link.label).replace('"', "'")
        named = {"LABEL": label} if label else {}
        _put_raw(component, "LINK", link.uri, VALUE="URI", LINKREL="SOURCE", **named)
    for group in entry.groups:
        _put(component, "REFID", clean_line(group))
    _put_raw(component, "COLOR", entry.color)
    _put(component, "X-COMMITMENT-MONITOR-EDTF", clean_line(entry.edtf))


def _put(component: Component, name: str, text: str, **parameters: str) -> None:
    """Add a TEXT property, already cleaned; an empty one is left out."""
    _put_raw(component, name, escaped(text), **parameters)


def _put_list(component: Component, name: str, texts: Iterable[str]) -> None:
    lines = [clean_line(text) for text in texts]
    _put_raw(component, name, ",".join(escaped(line) for line in lines if line))


def _put_raw(component: Component, name: str, value: str, **parameters: str) -> None:
    if value:
        component.add(name, vInline(value, params=parameters), encode=False)


def _bytes(component: Component) -> bytes:
    rendered: bytes = component.to_ical(sorted=False)
    return rendered


def _span(entry: EventEntry) -> list[date | datetime]:
    """Start and end as written. What repeats does so by the clock of its zone, whatever is said
    twice or skipped on its first day.
    """
    moments = [entry.start, entry.end]
    if entry.rule is not None:
        return [_on_the_wall(moment) for moment in moments]
    return _written(moments)


def _written(moments: list[date | datetime]) -> list[date | datetime]:
    """The moments as they can be written: in their zone, or all in UTC where local time cannot say
    which is meant.

    Where clocks go back a local time is the first of two (RFC 5545, 3.3.5), so the second is
    unwritable; and as ical.js, node-ical and libical read it as the second, so is the first.
    """
    placed = [_placed(moment) for moment in moments]
    if any(isinstance(moment, datetime) and _comes_twice(moment) for moment in placed):
        return [
            moment.astimezone(UTC) if isinstance(moment, datetime) else moment for moment in placed
        ]
    return placed


def _comes_twice(moment: datetime) -> bool:
    """Whether the clocks show this time twice; one that they skip is no longer here (`_placed`)."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _on_the_wall(moment: date | datetime) -> date | datetime:
    """An instance as the rule names it: by the clock, also where the clocks skip that time."""
    if not isinstance(moment, datetime):
        return moment
    if is_utc(getattr(moment.tzinfo, "key", "UTC")):
        return moment.astimezone(UTC).replace(microsecond=0)
    return moment.replace(microsecond=0, fold=0)


def _placed(moment: date | datetime) -> date | datetime:
    if not isinstance(moment, datetime):
        return moment
    key = getattr(moment.tzinfo, "key", "UTC")
    if is_utc(key):
        return moment.astimezone(UTC).replace(microsecond=0)
    # Through UTC and back, so that a time skipped when clocks go forward becomes one that exists.
    ours = moment.replace(microsecond=0, tzinfo=zone(key))
    return ours.astimezone(UTC).astimezone(zone(key))
