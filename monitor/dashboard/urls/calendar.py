"""Addresses of the calendar."""

from django.urls import URLPattern, path

from monitor.dashboard.views import calendar

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.this_month, name="calendar"),
    path("calendar/<int:year>/<int:month>/", calendar.month, name="calendar_month"),
    path("calendar/agenda/", calendar.agenda, name="calendar_agenda"),
    path("calendar/undated/", calendar.undated_list, name="calendar_undated"),
]
