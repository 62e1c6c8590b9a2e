"""The pages of other people's calendars."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.operations.calendars import add_calendar, upload
from tests.cast import NOW, coordinator, desk, officer, reader
from tests.intake.calendars.ics import calendar, entry

pytestmark = pytest.mark.django_db
HERE = "/intake/calendars/K-1/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head(db: None) -> User:
    return coordinator("head")


@pytest.fixture
def source(head: User) -> CalendarSource:
    return filled(head)


def filled(head: User, n: int = 3, **changes: object) -> CalendarSource:
    given = {"name": "Their calendar", "publisher": "They", **changes}
    source = add_calendar(by=head, at=NOW, via=Door.DASHBOARD, **given)  # type: ignore[arg-type]
    data = calendar(*(entry(f"{i}@there") for i in range(n)))
    upload(source=source, data=data, by=head, at=NOW, via=Door.DASHBOARD)
    return source


def chosen(source: CalendarSource) -> list[str]:
    return [f"{row.pk}.{row.digest}" for row in source.entries.all()]


def file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("theirs.ics", data, "text/calendar")


def test_a_file_is_brought_and_its_entries_wait(head: User) -> None:
    given = {"name": "Theirs", "publisher": "They", "kind": "meeting", "visibility": "staff"}
    answer = signed_in(head).post(
        "/intake/calendars/add/", {**given, "file": file(calendar(entry()))}, follow=True
    )
    assert answer.redirect_chain == [(HERE, 302)]
    assert "Meeting 1@there" in answer.text


@pytest.mark.parametrize("given", [{}, {"address": "https://example.org/a.ics", "file": "yes"}])
def test_an_address_or_a_file_is_asked_for_and_what_was_typed_is_kept(
    head: User, given: dict[str, object]
) -> None:
    if "file" in given:
        given = {**given, "file": file(calendar(entry()))}
    typed = {"name": "Theirs of the coast", "publisher": "They", "kind": "meeting"}
    answer = signed_in(head).post("/intake/calendars/add/", {**typed, **given})
    assert answer.status_code == 422
    assert "Theirs of the coast" in answer.text
    assert "one of the two" in answer.text
    assert not CalendarSource.objects.exists()


def test_a_file_that_is_none_leaves_the_calendar_and_says_why(head: User) -> None:
    given = {"name": "Theirs", "publisher": "They", "kind": "meeting", "visibility": "staff"}
    answer = signed_in(head).post(
        "/intake/calendars/add/", {**given, "file": file(b"GIF89a")}, follow=True
    )
    assert "This is no calendar file" in answer.text


def test_several_are_taken_over_at_once(head: User, source: CalendarSource) -> None:
    answer = signed_in(head).post(
        f"{HERE}decide/", {"act": "accept", "entry": chosen(source)}, follow=True
    )
    assert "3 entries done" in answer.text
    assert Event.objects.count() == 3


def test_one_that_cannot_be_is_named_and_the_others_are_done(
    head: User, source: CalendarSource
) -> None:
    first, *others = chosen(source)
    given = {"act": "accept", "entry": [f"{first}0", *others]}
    answer = signed_in(head).post(f"{HERE}decide/", given, follow=True)
    assert "2 entries done" in answer.text
    assert "Meeting 0@there: The calendar changed this" in answer.text


def test_a_rejection_without_a_reason_keeps_the_page(head: User, source: CalendarSource) -> None:
    found = source.entries.all()[0]
    answer = signed_in(head).post(
        f"/intake/entries/{found.pk}/", {"act": "reject", "seen": found.digest, "reason": ""}
    )
    assert answer.status_code == 422
    assert "Say in a few words why" in answer.text


def test_an_unknown_event_is_named_in_the_field(head: User, source: CalendarSource) -> None:
    found = source.entries.all()[0]
    answer = signed_in(head).post(
        f"/intake/entries/{found.pk}/",
        {"act": "duplicate", "seen": found.digest, "event": "E-99"},
    )
    assert answer.status_code == 422
    assert "There is no event “E-99”" in answer.text


def test_an_event_of_the_same_name_and_day_is_pointed_at(
    head: User, source: CalendarSource
) -> None:
    first = source.entries.all()[0]
    client = signed_in(head)
    client.post(f"{HERE}decide/", {"accept": f"{first.pk}.{first.digest}"})
    again = filled(head, name="Another")
    answer = client.get(f"/intake/calendars/K-{again.number}/")
    assert "perhaps" in answer.text
    assert "E-1" in answer.text


def test_an_address_shows_its_host_only(head: User) -> None:
    add_calendar(
        name="Secret",
        publisher="They",
        address="https://example.org/private-s3cret/basic.ics",
        by=head,
        at=NOW,
        via=Door.DASHBOARD,
    )
    client = signed_in(head)
    for page in ("/intake/", HERE, "/documents/D-1/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "s3cret" not in answer.text


def test_a_reader_has_no_intake(source: CalendarSource) -> None:
    client = signed_in(reader())
    assert client.get(HERE).status_code == client.get("/intake/").status_code == 403
    assert "/intake/" not in client.get("/").text


def test_a_contributor_reviews_and_adds_nothing(source: CalendarSource) -> None:
    client = signed_in(officer())
    assert client.get(HERE).status_code == 200
    assert client.get("/intake/calendars/add/").status_code == 403
    assert client.post(f"{HERE}pause/").status_code == 403


def test_a_restricted_calendar_is_absent_for_other_desks(head: User) -> None:
    own = desk()
    head.desks.add(own)
    source = filled(head, name="Closed", visibility="restricted", desks=[own])
    client = signed_in(officer())
    assert client.get(HERE).status_code == 404
    assert "Closed" not in client.get("/intake/").text
    found = source.entries.all()[0]
    assert client.get(f"/intake/entries/{found.pk}/").status_code == 404


def test_pages_follow_one_another_without_loss(head: User) -> None:
    source = filled(head, n=60)
    client, address, seen = signed_in(head), HERE, []
    while address:
        answer = client.get(address)
        seen += [row["entry"].pk for row in answer.context["rows"]]
        address = answer.context["later_url"]
    assert sorted(seen) == sorted(source.entries.values_list("pk", flat=True))


@pytest.mark.parametrize("address", [HERE, "/intake/"])
def test_it_costs_as_many_queries_with_20_as_with_2(head: User, address: str) -> None:
    client = signed_in(head)
    counts = []
    source = filled(head, n=2)
    for n in (2, 20):
        data = calendar(*(entry(f"{i}@there") for i in range(n)))
        upload(source=source, data=data, by=head, at=NOW, via=Door.DASHBOARD)
        client.get(address)
        with CaptureQueriesContext(connection) as ran:
            client.get(address)
        counts.append(len(ran))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("value", ["", "x", "1.", ".", "99999999999999999999.a", "\x00"])
def test_a_choice_that_is_none_decides_nothing(
    head: User, source: CalendarSource, value: str
) -> None:
    answer = signed_in(head).post(f"{HERE}decide/", {"act": "accept", "entry": [value]})
    assert answer.status_code == 302
    assert not CalendarEntry.objects.exclude(decision="pending").exists()
