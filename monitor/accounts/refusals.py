"""The named refusals of this slice's operations."""

from monitor.changes.refusal import Refused


class AccountRefused(Refused):
    """A user or a desk that can not be kept as given."""
