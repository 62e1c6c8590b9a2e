"""Where each view of the calendar lies, with all that is asked of it; "" beyond its years."""

from datetime import date

from django.urls import reverse

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.asked import Asked
from monitor.dashboard.calendar.weeks import FIRST_YEAR, LAST_YEAR, week_holding, week_key


def _known(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def month_url(day: date, asked: Asked) -> str:
    """The month that holds the day."""
    if not _known(day.year):
        return ""
    return reverse("dashboard:calendar_month", args=[day.year, day.month]) + asked.query()


def week_url(day: date, asked: Asked) -> str:
    """The week that holds the day."""
    year, week = week_key(week_holding(day, wording.week()[0]))
    if not _known(year):
        return ""
    return reverse("dashboard:calendar_week", args=[year, week]) + asked.query()


def day_url(day: date, asked: Asked) -> str:
    """The day, with all that stands on it."""
    if not _known(day.year):
        return ""
    args = [day.year, day.month, day.day]
    return reverse("dashboard:calendar_day", args=args) + asked.query()


def agenda_url(first: date, asked: Asked) -> str:
    """The agenda from the day on."""
    if not _known(first.year):
        return ""
    return reverse("dashboard:calendar_agenda") + asked.query(**{"from": first.isoformat()})


def year_url(year: int, asked: Asked) -> str:
    """The year."""
    return reverse("dashboard:calendar_year", args=[year]) + asked.query() if _known(year) else ""


def quarter_url(day: date, asked: Asked) -> str:
    """The three months of the quarter that holds the day, for paper."""
    if not _known(day.year):
        return ""
    args = [day.year, (day.month + 2) // 3]
    return reverse("dashboard:calendar_quarter", args=args) + asked.query()
