"""The times of a recurring event as its page lists them, each with what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.dashboard.due import day_words, edtf_words
from monitor.dashboard.events.cable import source_words
from monitor.dashboard.events.rule_words import rule_words
from monitor.dashboard.events.wording import clock_words
from monitor.dashboard.links import document_url
from monitor.events.models import Event
from monitor.events.queries import Reader, instances_of, left_over
from monitor.events.recurring import Occurrence, OccurrenceSource, OccurrenceState, Recurrence
from monitor.events.repeating import rule_of
from monitor.sources.models import Document

SHOWN = 10
S = OccurrenceState


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done: the last part of its address, and its words."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One time. `state` and `chip` are "" where nothing is to be said; `was` is its first day."""

    day: str
    time: str
    state: str
    label: str
    was: str
    why: str
    source: str
    source_url: str
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an event recurs: in words, as a rule, its next times, and what no longer fits."""

    words: str
    rule: str
    rows: list[Row]
    left_out: list[Row]
    left_over: list[Row]
    later: str
    earlier: str
    continues: Event | None
    continued_by: list[Event]


def repeats_of(
    event: Event, reader: Reader, since: date, *, drafts: bool, today: date
) -> Repeats | None:
    """The times from the day `since` on; None for an event that never recurred."""
    public = not isinstance(reader, User)
    recurrence: Recurrence | None = getattr(event, "recurrence", None)
    stray = left_over(event)
    if recurrence is None and not stray:
        return None
    seen = _seen(event, reader)
    rows = instances_of(event, since, most=SHOWN + 1) if recurrence is not None else []
    left_out = event.occurrences.filter(state=S.LEFT_OUT, fits=True).order_by("original_on")
    others = Event.objects.visible_to(reader)
    before = others.filter(continued_by__event=event).first()
    after = others.filter(recurrence__continues=event).order_by("earliest")
    later = rows[SHOWN].starts_on.isoformat() if len(rows) > SHOWN else ""
    return Repeats(
        words=rule_words(rule_of(recurrence), event.earliest)
        if recurrence and event.earliest
        else "",
        rule=recurrence.rule if recurrence else "",
        rows=[_row(event, row, seen, drafts=drafts, public=public) for row in rows[:SHOWN]],
        left_out=[_row(event, row, seen, drafts=drafts, public=public) for row in left_out[:SHOWN]],
        left_over=[_row(event, row, seen, drafts=False, public=public) for row in stray],
        later=later,
        earlier=_earlier(event, since, today),
        continues=before,
        continued_by=list(after[:SHOWN]),
    )


def _earlier(event: Event, since: date, today: date) -> str:
    """A day from which the list shows what came before."""
    if event.earliest is None or since <= event.earliest:
        return ""
    step = since - timedelta(days=366)
    return max(event.earliest, step if since <= today else today).isoformat()


def _seen(event: Event, reader: Reader) -> set[int]:
    named = event.occurrences.filter(document__isnull=False).values("document")
    seen = Document.objects.visible_to(reader).filter(pk__in=named)
    return set(seen.values_list("pk", flat=True))


def _row(event: Event, row: Occurrence, seen: set[int], *, drafts: bool, public: bool) -> Row:
    document = row.document if row.document_id in seen else None
    moved = row.state == S.MOVED
    return Row(
        day=edtf_words(row.edtf),
        time=clock_words(row),
        state=row.state if row.state != S.SCHEDULED else "",
        label=_label(row),
        was=day_words(row.original_on) if moved else "",
        why=row.reason,
        source=source_words(document) if document else "",
        source_url=document_url(document) if document and not public else "",
        actions=actions(event, row) if drafts else [],
    )


def _label(row: Occurrence) -> str:
    if row.state != S.SCHEDULED:
        return str(S(row.state).label)
    return str(OccurrenceSource.EXTRA.label) if row.source == OccurrenceSource.EXTRA else ""


def actions(event: Event, row: Occurrence) -> list[Action]:
    """What may be done with one instance, by its state."""
    words = {
        "move": pgettext("instance act", "Move"),
        "cancel": pgettext("instance act", "Cancel"),
        "leave-out": pgettext("instance act", "Leave out"),
        "restore": pgettext("instance act", "Restore"),
        "from": pgettext("instance act", "Another rule from here"),
    }
    match row.state:
        case S.SCHEDULED:
            offered: Sequence[str] = ["move", "cancel", "leave-out"]
            if event.earliest is not None and row.original_on > event.earliest:
                offered = [*offered, "from"]
        case S.MOVED:
            offered = ["move", "cancel", "restore"]
        case S.CANCELLED:
            offered = ["restore"]
        case _:
            offered = ["restore"]
    day = row.original_on.isoformat()
    return [
        Action(reverse("dashboard:event_instance", args=[event.number, day, act]), words[act])
        for act in offered
    ]
