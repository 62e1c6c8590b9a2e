from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from monitor.ical import (
    Relation,
    clean,
    clean_line,
    head_bytes,
    join,
    object_head,
    render_event,
    render_task,
    zones_used,
)
from monitor.ical.text import escaped
from tests.ical.examples import REVISED, at, event, head, task

# Any code point, lone surrogates too; and more often the ones the format could trip over.
TEXT = st.text(
    st.one_of(
        st.characters(codec=None), st.sampled_from('\\;,:"nN\r\n\t \x00\x85\u2028é日\U0001f4c5')
    )
)
CASABLANCA = "Africa/Casablanca"


def read(component: bytes):
    """The entry as the icalendar library reads it, strictly, from a file."""
    parsed = Calendar.from_ical(join(object_head(), [], [component]))
    assert not parsed.errors
    (entry,) = parsed.subcomponents
    assert not entry.errors
    return entry


def check_octets(body: bytes):
    """RFC 5545, 3.1: CRLF only, at most 75 octets, no line broken within a code point."""
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")[:-1]
    for line in lines:
        assert line.strip()
        assert len(line) <= 75
        assert not set(line.decode("utf-8")) & set("\r\n\x00")


@settings(deadline=None)
@given(title=TEXT, words=TEXT, place=TEXT, kind=TEXT, person=TEXT)
@example(title="C:\\North", words="\\N\\n\\", place=";,", kind="a,b", person='"')
@example(title="é" * 80, words="日" * 200, place="\U0001f4c5" * 40, kind="\\" * 80, person="")
def test_any_text_comes_back_as_cleaned(title, words, place, kind, person):
    entry = event(
        summary=title,
        description=words,
        location=place,
        categories=(kind, "Debate"),
        contact=person,
    )
    written = render_event(entry)
    check_octets(written)
    found = read(written)
    assert str(found.get("SUMMARY", "")) == clean_line(title)
    assert str(found.get("DESCRIPTION", "")) == clean(words)
    assert str(found.get("LOCATION", "")) == clean_line(place)
    assert str(found.get("CONTACT", "")) == clean_line(person)
    assert [str(each) for each in found["CATEGORIES"].cats] == [
        line for line in (clean_line(kind), "Debate") if line
    ]


@settings(deadline=None)
@given(name=TEXT, words=TEXT)
def test_any_name_of_a_feed_comes_back_as_cleaned(name, words):
    body = join(head_bytes(head(name=name, description=words)), [], [render_task(task())])
    check_octets(body)
    found = Calendar.from_ical(body)
    assert str(found.get("DESCRIPTION", "")) == clean(words)
    # The library leaves the others as they stand in the file.
    assert str(found.get("NAME", "")) == escaped(clean_line(name))
    assert str(found.get("X-WR-CALNAME", "")) == escaped(clean_line(name))
    assert str(found.get("X-WR-CALDESC", "")) == escaped(clean(words))


@settings(deadline=None)
@given(title=TEXT, words=TEXT)
def test_equal_entries_give_equal_bytes(title, words):
    assert render_event(event(summary=title, description=words)) == render_event(
        event(summary=title, description=words)
    )


def test_a_whole_event_is_written_in_one_order():
    entry = event(
        created_at=datetime(2025, 11, 1, tzinfo=UTC),
        sequence=3,
        start=at("America/New_York", 2025, 11, 20, 9),
        end=at("America/New_York", 2025, 11, 20, 12),
        description="Held.",
        location="UN Headquarters, New York",
        geo=(40.749, -0.00001),
        categories=("Debate", "Council, Security"),
        opaque=True,
        busy="BUSY",
        url="https://monitor.example.org/e/E-1/?a=1,2;b",
        contact="Desk",
        conferences=("https://meet.example.org/1",),
        attachments=("https://monitor.example.org/agenda.pdf",),
        image="https://monitor.example.org/logo.png",
        related=(Relation("whole"), Relation("next", "SIBLING")),
        edtf="2025-11-20",
        color="steelblue",
    )
    assert render_event(entry).decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:0b8f0f3e-5a54-4f0c-8a2e-6a3a8f0f1e01",
        "DTSTAMP:20251201T081500Z",
        "LAST-MODIFIED:20251201T081500Z",
        "CREATED:20251101T000000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=America/New_York:20251120T090000",
        "DTEND;TZID=America/New_York:20251120T120000",
        "SUMMARY;LANGUAGE=en:General Assembly",
        "DESCRIPTION;LANGUAGE=en:Held.",
        "LOCATION:UN Headquarters\\, New York",
        "GEO:40.749000;-0.000010",
        "CATEGORIES:Debate,Council\\, Security",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "CONFERENCE;VALUE=URI:https://meet.example.org/1",
        "ATTACH:https://monitor.example.org/agenda.pdf",
        "IMAGE;VALUE=URI;DISPLAY=BADGE:https://monitor.example.org/logo.png",
        "CLASS:PUBLIC",
        "URL:https://monitor.example.org/e/E-1/?a=1,2;b",
        "CONTACT:Desk",
        "RELATED-TO:whole",
        "RELATED-TO;RELTYPE=SIBLING:next",
        "COLOR:steelblue",
        "X-COMMITMENT-MONITOR-EDTF:2025-11-20",
        "END:VEVENT",
        "",
    ]


def test_a_whole_task_is_written_in_one_order():
    entry = task(
        status="COMPLETED",
        percent=100,
        completed_at=REVISED,
        categories=("DEADLINE",),
        related=(Relation("event", "SIBLING"),),
    )
    assert render_task(entry).decode().split("\r\n") == [
        "BEGIN:VTODO",
        "UID:0b8f0f3e-5a54-4f0c-8a2e-6a3a8f0f1e07",
        "DTSTAMP:20251201T081500Z",
        "LAST-MODIFIED:20251201T081500Z",
        "SEQUENCE:0",
        "DUE;VALUE=DATE:20251130",
        "SUMMARY;LANGUAGE=en:Submit the national report",
        "CATEGORIES:DEADLINE",
        "STATUS:COMPLETED",
        "PERCENT-COMPLETE:100",
        "COMPLETED:20251201T081500Z",
        "CLASS:PUBLIC",
        "RELATED-TO;RELTYPE=SIBLING:event",
        "END:VTODO",
        "",
    ]


def test_an_all_day_event_is_days_and_needs_no_zone():
    written = render_event(event())
    assert b"DTSTART;VALUE=DATE:20251124\r\nDTEND;VALUE=DATE:20251125\r\n" in written
    assert zones_used(event()) == frozenset()


def test_an_entry_names_the_zones_it_needs():
    entry = event(start=at(CASABLANCA, 2025, 1, 1, 9), end=at("Europe/Paris", 2025, 1, 1, 18))
    assert zones_used(entry) == {CASABLANCA, "Europe/Paris"}
    assert zones_used(task(due=at(CASABLANCA, 2025, 1, 1, 9))) == {CASABLANCA}
    assert zones_used(task(due=None)) == frozenset()


@pytest.mark.parametrize("tzid", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_is_written_with_z_under_any_of_its_names(tzid):
    entry = event(start=at(tzid, 2025, 1, 1, 9), end=at(tzid, 2025, 1, 1, 10))
    assert b"DTSTART:20250101T090000Z\r\nDTEND:20250101T100000Z\r\n" in render_event(entry)
    assert zones_used(entry) == frozenset()


@pytest.mark.parametrize(("fold", "written"), [(0, b"003000Z"), (1, b"013000Z")])
def test_a_local_time_that_comes_twice_is_written_in_utc(fold, written):
    paris = "Europe/Paris"
    entry = event(start=at(paris, 2025, 10, 26, 2, 30, fold=fold), end=at(paris, 2025, 10, 26, 4))
    assert b"DTSTART:20251026T%s\r\nDTEND:20251026T030000Z\r\n" % written in render_event(entry)
    assert zones_used(entry) == frozenset()


def test_a_local_time_that_was_skipped_becomes_the_one_an_hour_later():
    paris = "Europe/Paris"
    entry = event(start=at(paris, 2025, 3, 30, 2, 30), end=at(paris, 2025, 3, 30, 5))
    assert b"DTSTART;TZID=Europe/Paris:20250330T033000\r\n" in render_event(entry)


def test_fractions_of_a_second_are_not_written():
    entry = task(due=datetime(2025, 1, 1, 9, 0, 0, 999_999, tzinfo=UTC))
    assert b"DUE:20250101T090000Z\r\n" in render_task(entry)


def test_an_entry_without_a_place_has_no_empty_property():
    assert b":\r\n" not in render_event(event(location=" \u202e"))


def test_nothing_makes_an_entry_a_meeting():
    for written in (render_event(event(contact="A. Name")), render_task(task(contact="A. Name"))):
        assert b"ORGANIZER" not in written
        assert b"ATTENDEE" not in written


def test_a_day_before_the_year_1000_keeps_its_zeros():
    written = render_event(event(start=date(622, 7, 16), end=date(622, 7, 17)))
    assert b"DTSTART;VALUE=DATE:06220716\r\n" in written
