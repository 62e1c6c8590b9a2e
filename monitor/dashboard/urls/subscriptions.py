"""Addresses of one's own feeds, and of watching."""

from django.urls import URLPattern, path

from monitor.dashboard.views import feed_addresses, feeds, watching

_ONE = "subscriptions/<int:pk>/"
_ADDRESS = "subscriptions/address/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("subscriptions/", feeds.subscriptions, name="subscriptions"),
    path("subscriptions/add/", feeds.add, name="feed_add"),
    path(_ONE, feeds.edit, name="feed_edit"),
    path(f"{_ONE}revoke/", feeds.revoke, name="feed_revoke"),
    path(f"{_ONE}copy.ics", feeds.copy, name="feed_copy"),
    path(f"{_ONE}device/", feed_addresses.add_device, name="feed_device"),
    path(f"{_ADDRESS}new/", feed_addresses.renew, name="feed_address_renew"),
    path(f"{_ADDRESS}revoke/", feed_addresses.revoke, name="feed_address_revoke"),
    path("watch/", watching.watch_item, name="watch"),
]
