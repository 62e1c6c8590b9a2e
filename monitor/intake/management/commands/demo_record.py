"""`manage.py demo_record`: an invented record, in a database that holds nothing else."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from monitor.changes.clock import office_day
from monitor.intake.operations.demonstrating import DemoRecordRefused, make_demo_record


class Command(BaseCommand):
    help = "Fill an empty database with an invented record around a day, for demonstrations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            help="The day it is made around (YYYY-MM-DD); today if omitted.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        today = options["day"] or office_day(timezone.now())
        try:
            made = make_demo_record(today=today)
        except DemoRecordRefused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(
            f"An invented record around {today} stands."
            if made
            else "An invented record stands already; it was left as it is."
        )
