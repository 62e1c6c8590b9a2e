"""What a public event's page says to machines: JSON-LD of schema.org/Event."""

import json
import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from monitor.accounts.models import Visibility
from monitor.actors.models import Actor, Place
from monitor.dashboard.events.linked_data import reduced
from monitor.dates import parse
from monitor.events.models import Event
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events
from tests.subscriptions.record import LATER, Record

pytestmark = pytest.mark.django_db
FOUND = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SCHEMA = "https://schema.org"


def data(event: Event) -> dict[str, Any]:
    answer = Client().get(f"/e/{event.ref}/")
    assert answer.status_code == 200
    [text] = FOUND.findall(answer.content.decode())
    said: dict[str, Any] = json.loads(text)
    return said


def official(record: Record, event: Event, edtf: str, **fields: Any) -> None:
    given = {"note": "", "document": record.notice(), "at": LATER, **fields}
    events.claim(event, edtf, by=record.officer, **given)


def test_a_public_event_says_what_where_when_and_by_whom() -> None:
    record = Record()
    country = Actor.objects.create(code="RUR", kind="state", name_en="Ruritania")
    place = Place.objects.create(
        code="strelsau",
        name_en="Strelsau",
        venue="Great Hall",
        country=country,
        visibility=Visibility.PUBLIC,
        latitude="50.50000",
        longitude="14.25000",
    )
    body = Actor.objects.create(code="interpol", kind="organ", name_en="Interpol")
    event = record.event(title="General Assembly", place=place, organiser=body)
    record.move(event, EventStatus.CONFIRMED)
    said = data(event)
    assert said["@context"] == SCHEMA
    assert said["@type"] == "Event"
    assert said["url"] == said["@id"] == f"http://testserver/e/{event.ref}/"
    assert said["name"] == "General Assembly"
    assert (said["startDate"], said["endDate"]) == ("2025-11-24", "2025-11-27")
    assert said["eventStatus"] == f"{SCHEMA}/EventScheduled"
    assert said["organizer"] == {"@type": "Organization", "name": "Interpol"}
    assert said["location"]["name"] == "Great Hall"
    assert said["location"]["address"]["addressCountry"] == "Ruritania"
    assert said["location"]["geo"]["latitude"] == 50.5
    assert "previousStartDate" not in said


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025", "2025"),
        ("2025-11", "2025-11"),
        ("2025-11-24", "2025-11-24"),
        ("2025-11-24/2025-11-27", "2025-11-24"),
        ("[2023-12-04..2023-12-10]", "2023-12"),
        ("[2023-11-27..2023-12-03]", "2023"),
        ("[2023-12-28..2024-01-03]", ""),
        ("202X", ""),
        ("[..2025-11-24]", ""),
        ("XXXX", ""),
    ],
)
def test_a_date_is_never_finer_than_its_source(edtf: str, said: str) -> None:
    assert reduced(parse(edtf)) == said


def test_an_open_day_has_no_end() -> None:
    said = data(Record().event("2025-11"))
    assert said["startDate"] == "2025-11"
    assert "endDate" not in said


def test_a_time_of_day_stands_with_its_offset_and_an_unstated_end_is_left_out() -> None:
    record = Record()
    event = record.event("2025-11-24", start_time=time(9, 30), zone="Africa/Casablanca")
    said = data(event)
    assert said["startDate"] == "2025-11-24T09:30:00+01:00"
    assert "endDate" not in said


def test_what_is_not_decided_has_no_status() -> None:
    assert "eventStatus" not in data(Record().event())


def test_cancelled_keeps_its_date() -> None:
    record = Record()
    said = data(record.move(record.event(), EventStatus.CANCELLED))
    assert said["eventStatus"] == f"{SCHEMA}/EventCancelled"
    assert said["startDate"] == "2025-11-24"


def test_postponed_without_a_new_date_has_only_the_one_before() -> None:
    record = Record()
    said = data(record.move(record.event(), EventStatus.POSTPONED))
    assert said["eventStatus"] == f"{SCHEMA}/EventPostponed"
    assert said["previousStartDate"] == ["2025-11-24"]
    assert "startDate" not in said


def test_moved_twice_names_both_dates_before() -> None:
    record = Record()
    event = record.event("")
    for day, later in (("2025-11-24", 1), ("2026-02-02", 2), ("2026-03-02", 3)):
        official(
            record,
            event,
            day,
            at=cast.NOW + timedelta(hours=later),
            said_on=cast.TODAY + timedelta(days=later),
        )
    said = data(event)
    assert said["eventStatus"] == f"{SCHEMA}/EventRescheduled"
    assert said["previousStartDate"] == ["2025-11-24", "2026-02-02"]
    assert said["startDate"] == "2026-03-02"


def test_a_year_that_became_days_was_not_rescheduled() -> None:
    record = Record()
    event = record.event("")
    official(record, event, "2025", said_on=cast.TODAY)
    official(record, event, "2025-11-24", said_on=cast.TODAY + timedelta(days=1))
    said = data(event)
    assert said["startDate"] == "2025-11-24"
    assert "previousStartDate" not in said


def test_a_part_is_named_only_where_everybody_may_see_it() -> None:
    record = Record()
    whole = record.event(title="Assembly")
    part = record.event(title="Open session", parent=whole)
    events.event(record.officer, title="Closed session", parent=whole)
    assert [each["name"] for each in data(whole)["subEvent"]] == ["Open session"]
    assert data(part)["superEvent"]["name"] == "Assembly"


def test_no_title_ends_the_element_that_holds_the_data() -> None:
    title = "</script><script>alert(1)</script> & <!--"
    assert data(Record().event(title=title))["name"] == title
