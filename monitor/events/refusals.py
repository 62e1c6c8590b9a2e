"""The named refusals of this slice."""

from monitor.changes.refusal import Refused


class EventRefused(Refused):
    """What is said of an event can not be kept as given."""


class ClaimRefused(Refused):
    """A date claim that can not be recorded or chosen."""


class RecurrenceRefused(Refused):
    """A rule of recurrence, or an act on one of its instances, that can not be kept as given."""


class MoveRefused(Refused):
    """A move of an event's status that the table, the person or what it needs forbids."""


class ParticipationRefused(Refused):
    """What is said of our delegation can not be kept as given."""
