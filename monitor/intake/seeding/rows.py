"""Seed files as rows that know their file and line, so that every complaint names both."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from monitor.changes.refusal import Refused


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a seed file. `line` counts from 1, the header included."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class SeedRefused(ValueError):
    """The seed files are not loaded, not even in part; `problems` names each fault."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a seed file: text by column, blanks trimmed."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.values[field]

    def refuse(self, field: str, message: str) -> SeedRefused:
        return SeedRefused([Problem(self.file, self.line, field, message)])

    def day(self, field: str) -> date | None:
        """The ISO day in `field`, None if it is empty."""
        if not self[field]:
            return None
        try:
            return date.fromisoformat(self[field])
        except ValueError:
            raise self.refuse(field, f"“{self[field]}” is no day (YYYY-MM-DD).") from None

    def number(self, field: str) -> int | None:
        """The whole number in `field`, None if it is empty."""
        if not self[field]:
            return None
        if not self[field].isdecimal():
            raise self.refuse(field, f"“{self[field]}” is no whole number.")
        return int(self[field])

    def flag(self, field: str) -> bool:
        """True for "yes", False for nothing."""
        if self[field] not in {"", "yes"}:
            raise self.refuse(field, f"“{self[field]}” is neither “yes” nor empty.")
        return self[field] == "yes"

    def words(self, field: str) -> list[str]:
        """The parts of a list, separated by bars."""
        return [part.strip() for part in self[field].split("|") if part.strip()]

    @contextmanager
    def blamed(self, field: str = "") -> Iterator[None]:
        """Turn what an operation refuses, or does not find, into a complaint about this row."""
        try:
            yield
        except Refused as refused:
            raise self.refuse(refused.field or field or "row", refused.message) from refused
        except ObjectDoesNotExist as missing:
            raise self.refuse(field or "row", str(missing)) from missing


def read(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV file (UTF-8, commas, a header with at least `columns`).

    Raises SeedRefused naming every missing column and every row of the wrong length.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unread:
        raise SeedRefused([Problem(path.name, 1, "file", str(unread))]) from unread
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        read_in = [(reader.line_num, cells) for cells in reader]
    except csv.Error as fault:
        raise SeedRefused([Problem(path.name, reader.line_num, "row", f"{fault}.")]) from fault
    header = read_in[0][1] if read_in else []
    problems = [
        Problem(path.name, 1, column, "This column is missing.")
        for column in columns
        if column not in header
    ]
    rows = []
    for line, cells in read_in[1:]:
        if len(cells) != len(header):
            said = f"{len(cells)} values for {len(header)} columns."
            problems.append(Problem(path.name, line, "row", said))
            continue
        values = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        rows.append(Row(path.name, line, values))
    if problems:
        raise SeedRefused(problems)
    return rows
