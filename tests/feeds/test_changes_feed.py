"""/feeds/changes.atom: what changed of public events, valid, bounded, with validators."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.changes.item import Door
from monitor.events import operations
from monitor.events.models import Event
from monitor.events.workflow import EventStatus
from monitor.sources.models import Passage
from monitor.subscriptions import changes_feed
from tests import cast
from tests.factories import events
from tests.subscriptions.record import LATER, Record

pytestmark = pytest.mark.django_db
ADDRESS = "/feeds/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
ACTS: dict[str, Any] = {"at": LATER, "via": Door.DASHBOARD}


def get(**headers: str) -> Any:
    return Client(headers=headers).get(ADDRESS)


def feed() -> ET.Element:
    answer = get()
    assert answer.status_code == 200
    return ET.fromstring(answer.content)


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def titles() -> list[str]:
    return [text(entry, "title") for entry in feed().findall(f"{ATOM}entry")]


def edit(record: Record, event: Event, **fields: Any) -> None:
    event.refresh_from_db()
    operations.edit_event(event=event, edition=event.edition, by=record.officer, **ACTS, **fields)


def test_it_tells_of_publishing_moves_dates_and_edits_newest_first() -> None:
    record = Record()
    event = record.event(title="Assembly")
    record.move(event, EventStatus.CONFIRMED)
    events.claim(event, "2025-12-01", by=record.officer, at=LATER, words="1 December")
    edit(record, event, summary="Now with a summary.")
    assert titles() == [
        "Assembly: Changed: summary",
        "Assembly: Date: 1 Dec 2025, before: 24–27 Nov 2025",
        "Assembly: Now: Confirmed",
        "Assembly: Published",
    ]


def test_it_has_what_rfc_4287_requires() -> None:
    record = Record()
    record.move(record.event(title="A <b> & c"), EventStatus.CONFIRMED)
    root = feed()
    assert root.tag == f"{ATOM}feed"
    assert text(root, "id") == "http://testserver/feeds/changes.atom"
    assert text(root, "title")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/feeds/changes.atom"
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        assert text(entry, "id").startswith("urn:uuid:")
        assert text(entry, "title").startswith("A <b> & c: ")
        assert datetime.fromisoformat(text(entry, "updated")).utcoffset() == timedelta()
        assert entry.find(f"{ATOM}link").get("href", "").startswith("http://testserver/e/")
    assert len({text(entry, "id") for entry in entries}) == len(entries) == 2
    assert text(root, "updated") == max(text(entry, "updated") for entry in entries)


def test_an_entry_keeps_its_id_and_its_time() -> None:
    record = Record()
    event = record.event()
    [before] = feed().findall(f"{ATOM}entry")
    edit(record, event, title="Renamed")
    *_, after = feed().findall(f"{ATOM}entry")
    assert [text(before, name) for name in ("id", "updated")] == [
        text(after, name) for name in ("id", "updated")
    ]


def test_nothing_restricted_moves_it_or_stands_in_it() -> None:
    record = Record()
    record.event(title="Open")
    etag = get().headers["ETag"]
    closed = events.event(record.officer, title="Closed talks")
    edit(record, closed, title="Closed talks, renamed")
    answer = get(**{"If-None-Match": etag})
    assert answer.status_code == 304
    assert titles() == ["Open: Published"]


def test_what_was_before_it_was_public_is_not_told() -> None:
    record = Record()
    event = events.event(record.officer, title="Working title", passage=record.words())
    edit(record, event, title="Assembly")
    operations.ask_public(event=event, by=record.officer, **ACTS)
    operations.make_public(event=event, by=record.coordinator, **ACTS)
    assert titles() == ["Assembly: Published"]


def test_what_the_public_page_does_not_show_is_not_told() -> None:
    record = Record()
    event = record.event(title="Assembly")
    document = record.notice()
    edit(record, event, documents=[*event.documents.all(), document])
    operations.mention(
        event=event,
        passage=Passage.objects.get(pk=record.words().pk),
        note="Ours.",
        by=record.officer,
        **ACTS,
    )
    assert titles() == ["Assembly: Published"]


def test_an_archived_event_leaves_it() -> None:
    record = Record()
    event = record.event()
    operations.archive_event(event=event, reason="Twice.", by=record.coordinator, **ACTS)
    assert titles() == []


def test_it_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_feed, "MOST", 3)
    record = Record()
    event = record.event(title="Assembly")
    for number in range(5):
        edit(record, event, summary=f"Summary {number}.")
    assert titles() == ["Assembly: Changed: summary"] * 3


def test_nothing_new_is_a_304_after_one_query() -> None:
    Record().event()
    etag = get().headers["ETag"]
    with CaptureQueriesContext(connection) as ran:
        answer = get(**{"If-None-Match": f"W/{etag}"})
    assert answer.status_code == 304
    assert len(ran) == 1
    assert get(**{"If-None-Match": '"other"'}).status_code == 200


def test_it_is_plain_public_and_packed_on_request() -> None:
    Record().event()
    answer = get()
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("public")
    assert not answer.cookies
    packed = get(**{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != answer.headers["ETag"]
    assert Client().post(ADDRESS).status_code == 405


def test_an_empty_record_has_an_empty_feed_with_a_time_that_stands() -> None:
    first, second = get(), get()
    assert first.content == second.content
    assert b"1970-01-01T00:00:00+00:00" in first.content


def test_every_page_names_it_as_alternate() -> None:
    event = Record().event()
    for client, address in ((Client(), f"/e/{event.ref}/"), (signed_in(), "/calendar/")):
        page = client.get(address, follow=True).content.decode()
        assert f'type="application/atom+xml" href="{ADDRESS}"' in page


def signed_in() -> Client:
    client = Client()
    client.force_login(cast.reader())
    return client
