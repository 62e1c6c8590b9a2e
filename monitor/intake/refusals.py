"""The named refusals of this slice."""

from monitor.changes.refusal import Refused


class CalendarRefused(Refused):
    """A calendar that can not be added or read."""


class EntryRefused(Refused):
    """A proposal that can not be decided like this."""
