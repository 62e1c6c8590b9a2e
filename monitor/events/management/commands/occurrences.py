"""manage.py occurrences: once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from monitor.events.operations import top_up


class Command(BaseCommand):
    help = "Write the occurrences of recurring events up to three years ahead. Run it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        events, rows = top_up(at=timezone.now())
        self.stdout.write(f"{events} recurring events looked at, {rows} occurrences written.")
