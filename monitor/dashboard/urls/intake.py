"""Addresses of what comes in from outside."""

from django.urls import URLPattern, path

from monitor.dashboard.views import calendar_entries, calendars

urlpatterns: list[URLPattern] = [
    path("intake/", calendars.intake, name="intake"),
    path("intake/calendars/add/", calendars.add, name="calendar_add"),
    path("intake/calendars/K-<int:number>/", calendars.calendar, name="calendar_source"),
    path("intake/calendars/K-<int:number>/look/", calendars.look_now, name="calendar_look"),
    path("intake/calendars/K-<int:number>/pause/", calendars.pause, name="calendar_pause"),
    path("intake/calendars/K-<int:number>/upload/", calendars.newer_file, name="calendar_upload"),
    path(
        "intake/calendars/K-<int:number>/decide/", calendar_entries.decide, name="calendar_decide"
    ),
    path("intake/entries/<int:pk>/", calendar_entries.entry, name="calendar_entry"),
]
