"""Items of the record as entries of a calendar. The rules are those of the feed's default profile.

An entry shows nothing that is less open than its item, so that it never depends on its reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import override, pgettext

from monitor.accounts.models import OPENNESS, RecordStatus, Visibility, VisibleModel
from monitor.commitments.models import Commitment, DeadlineKind
from monitor.commitments.workflow import Validity
from monitor.dates import PartialDate, Precision, parse
from monitor.events.date_history import awaits_date
from monitor.events.models import STATUS_LABELS, DateClaim, Event
from monitor.events.workflow import EventStatus
from monitor.ical import Classification, EventEntry, Relation, RelationKind
from monitor.ical import EventStatus as EntryStatus
from monitor.sources.models import Document, Passage
from monitor.subscriptions.instances import (
    Repeated,
    decided_of,
    last_day,
    override_entries,
    repeated,
)
from monitor.subscriptions.placing import (
    DAY,
    MARKED,
    OpenDates,
    Placed,
    place_days,
    place_times,
)
from monitor.subscriptions.wording import (
    certain,
    deadline_summary,
    event_summary,
    joined,
    quote_lines,
    stated_line,
    status_line,
)

# How long a cancelled entry stays, so that every calendar has heard of it.
CANCELLED_STAYS = timedelta(days=90)

_CLASSES: dict[str, Classification] = {
    Visibility.PUBLIC: "PUBLIC",
    Visibility.STAFF: "PRIVATE",
    Visibility.RESTRICTED: "CONFIDENTIAL",
}
_ENTRY_STATUS: dict[str, EntryStatus] = {
    EventStatus.MENTIONED: "TENTATIVE",
    EventStatus.TENTATIVE: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class _When:
    """The date an event is shown at, and whether it is only where it stood before."""

    partial: PartialDate
    claim: DateClaim | None
    put_off: bool = False

    def placed(self, shown: OpenDates) -> Placed | None:
        claim = self.claim
        times: tuple[time | None, time | None, str] = (None, None, "")
        if claim is not None:
            times = (claim.start_time, claim.end_time, claim.zone)
        return place_times(self.partial, *times, shown)

    def recurs(self, event: Event) -> bool:
        """Whether the rule counts from here: it does from the event's own exact date."""
        return self.claim == event.current_claim and self.partial.is_exact


def event_entry(
    event: Event, language: str, *, revised_at: datetime, shown: OpenDates = MARKED
) -> EventEntry | None:
    """The VEVENT of an event in `language`; None where a calendar has no place for it.

    None for a duplicate, and for a date coarser than a month unless `shown` has a place for it.
    `revised_at`, in UTC, is the moment of the change that last altered it. Read the event through
    `queries.events_to_render`.
    """
    when = _when(event, shown)
    placed = when.placed(shown)
    if event.status == EventStatus.SUPERSEDED or placed is None:
        return None
    with override(language):
        return _event_entry(event, language, when, placed, revised_at)


def _event_entry(
    event: Event, language: str, when: _When, placed: Placed, revised_at: datetime
) -> EventEntry:
    title, title_language = event.title_in(language)
    status: EntryStatus = "CANCELLED" if when.put_off else _ENTRY_STATUS[event.status]
    status = certain(when.partial, status)
    place = event.place if event.place is not None and as_open(event.place, event) else None
    address = event_address(event)
    again = repeated(event, placed) if when.recurs(event) else Repeated()
    return EventEntry(
        uid=str(event.uuid),
        revised_at=revised_at,
        created_at=event.created_at,
        sequence=event.sequence,
        start=placed.start,
        end=placed.end,
        summary=event_summary(
            title,
            when.partial,
            language,
            cancelled=event.status == EventStatus.CANCELLED,
            postponed=event.status == EventStatus.POSTPONED,
        ),
        language=title_language,
        description=joined(_event_lines(event, when, placed, address)),
        location=place.address_in(language) if place else "",
        geo=(float(place.latitude), float(place.longitude))
        if place and place.latitude is not None and place.longitude is not None
        else None,
        categories=tuple(_categories(event, language)),
        status=status,
        busy="TENTATIVE" if status == "TENTATIVE" else "FREE",
        class_=class_of(event),
        url=address,
        related=(
            *relations([event.parent], event),
            *relations(event.parts.all(), event, "CHILD"),
        ),
        edtf=when.partial.edtf,
        rule=again.rule,
        rdates=again.rdates,
        exdates=again.exdates,
    )


def instance_entries(event: Event, entry: EventEntry, language: str) -> tuple[EventEntry, ...]:
    """The entries of moved and cancelled instances beside `entry`, that of the recurring event."""
    placed = _when(event, MARKED).placed(MARKED)
    if entry.rule is None or placed is None:
        return ()
    named = {row.document for row in decided_of(event) if row.document is not None}
    shown = {document for document in named if as_open(document, event)}
    return override_entries(event, entry, placed, language, shown)


def event_leaves_on(event: Event) -> date | None:
    """The first day without the entry: 90 days after a cancellation or the last day, the later."""
    if event.status != EventStatus.CANCELLED:
        return None
    days = [day for day in (event.cancelled_on, last_day(event)) if day is not None]
    if not days or date.max - max(days) < CANCELLED_STAYS:
        return None
    return max(days) + CANCELLED_STAYS


def deadline_entry(
    commitment: Commitment, language: str, *, revised_at: datetime, shown: OpenDates = MARKED
) -> EventEntry | None:
    """The VEVENT of a commitment's deadline, all day on the last possible day.

    None without a stated deadline, where it is known only to the year unless `shown` has a place
    for it, or where the text is not in force. Nothing of how anybody stands to it is said. Read
    through `queries.deadlines_to_render`.
    """
    dated, last = deadline_date(commitment, shown), commitment.latest_on
    if dated is None or last is None or commitment.validity != Validity.IN_FORCE:
        return None
    partial, edtf = dated
    with override(language):
        title, title_language = commitment.title_in(language)
        trigger = commitment.deadline_event
        address = commitment_address(commitment)
        return EventEntry(
            uid=str(commitment.uuid),
            revised_at=revised_at,
            created_at=commitment.created_at,
            # A deadline that hangs on an event moves with it, without an edit of its own.
            sequence=commitment.edition - 1 + (trigger.sequence if trigger else 0),
            start=last,
            end=last + DAY,
            summary=deadline_summary(title, partial, language),
            language=title_language,
            description=joined(deadline_lines(commitment, address)),
            categories=("DEADLINE",),
            status="CONFIRMED",
            class_=class_of(commitment),
            url=address,
            related=tuple(relations([trigger], commitment)),
            edtf=edtf,
        )


def as_open(other: VisibleModel, item: VisibleModel) -> bool:
    """Whether all who may see `item` may see `other`, and `other` stands in the record."""
    if getattr(other, "record", RecordStatus.PUBLISHED) != RecordStatus.PUBLISHED:
        return False
    if other.visibility != Visibility.RESTRICTED:
        return OPENNESS[other.visibility] <= OPENNESS[item.visibility]
    desks = {desk.pk for desk in item.desks.all()}
    return item.visibility == Visibility.RESTRICTED and desks <= {
        desk.pk for desk in other.desks.all()
    }


def class_of(item: VisibleModel) -> Classification:
    """CLASS: how open the item is."""
    return _CLASSES[item.visibility]


def event_address(event: Event) -> str:
    """The public page where there is one, else the page behind sign-in."""
    return f"{settings.SITE_URL}/{'e' if _is_public(event) else 'events'}/{event.ref}/"


def commitment_address(commitment: Commitment) -> str:
    """The public page where there is one, else the page behind sign-in."""
    page = "c" if _is_public(commitment) else "commitments"
    return f"{settings.SITE_URL}/{page}/{commitment.ref}/"


def _is_public(item: Event | Commitment) -> bool:
    return item.visibility == Visibility.PUBLIC and item.record == RecordStatus.PUBLISHED


def _when(event: Event, shown: OpenDates) -> _When:
    """The current date; for an event put off without a new window, the one it stood at."""
    current = _When(parse(event.edtf), event.current_claim)
    if event.status != EventStatus.POSTPONED or _window_known(event, current, shown):
        return current
    others = (_When(parse(claim.edtf), claim, put_off=True) for claim in event.claims.all())
    candidates = (_When(current.partial, current.claim, put_off=True), *others)
    return next((when for when in candidates if when.placed(shown) is not None), candidates[0])


def _window_known(event: Event, current: _When, shown: OpenDates) -> bool:
    """Whether the current date was recorded after the last postponement, and has a place."""
    return not awaits_date(event) and current.placed(shown) is not None


def _event_lines(event: Event, when: _When, placed: Placed, address: str) -> Iterable[str]:
    if when.put_off:
        yield pgettext("feed description", "New date awaited.")
    passages = (mention.passage for mention in event.mentions.all())
    yield from _quoted(passages, event)
    if when.claim is not None:
        source = when.claim.document
        yield stated_line(when.claim.words, _shown(source, event))
    if not placed.end_stated:
        yield pgettext("feed description", "The end is not stated: shown as one hour.")
    yield status_line(str(STATUS_LABELS[EventStatus(event.status)]))
    yield address


def deadline_lines(commitment: Commitment, address: str) -> Iterable[str]:
    """What is said of a deadline, the page's address last; nothing of how anybody stands to it."""
    yield from _quoted((quote.passage for quote in commitment.quotes.all()), commitment)
    if commitment.addressee_words:
        yield pgettext("feed description", "Addressed to: %(addressees)s.") % {
            "addressees": commitment.addressee_words
        }
    if commitment.deadline_words:
        yield pgettext("feed description", "Deadline as stated: “%(words)s”.") % {
            "words": commitment.deadline_words
        }
    yield address


def _quoted(passages: Iterable[Passage], item: VisibleModel) -> list[str]:
    """The leading words among those that may be shown; they come leading first."""
    shown = (passage for passage in passages if _shown(passage.version.document, item))
    leading = next(shown, None)
    return quote_lines(leading) if leading is not None else []


def _shown(document: Document | None, item: VisibleModel) -> Document | None:
    return document if document is not None and as_open(document, item) else None


def _categories(event: Event, language: str) -> Iterable[str]:
    yield str(event.get_kind_display())
    if event.organiser is not None:
        yield event.organiser.name_in(language)
    if event.series is not None:
        yield event.series.name_in(language)


def relations(
    others: Iterable[Event | None], item: VisibleModel, kind: RelationKind = "PARENT"
) -> Iterable[Relation]:
    """Those of `others` that may be named beside `item`."""
    for other in others:
        if other is not None and as_open(other, item):
            yield Relation(str(other.uuid), kind)


def deadline_date(commitment: Commitment, shown: OpenDates) -> tuple[PartialDate, str] | None:
    """The date as shown and its EDTF value, where the last possible day is known to a month.

    Or to a year, where that is shown.
    """
    last, trigger = commitment.latest_on, commitment.deadline_event
    if commitment.deadline_kind == DeadlineKind.NONE or last is None or last == date.max:
        return None
    if trigger is None or not trigger.edtf:
        stated = parse(commitment.deadline_edtf)
        if stated.precision is Precision.BOUND:
            stated = parse(commitment.deadline_edtf.strip("[]/."))
        return (stated, commitment.deadline_edtf) if place_days(stated, shown) else None
    counted_from = parse(trigger.edtf)
    if place_days(counted_from, shown) is None:
        return None
    if commitment.deadline_kind != DeadlineKind.RELATIVE:
        return counted_from, counted_from.edtf
    day = last.isoformat()
    reached = parse(day if counted_from.is_exact else f"[..{day}]")
    return reached, reached.edtf
