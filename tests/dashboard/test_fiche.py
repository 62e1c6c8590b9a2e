"""The fiche of an event: what it says, to whom, and that nothing restricted leaves in its file."""

from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as WordFile

from monitor.accounts.models import User
from monitor.dashboard.events.fiche import LONGEST_QUOTE
from monitor.events.models import Event, EventSeries
from tests import cast
from tests.cast import NOW
from tests.factories import commitments as made
from tests.factories import events, recurring, sources
from tests.factories.delegations import going

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def get(event: Event, user: User, form: str, **headers: str) -> Any:
    client = Client(headers=headers)
    client.force_login(user)
    address = f"/events/{event.ref}/fiche/" if form == "page" else f"/events/{event.ref}.docx"
    return client.get(address)


def words_of(content: bytes) -> str:
    return "\n".join(each.text for each in WordFile(BytesIO(content)).paragraphs)


def text(event: Event, user: User, form: str = "page", **headers: str) -> str:
    answer = get(event, user, form, **headers)
    assert answer.status_code == 200
    return words_of(answer.content) if form == "file" else unescape(answer.content.decode())


BOTH = pytest.mark.parametrize("form", ["page", "file"])


@BOTH
def test_it_says_what_where_who_goes_what_was_called_for_and_what_we_pledged(form: str) -> None:
    officer, head = cast.officer(), cast.coordinator()
    event = events.event(officer, title="General Assembly", kind="assembly")
    events.claim(event, "2025-11-24/2025-11-27", by=officer)
    going(event, officer, level="minister", part="speaks", drafting=True)
    call = made.published(officer, head, event=event, words="asks all Member States for reports")
    pledge = made.pledge(officer, head, deadline_kind="by", deadline_event=event)
    said = text(event, officer, form)
    for words in (
        "General Assembly",
        "24–27 November 2025",
        "Minister of Justice",
        "nobody drafts the statement yet",
        "asks all Member States for reports",
        f"{call.ref}, ours: Not yet assessed",
        "Host the assembly",
        pledge.ref,
        "takes its date from this event",
        "As of 19",
    ):
        assert words in said, words


@BOTH
def test_words_stand_exactly_with_their_source_and_a_cut_is_marked(form: str) -> None:
    officer, head = cast.officer(), cast.coordinator()
    long = "to act, " * 60 + "and to report"
    event = events.event(officer)
    made.published(officer, head, event=event, words=f"calls on all Member States {long}")
    said = text(event, officer, form)
    assert "[…]" in said
    found = said.partition("calls on all Member States to act")[2].partition("[…]")[0]
    assert len(found) < LONGEST_QUOTE
    shown = "calls on all Member States to act" + found.split("”")[0].split("<")[0]
    assert f"calls on all Member States {long}".startswith(shown)


@BOTH
def test_what_the_reader_may_not_see_is_absent(form: str) -> None:
    desk = cast.desk()
    officer, head = cast.officer(desk=desk), cast.coordinator(desk=desk)
    event = events.dated(officer, "2025-11-24", title="Open meeting")
    going(event, officer, post="Secret envoy", visibility="restricted", desks=[desk])
    closed = {"visibility": "restricted", "desks": [desk]}
    version = sources.article(officer, text="The secret talks are on.\n", **closed)
    other = events.dated(officer, "2025-11-24", title="Secret talks", **closed)
    going(other, officer, post="Another envoy", visibility="restricted", desks=[desk])
    made.published(officer, head, event=event, title="Secret call", **closed)
    sources.passage(version, "secret talks", by=officer)
    assert "Secret call" in text(event, officer, form)
    assert "Secret envoy" in text(event, officer, form)
    said = text(event, cast.reader(), form)
    for words in ("Secret call", "Secret envoy", "Secret talks"):
        assert words not in said
    assert "Nobody of ours is entered." in said


@BOTH
def test_a_restricted_event_has_no_fiche_for_others(form: str) -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    paper = events.notice(officer, visibility="restricted", desks=[desk])
    event = events.event(officer, source=paper, visibility="restricted", desks=[desk])
    assert get(event, officer, form).status_code == 200
    assert get(event, cast.coordinator(), form).status_code == 404


@BOTH
def test_what_was_called_for_at_the_one_before_in_the_series_is_named_with_it(form: str) -> None:
    officer, head = cast.officer(), cast.coordinator()
    series = EventSeries.objects.create(code="talks", name_en="Talks")
    before = events.event(officer, series=series, ordinal=47)
    event = events.event(officer, series=series, ordinal=48)
    made.published(officer, head, event=before, title="Share what you know")
    said = text(event, officer, form)
    assert "Share what you know" in said
    assert f"at {before.ref}" in said


@BOTH
def test_what_finds_no_room_is_counted(form: str) -> None:
    officer, head = cast.officer(), cast.coordinator()
    event = events.event(officer)
    for _ in range(5):
        made.published(officer, head, event=event)
    assert "and 2 more" in text(event, officer, form)


@BOTH
def test_open_points_name_an_open_day_and_sources_that_disagree(form: str) -> None:
    officer = cast.officer()
    event = events.dated(officer, "2026")
    events.claim(event, "2027-03", by=officer)
    said = text(event, officer, form)
    assert "The day is open." in said
    assert "Sources disagree" in said


def test_dates_follow_the_readers_locale() -> None:
    officer = cast.officer()
    event = events.dated(officer, "2025-11-24")
    assert "24 novembre 2025" in text(event, officer, **{"Accept-Language": "fr"})


def test_a_recurring_event_says_its_rule_and_its_next_time() -> None:
    officer = cast.officer()
    event = recurring.recurring(officer, "2025-11-04", "FREQ=WEEKLY")
    assert "next: 25 Nov 2025" in text(event, officer)


def test_without_a_home_nothing_is_ours(settings: Any) -> None:
    settings.HOME_ACTOR = ""
    officer, head = cast.officer(), cast.coordinator()
    event = events.event(officer)
    made.published(officer, head, event=event)
    said = text(event, officer)
    assert "What we pledged" not in said
    assert ", ours:" not in said


def test_the_file_is_a_word_file_of_one_a4_section_that_names_nobody() -> None:
    officer = cast.officer(first_name="Ofelia")
    event = events.event(officer, title="Überprüfung \U0001f30d و")
    answer = get(event, officer, "file")
    assert answer.headers["Content-Type"] == WORD
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.ref}.docx"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    file = WordFile(BytesIO(answer.content))
    [section] = file.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert file.core_properties.author == ""
    assert ZipFile(BytesIO(answer.content)).testzip() is None


def test_the_file_in_arabic_runs_from_the_right_and_keeps_english_words_english() -> None:
    officer = cast.officer()
    event = events.event(officer, title="General Assembly")
    answer = get(event, officer, "file", **{"Accept-Language": "ar"})
    xml = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert "<w:bidi/>" in xml
    assert '<w:lang w:val="en"/>' in xml


def test_a_longer_record_costs_no_more_queries() -> None:
    officer, head = cast.officer(), cast.coordinator()
    event = events.dated(officer, "2025-11-24")
    counted = []
    for _ in range(2):
        for _ in range(4):
            made.published(officer, head, event=event)
            going(event, officer)
            events.claim(event, "2025-11", by=officer, at=NOW + timedelta(hours=1))
        with CaptureQueriesContext(
            connection,
        ) as ran:
            text(event, officer)
        counted.append(len(ran))
    assert counted[0] == counted[1]
