"""What stands on the days asked for: events and deadlines, as one person may see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor, Topic
from monitor.commitments.models import Commitment, CommitmentQuerySet, counter_of
from monitor.commitments.workflow import COUNTED, OPEN_ASSESSED, Code, Validity
from monitor.dashboard.calendar.counting import Tally, tally
from monitor.dashboard.calendar.items import Item, deadline_item, event_item, office
from monitor.dashboard.calendar.times import time_item, time_items
from monitor.events.models import DateClaim, Event, EventQuerySet
from monitor.events.queries import first_claims_of, open_claims
from monitor.events.recurring import Occurrence, OccurrenceQuerySet
from monitor.events.workflow import EventStatus
from monitor.subscriptions.calendar_filters import Filters, kept

DAY = timedelta(days=1)
# Beyond these a calendar says that it shows the first of them.
MOST_EVENTS = 300
MOST_OPEN = 60
MOST_DEADLINES = 100
MOST_CHOICES = 40
# Of a group of a year's rows, and of the times of recurring events that it counts.
MOST_ROWS = 40
MOST_TIMES = 1000
# Of a day, where many are shown: twice the lines it has, the rest is counted.
MOST_OF_A_DAY = 8

Named = TypeVar("Named", Actor, Topic)

_TITLES = ("title", "language", "title_en", "title_fr", "title_es", "title_ar")
_EVENT_COLUMNS = (
    "number", *_TITLES, "status", "record", "edtf", "earliest", "latest", "exact",
    "place__name_en", "place__name_fr", "place__name_es", "place__name_ar", "place__venue",
    "place__country_words", "place__country__name_en", "place__country__name_fr",
    "place__country__name_es", "place__country__name_ar", "host__code",
    "current_claim__words", "current_claim__start_time", "current_claim__end_time",
    "current_claim__zone", "current_claim__needs",
)  # fmt: skip
_COMMITMENT_COLUMNS = ("number", *_TITLES, "latest_on", "deadline_words")
_COUNTED_COLUMNS = (*_COMMITMENT_COLUMNS, "duty_bearer_count", *map(counter_of, COUNTED))


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on some days. `fixed` and `open` are events, the latter with no day of theirs.

    Of a day that is fuller than a page, `fixed` and `deadlines` hold the first things; `tally`
    counts all of them. `open_count` counts all without a day; `cut` says that even so there is more
    than is read.
    """

    fixed: list[Item]
    open: list[Item]
    deadlines: list[Item]
    tally: Tally
    open_count: int
    cut: bool

    def within(self, first: date, last: date) -> "Standing":
        """The part that touches the days `first` to `last`."""
        open_ = _touching(self.open, first, last)
        return Standing(
            _touching(self.fixed, first, last),
            open_,
            _touching(self.deadlines, first, last),
            self.tally.within(first, last),
            self.open_count - len(self.open) + len(open_),
            self.cut,
        )

    @property
    def in_grid(self) -> list[Item]:
        """What is drawn among the days: known days, some day of a week, deadlines."""
        return [item for item in [*self.fixed, *self.open] if item.span.in_grid] + self.deadlines

    @property
    def not_fixed(self) -> list[Item]:
        """What is drawn in the lane of dates not fixed."""
        return [item for item in self.open if not item.span.in_grid]

    def on(self, first: date, last: date) -> Counter[date]:
        """How many things are drawn or counted on each of these days."""
        found = self.tally.by_day(first, last)
        found.update(self.tally.due)
        for item in self.open:
            if item.span.in_grid and item.span.first is not None:
                found.update(item.span.first + DAY * step for step in range(item.span.days))
        return found


def _touching(items: list[Item], first: date, last: date) -> list[Item]:
    return [item for item in items if item.span.touches(first, last)]


def events_of(user: User) -> EventQuerySet:
    """The events a calendar may show this person: neither duplicates nor what is archived."""
    return Event.objects.visible_to(user).filter(kept()).exclude(status=EventStatus.SUPERSEDED)


def chosen_events(user: User, today: date, filters: Filters) -> EventQuerySet:
    """Of the events of `events_of` those that the filters choose."""
    chosen = filters.events(events_of(user), today)
    return chosen.mine(user) if filters.mine else chosen


def deadlines_of(user: User) -> CommitmentQuerySet:
    """The commitments whose deadlines stand: published and in force, as this person may see."""
    return Commitment.objects.visible_to(user).filter(
        record=RecordStatus.PUBLISHED, validity=Validity.IN_FORCE
    )


def standing(
    user: User,
    first: date,
    last: date,
    today: date,
    filters: Filters,
    *,
    clock_of: tzinfo | None,
    of_a_day: int = MOST_OF_A_DAY,
) -> Standing:
    """What stands on the days `first` to `last`, for this person, by the clock of a zone.

    At most the numbers above, and of what begins on one day `of_a_day`.
    """
    # A moment may fall on the day before or after in another zone.
    before, after = first - DAY, last + DAY
    chosen = chosen_events(user, today, filters)
    around = chosen.filter(recurrence=None)
    dated = around.on_days(before, after)
    fixed = _items(_first_of_each_day(dated, of_a_day), MOST_EVENTS, today, clock_of)
    times = time_items(
        with_columns(chosen), before, after, most=MOST_EVENTS + 1, today=today, clock_of=clock_of
    )
    unfixed = around.within_days(before, after)
    open_ = _items(unfixed.order_by(*_SOONEST_TO_END), MOST_OPEN, today, clock_of)
    due = filters.commitments(deadlines_of(user)).filter(latest_on__range=(first, last))
    deadlines = _deadlines(user, due, today, of_a_day)
    cut = len(fixed) > MOST_EVENTS or len(times) > MOST_EVENTS or len(deadlines) > MOST_DEADLINES
    return Standing(
        sorted([*fixed[:MOST_EVENTS], *times[:MOST_EVENTS]], key=_by_day),
        open_[:MOST_OPEN],
        deadlines[:MOST_DEADLINES],
        tally(dated, (item.span for item in times), due, clock_of=clock_of),
        unfixed.count() if len(open_) > MOST_OPEN else len(open_),
        cut,
    ).within(first, last)


_SOONEST_TO_END = (F("latest").asc(nulls_last=True), "pk")


def _by_day(item: Item) -> tuple[date, str]:
    return item.span.first or date.min, item.key


def _first_of_each_day(dated: EventQuerySet, most: int) -> EventQuerySet:
    """Of what begins on one day the first, as a week lays them: the longest, then by time."""
    place = Window(
        RowNumber(),
        partition_by="earliest",
        order_by=["-latest", F("current_claim__start_time").asc(nulls_first=True), "pk"],
    )
    firsts = dated.order_by().annotate(place_in_day=place).filter(place_in_day__lte=most)
    return Event.objects.filter(pk__in=firsts.values("pk")).order_by("earliest", "pk")


def with_columns(events: EventQuerySet) -> QuerySet[Event]:
    """The columns an item is made of, and the language of the source's words on when."""
    return (
        events.select_related("current_claim", "place__country", "host")
        .only(*_EVENT_COLUMNS)
        .annotate(words_language=F("current_claim__document__language"))
    )


def _items(events: EventQuerySet, most: int, today: date, clock_of: tzinfo | None) -> list[Item]:
    return [
        event_item(
            event,
            today=today,
            clock_of=clock_of,
            words_language=getattr(event, "words_language", "") or "",
        )
        for event in with_columns(events)[: most + 1]
    ]


def _deadlines(user: User, due: CommitmentQuerySet, today: date, most: int) -> list[Item]:
    place = Window(RowNumber(), partition_by="latest_on", order_by="pk")
    firsts = due.order_by().annotate(place_in_day=place).filter(place_in_day__lte=most)
    shown = Commitment.objects.filter(pk__in=firsts.values("pk")).only(*_COUNTED_COLUMNS)
    found = list(shown.order_by("latest_on", "pk")[: MOST_DEADLINES + 1])
    keys = [commitment.pk for commitment in found]
    late = set(_past(user, keys).overdue(today).values_list("pk", flat=True))
    unseen = set(_past(user, keys).due_unassessed(today).values_list("pk", flat=True))
    return [
        deadline_item(
            each,
            late=sum(each.counts[code] for code in OPEN_ASSESSED) if each.pk in late else 0,
            unseen=each.counts[Code.NOT_ASSESSED] if each.pk in unseen else 0,
            today=today,
        )
        for each in found
    ]


def _past(user: User, keys: list[int]) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(user).filter(pk__in=keys)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The item nearest to a stretch of days without any, and a day of it."""

    day: date
    item: Item


def nearest_before(user: User, first: date, today: date, filters: Filters) -> Nearest | None:
    """The last thing with a known day, or some day of a week, that ends before `first`."""
    events = _dayed(chosen_events(user, today, filters)).filter(latest__lt=first)
    event = with_columns(events).order_by("-latest", "-pk").first()
    due = filters.commitments(deadlines_of(user)).filter(latest_on__lt=first)
    commitment = due.only(*_COMMITMENT_COLUMNS).order_by("-latest_on", "-pk").first()
    found = _candidates(event, commitment, today, last=True)
    rows = _times(user, today, filters).filter(ends_on__lt=first)
    found += _nearest_time(user, rows.order_by("-ends_on", "-pk").first(), today, last=True)
    return max(found, key=lambda each: each.day, default=None)


def nearest_after(user: User, last: date, today: date, filters: Filters) -> Nearest | None:
    """The first thing with a known day, or some day of a week, that begins after `last`."""
    events = _dayed(chosen_events(user, today, filters)).filter(earliest__gt=last)
    event = with_columns(events).order_by("earliest", "pk").first()
    due = filters.commitments(deadlines_of(user)).filter(latest_on__gt=last)
    commitment = due.only(*_COMMITMENT_COLUMNS).order_by("latest_on", "pk").first()
    found = _candidates(event, commitment, today, last=False)
    rows = _times(user, today, filters).filter(starts_on__gt=last)
    found += _nearest_time(user, rows.order_by("starts_on", "pk").first(), today, last=False)
    return min(found, key=lambda each: each.day, default=None)


def _times(user: User, today: date, filters: Filters) -> OccurrenceQuerySet:
    chosen = chosen_events(user, today, filters).filter(recurrence__isnull=False)
    return Occurrence.objects.standing().filter(event__in=chosen.values("pk"))


def _nearest_time(user: User, row: Occurrence | None, today: date, *, last: bool) -> list[Nearest]:
    if row is None:
        return []
    row.event = with_columns(events_of(user)).get(pk=row.event_id)
    return [
        Nearest(
            row.ends_on if last else row.starts_on, time_item(row, today=today, clock_of=office())
        )
    ]


def _dayed(events: EventQuerySet) -> EventQuerySet:
    some_day_of_a_week = Q(edtf__startswith="[", latest__lt=F("earliest") + timedelta(days=7))
    return events.filter(Q(exact=True) | some_day_of_a_week)


def _candidates(
    event: Event | None, commitment: Commitment | None, today: date, *, last: bool
) -> list[Nearest]:
    items = []
    if event is not None:
        items.append(event_item(event, today=today, clock_of=office()))
    if commitment is not None:
        items.append(deadline_item(commitment, late=0, unseen=0, today=today))
    days = [(item.span.last if last else item.span.first, item) for item in items]
    return [Nearest(day, item) for day, item in days if day is not None]


def undated(user: User, today: date, filters: Filters) -> EventQuerySet:
    """The events of which nothing is known that would place them, by number."""
    return chosen_events(user, today, filters).undated().order_by("number")


def choices(user: User, first: date, last: date) -> dict[str, list[tuple[str, str]]]:
    """What the events of these days may be narrowed to: (code, name) by filter, A to Z."""
    events = events_of(user).possible_between(first, last)
    tagged = Event.topics.through.objects.filter(event__in=events.values("pk"))
    # Keys are asked for one way at a time: joined, the rows of actors and events would multiply.
    organisers = Q(pk__in=_keys(events, "organiser"))
    hosts = Q(pk__in=_keys(events, "host")) | Q(pk__in=_keys(events, "place__country"))
    topics = Topic.objects.filter(pk__in=tagged.values("topic"))
    return {
        "organiser": [(each.code, each.name) for each in _a_to_z(Actor.objects.filter(organisers))],
        "host": [(each.code, each.name) for each in _a_to_z(Actor.objects.filter(hosts))],
        "topic": [(topic.code, topic.name) for topic in _a_to_z(topics)],
    }


def _keys(events: EventQuerySet, of: str) -> QuerySet[Event, Any]:
    keys: QuerySet[Event, Any] = events.order_by().filter(**{f"{of}__isnull": False}).values(of)
    return keys


def _a_to_z(things: QuerySet[Named]) -> QuerySet[Named]:
    return things.order_by("name_en")[:MOST_CHOICES]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was first said of a date that is now fixed: the words, the days, the document."""

    words: str
    language: str
    first: date | None
    last: date | None
    ref: str


@dataclass(frozen=True, slots=True)
class YearStanding:
    """What stands in a year: `open` without a day, `narrowed` with what was first said, `fixed` the
    rest, of each the first; and the counts of all.
    """

    open: list[Item]
    open_count: int
    narrowed: list[tuple[Item, Earlier]]
    narrowed_count: int
    fixed: list[Item]
    tally: Tally


def year_standing(
    user: User, first: date, last: date, today: date, filters: Filters, *, clock_of: tzinfo | None
) -> YearStanding:
    """What stands on the days of a year; of what is fixed the first to come where it is under way.

    By the clock of a zone, as `standing`.
    """
    before, after = first - DAY, last + DAY
    chosen = chosen_events(user, today, filters)
    around = chosen.filter(recurrence=None)
    dated = around.on_days(before, after)
    unfixed = around.within_days(first, last)
    open_ = _items(unfixed.order_by(*_SOONEST_TO_END), MOST_ROWS, today, clock_of)[:MOST_ROWS]
    once_open = open_claims(user).values("event")
    narrowed = dated.filter(pk__in=once_open)
    times = time_items(
        with_columns(chosen), before, after, most=MOST_TIMES, today=today, clock_of=clock_of
    )
    due = filters.commitments(deadlines_of(user)).filter(latest_on__range=(first, last))
    counted = tally(dated, (item.span for item in times), due, clock_of=clock_of)
    others = dated.exclude(pk__in=once_open)
    if counted.events > MOST_ROWS and first <= today <= last:
        others = others.filter(latest__gte=today)
    fixed = _items(others.order_by("earliest", "pk"), MOST_ROWS, today, clock_of)[:MOST_ROWS]
    return YearStanding(
        open_,
        unfixed.count(),
        _narrowed(user, narrowed, today, clock_of),
        narrowed.count(),
        _touching(fixed, first, last),
        counted.within(first, last),
    )


def _narrowed(
    user: User, events: EventQuerySet, today: date, clock_of: tzinfo | None
) -> list[tuple[Item, Earlier]]:
    found = list(with_columns(events.order_by("earliest", "pk"))[:MOST_ROWS])
    first_said = first_claims_of(found, user)
    return [
        (event_item(event, today=today, clock_of=clock_of), _earlier(first_said[event.pk]))
        for event in found
        if event.pk in first_said
    ]


def _earlier(claim: DateClaim) -> Earlier:
    document = claim.document
    return Earlier(
        claim.words,
        document.language if document else "",
        claim.earliest,
        claim.latest,
        document.ref if document else "",
    )
