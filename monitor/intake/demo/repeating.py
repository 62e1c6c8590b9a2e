"""The demonstration's recurring events: their rules, and times that were moved or called off."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from monitor.events.models import Event
from monitor.events.operations import (
    Placing,
    add_instance,
    cancel_instance,
    leave_out_instance,
    move_instance,
    repeat_event,
)
from monitor.events.repeating import DAY
from monitor.ical.recurrence import parse_rule
from monitor.intake.demo.writing import Stage

RULED_AGO, DECIDED_AGO = 40, 9
WHY = "Invented: as the notice has it."


@dataclass(frozen=True, slots=True)
class Repeat:
    """An event and its rule. The numbers count its times from the first, which is 0."""

    key: str
    rule: str
    moved: tuple[tuple[int, int], ...] = ()  # (which, days on)
    cancelled: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    added: tuple[tuple[int, int], ...] = ()  # (after which, days on)


REPEATS = (
    Repeat(
        "weekly",
        "FREQ=WEEKLY",
        moved=((5, 1), (9, -2)),
        cancelled=(6,),
        left_out=(8,),
        added=((10, 3),),
    ),
    Repeat("monthly", "FREQ=MONTHLY;INTERVAL=2;COUNT=6"),
)


def enter_repeats(stage: Stage) -> None:
    """Put each rule, and what was decided on single times, on their days."""
    for row in REPEATS:
        stage.script.on(RULED_AGO, partial(_repeat, stage, row))
        stage.script.on(DECIDED_AGO, partial(_decide, stage, row))


def _repeat(stage: Stage, row: Repeat) -> None:
    event = _now(stage, row)
    acts = stage.script.as_(stage.cast["desk"])
    repeat_event(event=event, rule=parse_rule(row.rule), edition=event.edition, **acts)


def _decide(stage: Stage, row: Repeat) -> None:
    days = [each.original_on for each in _now(stage, row).occurrences.order_by("original_on")[:20]]
    notice: dict[str, Any] = {"document": stage.documents["notice"], "reason": WHY}
    acts = stage.script.as_(stage.cast["desk"])
    for which, on in row.moved:
        to = Placing(days[which] + on * DAY)
        move_instance(to=to, **_instance(stage, row, days[which]), **notice, **acts)
    for which in row.cancelled:
        cancel_instance(**_instance(stage, row, days[which]), **notice, **acts)
    for which in row.left_out:
        given = _instance(stage, row, days[which])
        leave_out_instance(**given, reason="Invented: a holiday.", **acts)
    for which, on in row.added:
        event = _now(stage, row)
        add_instance(event=event, edition=event.edition, on=days[which] + on * DAY, **acts)


def _instance(stage: Stage, row: Repeat, original_on: date) -> dict[str, Any]:
    event = _now(stage, row)
    return {"event": event, "edition": event.edition, "original_on": original_on}


def _now(stage: Stage, row: Repeat) -> Event:
    return Event.objects.select_related("current_claim").get(pk=stage.events[row.key].pk)
