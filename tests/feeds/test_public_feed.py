"""The public feed as a client sees it."""

import gzip
import re

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from monitor.changes.item import Door
from monitor.events.operations import edit_event
from monitor.events.workflow import EventStatus
from tests import cast
from tests.subscriptions.record import LATER, Record

pytestmark = pytest.mark.django_db
ADDRESS = "/feeds/public.ics"


def body(client: Client, **headers: str) -> bytes:
    answer = client.get(ADDRESS, headers=headers)
    assert answer.status_code == 200
    return answer.content


def test_it_is_a_calendar_read_without_signing_in(client: Client) -> None:
    Record().event()
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="public.ics"'
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(answer.content))


def test_nothing_of_a_session_or_a_policy_touches_it(client: Client) -> None:
    client.force_login(cast.reader())
    answer = client.get(ADDRESS)
    assert not answer.cookies
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Security-Policy" not in answer.headers


def test_it_can_be_downloaded(client: Client) -> None:
    answer = client.get(ADDRESS, {"download": "1"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="public.ics"'


def test_what_is_not_public_never_stands_in_it(client: Client) -> None:
    record = Record()
    record.event(title="Shown")
    record.event(title="Only for staff", visibility="staff")
    record.event(title="Only for a desk", visibility="restricted", desks=[cast.desk()], edtf="")
    waiting = record.deadline(title="Waits to be public", visibility="staff")
    feed = body(client)
    assert b"Shown" in feed
    assert b"Only for" not in feed
    assert b"Waits" not in feed
    assert str(waiting.uuid).encode() not in feed


def test_no_entry_invites_anybody(client: Client) -> None:
    record = Record()
    record.event()
    record.deadline()
    feed = body(client)
    for name in (b"METHOD", b"ORGANIZER", b"ATTENDEE", b"VALARM"):
        assert name not in feed
    assert not re.search(rb"CALSCALE:GREGORIAN\r\nUID", feed)


def test_the_same_record_gives_the_same_bytes(client: Client) -> None:
    record = Record()
    record.event()
    record.deadline()
    assert body(client) == body(client)


def test_gzip_is_sent_to_who_asks_and_decodes_to_the_same(client: Client) -> None:
    Record().event()
    packed = client.get(ADDRESS, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == body(client)
    assert packed.headers["ETag"] != client.get(ADDRESS).headers["ETag"]


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("gzip", True),
        ("*", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("*, gzip;q=0", False),
        ("identity", False),
        ("", False),
        (";;;,gzip", True),
    ],
)
def test_the_coding_is_negotiated(client: Client, header: str, packed: bool) -> None:
    answer = client.get(ADDRESS, headers={"Accept-Encoding": header})
    assert ("Content-Encoding" in answer.headers) is packed


def test_head_answers_as_get_without_the_body(client: Client) -> None:
    Record().event()
    get, head = client.get(ADDRESS), client.head(ADDRESS)
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"another", {tag}', "*"])
def test_a_client_that_has_it_is_told_so(client: Client, form: str) -> None:
    Record().event()
    tag = client.get(ADDRESS).headers["ETag"]
    answer = client.get(ADDRESS, headers={"If-None-Match": form.format(tag=tag)})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert not answer.cookies


def test_a_client_that_has_another_gets_the_whole(client: Client) -> None:
    assert client.get(ADDRESS, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_client_without_tags_is_told_by_the_date(client: Client) -> None:
    Record().event()
    modified = client.get(ADDRESS).headers["Last-Modified"]
    assert modified == http_date(cast.NOW.timestamp())
    since = {"If-Modified-Since": modified}
    assert client.get(ADDRESS, headers=since).status_code == 304
    assert client.get(ADDRESS, headers={"If-Modified-Since": http_date(0)}).status_code == 200
    assert client.get(ADDRESS, headers={**since, "If-None-Match": '"another"'}).status_code == 200


def test_an_edit_answers_a_stale_tag_with_the_new_bytes(client: Client) -> None:
    record = Record()
    event = record.event()
    tag = client.get(ADDRESS).headers["ETag"]
    edit_event(
        event=event,
        edition=event.edition,
        title="Another title",
        by=record.officer,
        at=LATER,
        via=Door.DASHBOARD,
    )
    answer = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert b"Another title" in answer.content
    assert answer.headers["Last-Modified"] == http_date(LATER.timestamp())


def test_a_304_reads_one_row(client: Client) -> None:
    Record().event()
    tag = client.get(ADDRESS).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    assert len(queries) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_it_is_only_read(client: Client, method: str) -> None:
    answer = getattr(client, method)(ADDRESS)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert not answer.cookies


@pytest.mark.parametrize(
    "address", ["/feeds/", "/feeds/other.ics", "/feeds/public", "/feeds/x/public.ics"]
)
def test_every_unknown_address_has_the_same_answer(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.content == b"There is no feed at this address.\n"
    assert not answer.cookies


def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.get(ADDRESS, headers={"Host": "elsewhere.example.org"}).status_code == 400


def test_robots_may_read_feeds(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert "Allow: /feeds/" in answer.content.decode().splitlines()


def test_a_parser_reads_as_many_entries_as_the_record_has(client: Client) -> None:
    record = Record()
    record.event("2025-11-24", title="One, with a comma; and more")
    record.event("2026-11", title="Two")
    record.event("2025", title="No day to show")
    record.move(record.event("2090-11-24", title="Three"), EventStatus.CANCELLED, at=LATER)
    record.deadline()
    calendar = icalendar.Calendar.from_ical(body(client))
    assert {str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")} == {
        "One, with a comma; and more",
        "? Two (Nov 2026, day open)",
        "CANCELLED: Three",
        "Deadline: Submit the national report",
    }


def test_no_line_is_longer_than_75_octets_and_every_one_ends_in_crlf(client: Client) -> None:
    Record().event(title="مؤتمر قادة الشرطة والأمن العرب " * 5)
    feed = body(client)
    assert feed.endswith(b"\r\n")
    written = feed.split(b"\r\n")
    assert max(map(len, written)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in written)
