"""Several lines of our own: a summary, a reason, a note."""

from django.utils.translation import pgettext

from monitor.events.refusals import EventRefused
from monitor.sources.text import as_kept, barred

LONGEST = 10_000


def note(value: str, *, field: str) -> str:
    """`value` with LF line ends and no blanks at its ends; at most 10,000 code points.

    Raises EventRefused naming the field, and the line of a control character.
    """
    value = as_kept(value).strip()
    if len(value) > LONGEST:
        raise EventRefused(
            pgettext("refusal", "This is %(length)d characters long; at most %(most)d fit.")
            % {"length": len(value), "most": LONGEST},
            code="too_long",
            field=field,
        )
    found = barred(value)
    if found:
        raise EventRefused(
            pgettext("refusal", "Line %(line)d holds a control character (%(code)s): remove it.")
            % {"line": found.line, "code": f"U+{found.code_point:04X}"},
            code="control_character",
            field=field,
        )
    return value
