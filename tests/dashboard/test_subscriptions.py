"""One's own feeds in pages: choose, see what arrives, take the address once, revoke."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from monitor.accounts.models import User
from monitor.subscriptions.listing import REVOKED_SHOWN
from monitor.subscriptions.models import Feed, FeedAddress, Watch
from monitor.subscriptions.operations import note_fetch, revoke_feed
from tests import cast
from tests.subscriptions.feeds import AFTER, at_noon, path_of, personal
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
SECRET = re.compile(rb"/feeds/([A-Za-z0-9_-]{43})\.ics")


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(at_noon(), tick=False) as traveller:
        yield traveller


def form(**given: Any) -> dict[str, Any]:
    return {
        "name": "My calendar",
        "scope": "all",
        "entries": ["confirmed", "tentative", "cancelled"],
        "imprecise": "marker",
        "tasks": "event",
        "language": "en",
        "color": "steelblue",
        "profile": "default",
        "device": "Phone",
        **given,
    }


def signed_in(client: Client, user: User | None = None) -> User:
    user = user or cast.reader()
    client.force_login(user)
    return user


def create(client: Client, **given: Any) -> bytes:
    answer = client.post("/subscriptions/add/", form(**given))
    assert answer.status_code == 201, answer.content.decode()[:3000]
    return answer.content


def secret_in(page: bytes) -> str:
    found = SECRET.search(page)
    assert found is not None
    return found[1].decode()


def test_the_answer_to_create_shows_the_address_and_nothing_later_does(client: Client) -> None:
    Record().event(title="Summit")
    signed_in(client)
    page = create(client)
    secret = secret_in(page)
    assert b"webcal://testserver/feeds/" in page
    assert b"calendar.google.com" in page
    assert b"outlook.office.com" in page
    assert b"<svg" in page.partition(b"feed-qr")[2]
    assert b"Summit" in Client().get(path_of(secret)).content
    feed = Feed.objects.get(owner__isnull=False)
    for later in ("/subscriptions/", f"/subscriptions/{feed.pk}/"):
        shown = client.get(later).content
        assert secret.encode() not in shown
        assert not SECRET.search(shown)
    address = FeedAddress.objects.get()
    assert f"{address.shown}…".encode() in client.get("/subscriptions/").content


def test_the_answer_is_kept_by_no_cache_and_names_itself_to_nobody(client: Client) -> None:
    signed_in(client)
    answer = client.post("/subscriptions/add/", form())
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_inside_an_intranet_no_button_stands_that_could_not_work(
    client: Client, settings: Settings
) -> None:
    settings.FEED_REACH = "intranet"
    signed_in(client)
    page = create(client)
    assert b"google" not in page.lower()
    assert b"outlook" not in page.lower()
    assert b"webcal://" in page


def test_the_preview_counts_measures_and_saves_nothing(client: Client) -> None:
    record = Record()
    record.event("2025-11-24", title="Summit")
    record.event("2026", title="Some day")
    record.deadline()
    signed_in(client)
    page = client.post("/subscriptions/add/", form(preview="1")).content.decode()
    assert "2 entries" in page
    assert "Summit" in page
    assert "Deadline: Submit the national report" in page
    assert not Feed.objects.filter(owner__isnull=False).exists()
    page = client.post("/subscriptions/add/", form(preview="1", years="on")).content.decode()
    assert "3 entries" in page
    page = client.post("/subscriptions/add/", form(preview="1", tasks="both")).content.decode()
    assert "3 entries" in page


def test_the_preview_says_what_the_feed_then_brings(client: Client) -> None:
    record = Record()
    for number in range(3):
        record.event("2025-11-24", title=f"Event {number}")
    record.deadline()
    user = signed_in(client)
    previewed = client.post("/subscriptions/add/", form(preview="1", tasks="both")).content
    body = Client().get(path_of(secret_in(create(client, tasks="both")))).content
    assert user.feeds.count() == 1
    assert (
        f"{body.count(b'BEGIN:VEVENT') + body.count(b'BEGIN:VTODO')} entries".encode() in previewed
    )
    size = re.search(rb"entries \xc2\xb7 ([\d.]+)\xc2\xa0KB", previewed)
    assert size is not None
    assert abs(float(size[1]) * 1024 - len(body)) < 1024


def test_a_preview_asks_of_every_size_of_record_in_the_same_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    record = Record()
    for number in range(8):
        record.event("2025-11-24", title=f"Event {number}")
    signed_in(client)
    with django_assert_max_num_queries(50):
        client.post("/subscriptions/add/", form(preview="1"))


def test_what_is_missing_is_said_and_nothing_is_made(client: Client) -> None:
    signed_in(client)
    answer = client.post("/subscriptions/add/", form(scope="state", name=""))
    assert answer.status_code == 422
    assert "What you typed is kept" in answer.content.decode()
    assert not Feed.objects.filter(owner__isnull=False).exists()


@pytest.mark.parametrize(
    "query",
    [
        "scope=list&query=status%3Din_progress",
        "scope=calendar&query=%3Fstatus%3Dheld",
        "scope=state&state=RUR",
        "scope=nonsense&query=%00",
    ],
)
def test_a_view_to_subscribe_to_opens_the_builder(client: Client, query: str) -> None:
    Record().actor("RUR", "Ruritania", kind="state")
    signed_in(client)
    assert client.get(f"/subscriptions/add/?{query}").status_code == 200


def test_a_filtered_list_becomes_a_feed_of_its_deadlines(client: Client) -> None:
    record = Record()
    record.deadline(title="Ours", kind="call")
    record.deadline(title="Theirs", kind="request", verb="requests")
    signed_in(client)
    page = client.get("/commitments/?kind=call").content.decode()
    assert "/subscriptions/add/?scope=list&amp;query=kind%3Dcall" in page
    body = Client().get(path_of(secret_in(create(client, scope="list", query="kind=call")))).content
    assert b"Deadline: Ours" in body
    assert b"Theirs" not in body


def test_a_calendar_view_becomes_a_feed(client: Client) -> None:
    record = Record()
    record.event("2025-11-24", title="Mentioned only")
    record.move(record.event("2025-11-25", title="Sure"), "confirmed", at=cast.NOW)
    record.deadline()
    signed_in(client)
    chosen = {"scope": "calendar", "query": "status=confirmed&deadlines=hidden"}
    body = Client().get(path_of(secret_in(create(client, **chosen)))).content
    assert b"Sure" in body
    assert b"Mentioned only" not in body
    assert b"Deadline" not in body


def test_a_state_s_feed_has_that_state_s_follow_up(client: Client) -> None:
    deadline = Record().deadline()
    signed_in(client)
    body = Client().get(path_of(secret_in(create(client, scope="state", state="RUR")))).content
    text = body.decode().replace("\r\n ", "")
    assert f"UID:{deadline.obligation_uuid('RUR')}" in text
    assert f"/commitments/{deadline.ref}/RUR/" in text
    assert f"UID:{deadline.uuid}" not in text


def test_one_commitment_s_feed_has_its_deadline_and_its_event(client: Client) -> None:
    record = Record()
    event = record.event("2025-11-24", title="Conference")
    record.event("2025-11-24", title="Another")
    deadline = record.deadline(
        deadline_kind="relative", deadline_edtf="", deadline_days=90, deadline_event=event
    )
    signed_in(client)
    chosen = {"scope": "commitment", "commitment": deadline.ref}
    body = Client().get(path_of(secret_in(create(client, **chosen)))).content
    assert b"Conference" in body
    assert b"Another" not in body
    assert b"Deadline: " in body


def test_watching_is_a_button_and_the_watched_feed_follows(client: Client) -> None:
    record = Record()
    event = record.event("2025-11-24", title="Summit")
    user = signed_in(client)
    secret = secret_in(create(client, scope="watched"))
    assert b"Summit" not in Client().get(path_of(secret)).content
    page = client.get(f"/events/{event.ref}/").content.decode()
    assert 'name="watch" value="on"' in page
    act = {"kind": "event", "item": str(event.uuid), "watch": "on", "next": "/calendar/"}
    assert client.post("/watch/", act).headers["Location"] == "/calendar/"
    assert Watch.objects.filter(user=user).count() == 1
    assert b"Summit" in Client().get(path_of(secret)).content
    client.post("/watch/", {**act, "watch": "off"})
    assert b"Summit" not in Client().get(path_of(secret)).content


def test_what_one_may_not_see_one_can_not_watch(client: Client) -> None:
    event = Record().event(edtf="", visibility="restricted", desks=[cast.desk()])
    signed_in(client)
    act = {"kind": "event", "item": str(event.uuid), "watch": "on"}
    assert client.post("/watch/", act).status_code == 404
    assert client.post("/watch/", {"kind": "actor", "item": "x"}).status_code == 404


def test_an_edit_keeps_the_address(client: Client) -> None:
    Record().event("2025-11-24", title="Summit")
    signed_in(client)
    path = path_of(secret_in(create(client)))
    feed = Feed.objects.get(owner__isnull=False)
    answer = client.post(f"/subscriptions/{feed.pk}/", form(name="Renamed", entries=[]))
    assert answer.headers["Location"] == "/subscriptions/"
    body = Client().get(path).content
    assert b"X-WR-CALNAME:Renamed" in body
    assert b"Summit" not in body


def test_another_device_and_another_address_are_shown_once_each(client: Client) -> None:
    signed_in(client)
    first = secret_in(create(client))
    feed = Feed.objects.get(owner__isnull=False)
    second = secret_in(
        client.post(f"/subscriptions/{feed.pk}/device/", {"device": "Tablet"}).content
    )
    tablet = FeedAddress.objects.get(name="Tablet")
    third = secret_in(client.post(f"/subscriptions/address/{tablet.pk}/new/").content)
    codes = [Client().get(path_of(each)).status_code for each in (first, second, third)]
    assert codes == [200, 404, 200]


def test_revoking_asks_first_and_the_row_stays_thirty_days(
    client: Client, clock: time_machine.Traveller
) -> None:
    signed_in(client)
    path = path_of(secret_in(create(client)))
    feed = Feed.objects.get(owner__isnull=False)
    assert (
        "Revoke “My calendar”?" in client.get(f"/subscriptions/{feed.pk}/revoke/").content.decode()
    )
    client.post(f"/subscriptions/{feed.pk}/revoke/")
    assert Client().get(path).status_code == 404
    assert "revoked on" in client.get("/subscriptions/").content.decode()
    clock.shift(REVOKED_SHOWN - timedelta(minutes=1))
    client.force_login(feed.owner)  # type: ignore[arg-type]
    assert "revoked on" in client.get("/subscriptions/").content.decode()
    clock.shift(timedelta(minutes=2))
    assert "revoked on" not in client.get("/subscriptions/").content.decode()


def test_a_device_silent_for_a_week_is_marked(
    client: Client, clock: time_machine.Traveller
) -> None:
    user = signed_in(client)
    address, _ = personal(user, at=at_noon())
    assert 'class="late"' not in client.get("/subscriptions/").content.decode()
    note_fetch(address, client="Outlook", at=at_noon())
    clock.shift(timedelta(days=7, minutes=1))
    client.force_login(user)
    page = client.get("/subscriptions/").content.decode()
    assert 'class="late"' in page
    assert "Outlook" in page
    assert "1\xa0week ago" in page


def test_nobody_opens_another_s_feed(client: Client) -> None:
    address, _ = personal(cast.reader("owner"))
    signed_in(client, cast.coordinator())
    for path in (
        f"/subscriptions/{address.feed_id}/",
        f"/subscriptions/{address.feed_id}/revoke/",
        f"/subscriptions/{address.feed_id}/device/",
        f"/subscriptions/{address.feed_id}/copy.ics",
        f"/subscriptions/address/{address.pk}/new/",
        f"/subscriptions/address/{address.pk}/revoke/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, form()).status_code in {404, 405}
    assert not FeedAddress.objects.exclude(revoked_at=None).exists()


def test_a_copy_is_a_file_of_what_the_feed_holds_now(client: Client) -> None:
    Record().event("2025-11-24", title="Summit")
    user = signed_in(client)
    address, _ = personal(user)
    answer = client.get(f"/subscriptions/{address.feed_id}/copy.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    assert b"Summit" in answer.content


def test_an_administrator_sees_who_fetches_and_revokes_but_never_the_address(
    client: Client,
) -> None:
    address, path = personal(cast.reader("owner"), device="Phone of the owner")
    note_fetch(address, client="Outlook", at=AFTER)
    chief = cast.administrator(is_staff=True)
    client.force_login(chief)
    listed = client.get("/admin/subscriptions/feed/").content.decode()
    page = client.get(f"/admin/subscriptions/feed/{address.feed_id}/change/").content.decode()
    assert "My calendar" in listed
    assert "Phone of the owner" in page
    assert "Outlook" in page
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    for shown in (listed, page):
        assert secret not in shown
        assert address.digest[:12] not in shown
    act = {"row": str(address.feed_id), "apply": "1"}
    client.post("/admin/subscriptions/feed/act/revoke/", act)
    assert Client().get(path).status_code == 404
    feed = Feed.objects.get(pk=address.feed_id)
    assert feed.revoked_by == chief


def test_only_an_administrator_revokes_another_s_feed() -> None:
    address, _ = personal(cast.reader("owner"))
    with pytest.raises(Exception, match="Your role does not allow this"):
        revoke_feed(feed=address.feed, by=cast.coordinator(), at=AFTER)


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_costs_the_same_queries_whatever_the_number_of_feeds(
    client: Client, django_assert_max_num_queries: Any, many: int
) -> None:
    user = signed_in(client)
    for _ in range(many):
        personal(user)
    with django_assert_max_num_queries(10):
        client.get("/subscriptions/")
