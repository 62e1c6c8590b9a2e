"""The calendar: months, weeks, days, an agenda, and what has no date."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.numbers import whole_number
from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.addresses import agenda_url, day_url, month_url, week_url
from monitor.dashboard.calendar.agenda import PAGE_DAYS, days_of, open_of
from monitor.dashboard.calendar.asked import Asked
from monitor.dashboard.calendar.frame import View, frame
from monitor.dashboard.calendar.items import event_item
from monitor.dashboard.calendar.month import (
    counts_of,
    cut_words,
    lane_of,
    ticks_of,
    weeks_of,
)
from monitor.dashboard.calendar.queries import (
    MOST_EVENTS,
    Nearest,
    Standing,
    nearest_after,
    nearest_before,
    standing,
    undated,
    with_columns,
)
from monitor.dashboard.calendar.week import week_page
from monitor.dashboard.calendar.weeks import (
    FIRST_YEAR,
    LAST_YEAR,
    Month,
    month_of,
    step_month,
    week_of_key,
)
from monitor.dashboard.events.wording import needs_words
from monitor.dashboard.people import signed_in

UNDATED_PAGE = 40
DAY = timedelta(days=1)
_PAGE = timedelta(days=PAGE_DAYS)


def asked_of(request: HttpRequest) -> tuple[User, Asked, date]:
    """Who asks, what, and the day it is in the office's zone."""
    user = signed_in(request)
    return user, Asked.read(request.GET, user), office_day(timezone.now())


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """The month of today in the office's zone."""
    today = office_day(timezone.now())
    return month(request, today.year, today.month)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month; 404 outside the calendar's years."""
    user, asked, today = asked_of(request)
    shown = _or_404(month_of, year, month, wording.week()[0])
    stands = standing(
        user, shown.shown_from, shown.shown_to, today, asked.filters, clock_of=asked.zone
    )
    inside = stands.within(shown.first, shown.last)
    lane, lane_more = lane_of(shown, inside, today)
    view = View(
        "month",
        shown.first,
        shown.last,
        reverse("dashboard:calendar_month", args=[year, month]),
        _stepped(shown, -1, asked),
        _stepped(shown, 1, asked),
        reverse("dashboard:calendar") + asked.query(),
    )
    context = {
        "month": shown,
        "title": wording.month_name(shown.first),
        "weekdays": wording.weekdays(shown.weeks[0]),
        "weeks": weeks_of(shown, stands, today),
        "lane": lane,
        "lane_more": lane_more,
        "ticks": ticks_of(shown, today),
        **_listed(inside, shown.first, shown.last, today),
        **_around(user, shown.first, shown.last, asked, today, empty=not inside.in_grid),
        **frame(user, view, asked, today, counted=counts_of(inside).words()),
    }
    return render(request, "dashboard/calendar/month.html", context)


def _or_404(build: Any, *given: int) -> Any:
    try:
        return build(*given)
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong


def _stepped(shown: Month, by: int, asked: Asked) -> str:
    stepped = step_month(shown.first, by)
    return month_url(date(*stepped, 1), asked) if stepped else ""


def _listed(stands: Standing, first: date, last: date, today: date) -> dict[str, Any]:
    """The same days as a list, for small screens: what has passed apart."""
    begin = today if first <= today <= last else first
    return {
        "days": days_of(stands, begin, last, today),
        "past_days": days_of(stands, first, begin - DAY, today) if begin > first else [],
        "open_entries": open_of(stands, first, last, today),
        "cut": cut_words() if stands.cut else "",
    }


def _around(
    user: User, first: date, last: date, asked: Asked, today: date, *, empty: bool
) -> dict[str, Any]:
    """For empty days the nearest that are not."""
    if not empty:
        return {"empty": False}
    before = nearest_before(user, first, today, asked.filters)
    after = nearest_after(user, last, today, asked.filters)
    return {"empty": True, "before": _near(before, asked), "after": _near(after, asked)}


def _near(nearest: Nearest | None, asked: Asked) -> dict[str, Any] | None:
    if nearest is None or not FIRST_YEAR <= nearest.day.year <= LAST_YEAR:
        return None
    return {
        "url": month_url(nearest.day, asked),
        "month": wording.month_name(nearest.day),
        "day": wording.day_and_month(nearest.day),
        "on": nearest.day,
        "title": nearest.item.title,
    }


@require_safe
def week(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """One week with its hours, by the ISO number of its Thursday; 404 where there is none."""
    user, asked, today = asked_of(request)
    days = _or_404(week_of_key, year, week, wording.week()[0])
    first, last = days[0], days[-1]
    around = standing(user, first - DAY, last, today, asked.filters, clock_of=asked.zone)
    inside = around.within(first, last)
    view = View(
        "week",
        first,
        last,
        reverse("dashboard:calendar_week", args=[year, week]),
        week_url(first - DAY, asked),
        week_url(last + DAY, asked),
        week_url(today, asked),
    )
    context = {
        "title": wording.spoken_days(first, last, with_year=True),
        "number": week,
        "page": week_page(days, inside, around, today, asked.zone),
        **_listed(inside, first, last, today),
        **_around(user, first, last, asked, today, empty=not inside.in_grid),
        **frame(user, view, asked, today, counted=counts_of(inside).words()),
    }
    return render(request, "dashboard/calendar/week.html", context)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Four weeks as a list, from the day `from` of the address (ISO 8601), else from today."""
    user, asked, today = asked_of(request)
    first, wrong = _first_day(request.GET.get("from", ""), today)
    last = first + _PAGE - DAY
    stands = standing(user, first, last, today, asked.filters, clock_of=asked.zone)
    around = _around(user, first, last, asked, today, empty=not stands.in_grid)
    before, after = around.get("before"), around.get("after")
    view = View(
        "agenda",
        first,
        last,
        reverse("dashboard:calendar_agenda"),
        agenda_url(before["on"] if before else first - _PAGE, asked),
        agenda_url(after["on"] if after else first + _PAGE, asked),
        reverse("dashboard:calendar_agenda") + asked.query(),
        {"from": first.isoformat()},
    )
    context = {
        "title": wording.spoken_days(first, last),
        "days": days_of(stands, first, last, today),
        "open_entries": open_of(stands, first, last, today),
        "cut": cut_words() if stands.cut else "",
        **around,
        **frame(user, view, asked, today, counted=counts_of(stands).words(), unknown=wrong),
    }
    return render(request, "dashboard/calendar/agenda.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """All that stands on one day, up to what a page holds; 404 for a day that is none."""
    user, asked, today = asked_of(request)
    shown = _or_404(_day, year, month, day)
    stands = standing(
        user, shown, shown, today, asked.filters, clock_of=asked.zone, of_a_day=MOST_EVENTS
    )
    view = View(
        "day",
        shown,
        shown,
        reverse("dashboard:calendar_day", args=[year, month, day]),
        day_url(shown - DAY, asked),
        day_url(shown + DAY, asked),
        day_url(today, asked),
    )
    context = {
        "title": wording.day_in_full(shown),
        "days": days_of(stands, shown, shown, today),
        "open_entries": open_of(stands, shown, shown, today),
        "cut": cut_words() if stands.cut else "",
        **_around(user, shown, shown, asked, today, empty=not stands.in_grid),
        **frame(user, view, asked, today, counted=counts_of(stands).words()),
    }
    return render(request, "dashboard/calendar/agenda.html", context)


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The calendar runs from {FIRST_YEAR} to {LAST_YEAR}, not {year}.")
    return date(year, month, day)


def _first_day(given: str, today: date) -> tuple[date, list[str]]:
    """The day an agenda begins on, and what was no day of the calendar's years."""
    if not given:
        return today, []
    try:
        first = date.fromisoformat(given)
    except ValueError:
        return today, [given[:40]]
    return (first, []) if FIRST_YEAR <= first.year <= LAST_YEAR else (today, [given[:40]])


@require_safe
def undated_list(request: HttpRequest) -> HttpResponse:
    """Events that nothing places on a calendar, and what would; 40 a page, by number."""
    user, asked, today = asked_of(request)
    events = undated(user, today, asked.filters)
    after = whole_number(request.GET.get("after", ""))
    before = whole_number(request.GET.get("before", ""))
    columns = with_columns(events)
    if before is not None:
        read = list(columns.filter(number__lt=before).order_by("-number")[: UNDATED_PAGE + 1])
        has_earlier, has_later = len(read) > UNDATED_PAGE, True
        found = read[:UNDATED_PAGE][::-1]
    else:
        read = list(columns.filter(number__gt=after or 0)[: UNDATED_PAGE + 1])
        has_earlier, has_later = after is not None, len(read) > UNDATED_PAGE
        found = read[:UNDATED_PAGE]
    may = user.may(Power.DRAFT)
    rows = [
        {
            "item": event_item(
                event,
                today=today,
                clock_of=asked.zone,
                words_language=getattr(event, "words_language", "") or "",
            ),
            "needs": needs_words(event.current_claim.needs) if event.current_claim else "",
            "said": bool(event.current_claim),
            "date_url": reverse("dashboard:event_date", args=[event.number]) if may else "",
        }
        for event in found
    ]
    context = {
        "rows": rows,
        "count": events.count(),
        "unknown": asked.unknown,
        "earlier_url": _undated_url(asked, before=found[0].number) if found and has_earlier else "",
        "later_url": _undated_url(asked, after=found[-1].number) if found and has_later else "",
        "trail": [
            (
                reverse("dashboard:calendar") + asked.query(),
                pgettext("navigation", "Calendar"),
            )
        ],
    }
    return render(request, "dashboard/calendar/undated.html", context)


def _undated_url(asked: Asked, **key: int) -> str:
    said = {name: str(value) for name, value in key.items()}
    return reverse("dashboard:calendar_undated") + (asked.query(**said) or f"?{urlencode(said)}")
