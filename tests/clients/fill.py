"""Entries of every shape a feed can hold, beside the seeded record."""

import json
from datetime import time
from pathlib import Path
from typing import Any

from monitor.accounts.models import User
from monitor.subscriptions.choices import Choices
from monitor.subscriptions.operations import create_feed
from tests import cast
from tests.clients.fill_recurring import fill_recurring
from tests.subscriptions.record import LATER, Record

# What a client must show: summary -> start, a day or a moment in UTC.
SHOWN = {
    "Assembly; with a comma, a \\ and “quotes”": "20341124",
    "? Month open (Nov 2034, day open)": "20341101",
    "? Week open (week of 4 Dec 2034, day open)": "20341204",
    "Debate": "20260310T140000Z",
    "Meeting in Ramadan": "20260225T100000Z",
    "Meeting after Ramadan": "20260401T090000Z",
    "مؤتمر قادة الشرطة والأمن العرب، الدورة السابعة والأربعون": "20341201",
    "CANCELLED: Called off": "20341224",
    "POSTPONED: Put off": "20341225",
    "Deadline: Submit the national report": "20251130",
}

# What a personal feed with everything on shows beside: all ahead of any day the tests run on.
SHOWN_TO_ITS_OWNER = {
    "Only for staff": "20341201",
    "联合国安全理事会第一次会议；议程（草案）": "20341202",
    "Ministers 🇲🇦 👩🏽‍⚖️ meet e\u0301te\u0301": "20341203",
    # 02:30 does not exist that night in Paris, and comes twice in the other; some clients know no
    # rules after 2035.
    "In the night that loses an hour": "20340326T013000Z",
    "In the night that gains an hour": "20341029T003000Z",
    "CANCELLED: Called off": "20341224",
    "? No day to show (2034, day open)": "20340101",
}
EVERYTHING = {
    "tasks": "both",
    "imprecise": "span",
    "years": True,
    "with_statuses": True,
    "reminders": ["14d", "1d", "0d"],
}
FEEDS: dict[str, dict[str, Any]] = {
    "everything": EVERYTHING,
    "todo": {"tasks": "todo"},
    "none": {"tasks": "none"},
    "marker": {"imprecise": "marker", "years": True},
    "omit": {"imprecise": "omit"},
    "arabic": {**EVERYTHING, "language": "ar"},
    "extended": {**EVERYTHING, "profile": "extended"},
    "empty": {"scope": "watched"},
}


def fill(feeds: str = "", recurring: str = "") -> None:
    """Fill the record; write the paths of personal feeds by name into the file `feeds`, and what
    recurs into `recurring`.
    """
    record = Record()
    fill_public(record)
    meant = fill_recurring(record)
    if recurring:
        Path(recurring).write_text(json.dumps(meant))
    fill_for_owners(record)
    if feeds:
        owner = cast.reader("owner")
        Path(feeds).write_text(json.dumps({name: made(owner, name) for name in FEEDS}))


def made(owner: User, name: str) -> str:
    _, token = create_feed(
        by=owner, chosen=Choices(name=name, **FEEDS[name]), device="Test", at=cast.NOW
    )
    return f"/feeds/{token}.ics"


def fill_for_owners(record: Record) -> None:
    paris = {"zone": "Europe/Paris", "start_time": time(2, 30), "end_time": time(5)}
    record.event("2034-12-02", title="联合国安全理事会第一次会议；议程（草案）", language="zh")
    record.event("2034-12-03", title="Ministers 🇲🇦 👩🏽‍⚖️ meet e\u0301te\u0301")
    record.event("2034-03-26", title="In the night that loses an hour", **paris)
    record.event("2034-10-29", title="In the night that gains an hour", **paris)
    record.deadline(
        title="Ratify the protocol; and “deposit” it, soon",
        deadline_words="by 30 November 2034",
        deadline_edtf="[..2034-11-30]",
        addressees=tuple(
            record.actor(code, code.title(), kind="state") for code in ("RUR", "SYL", "BOR")
        ),
    )


def fill_public(record: Record) -> None:
    morning = {"start_time": time(10), "end_time": time(13)}
    casablanca = {**morning, "zone": "Africa/Casablanca"}
    record.event(
        "2034-11-24/2034-11-27",
        title="Assembly; with a comma, a \\ and “quotes”",
        place=record.place("Strelsau", latitude="50.08804", longitude="14.42076"),
    )
    record.event("2034-11", title="Month open")
    record.event("[2034-12-04..2034-12-10]", title="Week open")
    record.event("2026-03-10", title="Debate", **morning, zone="America/New_York")
    record.event("2026-02-25", title="Meeting in Ramadan", **casablanca)
    record.event("2026-04-01", title="Meeting after Ramadan", **casablanca)
    record.event(
        "2034-12-01",
        title="مؤتمر قادة الشرطة والأمن العرب، الدورة السابعة والأربعون",
        language="ar",
    )
    record.move(record.event("2034-12-24", title="Called off"), "cancelled", at=LATER)
    record.move(record.event("2034-12-25", title="Put off"), "postponed", at=LATER)
    record.event("2034", title="No day to show")
    record.event("2034-12-01", title="Only for staff", visibility="staff")
    record.deadline()
