"""Who goes, on the pages: the section, its forms, my events."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.events.models import Event, Participation
from monitor.events.operations import edit_participation
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events
from tests.factories.delegations import going
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}
ADDED = {"post": "Minister of Justice", "part": "speaks", "visibility": "staff"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(event: Event, user: User) -> str:
    answer = signed_in(user).get(f"/events/{event.ref}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_goes_in_which_part_and_who_drafts() -> None:
    officer, law = cast.officer(), cast.desk("law", "Law desk")
    event = events.event(officer)
    going(event, officer, level="minister", part="speaks", drafting=True, drafting_desk=law)
    text = page(event, cast.reader())
    for words in ("Minister of Justice", "Speaks", "Statement: Law desk drafts", "Security desk"):
        assert words in text


def test_a_form_enters_one_and_the_history_says_so() -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    event = events.event(officer)
    address = f"/events/{event.ref}/delegation/add/"
    client = signed_in(officer)
    assert client.get(address).context["form"].initial["lead_desk"] == desk.pk
    answer = client.post(address, {**ADDED, "lead_desk": desk.pk})
    assert answer.url == f"/events/{event.ref}/"
    assert Participation.objects.get().part == "speaks"
    assert "Minister of Justice: entered among who goes" in page(event, officer)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"post": ""}, "post"),
        ({"lead_desk": ""}, "lead_desk"),
        ({"visibility": "restricted"}, "desks"),
        ({"visibility": "public"}, "visibility"),
    ],
)
def test_what_can_not_be_saved_is_said_and_what_was_typed_is_kept(
    wrong: dict[str, str], field: str
) -> None:
    officer = cast.officer(desk=cast.desk())
    event = events.event(officer)
    given = {**ADDED, "lead_desk": cast.desk().pk, "note": "Long thought about.", **wrong}
    answer = signed_in(officer).post(f"/events/{event.ref}/delegation/add/", given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Long thought about." in answer.content.decode()
    assert not Participation.objects.exists()


def test_a_concurrent_edit_shows_both_values_and_a_second_save_is_knowing() -> None:
    first, second = cast.officer("first"), cast.officer("second")
    event = events.event(first)
    made = going(event, first)
    address = f"/events/{event.ref}/delegation/{made.pk}/"
    client = signed_in(second)
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    edit_participation(participation=made, edition=1, part="regrets", by=first, **DASHBOARD)
    answer = client.post(address, {**data, "part": "speaks"})
    assert answer.status_code == 422
    assert answer.context["rows"] == [
        {"name": "Part", "theirs": "Sends regrets", "yours": "Speaks"}
    ]
    assert "first" in answer.content.decode()
    again = {**data, "part": "speaks", "edition": answer.context["form"]["edition"].value()}
    assert client.post(address, again).status_code == 302
    made.refresh_from_db()
    assert made.part == "speaks"


def test_withdrawing_asks_why_and_leaves_a_line_in_the_history() -> None:
    officer = cast.officer()
    event = events.event(officer)
    made = going(event, officer)
    address = f"/events/{event.ref}/delegation/{made.pk}/withdraw/"
    client = signed_in(officer)
    assert client.post(address, {"edition": 1, "reason": ""}).status_code == 422
    assert client.post(address, {"edition": "x", "reason": "Off."}).status_code == 422
    assert client.post(address, {"edition": 1, "reason": "The visit is off."}).status_code == 302
    text = page(event, officer)
    assert "Nobody of ours is entered for this event." in text
    assert "Minister of Justice: withdrawn" in text
    assert "The visit is off." in text
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", [cast.reader, cast.verifier, cast.coordinator, cast.administrator])
def test_what_a_person_may_not_see_is_absent_everywhere(role: Any) -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    event = events.event(officer)
    made = going(
        event, officer, post="Secret envoy", visibility="restricted", desks=[desk], lead_desk=desk
    )
    client = signed_in(role("someone"))
    assert "Secret envoy" in page(event, officer)
    for address in (f"/events/{event.ref}/", "/events/mine/", "/"):
        assert "Secret envoy" not in client.get(address).content.decode()
    assert client.get(f"/events/{event.ref}/delegation/{made.pk}/").status_code in {403, 404}
    assert client.get(f"/events/{event.ref}/delegation/{made.pk}/withdraw/").status_code in {
        403,
        404,
    }


def test_no_public_page_says_who_goes() -> None:
    record = Record()
    event = record.event()
    going(event, record.officer)
    for client in (Client(), signed_in(record.officer)):
        text = client.get(f"/e/{event.ref}/").content.decode()
        assert "Minister of Justice" not in text
        assert "Who goes" not in text


@pytest.mark.parametrize("role", [cast.reader, cast.administrator])
@pytest.mark.parametrize("end", ["add/", "{}/", "{}/withdraw/"])
def test_who_does_not_draft_gets_no_form_and_no_button(role: Any, end: str) -> None:
    officer = cast.officer()
    event = events.event(officer)
    made = going(event, officer)
    person = role("someone")
    address = f"/events/{event.ref}/delegation/{end.format(made.pk)}"
    assert signed_in(person).get(address).status_code == 403
    assert signed_in(person).post(address, ADDED).status_code == 403
    assert "/delegation/" not in page(event, person)


def test_one_of_another_event_is_not_found_at_this_one() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer)
    other = events.event(officer)
    address = f"/events/{other.ref}/delegation/{made.pk}/"
    assert signed_in(officer).get(address).status_code == 404


def test_the_event_page_asks_as_much_with_two_who_go_as_with_twenty() -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    client = signed_in(officer)

    def filled(number: int) -> int:
        made = events.dated(officer, "2025-11-24", status="confirmed")
        for index in range(number):
            going(made, officer, post=f"Post {index}")
            going(events.dated(officer, "2025-11-24", status="confirmed"), officer)
        client.get(f"/events/{made.ref}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/events/{made.ref}/").status_code == 200
        return len(captured)

    assert filled(2) == filled(20)


# My events


def ours(officer: User, edtf: str, title: str, **claim: Any) -> Event:
    event = events.event(officer, title=title, status="confirmed")
    events.claim(event, edtf, by=officer, **claim)
    going(event, officer)
    return event


def test_my_events_stand_by_day_with_what_falls_together_marked() -> None:
    officer = cast.officer(desk=cast.desk())
    ours(officer, "2099-11-24/2099-11-27", "Assembly")
    ours(officer, "2099-11-25", "Visit", start_time=time(9), end_time=time(10), zone="UTC")
    ours(officer, "2099-11", "Some time in November")
    ours(officer, "2099-12-24", "Apart")
    answer = signed_in(officer).get("/events/mine/")
    rows = {
        row["title"]: [(each.title, each.sure) for each in row["clashes"]]
        for row in answer.context["coming"]
    }
    assert rows == {
        "Some time in November": [("Assembly", False), ("Visit", False)],
        "Assembly": [("Visit", True), ("Some time in November", False)],
        "Visit": [("Assembly", True), ("Some time in November", False)],
        "Apart": [],
    }
    assert next(iter(rows)) == "Some time in November"
    assert "4 events ahead, 3 fall together with another" in answer.content.decode()


def test_the_event_page_marks_the_overlap_only_for_whose_event_it_is() -> None:
    officer = cast.officer(desk=cast.desk())
    event = ours(officer, "2099-11-24", "Assembly")
    other = ours(officer, "2099-11-24", "Visit")
    assert [each.ref for each in signed_in(officer).get(f"/events/{event.ref}/").context["clashes"]]
    assert other.ref in page(event, officer)
    assert other.ref not in page(event, cast.reader())


@pytest.mark.parametrize("part", ["regrets"])
def test_where_we_send_regrets_or_it_is_off_nothing_overlaps(part: str) -> None:
    officer = cast.officer(desk=cast.desk())
    ours(officer, "2099-11-24", "Assembly")
    declined = events.dated(officer, "2099-11-24", status="confirmed")
    going(declined, officer, part=part)
    off = ours(officer, "2099-11-24", "Cancelled")
    events.move(off, EventStatus.CANCELLED, by=officer)
    answer = signed_in(officer).get("/events/mine/")
    assert [row["clashes"] for row in answer.context["coming"]] == [[], [], []]


def test_a_session_does_not_overlap_the_event_it_is_part_of() -> None:
    officer = cast.officer(desk=cast.desk())
    whole = ours(officer, "2099-11-24/2099-11-27", "Assembly")
    part = ours(officer, "2099-11-25", "Session")
    Event.objects.filter(pk=part.pk).update(parent=whole)
    answer = signed_in(officer).get("/events/mine/")
    assert [row["clashes"] for row in answer.context["coming"]] == [[], []]


def test_what_is_over_stands_apart_and_who_has_no_desk_is_told() -> None:
    officer = cast.officer(desk=cast.desk())
    ours(officer, "2023-12-07", "Long ago")
    answer = signed_in(officer).get("/events/mine/")
    assert answer.context["coming"] == []
    assert [row["title"] for row in answer.context["past"]] == ["Long ago"]
    assert office_day(timezone.now()) > date(2023, 12, 7)
    assert (
        "You belong to no desk." in signed_in(cast.reader()).get("/events/mine/").content.decode()
    )


def test_my_events_cost_the_same_with_two_as_with_twenty() -> None:
    officer = cast.officer(desk=cast.desk())
    client = signed_in(officer)

    def asked(number: int) -> int:
        for index in range(number):
            ours(officer, "2099-11-24", f"Event {index}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/events/mine/").status_code == 200
        return len(captured)

    client.get("/events/mine/")
    assert asked(2) == asked(18)
