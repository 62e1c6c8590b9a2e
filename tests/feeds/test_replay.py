"""The answer of the last time: given again while all is as it was, and in no other case."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, close_old_connections, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import archive_event, edit_event
from monitor.feeds import replay
from monitor.feeds.replay import Replay
from monitor.subscriptions.models import FeedAddress
from monitor.subscriptions.operations import keeping, renew_address, revoke_address, revoke_feed
from tests import cast
from tests.subscriptions.feeds import at_noon, choose, personal
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
PUBLIC = "/feeds/public.ics"
LATEST = cast.NOW + timedelta(hours=2, minutes=30)


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """The end of a request would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at_noon(), tick=False) as traveller:
        yield traveller


class Told(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Counted:
    """The product itself, whole; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._product = WSGIHandler()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked += 1
        return self._product(environ, start)


class Site:
    """What a server would run, with the product's own answer to the same question beside it."""

    def __init__(self, limit: int = replay.KEPT) -> None:
        self.product = Counted()
        self.front = Replay(self.product, limit=limit)

    def get(self, path: str, method: str = "GET", query: str = "", **headers: str) -> Told:
        """As the front tells it, which must be what the product tells."""
        told = _ask(self.front, path, method, query, headers)
        assert told == _ask(WSGIHandler(), path, method, query, headers)
        return told

    def settled(self, path: str, **headers: str) -> Told:
        """Asked until the feed has looked at what changed and its answer is kept."""
        for _ in range(3):
            told = self.get(path, **headers)
        return told

    def replays(self, path: str, method: str = "GET", query: str = "", **headers: str) -> bool:
        before = self.product.asked
        self.get(path, method, query, **headers)
        return self.product.asked == before


def _ask(application: Any, path: str, method: str, query: str, headers: dict[str, str]) -> Told:
    environ = RequestFactory(headers=headers).generic(method, path, QUERY_STRING=query).environ
    said: list[Any] = []
    found = application(environ, lambda status, sent, *_: said.extend((status, dict(sent))))
    body = b"".join(found)
    if hasattr(found, "close"):
        found.close()
    return Told(int(said[0][:3]), said[1], body)


def edit(record: Record, event: Event, **fields: Any) -> None:
    event.refresh_from_db()
    edit_event(
        event=event,
        edition=event.edition,
        by=record.officer,
        at=LATEST,
        via=Door.DASHBOARD,
        **fields,
    )


def test_the_same_question_is_answered_without_the_product_by_one_statement() -> None:
    Record().event()
    site = Site()
    tag = site.settled(PUBLIC).headers["ETag"]
    assert site.replays(PUBLIC)
    assert site.settled(PUBLIC, if_none_match=tag).status == 304
    asked = site.product.asked
    with CaptureQueriesContext(connection) as queries:
        told = _ask(site.front, PUBLIC, "GET", "", {"if-none-match": tag})
    assert told.status == 304
    assert (site.product.asked, len(queries)) == (asked, 1)


@pytest.mark.parametrize("changed", ["edit", "archive", "new", "none"])
def test_a_change_of_the_record_is_seen_by_the_next_fetch(changed: str) -> None:
    record, site = Record(), Site()
    event = record.event(title="As it was")
    tag = site.settled(PUBLIC).headers["ETag"]
    site.settled(PUBLIC, if_none_match=tag)
    if changed == "edit":
        edit(record, event, title="As it is")
    elif changed == "archive":
        event.refresh_from_db()
        archive_event(
            event=event, reason="Wrong.", by=record.coordinator, at=LATEST, via=Door.DASHBOARD
        )
    elif changed == "new":
        record.event(title="One more")
    answered = site.get(PUBLIC, if_none_match=tag)
    assert answered.status == (304 if changed == "none" else 200)
    assert site.get(PUBLIC).headers["ETag"] == answered.headers["ETag"]


def test_a_change_outside_the_feed_leaves_its_304() -> None:
    record, site = Record(), Site()
    record.event()
    staff = record.event(visibility="staff")
    tag = site.settled(PUBLIC).headers["ETag"]
    edit(record, staff, title="Another")
    assert site.settled(PUBLIC, if_none_match=tag).status == 304


def test_a_new_day_is_asked_anew(clock: time_machine.Traveller) -> None:
    Record().event()
    site = Site()
    site.settled(PUBLIC)
    assert site.replays(PUBLIC)
    clock.move_to(at_noon() + timedelta(days=1))
    assert not site.replays(PUBLIC)


@pytest.mark.parametrize(
    "other",
    [
        {"if_none_match": '"another"'},
        {"accept_encoding": "gzip"},
        {"if_modified_since": "Wed, 01 Jan 2020 00:00:00 GMT"},
        {"host": "127.0.0.1"},
        {"host": "elsewhere.example"},
    ],
)
def test_another_question_has_an_answer_of_its_own(other: dict[str, str]) -> None:
    Record().event()
    site = Site()
    site.settled(PUBLIC)
    site.settled(PUBLIC, **other)
    assert site.replays(PUBLIC)
    assert (
        gzip.decompress(site.settled(PUBLIC, accept_encoding="gzip").body) == site.get(PUBLIC).body
    )


def test_a_head_has_no_body_and_a_download_its_own_name() -> None:
    Record().event()
    site = Site()
    site.settled(PUBLIC)
    for _ in range(3):
        assert site.get(PUBLIC, "HEAD").body == b""
        assert "attachment" in site.get(PUBLIC, query="download=1").headers["Content-Disposition"]
    assert site.replays(PUBLIC, "HEAD")


def test_what_is_no_feed_or_not_to_be_read_is_never_kept() -> None:
    Record().event()
    site = Site()
    for method, path in (("GET", "/feeds/none.ics"), ("POST", PUBLIC), ("GET", "/robots.txt")):
        site.settled(path) if method == "GET" else site.get(path, method)
        assert not site.replays(path, method)


class Subscribed:
    """A person with a feed of all they may see, fetched until it is replayed."""

    def __init__(self) -> None:
        self.record, self.site = Record(), Site()
        self.event = self.record.event()
        self.owner = cast.reader("owner")
        self.address, self.path = personal(self.owner)
        self.tag = self.site.settled(self.path).headers["ETag"]
        assert self.fetch() == 304
        self.fetch()
        assert self.site.replays(self.path, if_none_match=self.tag)

    def fetch(self) -> int:
        return self.site.get(self.path, if_none_match=self.tag).status


def _close_the_account(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)


LOST: dict[str, Callable[[Subscribed], Any]] = {
    "the account is closed": lambda s: _close_the_account(s.owner),
    "the address is revoked": lambda s: revoke_address(address=s.address, by=s.owner, at=LATEST),
    "the feed is revoked": lambda s: revoke_feed(feed=s.address.feed, by=s.owner, at=LATEST),
    "the address is renewed": lambda s: renew_address(address=s.address, by=s.owner, at=LATEST),
}


@pytest.mark.parametrize("name", LOST)
def test_who_lost_the_right_is_told_so_by_the_next_fetch(name: str) -> None:
    scene = Subscribed()
    LOST[name](scene)
    assert scene.fetch() == 404


MOVED: dict[str, Callable[[Subscribed], Any]] = {
    "an edit": lambda s: edit(s.record, s.event, title="Another"),
    "another choice": lambda s: choose(s.address.feed, language="fr"),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_moves_a_personal_feed_is_seen_by_the_next_fetch(name: str) -> None:
    scene = Subscribed()
    MOVED[name](scene)
    assert scene.fetch() == 200


def test_a_fetch_is_still_written_down_every_ten_minutes(clock: time_machine.Traveller) -> None:
    scene = Subscribed()
    first = FeedAddress.objects.get(pk=scene.address.pk).fetched_at
    assert first is not None
    clock.shift(keeping.FETCH_WRITTEN_AFTER + timedelta(seconds=1))
    _ask(scene.site.front, scene.path, "GET", "", {"if-none-match": scene.tag})
    assert FeedAddress.objects.get(pk=scene.address.pk).fetched_at == first + timedelta(
        minutes=10, seconds=1
    )


def test_a_personal_answer_is_for_its_own_address_and_no_secret_is_kept() -> None:
    scene = Subscribed()
    other = cast.reader("other")
    _, path = personal(other, name="Another")
    assert scene.site.settled(path).body != scene.site.get(scene.path).body
    token = scene.path.removeprefix("/feeds/").removesuffix(".ics")
    assert token not in repr(scene.site.front._kept)


def test_what_is_kept_is_bounded() -> None:
    Record().event()
    site = Site(limit=12 * 1024)
    for number in range(10):
        site.settled(PUBLIC, if_none_match=f'"{number}"')
    assert site.front._size <= 12 * 1024
    assert site.front._size == sum(answer.size for answer in site.front._kept.values())
    assert site.replays(PUBLIC, if_none_match='"9"')
    assert not site.replays(PUBLIC, if_none_match='"0"')


def test_a_database_that_says_no_is_left_to_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    Record().event()
    site = Site()
    site.settled(PUBLIC)

    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(replay, "public_glance", refuse)
    assert not site.replays(PUBLIC)
