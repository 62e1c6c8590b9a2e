"""Addresses of this door: each page brings its own list."""

from django.urls import URLPattern, URLResolver

from monitor.dashboard.urls import (
    account,
    calendar,
    commitments,
    documents,
    events,
    intake,
    ours,
    overview,
    states,
    subscriptions,
)

app_name = "dashboard"
urlpatterns: list[URLPattern | URLResolver] = [
    *account.urlpatterns,
    *calendar.urlpatterns,
    *commitments.urlpatterns,
    *documents.urlpatterns,
    *events.urlpatterns,
    *intake.urlpatterns,
    *ours.urlpatterns,
    *overview.urlpatterns,
    *states.urlpatterns,
    *subscriptions.urlpatterns,
]
