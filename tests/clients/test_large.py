"""Ten thousand entries in one feed: every reader finds each of them."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.ical import head_bytes, join, render_event, render_zone, zone
from tests.clients.test_clients import as_read
from tests.ical.examples import event, head

pytestmark = pytest.mark.clients
ENTRIES = 10_000
ZONES = ("Africa/Casablanca", "America/New_York", "Europe/Paris", "Asia/Kathmandu")
WORDS = (
    "Assembly; with, a \\ and “quotes”",
    "مؤتمر قادة الشرطة",
    "联合国会议",
    "e\u0301te\u0301 👩🏽‍⚖️",
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.ics"
    zones = [render_zone(name, date(2025, 1, 1)) for name in sorted(ZONES)]
    path.write_bytes(
        join(head_bytes(head()), zones, [render_event(made(n)) for n in range(ENTRIES)])
    )
    return path


def made(n: int):
    day = date(2025, 1, 1) + timedelta(days=n % 700)
    given = {
        "uid": f"{n}@large",
        "summary": f"{WORDS[n % len(WORDS)]} {n}",
        "description": "x" * 300,
    }
    if n % 2:
        return event(start=day, end=day + timedelta(days=1 + n % 3), **given)
    start = datetime(day.year, day.month, day.day, 9 + n % 9, tzinfo=zone(ZONES[n % len(ZONES)]))
    return event(start=start, end=start + timedelta(hours=2), **given)


@pytest.mark.parametrize("client", ["ical.js", "libical", "vobject", "ics", "recurring"])
def test_a_client_reads_ten_thousand_entries(client: str, large: Path) -> None:
    found = as_read(client, large, "")
    assert sorted((uid, summary) for uid, summary, *_ in found) == sorted(
        (f"{n}@large", f"{WORDS[n % len(WORDS)]} {n}") for n in range(ENTRIES)
    )
