"""What stands on a calendar: an event or a deadline, with its look and its words."""

from dataclasses import dataclass, field
from datetime import date, tzinfo

from django.conf import settings
from django.utils.translation import get_language, npgettext, pgettext

from monitor.accounts.models import RecordStatus
from monitor.commitments.models import Commitment
from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.lanes import Stretch
from monitor.dashboard.calendar.spans import Clock, Placing, Span, span_of
from monitor.dashboard.links import commitment_url, event_url
from monitor.events.models import STATUS_LABELS, Event
from monitor.events.when import did_it_take_place
from monitor.events.workflow import EventStatus
from monitor.ical import zone

UNDECIDED = {EventStatus.MENTIONED, EventStatus.TENTATIVE}
CALLED_OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}


@dataclass(frozen=True, slots=True)
class Item:
    """One line, bar or strip of a calendar.

    `look` names its drawing (see components.css), `state` what else is to be said of it: passed,
    cancelled, postponed, held or "". `text` is what a narrow cell shows, `label` all of it in
    words. `words` are the source's on when, in `words_language`.
    """

    key: str
    ref: str
    url: str
    title: str
    language: str
    text: str
    look: str
    state: str
    span: Span
    label: str
    time: str = ""
    until: str = ""
    own_time: str = ""
    place: str = ""
    words: str = ""
    words_language: str = ""
    record: str = ""
    edtf: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_deadline(self) -> bool:
        """Whether it is a commitment's deadline, not an event."""
        return self.look in {"deadline", "overdue"}

    @property
    def stretch(self) -> Stretch:
        """The room it takes among the days: several days first, then deadlines, days, times."""
        first, last = self.span.first, self.span.last
        if first is None or last is None:
            raise ValueError(f"{self.key} has no first and last day to be drawn on.")
        return Stretch(self.key, first, last, self._rank())

    def _rank(self) -> tuple[int, ...]:
        if self.span.placing is Placing.WEEK:
            return (1,)
        if self.span.days > 1:
            return (0,)
        if self.is_deadline:
            return (2,)
        if self.span.placing is Placing.TIMED and self.span.starts is not None:
            return (4, self.span.starts.hour * 60 + self.span.starts.minute)
        return (3,)


def office() -> tzinfo:
    """The zone of the office."""
    return zone(settings.TIME_ZONE)


def span_of_event(event: Event, clock_of: tzinfo | None) -> Span:
    """Where the event is drawn by the clock of a zone, None being its own.

    Reads `current_claim`.
    """
    claim = event.current_claim
    clock = (
        Clock(claim.start_time, claim.end_time, claim.zone)
        if claim is not None and claim.start_time is not None
        else None
    )
    return span_of(
        edtf=event.edtf,
        earliest=event.earliest,
        latest=event.latest,
        exact=event.exact,
        clock=clock,
        zone=clock_of,
    )


def event_item(
    event: Event,
    *,
    today: date,
    clock_of: tzinfo | None,
    words_language: str = "",
    asks: bool = True,
) -> Item:
    """The event as a calendar shows it, by the clock of a zone, None being its own.

    Reads `current_claim`, `host` and `place` with country. `asks`: whether one that has passed asks
    if it took place.
    """
    language = get_language() or "en"
    title, title_language = event.title_in(language)
    span = span_of_event(event, clock_of)
    state = _state(event, span, today, asks=asks)
    place = event.place.name_in(language) if event.place else ""
    time, until, own = _times(event, span, clock_of)
    record = "" if event.record == RecordStatus.PUBLISHED else event.get_record_display()
    when = _spoken(span, time, until)
    status = _status_words(event, state)
    return Item(
        key=event.ref,
        ref=event.ref,
        url=event_url(event),
        title=title,
        language=title_language,
        text=f"{title}, {place}" if place and span.fixed and span.days > 1 else title,
        look=_look(event, span, state),
        state=state,
        span=span,
        label=", ".join(part for part in (when, title, place, status, record) if part),
        time=time,
        until=until,
        own_time=own,
        place=event.place.address_in(language) if event.place else "",
        words=event.current_claim.words if event.current_claim and not span.fixed else "",
        words_language=words_language,
        record=record,
        edtf=event.edtf,
        notes=[] if state or event.status == EventStatus.CONFIRMED else [_label(event)],
    )


def _state(event: Event, span: Span, today: date, *, asks: bool) -> str:
    if event.status in CALLED_OFF or event.status == EventStatus.HELD:
        return event.status
    # A moment far to the west may still be to come where the office stands.
    over = span.last is not None and span.last < today
    asked = event.record == RecordStatus.PUBLISHED and did_it_take_place(event, today=today)
    return "passed" if asks and asked and over else ""


def _look(event: Event, span: Span, state: str) -> str:
    if not span.fixed:
        return "imprecise"
    if state in {"cancelled", "postponed", "passed"}:
        return state
    if event.status in UNDECIDED:
        return "tentative"
    if settings.HOME_ACTOR and event.host is not None and event.host.code == settings.HOME_ACTOR:
        return "followed"
    return "timed" if span.placing is Placing.TIMED else "all-day"


def _status_words(event: Event, state: str) -> str:
    if state == "passed":
        return pgettext("event", "did it take place?")
    return _label(event).lower()


def _label(event: Event) -> str:
    return str(STATUS_LABELS[EventStatus(event.status)])


def _times(event: Event, span: Span, clock_of: tzinfo | None) -> tuple[str, str, str]:
    """The time and the end as shown, and the city whose time it is or what the source says, where
    that is not the clock of the page.
    """
    claim = event.current_claim
    if span.starts is None or claim is None:
        return "", "", ""
    until = wording.clock(span.ends) if span.ends else ""
    if clock_of is None:
        own = pgettext("time zone", "%(city)s time") % {"city": wording.city_of(claim.zone)}
        return wording.clock(span.starts), until, own
    there = span.starts.astimezone(zone(claim.zone))
    if there.replace(tzinfo=None) == span.starts.replace(tzinfo=None):
        return wording.clock(span.starts), until, ""
    own = pgettext("time", "%(time)s in %(city)s") % {
        "time": wording.clock(there),
        "city": wording.city_of(claim.zone),
    }
    return wording.clock(span.starts), until, own


def _spoken(span: Span, time: str, until: str) -> str:
    if not span.fixed or span.first is None or span.last is None:
        return wording.spoken_open_days(span)
    days = wording.spoken_days(span.first, span.last)
    if not time:
        return days
    times = pgettext("times", "%(from)s to %(to)s") % {"from": time, "to": until} if until else time
    return f"{days}, {times}"


def deadline_item(commitment: Commitment, *, late: int, unseen: int, today: date) -> Item:
    """The last day of a commitment's deadline; it has one.

    `late` counts its follow-ups that are overdue, `unseen` those past due that nobody looked at.
    """
    last = commitment.latest_on
    if last is None:
        raise ValueError(f"{commitment.ref} has no deadline to be drawn.")
    title, title_language = commitment.title_in(get_language() or "en")
    notes = _deadline_notes(late, unseen)
    said = notes or [pgettext("calendar", "deadline") if last >= today else _done()]
    label = pgettext("calendar", "%(day)s, deadline of %(ref)s, %(title)s") % {
        "day": wording.spoken_days(last, last), "ref": commitment.ref, "title": title,
    }  # fmt: skip
    return Item(
        key=commitment.ref,
        ref=commitment.ref,
        url=commitment_url(commitment.number),
        title=title,
        language=title_language,
        text=f"{commitment.ref}: {said[0]}",
        look="overdue" if late else "deadline",
        state="",
        span=Span(Placing.DAYS, last, last),
        label=", ".join([label, *notes]),
        words=commitment.deadline_words,
        notes=notes,
    )


def _done() -> str:
    return pgettext("calendar", "deadline passed")


def _deadline_notes(late: int, unseen: int) -> list[str]:
    notes = []
    if late:
        notes.append(npgettext("calendar", "%(n)d overdue", "%(n)d overdue", late) % {"n": late})
    if unseen:
        notes.append(
            npgettext("calendar", "%(n)d due, not assessed", "%(n)d due, not assessed", unseen)
            % {"n": unseen}
        )
    return notes
