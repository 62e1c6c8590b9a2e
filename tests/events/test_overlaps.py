"""What falls together, for certain or possibly."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.events.overlaps import Overlap, Span, overlap, overlaps

CERTAIN, POSSIBLE = Overlap.CERTAIN, Overlap.POSSIBLE
D = date(2025, 11, 24)


def days(first: int, last: int | None = None, **fields: object) -> Span:
    return Span(
        D + timedelta(first),
        D + timedelta(first if last is None else last),
        **{"exact": True, **fields},  # type: ignore[arg-type]
    )


def timed(start: str, end: str = "", zone: str = "Africa/Casablanca", day: int = 0) -> Span:
    return days(
        day,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end) if end else None,
        zone=zone,
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (days(0, 3), days(3, 5), CERTAIN),
        (days(0, 3), days(4, 5), None),
        (days(0), timed("09:00", "10:00"), CERTAIN),
        (days(0, 30, exact=False), days(5), POSSIBLE),
        (days(0, 30, exact=False), days(31), None),
        (days(0, firm=False), days(0), POSSIBLE),
        (timed("09:00", "10:00"), timed("10:00", "11:00"), None),
        (timed("09:00", "10:01"), timed("10:00", "11:00"), CERTAIN),
        # Another zone: 10:00 in Casablanca (UTC+1) is 09:00 UTC, which is 04:00 in New York.
        (timed("10:00", "11:00"), timed("04:30", "05:30", "America/New_York"), CERTAIN),
        (timed("10:00", "11:00"), timed("10:00", "11:00", "America/New_York"), None),
        # The end is not stated: it may go on.
        (timed("09:00"), timed("14:00", "15:00"), POSSIBLE),
        (timed("09:00"), timed("09:00", "15:00"), CERTAIN),
        (timed("14:00", "15:00"), timed("15:30"), None),
        # An end not after its start is on the next day, so two days by their dates may meet.
        (timed("22:00", "02:00"), timed("01:00", "03:00", day=1), CERTAIN),
        # 23:00 in Kiritimati on the 24th is 09:00 UTC of that day.
        (timed("23:30", "23:50", "Pacific/Kiritimati"), timed("10:30", "11:00"), CERTAIN),
        (Span(None, None, exact=False), days(0), None),
        (Span(None, D, exact=False), days(0), POSSIBLE),
        (Span(D, None, exact=False), days(4), POSSIBLE),
        (Span(D, None, exact=False), days(-4), None),
    ],
)
def test_two_spans_overlap_as_far_as_is_known(
    one: Span, other: Span, expected: Overlap | None
) -> None:
    assert overlap(one, other) == expected
    assert overlap(other, one) == expected


@dataclass(frozen=True)
class Item:
    key: int
    span: Span


_zones = st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca"])
_days = st.dates(date(2025, 11, 20), date(2025, 12, 5))
_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(_days), draw(_days)))
    if draw(st.booleans()):
        first = last
    start = draw(st.none() | _times)
    return Span(
        draw(st.just(first) | st.none()),
        draw(st.just(last) | st.none()),
        exact=draw(st.booleans()),
        firm=draw(st.booleans()),
        start=start,
        end=draw(st.none() | _times) if start else None,
        zone=draw(_zones),
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(spans(), max_size=8))
def test_the_sweep_finds_exactly_the_pairs_that_overlap(found: list[Span]) -> None:
    items = [Item(key, span) for key, span in enumerate(found)]
    swept = {
        (key, meeting.other.key): meeting.how
        for key, meetings in overlaps(items).items()
        for meeting in meetings
    }
    paired = {
        (one.key, other.key): how
        for one in items
        for other in items
        if one.key != other.key and (how := overlap(one.span, other.span)) is not None
    }
    assert swept == paired


def test_the_certain_ones_stand_first() -> None:
    items = [Item(1, days(0, 5)), Item(2, days(1, 9, exact=False)), Item(3, days(4))]
    assert [(each.other.key, each.how) for each in overlaps(items)[1]] == [
        (3, CERTAIN),
        (2, POSSIBLE),
    ]
