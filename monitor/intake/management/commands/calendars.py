"""`manage.py calendars`: look at the calendars that are due. For a timer, every 15 minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from monitor.intake.operations.calendars import look_at_those_due


class Command(BaseCommand):
    help = "Look at the calendars of others that are due, and say what came of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=100, help="At most so many in this run.")

    def handle(self, *_args: Any, **options: Any) -> None:
        looked = 0
        for look in look_at_those_due(at=timezone.now(), most=options["most"]):
            looked += 1
            if look.trouble:
                self.stderr.write(f"{look.source}: {look.trouble}")
            elif look.taken is not None:
                taken = look.taken
                self.stdout.write(
                    f"{look.source}: {taken.new} new, {taken.changed} changed, {taken.same} as "
                    f"they were, {taken.vanished} vanished"
                )
        if not looked:
            self.stdout.write("No calendar is due.")
