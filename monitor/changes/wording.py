"""What may stand in a one-line field: no control character, nothing that turns its direction.

Source: Unicode Standard Annex 9 (bidirectional formatting characters); RFC 5545 section 3.1.
"""

import re
from unicodedata import name

from django.utils.translation import pgettext

from monitor.changes.refusal import Refused

_BARRED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class WordingRefused(Refused):
    """A line is empty, too long, or holds a character that may not stand in it."""


def line(value: str, *, field: str, at_most: int, required: bool = True) -> str:
    """`value` without blanks at its ends, or WordingRefused naming the field and the character.

    `at_most` counts Unicode code points.
    """
    value = value.strip()
    barred = _BARRED.search(value)
    if barred:
        character = barred.group()
        raise WordingRefused(
            pgettext("refusal", "Character %(position)d (%(name)s) may not stand here: remove it.")
            % {
                "position": barred.start() + 1,
                "name": name(character, f"U+{ord(character):04X}"),
            },
            code="barred_character",
            field=field,
        )
    if required and not value:
        raise WordingRefused(
            pgettext("refusal", "This may not be empty."), code="empty", field=field
        )
    if len(value) > at_most:
        raise WordingRefused(
            pgettext("refusal", "This is %(length)d characters long; at most %(most)d fit.")
            % {"length": len(value), "most": at_most},
            code="too_long",
            field=field,
        )
    return value
