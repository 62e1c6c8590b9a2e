"""`manage.py demo_accounts`: the accounts of a demonstration; refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from monitor.accounts.demo import DEMO_ACCOUNTS
from monitor.accounts.operations import DemoRefused, keep_demo_accounts


class Command(BaseCommand):
    help = "Make the accounts of a demonstration (DEBUG and DEMO_ACCOUNTS only). Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            keep_demo_accounts(password=settings.DEMO_PASSWORD)
        except DemoRefused as refused:
            raise CommandError(f"No account was made. {refused.message}") from refused
        self.stdout.write("Log in at /login/ with the password in DEMO_PASSWORD, as")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.username:9} {account.words}")
