"""From a short way of writing days around today to EDTF values. Pure; no Django."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from monitor.dates import within

# Whose change of clocks the demonstration's night train of an event runs across.
CLOCKS: Final = "Europe/Paris"

_STEP = re.compile(r"([mysw])([+-]\d+)(~?)")
_AUTUMN, _SPRING = 23, 21


def edtf_around(today: date, written: str) -> str:
    """The EDTF value of `written`, seen from `today`; "" for "".

    "+3" and "-3/+2" count days; "m+2" is the month two months on, "y+1" next year, "s-1" last
    year's autumn and "s+1" next year's spring, "w+3" the week three weeks on; "~" makes it
    approximate; "clocks" is the night in which the clocks of CLOCKS change next.
    """
    if not written:
        return ""
    if written == "clocks":
        change = clock_change(today)
        return f"{change - timedelta(days=1)}/{change}"
    step = _STEP.fullmatch(written)
    if step:
        return _step(today, step[1], int(step[2])) + step[3]
    days = [(today + timedelta(days=int(part))).isoformat() for part in written.split("/")]
    return "/".join(days)


def _step(today: date, unit: str, count: int) -> str:
    if unit == "y":
        return f"{today.year + count}"
    if unit == "s":
        return f"{today.year + count}-{_AUTUMN if count < 0 else _SPRING}"
    if unit == "m":
        years, month = divmod(today.month - 1 + count, 12)
        return f"{today.year + years}-{month + 1:02}"
    monday = today + timedelta(weeks=count, days=-today.weekday())
    return within(monday, monday + timedelta(days=6)).edtf


def clock_change(today: date) -> date:
    """The first day after `today` on which the clocks of CLOCKS have changed since midnight."""
    zone = ZoneInfo(CLOCKS)

    def offset(day: date) -> timedelta | None:
        return datetime.combine(day, time(12), tzinfo=zone).utcoffset()

    day = today + timedelta(days=1)
    while offset(day) == offset(day - timedelta(days=1)):
        day += timedelta(days=1)
    return day
