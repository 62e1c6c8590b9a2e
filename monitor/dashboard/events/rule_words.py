"""A rule of recurrence in a reader's words: "Every 2 weeks on Tuesday and Thursday, 10 times"."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from monitor.dashboard.due import day_words
from monitor.ical.recurrence import ByDay, Rule

WORKING_DAYS = (0, 1, 2, 3, 4)
NTH_WORDS = {
    1: pgettext_lazy("nth weekday", "first"),
    2: pgettext_lazy("nth weekday", "second"),
    3: pgettext_lazy("nth weekday", "third"),
    4: pgettext_lazy("nth weekday", "fourth"),
    5: pgettext_lazy("nth weekday", "fifth"),
    -1: pgettext_lazy("nth weekday", "last"),
    -2: pgettext_lazy("nth weekday", "second-last"),
}


def rule_words(rule: Rule, first: date) -> str:
    """The rule in one line; what it leaves to its first date is said as well."""
    parts = [_every(rule), _on(rule, first), _in_months(rule, first), _end(rule)]
    return " ".join(part for part in parts if part)


def _every(rule: Rule) -> str:
    n = rule.interval
    match rule.freq:
        case "DAILY":
            words = npgettext("recurrence", "Every day", "Every %(n)d days", n)
        case "WEEKLY":
            words = npgettext("recurrence", "Every week", "Every %(n)d weeks", n)
        case "MONTHLY":
            words = npgettext("recurrence", "Every month", "Every %(n)d months", n)
        case _:
            words = npgettext("recurrence", "Every year", "Every %(n)d years", n)
    return words % {"n": n}


def _on(rule: Rule, first: date) -> str:
    if rule.by_day:
        return _on_weekdays(rule)
    if rule.by_month_day:
        days = joined([_day_of_month(day) for day in rule.by_month_day])
        return pgettext("recurrence", "on the %(days)s") % {"days": days}
    if rule.freq == "WEEKLY":
        return pgettext("recurrence", "on %(days)s") % {"days": WEEKDAYS[first.weekday()]}
    if rule.freq in {"MONTHLY", "YEARLY"}:
        day = _day_of_month(first.day)
        return pgettext("recurrence", "on the %(days)s") % {"days": day}
    return ""


def _on_weekdays(rule: Rule) -> str:
    if rule.by_position:
        numbers = joined([nth_words(number) for number in rule.by_position])
        days = tuple(sorted(day.weekday for day in rule.by_day))
        if days == WORKING_DAYS:
            return pgettext("recurrence", "on the %(nth)s working day") % {"nth": numbers}
        return pgettext("recurrence", "on the %(nth)s of %(days)s") % {
            "nth": numbers,
            "days": joined([str(WEEKDAYS[day]) for day in days]),
        }
    if any(day.nth for day in rule.by_day):
        return pgettext("recurrence", "on the %(days)s") % {
            "days": joined([_nth_weekday(day) for day in rule.by_day])
        }
    days_ = sorted(day.weekday for day in rule.by_day)
    return pgettext("recurrence", "on %(days)s") % {
        "days": joined([str(WEEKDAYS[day]) for day in days_])
    }


def _nth_weekday(day: ByDay) -> str:
    if not day.nth:
        return str(WEEKDAYS[day.weekday])
    return pgettext("recurrence", "%(nth)s %(weekday)s") % {
        "nth": nth_words(day.nth),
        "weekday": WEEKDAYS[day.weekday],
    }


def nth_words(number: int) -> str:
    """ "first", "last"; beyond those a number, counted from the end where it is negative."""
    return str(NTH_WORDS.get(number, number))


def _day_of_month(day: int) -> str:
    if day == -1:
        return pgettext("recurrence", "last day of the month")
    if day < 0:
        return pgettext("recurrence", "%(n)d days before the last of the month") % {"n": -day - 1}
    return pgettext("recurrence", "%(n)d. of the month") % {"n": day}


def _in_months(rule: Rule, first: date) -> str:
    months = rule.by_month
    if not months and rule.freq == "YEARLY" and not any(day.nth for day in rule.by_day):
        months = (first.month,)
    if not months:
        return ""
    names = joined([str(MONTHS[month]) for month in sorted(months)])
    return pgettext("recurrence", "in %(months)s") % {"months": names}


def _end(rule: Rule) -> str:
    if rule.count is not None:
        words = npgettext("recurrence", "(%(n)d time)", "(%(n)d times)", rule.count)
        return words % {"n": rule.count}
    if rule.until is not None:
        last = rule.until.date() if isinstance(rule.until, datetime) else rule.until
        return pgettext("recurrence", "(until %(day)s)") % {"day": day_words(last)}
    return ""


def joined(words: Sequence[str]) -> str:
    """ "Monday, Tuesday and Friday"."""
    if len(words) < 2:
        return "".join(words)
    return pgettext("list", "%(first)s and %(last)s") % {
        "first": pgettext("list", ", ").join(words[:-1]),
        "last": words[-1],
    }
