"""`make bench`: what pages and feeds cost on a large invented record, against peers in this run.

QUICK=1 takes a smaller record, fewer rounds and no servers. It measures; it fails on no figure.
"""

import os
import platform
from importlib.metadata import version

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment
from django.utils import timezone

from monitor.changes.clock import office_day
from monitor.intake.operations.demonstrating import make_demo_record
from monitor.subscriptions.operations import render_feeds
from tests.bench import calendar, feeds, filling, imports, pages, served, servers

QUICK = bool(os.environ.get("QUICK"))
EVENTS, COMMITMENTS, ROUNDS = (2_000, 1_000, 5) if QUICK else (10_000, 5_000, 15)
MANY = 100_000


def main() -> None:
    """Fill a throwaway database and measure."""
    settings.DEBUG = False
    # As an installation has it, so that what is served for real writes the same bytes.
    settings.SITE_URL = settings.FEED_BASE_URL = servers.SITE
    # As the product runs: here the disk is waited for.
    options = connection.settings_dict["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("OFF", "NORMAL")
    setup_test_environment(debug=False)
    packages = " ".join(f"{name} {version(name)}" for name in ("Django", "icalendar"))
    print(f"Python {platform.python_version()} {packages} {connection.vendor}")
    call_command("migrate", verbosity=0)
    make_demo_record(today=office_day(timezone.now()))
    if not QUICK:
        served.measure_conditional("the demonstration's entries")
    filling.multiply(EVENTS, COMMITMENTS)
    render_feeds(at=timezone.now())
    feeds.measure(ROUNDS)
    if not QUICK:
        served.measure(ROUNDS)
    pages.measure(ROUNDS)
    imports.measure(EVENTS, min(ROUNDS, 5))
    calendar.measure(5 * EVENTS, ROUNDS)
    if not QUICK:
        filling.multiply(MANY, 0)
        render_feeds(at=timezone.now())
        served.measure_conditional(f"{MANY:,} entries")


main()
