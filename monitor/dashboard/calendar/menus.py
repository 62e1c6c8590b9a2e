"""The filters of the calendar as menus of links, so that they work without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext, pgettext_lazy

from monitor.dashboard.calendar.asked import Asked
from monitor.events.models import STATUS_LABELS, EventKind
from monitor.subscriptions.calendar_filters import HIDDEN, MINE, ONLY, PASSED, STATUSES, Filters

TITLES = {
    "topic": pgettext_lazy("calendar filter", "Topic"),
    "organiser": pgettext_lazy("calendar filter", "Organiser"),
    "host": pgettext_lazy("calendar filter", "Host or country"),
    "kind": pgettext_lazy("calendar filter", "Kind"),
    "status": pgettext_lazy("calendar filter", "Status"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a menu."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter: its choices, or where it is made, the choice and the link that takes it off."""

    title: str
    chosen: str
    off_url: str
    choices: list[Choice]


def menus(
    here: str,
    asked: Asked,
    found: Mapping[str, Sequence[tuple[str, str]]],
    more: Mapping[str, str],
) -> list[Menu]:
    """The filters in the order of the page, then what is shown: events, deadlines or both.

    `found` are the (code, name) to choose from; `more` is what else stands in the address.
    """
    listed = [_menu(name, here, asked, _options(name, found), more) for name in TITLES]
    return [menu for menu in listed if menu.choices or menu.chosen] + [_shown(here, asked, more)]


def chosen_words(filters: Filters, found: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """The choices made, as words."""
    return [
        _name(getattr(filters, name), _options(name, found))
        for name in TITLES
        if getattr(filters, name)
    ]


def _options(
    name: str, found: Mapping[str, Sequence[tuple[str, str]]]
) -> Sequence[tuple[str, str]]:
    if name == "kind":
        return [(kind.value, str(kind.label)) for kind in EventKind]
    if name != "status":
        return found[name]
    asked = (PASSED, pgettext("calendar filter", "Did it take place?"))
    return [*((status.value, str(STATUS_LABELS[status])) for status in STATUSES), asked]


def _name(code: str, options: Sequence[tuple[str, str]]) -> str:
    return dict(options).get(code, code)


def _menu(
    name: str,
    here: str,
    asked: Asked,
    options: Sequence[tuple[str, str]],
    more: Mapping[str, str],
) -> Menu:
    value = getattr(asked.filters, name)
    return Menu(
        title=str(TITLES[name]),
        chosen=_name(value, options) if value else "",
        off_url=here + asked.but(**{name: ""}).query(**more),
        choices=[
            Choice(label, here + asked.but(**{name: code}).query(**more), code == value)
            for code, label in options
        ],
    )


def _shown(here: str, asked: Asked, more: Mapping[str, str]) -> Menu:
    """Events and deadlines, one of them, or the reader's own events."""
    options = {
        ("", ""): pgettext("calendar filter", "events and deadlines"),
        (HIDDEN, ""): pgettext("calendar filter", "events only"),
        (ONLY, ""): pgettext("calendar filter", "deadlines only"),
        ("", MINE): pgettext("calendar filter", "my events"),
    }
    filters = asked.filters
    value = ("", MINE) if filters.mine else (filters.deadlines, "")
    return Menu(
        title=pgettext("calendar filter", "Shown"),
        chosen=options[value] if any(value) else "",
        off_url=here + asked.but(deadlines="", mine="").query(**more),
        choices=[
            Choice(
                label,
                here + asked.but(deadlines=deadlines, mine=mine).query(**more),
                (deadlines, mine) == value,
            )
            for (deadlines, mine), label in options.items()
        ],
    )
