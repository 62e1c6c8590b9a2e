"""Copies of the seed files for tests to spoil, and loading them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from monitor.intake.operations.seeding import load_seeds
from monitor.intake.seeding.report import Report

# After the latest fact of the record.
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def copied(to: Path) -> Path:
    """A copy of the seed files in a folder of the test's own."""
    return Path(shutil.copytree(settings.BASE_DIR / "seeds", to / "seeds"))


def load(folder: Path) -> Report:
    return load_seeds(folder=folder, at=AT)


def respell(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
