"""Events in the panel: the status moves by the one operation, for one or for many."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event, EventMove, EventSeries
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events as made

pytestmark = pytest.mark.django_db

LIST = "admin:events_event_changelist"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def act(user: User, slug: str, *events: Event, **values: Any) -> Any:
    sent: dict[str, Any] = {"row": [event.number for event in events], "apply": "1", "reason": ""}
    for event in events:
        sent[f"seen-{event.number}"] = event.status
    url = reverse("admin:events_event_act", args=[slug])
    return signed_in(user).post(url, {**sent, **values})


@pytest.fixture
def author() -> User:
    return cast.officer("author", is_staff=True)


@pytest.fixture
def event(author: User) -> Event:
    return made.event(author)


def test_many_are_moved_with_one_entry_each(author: User, event: Event) -> None:
    other = made.event(author)
    notice = made.notice(author)
    act(author, "move", event, other, to="confirmed", document=notice.pk)
    assert {row.status for row in Event.objects.all()} == {"confirmed"}
    moves = EventMove.objects.filter(to="confirmed")
    assert [(move.via, move.document) for move in moves] == [(Door.ADMIN, notice)] * 2


def test_what_a_move_needs_is_said_and_nothing_is_written(author: User, event: Event) -> None:
    answer = act(author, "move", event, to="confirmed", reason="Typed words")
    page = answer.content.decode()
    assert "Needed:" in page
    assert "Typed words" in page
    event.refresh_from_db()
    assert event.status == EventStatus.MENTIONED


def test_a_row_that_moved_meanwhile_is_named_and_the_rest_done(author: User, event: Event) -> None:
    other = made.event(author)
    notice = made.notice(author)
    sent = {"row": [event.number, other.number], "apply": "1", "to": "confirmed", "reason": "",
            "document": notice.pk, f"seen-{event.number}": "mentioned",
            f"seen-{other.number}": "mentioned"}  # fmt: skip
    made.move(event, EventStatus.TENTATIVE, by=author)
    url = reverse("admin:events_event_act", args=["move"])
    page = signed_in(author).post(url, sent).content.decode()
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.status, other.status) == ("tentative", "confirmed")
    assert "after you opened it" in page
    assert event.ref in page


def test_only_moves_of_the_table_that_the_person_may_make_are_offered(
    author: User, event: Event
) -> None:
    url = reverse("admin:events_event_act", args=["move"])

    def offered(user: User) -> list[str]:
        page = signed_in(user).get(url, {"row": event.number})
        return [value for value, _ in page.context["form"].fields["to"].choices if value]

    assert offered(author) == ["tentative", "confirmed", "held", "postponed", "cancelled"]
    assert "superseded" in offered(cast.coordinator("head", is_staff=True))


def test_a_duplicate_is_superseded_and_revived_by_a_coordinator(author: User, event: Event) -> None:
    head = cast.coordinator("head", is_staff=True)
    other = made.event(author)
    act(head, "move", event, to="superseded", superseded_by=other.pk, reason="Entered twice.")
    event.refresh_from_db()
    assert event.superseded_by == other
    act(head, "undo-superseded", event, reason="Two meetings after all.")
    event.refresh_from_db()
    assert (event.status, event.superseded_by) == ("mentioned", None)


def test_a_status_posted_to_the_change_form_changes_nothing(event: Event) -> None:
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    url = reverse("admin:events_event_change", args=[event.pk])
    sent = {"status": "held", "record": "archived", "title": "Other"}
    assert signed_in(chief).post(url, sent).status_code == 403
    delete = reverse("admin:events_event_delete", args=[event.pk])
    assert signed_in(chief).post(delete).status_code == 403
    event.refresh_from_db()
    assert (event.status, event.record) == ("mentioned", "published")


def test_a_reader_is_offered_no_act(event: Event) -> None:
    reader = cast.reader(is_staff=True)
    assert signed_in(reader).get(reverse(LIST)).context["action_form"] is None
    assert act(reader, "move", event, to="held").status_code == 403


def test_a_restricted_event_is_absent_from_list_search_and_acts(author: User) -> None:
    insider = cast.person("insider", cast.Role.CONTRIBUTOR, desk=cast.desk(), is_staff=True)
    hidden = made.event(insider, title="Quiet talks", visibility="restricted", desks=[cast.desk()])
    page = signed_in(author).get(reverse(LIST), {"q": hidden.ref, "_facets": "True"})
    assert page.context["cl"].result_count == 0
    assert hidden.title not in page.content.decode()
    assert hidden.title not in act(author, "move", hidden, to="held").content.decode()
    assert signed_in(insider).get(reverse(LIST)).context["cl"].result_count == 1


def test_the_list_is_narrowed_by_status_and_searched(author: User, event: Event) -> None:
    other = made.event(author, title="A summit elsewhere")
    made.move(other, EventStatus.CANCELLED, by=author)

    def found(**given: str) -> list[Event]:
        return list(signed_in(author).get(reverse(LIST), given).context["cl"].result_list)

    assert found(status__exact="cancelled") == [other]
    assert found(q="summit") == [other]
    assert found(q=event.ref) == [event]


def test_the_page_shows_the_history_with_its_door(author: User, event: Event) -> None:
    made.move(event, EventStatus.TENTATIVE, by=author)
    page = signed_in(author).get(reverse("admin:events_event_change", args=[event.pk]))
    assert "Mentioned → Tentative As announced. (dashboard)" in page.content.decode()


def test_a_series_is_kept_through_its_operation(author: User) -> None:
    sent = {"code": "leaders", "name_en": "Conference of Leaders"}
    signed_in(author).post(reverse("admin:events_eventseries_add"), sent)
    series = EventSeries.objects.get(code="leaders")
    url = reverse("admin:events_eventseries_change", args=[series.pk])
    signed_in(author).post(url, {"name_en": "Conference of Police Leaders"})
    series.refresh_from_db()
    assert (series.code, series.name_en) == ("leaders", "Conference of Police Leaders")


def test_making_public_takes_a_second_person(author: User) -> None:
    head = cast.coordinator("head", is_staff=True)
    second = cast.coordinator("second", is_staff=True)
    event = made.event(head, source=made.notice(head))
    document = event.documents.get()
    for slug, user in (("ask-public", head), ("make-public", second)):
        url = reverse("admin:sources_document_act", args=[slug])
        signed_in(user).post(url, {"row": document.number, "apply": "1"})
    act(head, "ask-public", event)
    assert "You asked for this yourself" in act(head, "make-public", event).content.decode()
    act(second, "make-public", event)
    event.refresh_from_db()
    assert event.visibility == "public"
