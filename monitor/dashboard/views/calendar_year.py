"""The calendar by the year, and by the quarter for paper."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.addresses import quarter_url, year_url
from monitor.dashboard.calendar.frame import View, frame
from monitor.dashboard.calendar.month import counts_of, cut_words, lane_of, ticks_of, weeks_of
from monitor.dashboard.calendar.queries import standing, year_standing
from monitor.dashboard.calendar.weeks import FIRST_YEAR, LAST_YEAR, month_of
from monitor.dashboard.calendar.year import count_words, year_page
from monitor.dashboard.views.calendar import asked_of

DAY = timedelta(days=1)
# Lines of a day and rows of dates not fixed that fit a page thrice.
QUARTER_LINES, QUARTER_LANE = 2, 3


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: how full its days are, and each thing on its scale; 404 beyond the calendar's."""
    user, asked, today = asked_of(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"The calendar runs from {FIRST_YEAR} to {LAST_YEAR}.")
    first, last = date(year, 1, 1), date(year, 12, 31)
    stands = year_standing(user, first, last, today, asked.filters, clock_of=asked.zone)
    view = View(
        "year",
        first,
        last,
        reverse("dashboard:calendar_year", args=[year]),
        year_url(year - 1, asked),
        year_url(year + 1, asked),
        year_url(today.year, asked),
    )
    context = {
        "title": str(year),
        "year": year,
        "page": year_page(year, stands, today, asked),
        "today_words": wording.day_and_month(today) if today.year == year else "",
        **frame(user, view, asked, today, counted=count_words(stands)),
    }
    return render(request, "dashboard/calendar/year.html", context)


@require_safe
def quarter(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Three months below one another, made for one sheet of paper."""
    user, asked, today = asked_of(request)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= quarter <= 4):
        raise Http404("There is no such quarter.")
    months = [month_of(year, 3 * quarter - 2 + step, wording.week()[0]) for step in range(3)]
    first, last = months[0].first, months[-1].last
    stands = standing(
        user,
        months[0].shown_from,
        months[-1].shown_to,
        today,
        asked.filters,
        clock_of=asked.zone,
        of_a_day=3,
    )
    inside = stands.within(first, last)
    view = View(
        "quarter",
        first,
        last,
        reverse("dashboard:calendar_quarter", args=[year, quarter]),
        quarter_url(first - DAY, asked),
        quarter_url(last + DAY, asked),
        quarter_url(today, asked),
    )
    context = {
        "title": wording.months_name(first, months[-1].first),
        "weekdays": wording.weekdays(months[0].weeks[0]),
        "months": [
            {
                "title": wording.month_name(month.first),
                "weeks": weeks_of(month, stands, today, lines=QUARTER_LINES),
                "lane": lane,
                "lane_more": lane_more,
                "ticks": ticks_of(month, today),
            }
            for month in months
            for lane, lane_more in [
                lane_of(month, inside.within(month.first, month.last), today, most=QUARTER_LANE)
            ]
        ],
        "cut": cut_words() if stands.cut else "",
        **frame(user, view, asked, today, counted=counts_of(inside).words()),
    }
    return render(request, "dashboard/calendar/quarter.html", context)
