"""`manage.py seed`: the reference lists and the record of the source article."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from monitor.intake.operations.seeding import load_seeds
from monitor.intake.seeding.rows import SeedRefused


class Command(BaseCommand):
    help = "Load the seed files. Safe to run again: what people edited is kept and named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "seeds", help="Where the files are."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = load_seeds(folder=options["folder"], at=timezone.now())
        except SeedRefused as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from refused
        for name, count in sorted(report.done.items()):
            self.stdout.write(f"{name}: {count}")
        if not report.done:
            self.stdout.write("The record stands as the seed files say.")
        for kept in report.kept:
            self.stdout.write(f"Kept as a person edited it: {kept}")
