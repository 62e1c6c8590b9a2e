"""The named refusals of this slice's operations."""

from monitor.changes.refusal import Refused


class FeedRefused(Refused):
    """A feed that can not be kept as chosen, or that is not this person's."""


class WatchRefused(Refused):
    """An item that this person can not watch."""
