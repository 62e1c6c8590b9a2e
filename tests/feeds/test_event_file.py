import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.subscriptions.record import Record, shown

pytestmark = pytest.mark.django_db


def test_an_event_can_be_taken_into_a_calendar_by_itself(client: Client) -> None:
    event = Record().event("2025-11-24", title="Summit")
    client.force_login(cast.reader())
    answer = client.get(f"/events/{event.ref}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.ref}.ics"'
    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Summit"
    assert str(entry["UID"]) == shown(event)["UID"]


def test_a_staff_event_leads_to_the_page_behind_sign_in(client: Client) -> None:
    event = Record().event("2025-11-24", visibility="staff")
    client.force_login(cast.reader())
    answer = client.get(reverse("feeds:event_ics", args=[event.number]))
    assert f"URL:http://testserver/events/{event.ref}/".encode() in answer.content
    assert b"CLASS:PRIVATE" in answer.content


def test_a_file_asks_for_sign_in(client: Client) -> None:
    event = Record().event("2025-11-24")
    answer = client.get(f"/events/{event.ref}.ics")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")


def test_who_may_not_see_the_event_is_told_that_there_is_none(client: Client) -> None:
    event = Record().event(visibility="restricted", desks=[cast.desk()], edtf="")
    client.force_login(cast.reader())
    assert client.get(f"/events/{event.ref}.ics").status_code == 404


def test_a_year_has_no_place_on_a_calendar_and_the_answer_says_so(client: Client) -> None:
    event = Record().event("2025")
    client.force_login(cast.reader())
    answer = client.get(f"/events/{event.ref}.ics")
    assert answer.status_code == 404
    assert answer.content.decode() == f"{event.ref} has no date to the month or finer."
