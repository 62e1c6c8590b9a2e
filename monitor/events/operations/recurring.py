"""The rule by which an event takes place again: setting, ending, and another from a day on."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile
from monitor.events.models import Event
from monitor.events.operations.dating import claim_date
from monitor.events.operations.entering import create_event, mention
from monitor.events.operations.locking import locked, log
from monitor.events.operations.occurrences import write_occurrences
from monitor.events.recurring import Occurrence, Recurrence
from monitor.events.refusals import RecurrenceRefused
from monitor.events.repeating import (
    DAY,
    MOST_ROWS,
    checked_rule,
    days_named,
    horizon,
    rule_of,
)
from monitor.events.workflow import ENTERING
from monitor.ical.recurrence import Rule


@transaction.atomic
def repeat_event(
    *, event: Event, rule: Rule, edition: int, by: User, at: datetime, via: Door
) -> Recurrence:
    """Let the event take place again by `rule`, in place of any rule before.

    Its first date is the event's own and must be exact and one that the rule names. What was moved,
    cancelled or left out before and no longer fits is kept and listed. Raises RecurrenceRefused,
    ChangedMeanwhile, EventRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    event = to_change(event, edition=edition, by=by)
    kept = checked_rule(rule, event)
    until = max(horizon(office_day(at)), event.earliest or date.min)
    if event.earliest and len(_all(kept, event.earliest, until)) > MOST_ROWS:
        raise RecurrenceRefused(
            pgettext("refusal", "This gives more than %(most)d instances: begin later.")
            % {"most": MOST_ROWS},
            code="too_many",
            field="rule",
        )
    found = Recurrence.objects.filter(event=event).first()
    before = found.rule if found else None
    recurrence, _ = Recurrence.objects.update_or_create(
        event=event, defaults={"rule": kept.text(), "written_until": until}
    )
    write_occurrences(event, kept, until=until)
    changed(event, "repeat", {"rule": (before, kept.text())}, by=by, at=at, via=via)
    return recurrence


@transaction.atomic
def stop_repeating(*, event: Event, edition: int, by: User, at: datetime, via: Door) -> Event:
    """Let the event take place once, on its own date.

    What was moved, cancelled, left out or added is kept and listed.
    """
    require(by, Power.DRAFT)
    event = to_change(event, edition=edition, by=by)
    recurrence = recurring(event)
    recurrence.delete()
    write_occurrences(event, None, until=recurrence.written_until)
    changed(event, "stop_repeating", {"rule": (recurrence.rule, None)}, by=by, at=at, via=via)
    return event


@transaction.atomic
def repeat_from(
    *, event: Event, on: date, rule: Rule, edition: int, by: User, at: datetime, via: Door
) -> Event:
    """Another rule for the instance of day `on` and all that follow: a new event takes over there.

    Calendars know no other way to say it. The old rule ends the day before. Refused where
    instances from `on` on were moved, cancelled, left out or added: to whom they belong, only a
    person can say. Answers with the new event.
    """
    require(by, Power.DRAFT)
    event = to_change(event, edition=edition, by=by)
    recurrence = recurring(event)
    _check_simple(event, on)
    ended = checked_rule(replace(rule_of(recurrence), count=None, until=on - DAY), event)
    repeat_event(event=event, rule=ended, edition=edition, by=by, at=at, via=via)
    new = _copied(event, on, by=by, at=at, via=via)
    repeat_event(event=new, rule=rule, edition=new.edition, by=by, at=at, via=via)
    Recurrence.objects.filter(event=new).update(continues=event)
    return new


def to_change(event: Event, *, edition: int, by: User) -> Event:
    """The event's row, locked. Raises ChangedMeanwhile where `edition` is not the one read."""
    event = locked(event, by=by)
    if event.edition != edition:
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."),
            current={"edition": event.edition},
        )
    return event


def recurring(event: Event) -> Recurrence:
    """How it recurs, locked. Raises RecurrenceRefused where it does not."""
    found = Recurrence.objects.select_for_update().filter(event=event).first()
    if found is None:
        raise RecurrenceRefused(
            pgettext("refusal", "This event takes place once."), code="not_recurring"
        )
    return found


def changed(
    event: Event,
    act: str,
    fields: dict[str, tuple[str | None, str | None]],
    *,
    by: User,
    at: datetime,
    via: Door,
    note: str = "",
) -> None:
    """The last step: each change of an instance or of the rule counts in SEQUENCE."""
    event.edition += 1
    event.sequence += 1
    event.save(update_fields=["edition", "sequence"])
    log(event, act, by=by, at=at, via=via, fields=fields, note=note)


def _all(rule: Rule, first: date, until: date) -> list[date]:
    return days_named(rule, first, first, until, most=MOST_ROWS + 1)


def _check_simple(event: Event, on: date) -> None:
    rows = Occurrence.objects.filter(event=event, fits=True)
    if event.earliest is None or on <= event.earliest or not rows.filter(original_on=on).exists():
        raise RecurrenceRefused(
            pgettext("refusal", "Choose a day of this event after its first."),
            code="no_such_instance",
            field="on",
        )
    after = rows.filter(original_on__gte=on).decided().order_by("original_on").first()
    if after is not None:
        raise RecurrenceRefused(
            pgettext(
                "refusal",
                "From that day on instances were changed one by one (%(day)s): "
                "restore them first, or begin after them.",
            )
            % {"day": after.original_on.isoformat()},
            code="changed_after",
            field="on",
        )
    if event.status not in set(ENTERING):
        raise RecurrenceRefused(
            pgettext(
                "refusal",
                "Only a mentioned, tentative or confirmed event goes on under a new rule.",
            ),
            code="status",
        )


def _copied(event: Event, on: date, *, by: User, at: datetime, via: Door) -> Event:
    """The event that takes over on day `on`: the same in all but its first date."""
    leading = event.mentions.filter(leading=True).select_related("passage__version__document")
    quoted = leading.first()
    move = event.moves.exclude(document=None).select_related("document").first()
    documents = [*event.documents.all(), *([move.document] if move and move.document else [])]
    new = create_event(
        kind=event.kind,
        title=event.title,
        status=event.status,
        visibility=event.visibility,
        desks=list(event.desks.all()),
        passage=quoted.passage if quoted and not documents else None,
        language=event.language,
        title_en=event.title_en,
        title_fr=event.title_fr,
        title_es=event.title_es,
        title_ar=event.title_ar,
        summary=event.summary,
        parent=event.parent,
        host=event.host,
        organiser=event.organiser,
        participants=list(event.participants.all()),
        place=event.place,
        topics=list(event.topics.all()),
        documents=documents,
        by=by,
        at=at,
        via=via,
    )
    if quoted is not None and documents:
        mention(event=new, passage=quoted.passage, leading=True, by=by, at=at, via=via)
    _claimed(event, new, on, by=by, at=at, via=via)
    return Event.objects.get(pk=new.pk)


def _claimed(event: Event, new: Event, on: date, *, by: User, at: datetime, via: Door) -> None:
    claim = event.current_claim
    if claim is None or claim.earliest is None or claim.latest is None:
        return
    last = on + (claim.latest - claim.earliest)
    edtf = on.isoformat() if last == on else f"{on.isoformat()}/{last.isoformat()}"
    claim_date(
        event=new,
        words=edtf,
        edtf=edtf,
        start_time=claim.start_time,
        end_time=claim.end_time,
        zone=claim.zone,
        document=claim.document,
        official=claim.official if claim.document else None,
        note=pgettext("event date", "Goes on from %(ref)s under another rule.")
        % {"ref": event.ref},
        by=by,
        at=at,
        via=via,
    )
