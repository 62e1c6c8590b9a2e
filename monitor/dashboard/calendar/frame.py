"""What stands around every view: the switch, the way to other days, filters, clock and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Times, User
from monitor.accounts.roles import Power
from monitor.dashboard.calendar.addresses import (
    agenda_url,
    month_url,
    quarter_url,
    week_url,
    year_url,
)
from monitor.dashboard.calendar.asked import Asked
from monitor.dashboard.calendar.menus import Choice, Menu, chosen_words, menus
from monitor.dashboard.calendar.queries import choices, undated
from monitor.dashboard.navigation import address


@dataclass(frozen=True, slots=True)
class View:
    """One view on the days `first` to `last`.

    `name` is month, week, agenda, year, day or quarter; `here` its address without what is asked,
    `more` what else stands in that.
    """

    name: str
    first: date
    last: date
    here: str
    earlier_url: str
    later_url: str
    today_url: str
    more: Mapping[str, str] = field(default_factory=dict)

    def anchor(self, today: date) -> date:
        """The day that another view begins with: today if it is shown."""
        return today if self.first <= today <= self.last else self.first


def frame(
    user: User,
    view: View,
    asked: Asked,
    today: date,
    *,
    counted: Sequence[str],
    unknown: Sequence[str] = (),
) -> dict[str, Any]:
    """The context of a page's frame. `counted` are the counts, each as words."""
    anchor = view.anchor(today)
    found = choices(user, view.first, view.last)
    step_names = _STEPS[view.name]
    return {
        "view": view.name,
        "earlier_url": view.earlier_url,
        "later_url": view.later_url,
        "earlier_words": step_names[0],
        "later_words": step_names[1],
        "today_url": f"{view.today_url}#d-{today.isoformat()}",
        "views": _switch(view, anchor, asked),
        "menus": menus(view.here, asked, found, view.more),
        "clock": _clock(view, asked),
        "keep_times": asked.times if asked.times and asked.times != asked.kept else "",
        "search": {
            "action": view.here,
            "hidden": _hidden(asked, view.more),
            "value": asked.filters.q,
        },
        "chosen": chosen_words(asked.filters, found),
        "filters": asked.filters,
        "clear_url": view.here + asked.plain().query(**view.more),
        "unknown": [*asked.unknown, *unknown],
        "filter_query": asked.filters.query(),
        "asked_query": asked.query(),
        "count_words": [*counted, asked.words()],
        "undated_count": undated(user, today, asked.filters).count(),
        "undated_url": reverse("dashboard:calendar_undated") + asked.filters.query(),
        "mine_url": address("my_events"),
        "new_url": address("event_add") if user.may(Power.DRAFT) else "",
        "quarter_url": quarter_url(anchor, asked),
    }


def _switch(view: View, anchor: date, asked: Asked) -> list[dict[str, Any]]:
    named = [
        ("month", pgettext("calendar view", "Month"), month_url(anchor, asked)),
        ("week", pgettext("calendar view", "Week"), week_url(anchor, asked)),
        ("agenda", pgettext("calendar view", "Agenda"), agenda_url(anchor, asked)),
        ("year", pgettext("calendar view", "Year"), year_url(anchor.year, asked)),
    ]
    return [
        {"label": label, "url": url, "current": view.name == name} for name, label, url in named
    ]


def _clock(view: View, asked: Asked) -> Menu:
    options = [
        Choice(
            _sentence(asked.words(times)),
            view.here + asked.at(times).query(**view.more),
            times == asked.shown,
        )
        for times in Times.values
    ]
    title = pgettext("calendar filter", "Times")
    return Menu(title, _sentence(asked.words()), "", options)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _hidden(asked: Asked, more: Mapping[str, str]) -> list[tuple[str, str]]:
    """What else is asked, for a form that asks for words."""
    filters = asked.filters
    others = {name: getattr(filters, name) for name in type(filters).__slots__ if name != "q"}
    given = {**more, "times": asked.times, **others}
    return [(name, value) for name, value in given.items() if value]


_STEPS = {
    "month": (
        pgettext_lazy("calendar", "Month before"),
        pgettext_lazy("calendar", "Month after"),
    ),
    "week": (pgettext_lazy("calendar", "Week before"), pgettext_lazy("calendar", "Week after")),
    "agenda": (pgettext_lazy("pager", "Earlier"), pgettext_lazy("pager", "Later")),
    "day": (pgettext_lazy("calendar", "Day before"), pgettext_lazy("calendar", "Day after")),
    "year": (pgettext_lazy("calendar", "Year before"), pgettext_lazy("calendar", "Year after")),
    "quarter": (
        pgettext_lazy("calendar", "Quarter before"),
        pgettext_lazy("calendar", "Quarter after"),
    ),
}
