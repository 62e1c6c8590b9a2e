"""The shape of every refusal, so that each door can say it in its own tongue."""


class Refused(ValueError):
    """An operation did nothing, and says why.

    `code` is a stable slug for programs and tests; `field` names the input at fault, or is "".
    The message is for people: what was wrong, where, and what to do.
    """

    def __init__(self, message: str, *, code: str, field: str = "") -> None:
        super().__init__(message)
        self.message = str(message)
        self.code = code
        self.field = field


class ChangedMeanwhile(Refused):
    """Somebody else changed the item since it was read. `current` holds what stands now."""

    def __init__(self, message: str, *, current: dict[str, object] | None = None) -> None:
        super().__init__(message, code="changed_meanwhile")
        self.current = current or {}
