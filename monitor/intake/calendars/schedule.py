"""When to look at a calendar again. No Django; the clock is passed in."""

from datetime import datetime, timedelta

# As often as it asks, within these; six hours where it says nothing.
SOONEST = timedelta(hours=1)
LATEST = timedelta(days=7)
USUAL = timedelta(hours=6)


def after_a_good_look(at: datetime, refresh: timedelta | None) -> datetime:
    """The next look, honouring REFRESH-INTERVAL (RFC 7986, 5.7) from an hour to a week."""
    return at + min(max(refresh or USUAL, SOONEST), LATEST)


def after_trouble(
    at: datetime, refresh: timedelta | None, *, failures: int, retry_after: int | None
) -> datetime:
    """The next look after the `failures`-th failure in a row: each wait twice the one before.

    Never before the server asked to be let alone, never later than a week.
    """
    first = min(max(refresh or USUAL, SOONEST), LATEST)
    doubled: int = 2 ** min(max(failures - 1, 0), 10)
    wait = min(first * doubled, LATEST)
    return at + max(wait, timedelta(seconds=retry_after or 0))
