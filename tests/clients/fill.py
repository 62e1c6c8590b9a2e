"""Entries of every shape a feed can hold, beside the seeded record."""

from datetime import time

from tests.subscriptions.record import LATER, Record

# What a client must show: summary -> start, a day or a moment in UTC.
SHOWN = {
    "Assembly; with a comma, a \\ and “quotes”": "20901124",
    "? Month open (Nov 2090, day open)": "20901101",
    "? Week open (week of 4 Dec 2090, day open)": "20901204",
    "Debate": "20260310T140000Z",
    "Meeting in Ramadan": "20260225T100000Z",
    "Meeting after Ramadan": "20260401T090000Z",
    "مؤتمر قادة الشرطة والأمن العرب، الدورة السابعة والأربعون": "20901201",
    "CANCELLED: Called off": "20901224",
    "POSTPONED: Put off": "20901225",
    "Deadline: Submit the national report": "20251130",
}


def fill() -> None:
    record = Record()
    morning = {"start_time": time(10), "end_time": time(13)}
    casablanca = {**morning, "zone": "Africa/Casablanca"}
    record.event(
        "2090-11-24/2090-11-27",
        title="Assembly; with a comma, a \\ and “quotes”",
        place=record.place("Strelsau", latitude="50.08804", longitude="14.42076"),
    )
    record.event("2090-11", title="Month open")
    record.event("[2090-12-04..2090-12-10]", title="Week open")
    record.event("2026-03-10", title="Debate", **morning, zone="America/New_York")
    record.event("2026-02-25", title="Meeting in Ramadan", **casablanca)
    record.event("2026-04-01", title="Meeting after Ramadan", **casablanca)
    record.event(
        "2090-12-01",
        title="مؤتمر قادة الشرطة والأمن العرب، الدورة السابعة والأربعون",
        language="ar",
    )
    record.move(record.event("2090-12-24", title="Called off"), "cancelled", at=LATER)
    record.move(record.event("2090-12-25", title="Put off"), "postponed", at=LATER)
    record.event("2090", title="No day to show")
    record.event("2090-12-01", title="Only for staff", visibility="staff")
    record.deadline()
