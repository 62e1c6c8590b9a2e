"""One logical line as a property: name, parameters and value (RFC 5545, 3.1)."""

import re
from typing import NamedTuple

from monitor.ical.incoming.findings import Kind, Log

_MOST_NAMES = 1_000
_NAME = re.compile(r"[A-Z0-9-]+")
# Possessive, so that no line takes more than its length.
_QUOTED = re.compile(r'((?:[^":]++|"[^"]*+")*+):')


class Property(NamedTuple):
    """One content line. `parameters`: as they stand, from the first ";" on; "" for none."""

    number: int
    parameters: str
    value: str


class Splitter:
    """Splits lines; remembers the names it has seen, so that each is tested once."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._names: set[str] = set()

    def split(self, number: int, text: str) -> tuple[str, Property] | None:
        """The name in capitals, and the property; None for a line that is none."""
        name, colon, value = text.partition(":")
        parameters = ""
        if ";" in name:
            if '"' in name:
                name, value = self._split_quoted(number, text)
            name, _, parameters = name.partition(";")
            parameters = f";{parameters}"
        name = name.upper()
        if name not in self._names:
            name = name.strip().lstrip("\ufeff")
            if not _NAME.fullmatch(name):
                return None
            if len(self._names) < _MOST_NAMES:
                self._names.add(name)
        return (name, Property(number, parameters, value)) if colon else None

    def _split_quoted(self, number: int, text: str) -> tuple[str, str]:
        """Name with parameters, and value, where a quoted parameter may hold the colon."""
        match = _QUOTED.match(text)
        if match:
            return match[1], text[match.end() :]
        self._log(Kind.BAD_QUOTES, "tolerated", number, excerpt=text)
        name, _, value = text.partition(":")
        # TZID="Europe/Berlin:20200609T090000": the mark that should have stood before the colon.
        return name, value.removesuffix('"')
