"""What follows from a date's first and last possible day."""

from datetime import date, timedelta

from monitor.dates.partial import PartialDate, Precision, parse
from monitor.dates.refusals import DateRefused, Why


def within_days_of(trigger: PartialDate, days: int) -> PartialDate:
    """The deadline "within `days` days of" `trigger`, as a latest day: `[..last]`.

    The day of the trigger is not counted: within 1 day of 8 December is by
    9 December. Where the trigger's day is not known its last possible day
    counts, so nothing is due before it can be. A trigger without a last
    possible day, or a deadline after the year 9999, gives the unknown date.
    Raises `DateRefused` if `days` is below zero.
    """
    if days < 0:
        raise DateRefused(str(days), Why.DAYS_NEGATIVE)
    if trigger.latest is None:
        return parse("XXXX")
    try:
        last = trigger.latest + timedelta(days=days)
    except OverflowError:
        return parse("XXXX")
    return parse(f"[..{last.isoformat()}]")


def possible_on(candidate: PartialDate, first: date, last: date) -> bool:
    """Whether any possible day of `candidate` lies from `first` to `last`, both included.

    An open end reaches as far as is asked; the unknown date is possible on any day.
    """
    starts_in_time = candidate.earliest is None or candidate.earliest <= last
    ends_late_enough = candidate.latest is None or candidate.latest >= first
    return starts_in_time and ends_late_enough


def contains(outer: PartialDate, inner: PartialDate) -> bool:
    """Whether every possible day of `inner` is a possible day of `outer`."""
    begins_inside = outer.earliest is None or (
        inner.earliest is not None and outer.earliest <= inner.earliest
    )
    ends_inside = outer.latest is None or (
        inner.latest is not None and inner.latest <= outer.latest
    )
    return begins_inside and ends_inside


def narrower(first: PartialDate, second: PartialDate) -> PartialDate:
    """The one with fewer possible days; `first` where neither is narrower.

    Two ends known beat one, one beats none. With as many days, an exact date
    beats one whose day is open, and an unqualified date a qualified one.
    """
    return second if _width(second) < _width(first) else first


def _width(candidate: PartialDate) -> tuple[int, int, bool, bool]:
    open_ends = (candidate.earliest is None) + (candidate.latest is None)
    fills_its_days = candidate.precision in (Precision.DAY, Precision.INTERVAL)
    qualified = candidate.uncertain or candidate.approximate
    return open_ends, candidate.possible_days or 0, not fills_its_days, qualified
