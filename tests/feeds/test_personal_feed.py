"""A personal feed as a device sees it: what moves it, what does not, and who is answered at all."""

import gzip
from collections.abc import Callable, Iterator
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from monitor.accounts.models import User
from monitor.accounts.operations import give_roles, keep_user
from monitor.accounts.roles import Role
from monitor.changes.item import Door, Item, ItemKind
from monitor.events.models import Event
from monitor.events.operations import archive_event, edit_event
from monitor.events.workflow import EventStatus
from monitor.subscriptions.models import Feed, FeedAddress, FeedMember
from monitor.subscriptions.operations import (
    add_address,
    renew_address,
    revoke_address,
    revoke_feed,
    unwatch,
    watch,
)
from tests import cast
from tests.factories.delegations import going
from tests.subscriptions.feeds import Device, at_noon, choose, path_of, personal
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
LATEST = cast.NOW + timedelta(hours=2, minutes=30)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Noon of the day the tests live on: the window of a feed follows the day."""
    with time_machine.travel(at_noon(), tick=False) as traveller:
        yield traveller


def edit(record: Record, event: Event, title: str = "Another title") -> None:
    event.refresh_from_db()
    edit_event(
        event=event,
        edition=event.edition,
        title=title,
        by=record.officer,
        at=LATEST,
        via=Door.DASHBOARD,
    )


def archive(record: Record, event: Event) -> None:
    archive_event(
        event=event, reason="Wrong.", by=record.coordinator, at=LATEST, via=Door.DASHBOARD
    )


class Scene:
    """One event in the feed, one outside it, and a device that has fetched."""

    def __init__(self) -> None:
        self.record = Record()
        self.owner = cast.reader("owner")
        self.topic_place = self.record.place("Tangier")
        self.event = self.record.event(title="Ours", place=self.topic_place)
        self.other = self.record.event(title="Theirs")
        watch(item=Item(ItemKind.EVENT, self.event.uuid), by=self.owner, at=cast.NOW)
        self.address, path = personal(self.owner, scope="watched")
        self.device = Device(path)
        assert self.device.fetch() == 200
        assert "Ours" in self.device.text
        assert "Theirs" not in self.device.text

    @property
    def feed(self) -> Feed:
        return Feed.objects.get(pk=self.address.feed_id)


def restricted_edit(scene: Scene) -> None:
    desk = cast.desk()
    scene.record.officer.desks.add(desk)
    scene.record.officer = User.objects.get(pk=scene.record.officer.pk)
    hidden = scene.record.event(edtf="", visibility="restricted", desks=[desk])
    edit(scene.record, hidden, "Hidden")


MOVES: dict[str, Callable[[Scene], object]] = {
    "edit": lambda scene: edit(scene.record, scene.event),
    "edit of a related row": lambda scene: scene.record.edit(
        scene.topic_place, name_en="Tanger", at=LATEST
    ),
    "archive": lambda scene: archive(scene.record, scene.event),
    "cancellation": lambda scene: scene.record.move(scene.event, EventStatus.CANCELLED, at=LATEST),
    "choice of the feed": lambda scene: choose(
        scene.feed, scope="watched", reminders=["1d"], at=LATEST
    ),
    "name of the feed": lambda scene: choose(scene.feed, scope="watched", name="Mine", at=LATEST),
    "watched no more": lambda scene: unwatch(
        item=Item(ItemKind.EVENT, scene.event.uuid), by=scene.owner, at=LATEST
    ),
}
RESTS: dict[str, Callable[[Scene], object]] = {
    "nothing": lambda _scene: None,
    "an edit of another feed's item": lambda scene: edit(scene.record, scene.other),
    "an edit of a restricted item": restricted_edit,
    "another item": lambda scene: scene.record.event(title="New", at=LATEST),
    "a desk that changes nothing": lambda scene: keep_user(
        user=scene.owner,
        values={},
        roles={Role.READER},
        desks=[cast.desk()],
        by=scene.record.administrator,
        at=LATEST,
        via=Door.ADMIN,
    ),
    "the same choices again": lambda scene: choose(scene.feed, scope="watched", at=LATEST),
}


@pytest.mark.parametrize("what", MOVES)
def test_what_moves_a_feed(what: str) -> None:
    scene = Scene()
    device = scene.device
    before, since = device.body, device.modified
    MOVES[what](scene)
    only_by_date = device.client.get(device.path, headers={"If-Modified-Since": since})
    assert only_by_date.status_code == 200
    assert device.fetch() == 200
    assert device.body != before
    assert device.fetch() == 304


@pytest.mark.parametrize("what", RESTS)
def test_what_leaves_a_feed_as_it_is(what: str) -> None:
    scene = Scene()
    revision = scene.feed.revision
    RESTS[what](scene)
    since = {"If-Modified-Since": scene.device.modified}
    assert scene.device.client.get(scene.device.path, headers=since).status_code == 304
    assert scene.device.fetch() == 304
    assert scene.feed.revision == revision


def test_an_entry_leaves_the_window_ninety_days_after_its_last_day() -> None:
    record = Record()
    event = record.event("2025-11-24/2025-11-27")
    _, path = personal(cast.reader(), scope="all")
    device = Device(path)
    with time_machine.travel("2026-02-25T23:59:00Z", tick=False):
        assert device.fetch() == 200
        assert str(event.uuid) in device.text
    with time_machine.travel("2026-02-26T00:01:00Z", tick=False):
        assert device.fetch() == 200
        assert str(event.uuid) not in device.text
        assert device.modified == "Thu, 26 Feb 2026 00:00:00 GMT"
        assert device.fetch() == 304
    with time_machine.travel("2026-06-01T00:01:00Z", tick=False):
        assert device.fetch() == 304


def test_a_lost_right_takes_staff_items_out_and_moves_the_feed(settings: Settings) -> None:
    settings.FEED_MAX_VISIBILITY = "staff"
    record, owner = Record(), cast.reader("owner")
    record.event(title="Open to all")
    record.event(title="For staff", visibility="staff")
    _, path = personal(owner)
    device = Device(path)
    assert device.fetch() == 200
    assert "For staff" in device.text
    give_roles(user=owner, roles=set())
    since = device.modified
    assert device.fetch() == 200
    assert "For staff" not in device.text
    assert "Open to all" in device.text
    assert device.modified != since
    give_roles(user=owner, roles={Role.READER})
    assert device.fetch() == 200
    assert "For staff" in device.text


def test_a_closed_account_stops_its_feeds_at_once() -> None:
    scene = Scene()
    User.objects.filter(pk=scene.owner.pk).update(is_active=False)
    assert scene.device.fetch() == 404


def test_staff_items_leave_only_where_the_installation_lets_them(settings: Settings) -> None:
    record = Record()
    record.event(title="For staff", visibility="staff")
    record.officer.desks.add(cast.desk())
    record.officer = User.objects.get(pk=record.officer.pk)
    record.event(title="For a desk", visibility="restricted", desks=[cast.desk()], edtf="")
    _, path = personal(record.officer)
    device = Device(path)
    assert device.fetch() == 200
    assert "For staff" not in device.text
    settings.FEED_MAX_VISIBILITY = "staff"
    assert device.fetch() == 200
    assert "For staff" in device.text
    assert "For a desk" not in device.text
    settings.FEED_MAX_VISIBILITY = "public"
    assert device.fetch() == 200
    assert "For staff" not in device.text


def test_the_public_feed_and_a_personal_one_never_share_an_answer() -> None:
    Record().event()
    _, path = personal(cast.reader())
    answer, public = Client().get(path), Client().get("/feeds/public.ics")
    assert answer.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert answer.headers["ETag"] != public.headers["ETag"]
    assert answer.content != public.content
    for name in ("Set-Cookie", "Content-Security-Policy"):
        assert name not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_secret_stands_nowhere_in_what_is_sent() -> None:
    record = Record()
    record.event()
    record.deadline()
    _, path = personal(cast.reader(), tasks="both", reminders=["1d"], profile="extended")
    answer = Client().get(path)
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    assert secret.encode() not in answer.content.replace(b"\r\n ", b"")
    assert secret not in str(answer.headers)
    assert b"SOURCE" not in answer.content
    assert len(f"https://a-rather-long-name.of.the.monitor.example.org{path}") < 200


def test_only_a_hash_of_the_secret_is_kept() -> None:
    address, path = personal(cast.reader())
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    assert secret not in str(FeedAddress.objects.values().get())
    assert len(address.digest) == 64
    assert address.digest.startswith(address.shown)
    assert len(address.shown) == 4


@pytest.mark.parametrize(
    "path", ["/feeds/" + "A" * 43 + ".ics", "/feeds/short.ics", "/feeds/" + "A" * 44 + ".ics"]
)
def test_an_unknown_address_is_answered_as_a_revoked_one(path: str) -> None:
    scene = Scene()
    revoke_address(address=scene.address, by=scene.owner, at=LATEST)
    revoked, unknown = Client().get(scene.device.path), Client().get(path)
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content
    assert dict(revoked.headers) == dict(unknown.headers)


def test_an_unknown_and_a_revoked_address_cost_the_same_query() -> None:
    scene = Scene()
    revoke_address(address=scene.address, by=scene.owner, at=LATEST)
    counted = []
    for path in (scene.device.path, path_of("B" * 43)):
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        counted.append(len(queries))
    assert counted == [1, 1]


def test_one_address_is_revoked_and_the_others_stay() -> None:
    scene = Scene()
    _, token = add_address(feed=scene.feed, device="Tablet", by=scene.owner, at=LATEST)
    revoke_address(address=scene.address, by=scene.owner, at=LATEST)
    assert scene.device.fetch() == 404
    assert Device(path_of(token)).fetch() == 200


def test_a_new_address_stops_the_old_one() -> None:
    scene = Scene()
    address, token = renew_address(address=scene.address, by=scene.owner, at=LATEST)
    assert address.name == scene.address.name
    assert scene.device.fetch() == 404
    assert Device(path_of(token)).fetch() == 200


def test_a_revoked_feed_keeps_nothing_of_what_it_held() -> None:
    scene = Scene()
    revoke_feed(feed=scene.feed, by=scene.owner, at=LATEST)
    assert scene.device.fetch() == 404
    assert not FeedMember.objects.exists()


def test_a_304_is_one_query_and_no_write() -> None:
    scene = Scene()
    scene.device.fetch()
    with CaptureQueriesContext(connection) as queries:
        assert scene.device.fetch() == 304
    assert len(queries) == 1


def test_the_last_fetch_and_its_program_are_written_once_in_ten_minutes(
    clock: time_machine.Traveller,
) -> None:
    address, path = personal(cast.reader())
    written = []
    for minutes in (0, 9, 2):
        clock.shift(timedelta(minutes=minutes))
        Client().get(path, headers={"User-Agent": "Google-Calendar-Importer"})
        address.refresh_from_db()
        written.append(address.fetched_at)
    assert written == [at_noon(), at_noon(), at_noon() + timedelta(minutes=11)]
    assert address.client == "Google Calendar"


def test_gzip_and_head_are_as_of_the_public_feed() -> None:
    scene = Scene()
    path = scene.device.path
    plain = Client().get(path)
    packed = Client().get(path, headers={"Accept-Encoding": "gzip"})
    head = Client().head(path)
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert head.content == b""
    assert dict(head.headers) == dict(plain.headers)
    assert Client().post(path).status_code == 405


def test_an_edit_outside_the_feed_reads_one_touched_row_and_renders_nothing() -> None:
    scene = Scene()
    scene.device.fetch()
    edit(scene.record, scene.other)
    with CaptureQueriesContext(connection) as queries:
        assert scene.device.fetch() == 304
    components = [
        each["sql"] for each in queries if 'FROM "subscriptions_component"' in each["sql"]
    ]
    assert not [sql for sql in components if '"body"' in sql]
    touched = [each for each in queries if 'FROM "subscriptions_touched"' in each["sql"]]
    assert len(touched) == 1


def test_everything_asked_for_arrives_and_a_parser_reads_it() -> None:
    record = Record()
    record.event("2025-11-24", title="Day")
    record.event("2026-11", title="Month")
    record.event("2026", title="Year")
    deadline = record.deadline()
    _, path = personal(
        cast.reader(), tasks="both", imprecise="span", years=True, reminders=["14d", "1d"]
    )
    device = Device(path)
    assert device.fetch() == 200
    calendar = icalendar.Calendar.from_ical(device.body)
    events = {str(each["SUMMARY"]): each for each in calendar.walk("VEVENT")}
    assert set(events) == {
        "Day",
        "? Month (Nov 2026, day open)",
        "? Year (2026, day open)",
        "Deadline: Submit the national report",
    }
    year = events["? Year (2026, day open)"]
    assert [str(year[name].dt) for name in ("DTSTART", "DTEND")] == ["2026-01-01", "2027-01-01"]
    [task] = calendar.walk("VTODO")
    assert str(task["UID"]) == str(deadline.uuid)
    assert str(events["Deadline: Submit the national report"]["UID"]) != str(deadline.uuid)
    assert len(events["Day"].walk("VALARM")) == 2
    assert len(events["? Month (Nov 2026, day open)"].walk("VALARM")) == 0


def test_an_event_of_one_s_own_desk_blocks_the_time_of_that_person_alone(
    settings: Settings,
) -> None:
    settings.FEED_MAX_VISIBILITY = "staff"
    record = Record()
    event = record.move(record.event("2025-11-24"), EventStatus.CONFIRMED, at=cast.NOW)
    owner = cast.reader("owner", desk=cast.desk())
    device, other = (
        Device(personal(user)[1])
        for user in (owner, cast.reader("other", desk=cast.desk("x", "X")))
    )
    assert [device.fetch(), other.fetch()] == [200, 200]
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in device.text
    going(event, record.officer, lead_desk=cast.desk(), at=LATEST)
    assert [device.fetch(), other.fetch()] == [200, 304]
    assert "TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY" in device.text
    settings.FEED_MAX_VISIBILITY = "public"
    assert device.fetch() == 200
    assert "BUSY\r\n" not in device.text


def test_a_restricted_participation_never_shows(settings: Settings) -> None:
    settings.FEED_MAX_VISIBILITY = "staff"
    record = Record()
    event = record.move(record.event("2025-11-24"), EventStatus.CONFIRMED, at=cast.NOW)
    desk = cast.desk()
    record.officer.desks.add(desk)
    officer = User.objects.get(pk=record.officer.pk)
    going(event, officer, lead_desk=desk, visibility="restricted", desks=[desk], at=LATEST)
    device = Device(personal(officer)[1])
    assert device.fetch() == 200
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in device.text


def test_my_events_as_a_feed_follow_who_goes_and_need_staff_items_to_leave(
    settings: Settings,
) -> None:
    settings.FEED_MAX_VISIBILITY = "staff"
    record = Record()
    event = record.event("2025-11-24", title="Ours")
    hidden = record.event("2025-11-25", title="Kept to few")
    desk = cast.desk()
    record.officer.desks.add(desk)
    officer = User.objects.get(pk=record.officer.pk)
    device = Device(personal(officer, scope="calendar", query="mine=1")[1])
    assert device.fetch() == 200
    assert "BEGIN:VEVENT" not in device.text
    going(event, officer, lead_desk=desk, at=LATEST)
    going(hidden, officer, lead_desk=desk, visibility="restricted", desks=[desk], at=LATEST)
    assert device.fetch() == 200
    assert "Ours" in device.text
    assert "Kept to few" not in device.text
    settings.FEED_MAX_VISIBILITY = "public"
    assert device.fetch() == 200
    assert "Ours" not in device.text
