"""The navigation of every page: the places that exist and which of them is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.accounts.roles import Power


@dataclass(frozen=True)
class Place:
    """A place to go to: `key` is the letter after G; the first four stand in the phone's bar.

    `power`: what a person needs to open it, beyond reading.
    """

    url_name: str
    label: str | Promise
    icon: str
    key: str
    group: str
    power: Power = Power.READ


@dataclass(frozen=True)
class NavItem:
    """One link of the navigation; `current` is "page" on its own address, "true" below it."""

    url_name: str
    url: str
    label: str | Promise
    icon: str
    key: str
    current: str
    count: int | None = None


class NavGroup(TypedDict):
    title: str | Promise
    items: list[NavItem]


PLACES = (
    Place("overview", pgettext_lazy("navigation", "Overview"), "overview", "o", "work"),
    Place("calendar", pgettext_lazy("navigation", "Calendar"), "calendar", "c", "monitor"),
    Place("commitments", pgettext_lazy("navigation", "Commitments"), "commitments", "m", "monitor"),
    Place("reviews", pgettext_lazy("navigation", "Reviews"), "reviews", "r", "work"),
    Place("my_events", pgettext_lazy("navigation", "My events"), "person", "e", "work"),
    Place("ours", pgettext_lazy("navigation", "Ours"), "ours", "u", "monitor"),
    Place("states", pgettext_lazy("navigation", "Member States"), "states", "s", "monitor"),
    Place("documents", pgettext_lazy("navigation", "Documents"), "documents", "d", "library"),
    Place("intake", pgettext_lazy("navigation", "Intake"), "intake", "i", "library", Power.DRAFT),
    Place("subscriptions", pgettext_lazy("navigation", "Subscriptions"), "feed", "b", "library"),
)
GROUPS: tuple[tuple[str, str | Promise], ...] = (
    ("work", ""),
    ("monitor", pgettext_lazy("navigation", "Monitor")),
    ("library", pgettext_lazy("navigation", "Library")),
)


def address(name: str) -> str:
    """The address of `name`, or "" where this installation has no such page."""
    for full_name in (name, f"dashboard:{name}"):
        try:
            return reverse(full_name)
        except NoReverseMatch:
            continue
    return ""


def _item(place: Place, path: str) -> NavItem | None:
    url = address(place.url_name)
    if not url or (place.url_name == "ours" and not settings.HOME_ACTOR):
        return None
    below = url != "/" and path.startswith(url)
    current = "page" if path == url else "true" if below else ""
    return NavItem(place.url_name, url, place.label, place.icon, place.key, current)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `nav` (all places), `nav_groups` (the same, grouped), and two addresses.

    A name that does not resolve is left out, so a page is linked only when it exists. Who is not
    signed in gets no places: public pages stand alone.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "nav_groups": [], "theme_url": "", "search_url": ""}
    found = {place: _item(place, request.path) for place in PLACES if user.may(place.power)}
    groups: list[NavGroup] = []
    for code, title in GROUPS:
        items = [item for place, item in found.items() if item and place.group == code]
        if items:
            groups.append({"title": title, "items": items})
    return {
        "nav": [item for item in found.values() if item],
        "nav_groups": groups,
        "theme_url": address("theme"),
        "search_url": address("search"),
    }
