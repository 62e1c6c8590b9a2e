"""What recurs, instance by instance, in the hands of clients that nobody here wrote.

Our rows are the truth: each reader must find the same instances, starts and ends in our feed.
"""

import json
import os
import re
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from monitor.ical import zone
from monitor.ical.incoming import IncomingEvent, read_calendar
from monitor.ical.recurrence import instances
from tests.clients.fill_recurring import SINCE, UNTIL, ZONES, written
from tests.clients.running import INSTALLED, PYTHON, READERS, run
from tests.clients.server import RECURRING

pytestmark = pytest.mark.clients
Rows = list[list[str]]
MOMENT = "%Y%m%dT%H%M%SZ"


@pytest.fixture(scope="module")
def meant(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / RECURRING).read_text())
    return found


def expanded(reader: str, feed: Path, meant: dict[str, Any]) -> Rows:
    """What the reader makes of the events that recur."""
    span = (SINCE, UNTIL)
    # On the machine of a client the zones may have other rules than ours of today.
    env = {"PATH": os.environ["PATH"], "PYTHONTZPATH": str(files("tzdata") / "zoneinfo")}
    match reader:
        case "ical.js":
            command: tuple[object, ...] = (
                "node",
                READERS / "instances.mjs",
                feed,
                *span,
                INSTALLED,
            )
        case "libical":
            command = ("/usr/bin/python3", READERS / "instances_libical.py", feed, *span)
        case _:
            command = (PYTHON, READERS / "instances.py", feed, *span)
    found: Rows = json.loads(run(*command, env=env))
    return sorted(row for row in found if row[0] in meant["zones"])


def moment(text: str) -> datetime:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


def at_a_change(row: list[str], tzid: str) -> bool:
    """Whether the clocks of the zone change within three days of the start."""
    if not tzid:
        return False
    start = moment(row[1])
    around = (start + timedelta(days=days) for days in (-3, 3))
    return len({each.astimezone(zone(tzid)).utcoffset() for each in around}) > 1


def test_recurring_ical_events_finds_every_instance_where_our_rows_have_it(
    feed: Path, meant: dict[str, Any], tmp_path: Path
) -> None:
    found = expanded("recurring-ical-events", feed, meant)
    # By X-WR-TIMEZONE it lets times in UTC recur on that zone's clock, as Google's files mean it;
    # RFC 5545 knows no such property, and without it the library finds those too.
    in_utc = {uid for uid, tzid in meant["zones"].items() if tzid == "UTC"}
    assert [row for row in found if row[0] not in in_utc] == [
        row for row in meant["standing"] if row[0] not in in_utc
    ]
    bare = tmp_path / "bare.ics"
    bare.write_bytes(re.sub(rb"X-WR-TIMEZONE:.*\r\n", b"", feed.read_bytes()))
    assert expanded("recurring-ical-events", bare, meant) == meant["standing"]


def test_ical_js_finds_every_instance_where_our_rows_have_it(
    feed: Path, meant: dict[str, Any]
) -> None:
    # Of a local time that comes twice RFC 5545 (3.3.5) means the first, and it takes the second;
    # one that is skipped stands at the offset before, and it takes the one after.
    assert expanded("ical.js", feed, meant) == meant["other"]


def test_libical_finds_every_instance_that_a_rule_names(feed: Path, meant: dict[str, Any]) -> None:
    """It is asked for the recurring entry alone: what was moved stands where it was."""
    zones = meant["zones"]

    # An added instance loses its zone: its local time is taken for UTC (RDATE;TZID).
    def without_zone(uid: str, text: str) -> str:
        if "T" not in text or zones[uid] == "UTC":
            return text
        return f"{moment(text).astimezone(zone(zones[uid])):{MOMENT}}"

    # Of a time that comes twice it takes the second; lets each last as many seconds as the first;
    # and the one after a skipped time is late by as much as that one was.
    def compared(rows: Rows) -> Rows:
        return sorted(row for row in rows if not at_a_change(row, zones[row[0]]))

    added = [[uid, *(without_zone(uid, text) for text in span)] for uid, *span in meant["added"]]
    expected = compared([*meant["ruled"], *added])
    assert compared(expanded("libical", feed, meant)) == expected
    assert len(expected) > len(meant["ruled"]) - 150


def test_our_own_reader_finds_the_same(feed: Path, meant: dict[str, Any]) -> None:
    by_uid: dict[str, list[IncomingEvent]] = {}
    for event in read_calendar(feed.read_bytes()).events:
        by_uid.setdefault(event.uid, []).append(event)
    span = (date.fromisoformat(SINCE), date.fromisoformat(UNTIL))
    assert meant["standing"] == sorted(
        [uid, written(each.start), written(each.end)]
        for uid in meant["zones"]
        for each in instances(by_uid[uid], *span)
    )


def test_instances_of_six_zones_are_compared(meant: dict[str, Any]) -> None:
    assert set(ZONES) < set(meant["zones"].values())
    assert len(meant["standing"]) > 4 * len(ZONES) * 160
    assert len(meant["added"]) == 4 * len(ZONES) + 1
    differing = [row for row in meant["other"] if row not in meant["standing"]]
    assert {meant["zones"][row[0]] for row in differing} >= {"Europe/Paris"}
