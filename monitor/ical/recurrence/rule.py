"""RRULE (RFC 5545, 3.3.10) as a typed value: the bounded part by which things repeat here.

Refused by name: what repeats within the day, which hangs other readers, and other calendars than
the Gregorian (RFC 7529).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, get_args

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LARGEST_INTERVAL = 10_000
LARGEST_COUNT = 1_000_000
# "Every twenty minutes from nine to five" of RFC 5545 has 24.
MOST_TIMES_A_DAY = 100
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_NUMBER = re.compile(r"[+-]?[0-9]{1,7}", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,3})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?", re.ASCII)


class RuleRefused(ValueError):
    """The rule is none, or repeats in a way that is not read; the message says which part."""


class ByDay(NamedTuple):
    """A weekday, 0 for Monday; `nth` of its month or year, from the end if negative, 0 for each."""

    weekday: int
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One RRULE.

    `until`: the last possible start; a day, a moment in UTC, or a naive one on the clock of the
    start. Weekdays count from 0 for Monday. An empty tuple is a part left out. Raises
    `RuleRefused`.
    """

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    by_month: tuple[int, ...] = ()
    by_week: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[ByDay, ...] = ()
    by_hour: tuple[int, ...] = ()
    by_minute: tuple[int, ...] = ()
    by_second: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()
    week_start: int = 0

    def __post_init__(self) -> None:
        if self.freq not in get_args(Frequency):
            raise RuleRefused(f"FREQ: {self.freq} is none of DAILY, WEEKLY, MONTHLY, YEARLY.")
        _check_range("INTERVAL", (self.interval,), 1, LARGEST_INTERVAL)
        if self.count is not None:
            _check_range("COUNT", (self.count,), 1, LARGEST_COUNT)
        _check_range("BYMONTH", self.by_month, 1, 12)
        _check_signed("BYWEEKNO", self.by_week, 53)
        _check_signed("BYYEARDAY", self.by_year_day, 366)
        _check_signed("BYMONTHDAY", self.by_month_day, 31)
        _check_signed("BYDAY", tuple(day.nth for day in self.by_day if day.nth), 53)
        _check_range("BYDAY", tuple(day.weekday for day in self.by_day), 0, 6)
        _check_range("BYHOUR", self.by_hour, 0, 23)
        _check_range("BYMINUTE", self.by_minute, 0, 59)
        _check_range("BYSECOND", self.by_second, 0, 60)
        _check_signed("BYSETPOS", self.by_position, 366)
        _check_range("WKST", (self.week_start,), 0, 6)
        a_day = 1
        for times in (self.by_hour, self.by_minute, self.by_second):
            a_day *= max(len(set(times)), 1)
        if a_day > MOST_TIMES_A_DAY:
            raise RuleRefused(f"BYHOUR: {a_day} times a day; {MOST_TIMES_A_DAY} is the limit.")

    def text(self) -> str:
        """The rule as the value of RRULE, its parts in one order."""
        parts = [f"FREQ={self.freq}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={_written(self.until)}")
        parts += [
            f"{name}={','.join(map(str, getattr(self, field)))}"
            for name, field in _NUMBERS.items()
            if getattr(self, field)
        ]
        if self.by_day:
            days = (f"{day.nth or ''}{WEEKDAYS[day.weekday]}" for day in self.by_day)
            parts.append(f"BYDAY={','.join(days)}")
        if self.week_start:
            parts.append(f"WKST={WEEKDAYS[self.week_start]}")
        return ";".join(parts)


_NUMBERS = {
    "BYMONTH": "by_month",
    "BYWEEKNO": "by_week",
    "BYYEARDAY": "by_year_day",
    "BYMONTHDAY": "by_month_day",
    "BYHOUR": "by_hour",
    "BYMINUTE": "by_minute",
    "BYSECOND": "by_second",
    "BYSETPOS": "by_position",
}


def parse_rule(text: str) -> Rule:
    """The rule of an RRULE value. Case, blanks, the name once more, empty parts, parts without a
    value and X- parts do no harm.

    Raises `RuleRefused` for what is malformed, repeats within the day or needs another calendar.
    """
    parts = _parts(text)
    freq = parts.pop("FREQ", "")
    if freq in _TOO_OFTEN:
        raise RuleRefused(f"FREQ: {freq} repeats within the day; daily is the most that is read.")
    given: dict[str, object] = {"freq": freq}
    for name, value in parts.items():
        if name in _NUMBERS:
            given[_NUMBERS[name]] = tuple(_number(name, each) for each in _listed(name, value))
        elif name in {"INTERVAL", "COUNT"}:
            given[name.lower()] = _number(name, value)
        elif name == "UNTIL":
            given["until"] = _until(value)
        elif name == "BYDAY":
            given["by_day"] = tuple(_weekday(name, each) for each in _listed(name, value))
        elif name == "WKST":
            given["week_start"] = _weekday(name, value).weekday
        elif not name.startswith("X-") and (name, value) not in _HARMLESS:
            raise RuleRefused(f"{name[:40]}: this part of a rule is not read.")
    return Rule(**given)  # type: ignore[arg-type]  # each part was read as its own kind above


# RFC 7529: what they say of a Gregorian rule, RFC 5545 says too.
_HARMLESS = frozenset({("RSCALE", "GREGORIAN"), ("SKIP", "OMIT")})


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.upper().strip().removeprefix("RRULE:").split(";"):
        name, sign, value = (each.strip() for each in part.partition("="))
        # "RRULE:RRULE:Nonsense;FREQ=WEEKLY" was seen, and other readers take the rest.
        if not sign:
            continue
        if name in found:
            raise RuleRefused(f"{name[:40]}: a part stands twice.")
        found[name] = value
    return found


def _listed(name: str, value: str) -> list[str]:
    listed = [each for part in value.split(",") if (each := part.strip())]
    # 366 days of a year, counted from both ends.
    if not 0 < len(listed) <= 732:
        raise RuleRefused(f"{name}: {len(listed)} values.")
    return listed


def _number(name: str, value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise RuleRefused(f"{name}: {value[:40]!r} is no number in reach.")
    return int(value)


def _weekday(name: str, value: str) -> ByDay:
    match = _WEEKDAY.fullmatch(value)
    if match is None:
        raise RuleRefused(f"{name}: {value[:40]!r} is no weekday such as MO or -1FR.")
    return ByDay(WEEKDAYS.index(match[2]), int(match[1] or 0))


def _until(value: str) -> date | datetime:
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise RuleRefused(f"UNTIL: {value[:40]!r} is no day and no moment.")
    year, month, day, hour, minute, second, utc = match.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        moment = datetime(  # noqa: DTZ001 - a clock on the wall has no zone
            int(year), int(month), int(day), int(hour), int(minute), min(int(second or 0), 59)
        )
    except ValueError as error:
        raise RuleRefused(f"UNTIL: {value[:40]!r} is not on the calendar.") from error
    return moment.replace(tzinfo=UTC) if utc else moment


def _written(until: date | datetime) -> str:
    compact = until.isoformat().replace("-", "").replace(":", "")
    return f"{compact[:15]}Z" if isinstance(until, datetime) and until.tzinfo else compact[:15]


def _check_range(name: str, numbers: tuple[int, ...], least: int, most: int) -> None:
    for number in numbers:
        if not least <= number <= most:
            raise RuleRefused(f"{name}: {number} is outside {least} to {most}.")


def _check_signed(name: str, numbers: tuple[int, ...], most: int) -> None:
    for number in numbers:
        if not 1 <= abs(number) <= most:
            raise RuleRefused(f"{name}: {number} is outside 1 to {most}, from either end.")
