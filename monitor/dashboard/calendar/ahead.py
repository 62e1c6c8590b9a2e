"""What lies ahead, for the overview."""

from dataclasses import dataclass
from datetime import date, timedelta

from monitor.accounts.models import User
from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.items import Item, office
from monitor.dashboard.calendar.queries import standing
from monitor.subscriptions.calendar_filters import Filters

MOST_AHEAD = 12
MOST_AHEAD_OPEN = 4


@dataclass(frozen=True, slots=True)
class Ahead:
    """One row of "Next 14 days".

    `days` and `month` stand at its side ("24–27", "Nov"), both "" for a date not fixed, whose
    `open_days` say when it may fall. `item` has title, url, look, time, place, words and notes.
    """

    item: Item
    days: str
    month: str
    open_days: str = ""

    @property
    def fixed(self) -> bool:
        """Whether its days are known."""
        return not self.open_days


def next_days(user: User, today: date, days: int = 14) -> list[Ahead]:
    """What this person may see from `today` on, soonest first: at most 12, then 4 without a day.

    Running things count; what was called off or held does not.
    """
    last = today + timedelta(days=days - 1)
    stands = standing(user, today, last, today, Filters(), clock_of=office())
    fixed = [item for item in [*stands.fixed, *stands.deadlines] if _still_ahead(item)]
    fixed.sort(key=lambda item: (item.span.first or today, item.stretch.rank))
    open_ = [item for item in stands.open if _still_ahead(item)]
    return [_dated(item) for item in fixed[:MOST_AHEAD]] + [
        Ahead(item, "", "", wording.open_days(item.span, today, last, today))
        for item in open_[:MOST_AHEAD_OPEN]
    ]


def _still_ahead(item: Item) -> bool:
    return item.state not in {"cancelled", "postponed", "held"}


def _dated(item: Item) -> Ahead:
    first, last = item.span.first, item.span.last
    if first is None or last is None:
        raise ValueError(f"{item.key} is no item with known days.")
    if first == last:
        return Ahead(item, str(first.day), wording.month_short(first))
    if (first.year, first.month) == (last.year, last.month):
        return Ahead(item, f"{first.day}–{last.day}", wording.month_short(first))
    months = f"{wording.month_short(first)}–{wording.month_short(last)}"
    return Ahead(item, f"{first.day}–{last.day}", months)
