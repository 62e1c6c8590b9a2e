"""The calendar: a month, an agenda, and what has no date."""

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
from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.agenda import PAGE_DAYS, days_of, open_of
from monitor.dashboard.calendar.items import event_item
from monitor.dashboard.calendar.menus import chosen_words, menus
from monitor.dashboard.calendar.month import (
    counts_of,
    cut_words,
    lane_of,
    ticks_of,
    weeks_of,
)
from monitor.dashboard.calendar.queries import (
    Nearest,
    choices,
    nearest_after,
    nearest_before,
    standing,
    undated,
    with_columns,
)
from monitor.dashboard.calendar.weeks import FIRST_YEAR, LAST_YEAR, Month, month_of, step_month
from monitor.dashboard.navigation import address
from monitor.subscriptions.calendar_filters import Filters

UNDATED_PAGE = 40


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """The month of today in the office's zone."""
    today = office_day(timezone.now())
    return _month_page(request, today.year, today.month, today)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month; 404 outside the calendar's years."""
    return _month_page(request, year, month, office_day(timezone.now()))


def _month_page(request: HttpRequest, year: int, number: int, today: date) -> HttpResponse:
    user = _person(request)
    try:
        shown = month_of(year, number, wording.week()[0])
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    filters, unknown = Filters.read(request.GET)
    stands = standing(user, shown.shown_from, shown.shown_to, today, filters)
    inside = stands.within(shown.first, shown.last)
    lane, lane_more = lane_of(shown, inside, today)
    counts = counts_of(inside)
    first_listed = today if shown.first <= today <= shown.last else shown.first
    context = {
        "month": shown,
        "title": wording.month_name(shown.first),
        "weekdays": wording.weekdays(shown.weeks[0]),
        "weeks": weeks_of(shown, stands, today),
        "lane": lane,
        "lane_more": lane_more,
        "ticks": ticks_of(shown, today),
        "counts": counts,
        "cut": cut_words() if stands.cut else "",
        "days": days_of(inside, first_listed, shown.last, today),
        "past_days": days_of(inside, shown.first, first_listed - timedelta(days=1), today)
        if first_listed > shown.first
        else [],
        "open_entries": open_of(inside, shown.first, shown.last, today),
        **_around(user, shown, filters, today, empty=not inside.in_grid),
        **_frame(
            user,
            shown.first,
            shown.last,
            filters=filters,
            unknown=unknown,
            today=today,
            view="month",
        ),
        "count_words": [*counts.words(), wording.office_time()],
    }
    return render(request, "dashboard/calendar/month.html", context)


def _around(
    user: User, shown: Month, filters: Filters, today: date, *, empty: bool
) -> dict[str, Any]:
    """The months before and after, and for an empty month the nearest that are not."""
    earlier, later = step_month(shown.first, -1), step_month(shown.first, 1)
    found: dict[str, Any] = {
        "earlier_url": _month_url(*earlier, filters) if earlier else "",
        "later_url": _month_url(*later, filters) if later else "",
        "empty": empty,
    }
    if empty:
        before = nearest_before(user, shown.first, today, filters)
        after = nearest_after(user, shown.last, today, filters)
        found["before"] = _near(before, filters)
        found["after"] = _near(after, filters)
    return found


def _near(nearest: Nearest | None, filters: Filters) -> dict[str, str] | None:
    if nearest is None or not FIRST_YEAR <= nearest.day.year <= LAST_YEAR:
        return None
    return {
        "url": _month_url(nearest.day.year, nearest.day.month, filters),
        "month": wording.month_name(nearest.day),
        "day": wording.day_and_month(nearest.day),
        "title": nearest.item.title,
    }


def _month_url(year: int, number: int, filters: Filters) -> str:
    return reverse("dashboard:calendar_month", args=[year, number]) + filters.query()


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Four weeks as a list, from the day `from` of the address (ISO 8601), else from today."""
    user, today = _person(request), office_day(timezone.now())
    filters, unknown = Filters.read(request.GET)
    first, wrong = _first_day(request.GET.get("from", ""), today)
    last = first + timedelta(days=PAGE_DAYS - 1)
    stands = standing(user, first, last, today, filters)
    counts = counts_of(stands)
    empty = not stands.in_grid
    before = nearest_before(user, first, today, filters) if empty else None
    after = nearest_after(user, last, today, filters) if empty else None
    context = {
        "title": wording.spoken_days(first, last),
        "first": first,
        "counts": counts,
        "days": days_of(stands, first, last, today),
        "open_entries": open_of(stands, first, last, today),
        "cut": cut_words() if stands.cut else "",
        "empty": empty,
        "earlier_url": _agenda_url(before.day if before else first - _PAGE, filters),
        "later_url": _agenda_url(after.day if after else first + _PAGE, filters),
        "before": _near(before, filters),
        "after": _near(after, filters),
        **_frame(
            user,
            first,
            last,
            filters=filters,
            unknown=[*unknown, *wrong],
            today=today,
            view="agenda",
        ),
        "count_words": [*counts.words(), wording.office_time()],
    }
    return render(request, "dashboard/calendar/agenda.html", context)


_PAGE = timedelta(days=PAGE_DAYS)


def _first_day(given: str, today: date) -> tuple[date, list[str]]:
    """The day an agenda begins on, and what was no day of the calendar's years."""
    if not given:
        return today, []
    try:
        first = date.fromisoformat(given)
    except ValueError:
        return today, [given[:40]]
    return (first, []) if FIRST_YEAR <= first.year <= LAST_YEAR else (today, [given[:40]])


def _agenda_url(first: date, filters: Filters) -> str:
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return ""
    return reverse("dashboard:calendar_agenda") + filters.query(**{"from": first.isoformat()})


def _frame(
    user: User,
    first: date,
    last: date,
    *,
    filters: Filters,
    unknown: list[str],
    today: date,
    view: str,
) -> dict[str, Any]:
    """What month and agenda share: view switch, filters, the way to today and to the undated."""
    here = reverse("dashboard:calendar_month", args=[first.year, first.month])
    more: dict[str, str] = {}
    if view == "agenda":
        here, more = reverse("dashboard:calendar_agenda"), {"from": first.isoformat()}
    found = choices(user, first, last)
    of_today = first.replace(day=1) == today.replace(day=1) and view == "month"
    start = today if of_today else first
    return {
        "view": view,
        "views": [
            {
                "label": pgettext("calendar view", "Month"),
                "url": _month_url(first.year, first.month, filters),
                "current": view == "month",
            },
            {
                "label": pgettext("calendar view", "Agenda"),
                "url": _agenda_url(start, filters),
                "current": view == "agenda",
            },
        ],
        "today_url": reverse(f"dashboard:calendar{'_agenda' if view == 'agenda' else ''}")
        + filters.query(),
        "menus": menus(here, filters, found, more),
        "chosen": chosen_words(filters, found),
        "filters": filters,
        "clear_url": here + Filters().query(**more),
        "unknown": unknown,
        "filter_query": filters.query(),
        "undated_count": undated(user, today, filters).count(),
        "new_url": address("event_add") if user.may(Power.DRAFT) else "",
        "undated_url": reverse("dashboard:calendar_undated") + filters.query(),
    }


@require_safe
def undated_list(request: HttpRequest) -> HttpResponse:
    """Events that nothing places on a calendar, and what would; 40 a page, by number."""
    user, today = _person(request), office_day(timezone.now())
    filters, unknown = Filters.read(request.GET)
    events = undated(user, today, filters)
    after, before = _number(request.GET.get("after", "")), _number(request.GET.get("before", ""))
    columns = with_columns(events)
    if before is not None:
        read = list(columns.filter(number__lt=before).order_by("-number")[: UNDATED_PAGE + 1])
        has_earlier, has_later = len(read) > UNDATED_PAGE, True
        found = read[:UNDATED_PAGE][::-1]
    else:
        read = list(columns.filter(number__gt=after or 0)[: UNDATED_PAGE + 1])
        has_earlier, has_later = after is not None, len(read) > UNDATED_PAGE
        found = read[:UNDATED_PAGE]
    rows = [
        {
            "item": event_item(
                event, today=today, words_language=getattr(event, "words_language", "") or ""
            ),
            "needs": event.current_claim.needs if event.current_claim else "",
            "said": bool(event.current_claim),
        }
        for event in found
    ]
    context = {
        "rows": rows,
        "count": events.count(),
        "unknown": unknown,
        "earlier_url": _undated_url(filters, before=found[0].number)
        if found and has_earlier
        else "",
        "later_url": _undated_url(filters, after=found[-1].number) if found and has_later else "",
        "trail": [
            (
                reverse("dashboard:calendar") + filters.query(),
                pgettext("navigation", "Calendar"),
            )
        ],
    }
    return render(request, "dashboard/calendar/undated.html", context)


def _undated_url(filters: Filters, **key: int) -> str:
    said = {name: str(value) for name, value in key.items()}
    return reverse("dashboard:calendar_undated") + (filters.query(**said) or f"?{urlencode(said)}")


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
