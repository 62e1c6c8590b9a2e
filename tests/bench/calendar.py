"""The calendar on many more events than the other pages: every view, against its SQL and template.

The days that are asked for are full ones: the copies lie on the days after those they are of.
"""

from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.events.models import Event
from tests.bench import filling
from tests.bench.pages import page


def measure(events: int, rounds: int) -> None:
    """Each view for `desk` with `events` events, and whether it asks as often as with fewer."""
    client = Client()
    client.force_login(User.objects.get(username="desk"))
    day = office_day(timezone.now()) + timedelta(days=21)
    before = {address: _asked(client, address) for address in _views(day)}
    fewer = Event.objects.count()
    filling.multiply(events, 0)
    print(f"\ncalendar: {Event.objects.count()} events")
    for address in _views(day):
        page(client, address, rounds)
        now = _asked(client, address)
        told = "as with" if now == before[address] else f"NOT the {before[address]} with"
        print(f"{address:46} {now} queries, {told} {fewer} events")


def _views(day: date) -> list[str]:
    year, week, _ = day.isocalendar()
    return [
        f"/calendar/{day:%Y/%m/}",
        f"/calendar/{year}/w{week:02d}/",
        f"/calendar/{day.year}/",
        f"/calendar/{day.year}/q{(day.month + 2) // 3}/",
        f"/calendar/{day:%Y/%m/%d/}",
        f"/calendar/agenda/?from={day}",
    ]


def _asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as ran:
        assert client.get(address).status_code == 200, address
    return len(ran)
