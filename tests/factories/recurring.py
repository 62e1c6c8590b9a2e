"""Recurring events of the tests, made through the operations."""

from datetime import date, datetime
from typing import Any

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events import operations
from monitor.events.models import Event
from monitor.events.recurring import Occurrence
from monitor.ical.recurrence import parse_rule
from tests.cast import NOW
from tests.factories.events import claim, event, notice

DASHBOARD = {"at": NOW, "via": Door.DASHBOARD}


def fresh(made: Event) -> Event:
    return Event.objects.select_related("current_claim").get(pk=made.pk)


def repeat(made: Event, rule: str, *, by: User, at: datetime = NOW) -> Event:
    """The event under this rule."""
    acts = {"by": by, "at": at, "via": Door.DASHBOARD}
    edition = fresh(made).edition
    operations.repeat_event(event=made, rule=parse_rule(rule), edition=edition, **acts)
    return fresh(made)


def recurring(by: User, edtf: str, rule: str, *, clock: Any = None, **fields: Any) -> Event:
    """An event that takes place again by `rule`; `clock` are times of day in a zone."""
    made = event(by, **fields)
    claim(made, edtf, by=by, **(clock or {}))
    return repeat(made, rule, by=by)


def act(name: str, made: Event, day: str, *, by: User, at: datetime = NOW, **given: Any) -> Any:
    """`move`, `cancel`, `restore` the instance of a day by a notice; or `leave_out`, `add` it."""
    if name in {"move", "cancel", "restore"}:
        given.setdefault("document", notice(by))
    if name == "leave_out":
        given.setdefault("reason", "A holiday.")
    if "to" in given and isinstance(given["to"], str):
        given["to"] = operations.Placing(date.fromisoformat(given["to"]))
    day_field = "on" if name == "add" else "original_on"
    return getattr(operations, f"{name}_instance")(
        event=made,
        edition=fresh(made).edition,
        by=by,
        at=at,
        via=Door.DASHBOARD,
        **{day_field: date.fromisoformat(day)},
        **given,
    )


def days(made: Event, until: str = "9999-12-31") -> list[str]:
    """The days on which it stands in calendars, of its rows, up to `until`."""
    rows = Occurrence.objects.standing().filter(event=made, starts_on__lte=until)
    return [row.starts_on.isoformat() for row in rows.order_by("starts_on", "original_on")]
