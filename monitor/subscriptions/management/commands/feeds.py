"""manage.py feeds verify | render"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from monitor.subscriptions.checking import differences, feeds_that_differ
from monitor.subscriptions.operations import render_feeds
from monitor.subscriptions.variants import Variant


class Command(BaseCommand):
    help = "Compare the stored feeds with the record (verify), or write them anew (render)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "render"])

    def handle(self, *_args: Any, what: str, **_options: Any) -> None:
        if what == "render":
            changed = render_feeds(at=timezone.now(), said=self._said)
            self.stdout.write(f"{changed} components changed.")
            return
        found = 0
        for line in (*differences(), *feeds_that_differ(at=timezone.now())):
            found += 1
            self.stdout.write(line)
        if found:
            self.stderr.write(f"{found} differ from the record: feeds render.")
            sys.exit(1)
        self.stdout.write("Every component says what the record says.")

    def _said(self, variant: Variant, done: int, of: int) -> None:
        self.stdout.write(f"{variant.slug}: {done} of {of}")
