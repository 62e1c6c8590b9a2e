"""Addresses of the calendar."""

from django.urls import URLPattern, path

from monitor.dashboard.views import calendar, calendar_year

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.this_month, name="calendar"),
    path("calendar/<int:year>/", calendar_year.year, name="calendar_year"),
    path("calendar/<int:year>/q<int:quarter>/", calendar_year.quarter, name="calendar_quarter"),
    path("calendar/<int:year>/<int:month>/", calendar.month, name="calendar_month"),
    path("calendar/<int:year>/w<int:week>/", calendar.week, name="calendar_week"),
    path("calendar/<int:year>/<int:month>/<int:day>/", calendar.day, name="calendar_day"),
    path("calendar/agenda/", calendar.agenda, name="calendar_agenda"),
    path("calendar/undated/", calendar.undated_list, name="calendar_undated"),
]
