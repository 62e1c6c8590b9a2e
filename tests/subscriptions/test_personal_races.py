"""Devices, a writer and an owner who chooses anew, all at once, on real connections."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connections

from monitor.accounts.models import User
from monitor.subscriptions import personal as reading
from monitor.subscriptions.checking import differences
from monitor.subscriptions.choices import Choices
from monitor.subscriptions.feeds import Memo
from monitor.subscriptions.models import Feed, VariantUse
from monitor.subscriptions.operations import components, create_feed, edit_feed, revoke_feed
from monitor.subscriptions.personal import read_personal
from tests import cast
from tests.subscriptions.record import Record

ROUNDS = 30
READ_AT = cast.NOW + timedelta(hours=2)


def together(*works: Callable[[], None]) -> None:
    """Run each in a thread with a connection of its own; the first failure is raised."""
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if failures:
        raise failures[0]


@pytest.mark.django_db(transaction=True)
def test_one_tag_never_stands_for_two_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what the writer touches is only marked, so that devices render it on the way out."""
    monkeypatch.setattr(components, "RENDERED_AT_ONCE", 2)
    monkeypatch.setattr(reading, "_memo", Memo(0))
    record, owner = Record(), cast.reader("owner")
    place = record.place("Tangier")
    made = [record.event(place=place) for _ in range(4)]
    chosen = Choices(name="Mine", imprecise="span")
    address, token = create_feed(by=owner, chosen=chosen, device="Phone", at=cast.NOW)
    bodies: dict[str, set[bytes]] = defaultdict(set)
    writing = True

    def write() -> None:
        nonlocal writing
        try:
            for number in range(ROUNDS):
                at = cast.NOW + timedelta(minutes=number + 1)
                record.edit(place, name_en=f"Tangier {number}", at=at)
                sleep(0.01)  # SQLite's lock is not fair
        finally:
            writing = False

    def choose() -> None:
        by = User.objects.get(pk=owner.pk)
        for number in range(ROUNDS // 3):
            at = cast.NOW + timedelta(minutes=number + 1)
            reminders = ["1d"] if number % 2 else []
            chosen = Choices(name=f"Mine {number}", imprecise="span", reminders=reminders)
            edit_feed(feed=address.feed, chosen=chosen, by=by, at=at)
            sleep(0.03)

    def read() -> None:
        last = False
        while not last:
            last = not writing
            state, body = read_personal(token, at=READ_AT, packed=False)
            bodies[state.tag].add(body)

    together(write, choose, read, read)
    assert len(bodies) > 1
    assert [tag for tag, found in bodies.items() if len(found) > 1] == []
    _, body = read_personal(token, at=READ_AT, packed=False)
    assert body.count(f"LOCATION:Tangier {ROUNDS - 1}\r\n".encode()) == len(made)
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_a_variant_that_comes_into_use_misses_no_change_made_meanwhile() -> None:
    record, owner = Record(), cast.reader("owner")
    place = record.place("Tangier")
    for _ in range(4):
        record.event(place=place)

    def write() -> None:
        for number in range(ROUNDS):
            at = cast.NOW + timedelta(minutes=number + 1)
            record.edit(place, name_en=f"Tangier {number}", at=at)

    def subscribe() -> None:
        by = User.objects.get(pk=owner.pk)
        for language in ("fr", "es", "ar"):
            chosen = Choices(name="Mine", language=language)
            _, token = create_feed(by=by, chosen=chosen, device="Phone", at=cast.NOW)
            read_personal(token, at=READ_AT, packed=False)

    together(write, subscribe)
    assert VariantUse.objects.filter(language="ar", ready_at__isnull=False).exists()
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_a_variant_given_up_by_one_feed_stays_for_another_that_just_asks() -> None:
    record, owner = Record(), cast.reader("owner")
    record.event(title="Summit")
    tokens: list[str] = []

    def subscribe() -> None:
        by = User.objects.get(pk=owner.pk)
        for _ in range(8):
            chosen = Choices(name="Mine", language="fr")
            _, token = create_feed(by=by, chosen=chosen, device="Phone", at=cast.NOW)
            read_personal(token, at=READ_AT, packed=False)
            tokens.append(token)

    def give_up() -> None:
        by = User.objects.get(pk=owner.pk)
        for _ in range(12):
            for feed in Feed.objects.filter(owner=by, revoked_at=None).order_by("pk")[:1]:
                if Feed.objects.filter(owner=by, revoked_at=None).count() > 1:
                    revoke_feed(feed=feed, by=by, at=cast.NOW)
            sleep(0.01)

    together(subscribe, give_up)
    _, body = read_personal(tokens[-1], at=READ_AT, packed=False)
    assert b"Summit" in body
