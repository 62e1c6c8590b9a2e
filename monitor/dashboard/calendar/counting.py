"""How many things stand on each day, drawn or not: one read, grouped, whatever their number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from django.db.models import Count

from monitor.commitments.models import CommitmentQuerySet
from monitor.dashboard.calendar.spans import Clock, Span, span_of
from monitor.events.models import EventQuerySet

DAY = timedelta(days=1)
_DATES = (
    "edtf", "earliest", "latest", "current_claim__start_time", "current_claim__end_time",
    "current_claim__zone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Events with known days, (span, how many have it), and deadlines by day."""

    spans: list[tuple[Span, int]]
    due: dict[date, int]

    def within(self, first: date, last: date) -> "Tally":
        """The part that touches the days `first` to `last`."""
        return Tally(
            [(span, n) for span, n in self.spans if span.touches(first, last)],
            {day: n for day, n in self.due.items() if first <= day <= last},
        )

    @property
    def events(self) -> int:
        """How many events, each once."""
        return sum(n for _, n in self.spans)

    @property
    def deadlines(self) -> int:
        """How many deadlines."""
        return sum(self.due.values())

    def by_day(self, first: date, last: date) -> Counter[date]:
        """How many events stand on each of these days, deadlines left out."""
        found: Counter[date] = Counter()
        for span, n in self.spans:
            if span.first is None or span.last is None:
                continue
            day = max(span.first, first)
            while day <= min(span.last, last):
                found[day] += n
                day += DAY
        return found


def tally(
    dated: EventQuerySet,
    times: Iterable[Span],
    due: CommitmentQuerySet,
    *,
    clock_of: tzinfo | None,
) -> Tally:
    """Counts events with known days, the times of recurring ones, and deadlines."""
    groups = dated.order_by().values_list(*_DATES).annotate(n=Count("pk"))
    spans = [(_span(group[:-1], clock_of), group[-1]) for group in groups]
    days = due.order_by().values_list("latest_on").annotate(n=Count("pk"))
    return Tally([*spans, *((span, 1) for span in times)], dict(days))


def _span(group: tuple[Any, ...], clock_of: tzinfo | None) -> Span:
    edtf, earliest, latest, start, end, there = group
    clock = Clock(start, end, there) if start is not None and there else None
    return span_of(
        edtf=edtf, earliest=earliest, latest=latest, exact=True, clock=clock, zone=clock_of
    )
