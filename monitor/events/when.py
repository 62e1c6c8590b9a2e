"""What an event's possible days mean on a given day. No Django; "today" is the office's day."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from monitor.dates import Precision, parse
from monitor.events.workflow import EventStatus


class Dated(Protocol):
    """What these questions read of an event."""

    @property
    def edtf(self) -> str: ...
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...
    @property
    def exact(self) -> bool: ...
    @property
    def status(self) -> str: ...


class Moment(StrEnum):
    """Where an event's days lie."""

    UNKNOWN = "unknown"
    AHEAD = "ahead"
    POSSIBLE = "possible"  # some of its possible days have come, its day is open
    RUNNING = "running"
    PAST = "past"


def moment(event: Dated, *, today: date) -> Moment:
    """Where its days lie. An event is past once its last possible day is, never before."""
    if event.earliest is None and event.latest is None:
        return Moment.UNKNOWN
    if event.latest is not None and event.latest < today:
        return Moment.PAST
    if event.earliest is not None and event.earliest > today:
        return Moment.AHEAD
    return Moment.RUNNING if event.exact else Moment.POSSIBLE


def did_it_take_place(event: Dated, *, today: date) -> bool:
    """Whether somebody has to answer: confirmed, and its last possible day has passed."""
    return event.status == EventStatus.CONFIRMED and moment(event, today=today) is Moment.PAST


def could_be_any_day(event: Dated) -> bool:
    """Whether the days shown are a span in which it falls, not the days it fills."""
    return bool(event.edtf) and not event.exact


def precision(event: Dated) -> Precision:
    """How finely the date is known; UNKNOWN without one."""
    return parse(event.edtf).precision
