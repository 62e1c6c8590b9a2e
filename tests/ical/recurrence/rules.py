"""Rules that hypothesis draws."""

from hypothesis import strategies as st

from monitor.ical.recurrence import ByDay, Rule


def numbers(least: int, most: int, *, signed: bool = False):
    """Up to three different numbers, none most of the time."""
    each = st.integers(least, most)
    if signed:
        each = st.one_of(each, each.map(lambda number: -number))
    some = st.lists(each, min_size=1, max_size=3, unique=True).map(tuple)
    return st.one_of(st.just(()), st.just(()), some)


def weekdays(*, numbered: bool):
    """Weekdays, all with a number or all without."""
    nth = st.sampled_from([1, 2, 3, 4, 5, -1, -2]) if numbered else st.just(0)
    return st.lists(st.builds(ByDay, st.integers(0, 6), nth), max_size=3, unique=True).map(tuple)


@st.composite
def drawn(draw):
    """A rule as people write them, and rarer ones; without an end."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    coarse = freq in {"MONTHLY", "YEARLY"}
    by_day = draw(weekdays(numbered=coarse and draw(st.booleans())))
    # A week without a weekday means all seven days to some readers and one to others.
    by_week = draw(numbers(1, 53, signed=True)) if freq == "YEARLY" and by_day else ()
    if by_week:
        by_day = tuple(dict.fromkeys(ByDay(day.weekday) for day in by_day))
    return Rule(
        freq=freq,
        interval=draw(st.integers(1, 4)),
        by_month=draw(numbers(1, 12)),
        by_week=by_week,
        by_year_day=draw(numbers(1, 366, signed=True)) if freq == "YEARLY" else (),
        by_month_day=draw(numbers(1, 31, signed=True)) if freq != "WEEKLY" else (),
        by_day=by_day,
        by_hour=draw(numbers(0, 23)),
        by_minute=draw(numbers(0, 59)),
        # Readers differ on the place within a week or a day that has begun.
        by_position=draw(numbers(1, 4, signed=True)) if coarse and by_day and not by_week else (),
        week_start=draw(st.integers(0, 6)),
    )


RULES = drawn()
