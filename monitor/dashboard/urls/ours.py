"""Addresses of our own State's page."""

from django.urls import URLPattern, path

from monitor.dashboard.views import ours

urlpatterns: list[URLPattern] = [
    path("ours/", ours.ours, name="ours"),
]
