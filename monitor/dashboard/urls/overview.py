"""Addresses of the first page."""

from django.urls import URLPattern, path

from monitor.dashboard.views import overview

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("seen/", overview.seen, name="overview_seen"),
]
