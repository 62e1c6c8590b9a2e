"""Addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from monitor.feeds.views import changes, event_ics, feed, robots

app_name = "feeds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("feeds/<slug:slug>.ics", feed, name="feed"),
    path("feeds/changes.atom", changes, name="changes"),
    path("events/E-<int:number>.ics", event_ics, name="event_ics"),
    path("robots.txt", robots, name="robots"),
]
