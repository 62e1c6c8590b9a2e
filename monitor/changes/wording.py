"""What may stand in a field: no control character, and in a line nothing that turns its direction.

Source: Unicode Standard Annex 9 (bidirectional formatting characters); RFC 5545 section 3.1.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import name

from django.db.models import CharField, Model
from django.utils.translation import pgettext

from monitor.changes.refusal import Refused

_BARRED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Among several lines a mark of direction is at home; a control character is not.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LONGEST = 10_000


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
    _check_length(value, field=field, at_most=at_most)
    return value


def lines(value: str, *, field: str, at_most: int = LONGEST) -> str:
    """Several lines of our own, a reason or a note: LF line ends, no blanks at the ends.

    WordingRefused names the field, and the line of a control character.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    _check_length(value, field=field, at_most=at_most)
    barred = _CONTROL.search(value)
    if barred:
        raise WordingRefused(
            pgettext("refusal", "Line %(line)d holds a control character (%(code)s): remove it.")
            % {
                "line": value.count("\n", 0, barred.start()) + 1,
                "code": f"U+{ord(barred.group()):04X}",
            },
            code="barred_character",
            field=field,
        )
    return value


def columns(row: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with each that goes into a one-line column of the table as `line` keeps it."""
    kept = dict(values)
    for column in _one_line(row, values):
        kept[column.name] = line(
            str(values[column.name] or ""),
            field=column.name,
            at_most=column.max_length or LONGEST,
            required=not column.blank,
        )
    return kept


def _one_line(row: type[Model], names: Iterable[str]) -> Iterable[Any]:
    for each in names:
        column = row._meta.get_field(each)
        if isinstance(column, CharField) and not column.choices:
            yield column


def _check_length(value: str, *, field: str, at_most: int) -> None:
    if len(value) > at_most:
        raise WordingRefused(
            pgettext("refusal", "This is %(length)d characters long; at most %(most)d fit.")
            % {"length": len(value), "most": at_most},
            code="too_long",
            field=field,
        )
