"""Events of the tests, made through the operations."""

from datetime import datetime
from itertools import count
from typing import Any

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import DateClaim, Event
from monitor.events.operations import claim_date, create_event, move_event
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document
from tests.cast import NOW
from tests.factories.sources import document

_numbers = count(1)


def event(by: User, *, source: Document | None = None, at: datetime = NOW, **fields: Any) -> Event:
    """An event that rests on an official document (`source`, else a new one)."""
    given = {"kind": "meeting", "title": f"Meeting {next(_numbers)}", **fields}
    if "passage" not in given and "documents" not in given:
        given["documents"] = [source or notice(by)]
    return create_event(by=by, at=at, via=Door.DASHBOARD, **given)


def notice(by: User, **fields: Any) -> Document:
    """A reference to an official document, which any move may rest on."""
    return document(by, official=True, **fields)


def claim(event: Event, edtf: str, *, by: User, at: datetime = NOW, **fields: Any) -> DateClaim:
    """One source's word on the event's date; without a document, on a note."""
    given = {"words": edtf or "this week", "note": "Heard by telephone.", **fields}
    made = claim_date(event=event, edtf=edtf, by=by, at=at, via=Door.DASHBOARD, **given)
    event.refresh_from_db()
    return made


def dated(by: User, edtf: str, **fields: Any) -> Event:
    """An event on these days."""
    made = event(by, **fields)
    claim(made, edtf, by=by)
    return made


def move(event: Event, to: EventStatus, *, by: User, at: datetime = NOW, **fields: Any) -> Event:
    """The event at the status `to`; `fields` replaces what a move may need."""
    given = {"seen_status": event.status, "reason": "As announced.", **fields}
    if "document" not in given and "passage" not in given:
        given["document"] = notice(by)
    move_event(event=event, to=to, by=by, at=at, via=Door.DASHBOARD, **given)
    event.refresh_from_db()
    return event
