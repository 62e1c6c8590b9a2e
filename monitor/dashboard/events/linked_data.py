"""A public event as data for machines: JSON-LD of schema.org/Event.

Sources: https://schema.org/Event, EventStatusType, Date (ISO 8601, reduced precision included).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString

from monitor.actors.models import Actor, Place
from monitor.dates import PartialDate, parse
from monitor.events.date_history import Step, Stood, awaits_date, dates_that_stood
from monitor.events.models import DateClaim, Event
from monitor.events.queries import parts_of
from monitor.events.workflow import EventStatus
from monitor.subscriptions.entries import as_open, event_address
from monitor.subscriptions.placing import place_times

SCHEMA = "https://schema.org"
# None of these can end the element that holds the data (HTML, 4.12.1.3).
_ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
_SURE = frozenset({EventStatus.CONFIRMED, EventStatus.HELD})


def linked_data(event: Event, claims: Sequence[DateClaim], language: str) -> SafeString:
    """The event as JSON, safe inside a script element; `claims` are those anybody may see."""
    text = json.dumps(described(event, claims, language), ensure_ascii=False)
    return SafeString(text.translate(_ESCAPES))


def described(event: Event, claims: Sequence[DateClaim], language: str) -> dict[str, Any]:
    """The event's properties; what is not known is left out, never guessed."""
    nobody = AnonymousUser()
    stood = dates_that_stood(event, claims)
    known = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": event_address(event),
        "identifier": str(event.uuid),
        "url": event_address(event),
        "name": event.title_in(language)[0],
        "description": event.summary,
        **_dates(event),
        **_status(event, stood),
        "location": _place(event, language),
        "organizer": _body(event.organiser, language),
        "superEvent": _other(event.parent, event, language),
        "subEvent": [_other(part, event, language) for part in parts_of(event, nobody)],
    }
    return {name: value for name, value in known.items() if value not in ("", None, [], {})}


def reduced(partial: PartialDate) -> str:
    """The finest ISO 8601 date that all possible days share: a day, a month or a year; else ""."""
    first, last = partial.earliest, partial.latest
    if first is None or last is None or date.max in {first, last}:
        return ""
    if partial.is_exact:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y}" if first.year == last.year else ""


def _dates(event: Event) -> dict[str, str]:
    """Start and end; the end only where the days are known, or its time is stated."""
    if not event.edtf or awaits_date(event):
        return {}
    partial, claim = parse(event.edtf), event.current_claim
    if not partial.is_exact or claim is None:
        return {"startDate": reduced(partial)}
    placed = place_times(partial, claim.start_time, claim.end_time, claim.zone)
    if placed is None:
        return {"startDate": reduced(partial)}
    if not isinstance(placed.start, datetime):
        return {"startDate": placed.start.isoformat(), "endDate": placed.last_on.isoformat()}
    ends = {"endDate": placed.end.isoformat()} if placed.end_stated else {}
    return {"startDate": placed.start.isoformat(), **ends}


def _status(event: Event, stood: Sequence[Stood]) -> dict[str, Any]:
    """What became of it, and at which dates it stood before; nothing for what is not decided."""
    before = list(_before(event, stood))
    if event.status == EventStatus.CANCELLED:
        status = "EventCancelled"
    elif awaits_date(event):
        status = "EventPostponed"
    elif before:
        status = "EventRescheduled"
    elif event.status in _SURE:
        status = "EventScheduled"
    else:
        return {}
    return {"eventStatus": f"{SCHEMA}/{status}", "previousStartDate": before}


def _before(event: Event, stood: Sequence[Stood]) -> Iterable[str]:
    """The dates that an official word gave and another then moved; that of one put off too."""
    for each, following in pairwise(stood):
        if following.step is Step.MOVED and each.claim is not None and each.claim.official:
            yield from filter(None, [reduced(parse(each.edtf))])
    if awaits_date(event) and event.edtf:
        yield from filter(None, [reduced(parse(event.edtf))])


def _place(event: Event, language: str) -> dict[str, Any]:
    place: Place | None = event.place
    if place is None or not as_open(place, event):
        return {}
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.name_in(language),
        "addressCountry": place.country_words
        or (place.country.name_in(language) if place.country else ""),
    }
    known: dict[str, Any] = {
        "@type": "Place",
        "name": place.venue or place.name_in(language),
        "address": {name: value for name, value in address.items() if value},
    }
    if place.latitude is not None and place.longitude is not None:
        known["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(place.latitude),
            "longitude": float(place.longitude),
        }
    return known


def _body(actor: Actor | None, language: str) -> dict[str, str]:
    return {"@type": "Organization", "name": actor.name_in(language)} if actor else {}


def _other(other: Event | None, event: Event, language: str) -> dict[str, Any]:
    """Another event by name and address, where all who see this one may see it."""
    if other is None or not as_open(other, event):
        return {}
    return {
        "@type": "Event",
        "@id": event_address(other),
        "url": event_address(other),
        "name": other.title_in(language)[0],
        **_dates(other),
    }
