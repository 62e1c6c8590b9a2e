"""Addresses of the Member States."""

from django.urls import URLPattern, path

from monitor.dashboard.views import states

urlpatterns: list[URLPattern] = [
    path("states/", states.states, name="states"),
    path("states/<slug:code>/", states.state, name="state"),
]
