from datetime import time

import pytest
from django.test import Client

from monitor.accounts.models import User
from monitor.events.models import Event, EventSeries
from tests import cast
from tests.factories import commitments, events

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def series(**fields: object) -> EventSeries:
    organiser = commitments.actor("aimc", "Arab Interior Ministers Council")
    given = {"code": "police", "name_en": "Conference of Leaders", "organiser": organiser}
    return EventSeries.objects.create(**{**given, **fields})


def held(
    officer: User, within: EventSeries, number: int, edtf: str = "", **fields: object
) -> Event:
    made = events.event(
        officer,
        series=within,
        ordinal=number,
        title=f"{number}th Conference of Leaders",
        organiser=within.organiser,
        **fields,
    )
    if edtf:
        events.claim(made, edtf, by=officer)
    return made


def test_the_page_lists_by_number_and_names_what_is_missing() -> None:
    officer, within = cast.officer(), series()
    for number, edtf in [(46, "2023-01-09"), (47, "2023-12-06/2023-12-07"), (50, "")]:
        held(officer, within, number, edtf)
    answer = signed_in(officer).get("/series/police/")
    text = answer.content.decode()
    assert [row.get("ordinal") for row in answer.context["rows"]] == [50, None, 47, 46]
    assert "Numbers 48 to 49 are not in the record" in text
    assert "Arab Interior Ministers Council" in text
    assert "6–7 Dec 2023" in text


def test_what_a_person_may_not_see_is_no_row_and_no_number() -> None:
    officer, within = cast.officer(desk=cast.desk()), series()
    held(officer, within, 46)
    held(officer, within, 47, visibility="restricted", desks=[cast.desk()])
    answer = signed_in(cast.reader()).get("/series/police/")
    assert [row["ordinal"] for row in answer.context["rows"]] == [46]
    assert answer.context["next_url"] == ""


def test_the_next_one_has_the_number_and_title_that_follow_and_no_host_place_or_date() -> None:
    officer, within = cast.officer(), series()
    host = commitments.state("MAR")
    held(officer, within, 46, "2023-01-09", host=host)
    held(officer, within, 47, "2023-12-06/2023-12-07", host=host)
    form = signed_in(officer).get("/events/add/?series=police").context["form"]
    assert form["title"].value() == "48th Conference of Leaders"
    assert form["ordinal"].value() == 48
    assert form["series"].value() == within.pk
    assert form["organiser"].value() == within.organiser_id
    assert form["host"].value() is None
    assert form["place"].value() is None
    assert not form["date_words"].value()


def test_an_event_leads_to_those_before_and_after_it_and_to_its_series() -> None:
    officer, within = cast.officer(), series()
    before, here, after = (held(officer, within, number) for number in (45, 47, 48))
    answer = signed_in(officer).get(f"/events/{here.ref}/")
    assert answer.context["previous"]["ref"] == before.ref
    assert answer.context["next"]["ref"] == after.ref
    assert 'href="/series/police/"' in answer.content.decode()


def test_the_programme_lists_sessions_in_order_with_their_times() -> None:
    officer = cast.officer()
    whole = events.dated(officer, "2025-11-24/2025-11-25")
    times = [("2025-11-25", 9), ("2025-11-24", 15), ("2025-11-24", 9)]
    for day, hour in times:
        part = events.event(officer, parent=whole, title=f"Session {day} {hour}")
        clock = {"start_time": time(hour), "zone": "Africa/Casablanca"}
        events.claim(part, day, by=officer, **clock)
    events.event(officer, parent=whole, title="Session without a day")
    parts = signed_in(officer).get(f"/events/{whole.ref}/").context["parts"]
    assert [part["title"] for part in parts] == [
        "Session 2025-11-24 9",
        "Session 2025-11-24 15",
        "Session 2025-11-25 9",
        "Session without a day",
    ]
    assert parts[0]["time"] == "09:00, Africa/Casablanca"


def test_a_session_starts_from_what_the_larger_event_has() -> None:
    officer = cast.officer()
    host = commitments.state("MAR")
    whole = events.dated(officer, "2025-11-24/2025-11-25", host=host)
    form = signed_in(officer).get(f"/events/add/?parent={whole.ref}").context["form"]
    assert form["parent"].value() == whole.ref
    assert form["host"].value() == host.pk
    assert form["documents"].value() == whole.documents.get().ref
    assert not form["title"].value()


def test_a_larger_event_that_may_not_be_seen_starts_nothing() -> None:
    officer = cast.officer(desk=cast.desk())
    whole = events.event(officer, visibility="restricted", desks=[cast.desk()])
    other = cast.officer("other")
    form = signed_in(other).get(f"/events/add/?parent={whole.ref}").context["form"]
    assert not form["parent"].value()
