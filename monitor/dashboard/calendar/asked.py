"""What an address asks of the calendar: the filters, and whose clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Self

from django.conf import settings
from django.utils.translation import pgettext

from monitor.accounts.models import Times, User
from monitor.dashboard.calendar import wording
from monitor.ical import ZoneRefused, zone
from monitor.subscriptions.calendar_filters import Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; `times` as the address has it ("" is the person's own choice), `kept` as that
    choice is; `reader` is the name of the person's zone. `unknown` was left out.
    """

    filters: Filters
    times: str
    kept: str
    reader: str
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: Mapping[str, str], user: User) -> Self:
        """What this address asks for this person."""
        filters, unknown = Filters.read(given)
        times = given.get("times", "").strip()[:20]
        if times and times not in Times.values:
            times, unknown = "", [*unknown, times]
        reader = user.zone or settings.TIME_ZONE
        return cls(filters, times, user.times, reader, tuple(unknown))

    @property
    def shown(self) -> str:
        """Whose clock is shown, one of `Times`."""
        return self.times or self.kept

    @property
    def zone(self) -> tzinfo | None:
        """The zone in which days and times are shown; None for each event's own."""
        if self.shown == Times.EVENT:
            return None
        return zone("UTC") if self.shown == Times.UTC else _zone(self.reader)

    def but(self, **filters: str) -> Self:
        """The same with other choices of filters."""
        return replace(self, filters=self.filters.but(**filters))

    def at(self, times: str) -> Self:
        """The same by another clock."""
        return replace(self, times="" if times == self.kept else times)

    def plain(self) -> Self:
        """The same without filters."""
        return replace(self, filters=Filters())

    def query(self, **more: str) -> str:
        """All that is asked and `more` as the end of an address, or ""."""
        return self.filters.query(times=self.times, **more)

    def words(self, times: str = "") -> str:
        """Whose clock, in words: "Casablanca time", "UTC", "each event’s own time"."""
        shown = times or self.shown
        if shown == Times.EVENT:
            return pgettext("time zone", "each event’s own time")
        if shown == Times.UTC:
            return pgettext("time zone", "UTC")
        return pgettext("time zone", "%(city)s time") % {"city": wording.city_of(self.reader)}


def _zone(name: str) -> tzinfo:
    # A zone that left the database since it was kept is no reason to have no calendar.
    try:
        return zone(name)
    except ZoneRefused:
        return zone(settings.TIME_ZONE)
