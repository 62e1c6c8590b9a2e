"""Readers and a writer at once, on real connections."""

from collections import defaultdict
from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connections

from monitor.events.models import Event
from monitor.subscriptions import feeds
from monitor.subscriptions.checking import differences
from monitor.subscriptions.operations import components
from tests import cast
from tests.subscriptions.record import Record, public_feed

ROUNDS = 50


@pytest.mark.django_db(transaction=True)
def test_one_tag_never_stands_for_two_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what the writer touches is only marked, so that readers render it on the way out."""
    monkeypatch.setattr(components, "RENDERED_AT_ONCE", 2)
    monkeypatch.setattr(feeds, "_memo", feeds.Memo(0))
    record = Record()
    place = record.place("Tangier")
    made = [record.event(place=place) for _ in range(4)]
    public_feed(cast.NOW)
    bodies: dict[str, set[bytes]] = defaultdict(set)
    failures: list[BaseException] = []
    writing = True

    def write() -> None:
        nonlocal writing
        try:
            for number in range(ROUNDS):
                at = cast.NOW + timedelta(minutes=number + 1)
                record.edit(place, name_en=f"Tangier {number}", at=at)
                sleep(0.01)  # SQLite's lock is not fair
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            writing = False
            connections.close_all()

    def read() -> None:
        try:
            last = False
            while not last:
                last = not writing
                tag, body = public_feed(cast.NOW + timedelta(hours=2))
                bodies[tag].add(body)
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [Thread(target=write), Thread(target=read), Thread(target=read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert len(bodies) > 1
    assert [tag for tag, found in bodies.items() if len(found) > 1] == []
    assert public_feed()[1].count(f"LOCATION:Tangier {ROUNDS - 1}\r\n".encode()) == len(made)
    assert list(differences()) == []
    assert Event.objects.count() == len(made)
