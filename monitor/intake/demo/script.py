"""Acts of a demonstration in the order of their days, so that log and clock agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from monitor.accounts.models import User
from monitor.changes.item import Door

Act = Callable[[], object]


@dataclass(slots=True)
class Script:
    """Acts, each on a day before `today`; run in the order of days, then in that of their entry."""

    today: date
    _acts: list[tuple[int, int, Act]] = field(default_factory=list)
    _entered: int = 0
    _now: datetime | None = None

    def on(self, ago: int, act: Act) -> None:
        """Let `act` be done `ago` days before today, at least one."""
        self._entered += 1
        heappush(self._acts, (-max(1, ago), self._entered, act))

    def as_(self, by: User) -> dict[str, Any]:
        """Who acts, when and through which door, as every operation takes them."""
        if self._now is None:
            raise RuntimeError("Nothing is acted before the script runs.")
        return {"by": by, "at": self._now, "via": Door.COMMAND}

    def run(self) -> None:
        """Do all that was entered, and what those acts enter."""
        for done in count():
            if not self._acts:
                return
            day, _, act = heappop(self._acts)
            morning = datetime.combine(
                self.today + timedelta(days=day), time(8), tzinfo=ZoneInfo(settings.TIME_ZONE)
            )
            # A few seconds apart: two acts of one day keep their order.
            self._now = morning + timedelta(seconds=7 * done)
            act()
