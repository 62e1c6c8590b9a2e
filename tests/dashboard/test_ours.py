import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User, Visibility
from monitor.commitments.models import Commitment
from monitor.commitments.workflow import Code
from monitor.events.workflow import EventStatus
from tests import cast
from tests.cast import NOW
from tests.factories import commitments, events

pytestmark = pytest.mark.django_db
SECTIONS = ("promised", "asked", "hosted")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> User:
    commitments.state("MAR")
    return cast.officer()


@pytest.fixture
def head() -> User:
    return cast.coordinator()


def page(user: User, **query: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/ours/", query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def tabs(text: str) -> list[int]:
    return [int(n) for n in re.findall(r' <span class="count">(\d+)</span></a>', text)]


def rows(text: str) -> int:
    return text.count("<tr data-row")


def facets(text: str) -> dict[str, int]:
    found = re.findall(
        r'<span class="facet-label">([^<]+)</span>.*?<span class="facet-count">(\d+)</span>', text
    )
    return {label: int(n) for label, n in found}


def by(day: str) -> dict[str, str]:
    return {"deadline_kind": "by", "deadline_edtf": day, "deadline_words": "by then"}


def test_without_a_home_state_there_is_no_such_page_and_no_link(desk, settings) -> None:
    settings.HOME_ACTOR = ""
    client = Client()
    client.force_login(desk)
    assert client.get("/ours/").status_code == 404
    assert 'href="/ours/"' not in client.get("/account/").content.decode()


def test_promised_asked_and_hosted_are_told_apart(desk, head) -> None:
    pledge = commitments.pledge(desk, head)
    call = commitments.published(desk, head)
    commitments.published(desk, head, addressee_group=None, addressees=(commitments.state("KEN"),))
    commitments.draft(desk)
    ours = events.event(desk, title="Here", host=commitments.state("MAR"))
    events.event(desk, title="There", host=commitments.state("KEN"))
    texts = {section: page(desk, section=section) for section in SECTIONS}
    assert all(tabs(text) == [1, 1, 1] for text in texts.values())
    assert all(rows(text) == 1 for text in texts.values())
    assert f'href="/commitments/{pledge.ref}/MAR/"' in texts["promised"]
    assert f'href="/commitments/{call.ref}/MAR/"' in texts["asked"]
    assert f'href="/events/{ours.ref}/"' in texts["hosted"]


def test_each_stands_with_its_exact_words_and_status(desk, head) -> None:
    call = commitments.published(desk, head, words="calls on everybody to keep registers")
    commitments.judged(call, Code.IN_PROGRESS, by=desk)
    commitments.judged(call, Code.STALLED, by=desk)
    text = page(desk, section="asked")
    assert ">calls on everybody to keep registers</q>" in text
    assert 'data-status="in_progress"' in text
    assert "Stalled proposed" in text


def test_a_year_narrows_to_as_many_as_it_says(desk, head) -> None:
    for day in ("2025-12-01", "2026-02-01", "2026-05-01"):
        commitments.published(desk, head, **by(day))
    commitments.published(desk, head)
    found = facets(page(desk, section="asked", by="due"))
    assert found == {"2026": 2, "2025": 1, "No due date stated": 1}
    for year, n in (("2026", 2), ("2025", 1), ("none", 1)):
        assert rows(page(desk, section="asked", by="due", year=year)) == n


def test_a_commitment_is_closed_in_the_year_its_judgement_took_effect(desk, head) -> None:
    checker = cast.verifier()
    done = commitments.pledge(desk, head)
    commitments.pledge(desk, head)
    commitments.stands(
        done, Code.FULFILLED, by=desk, checker=checker, effective_on=NOW.date().replace(year=2024)
    )
    assert facets(page(desk, by="closed")) == {"2024": 1, "Not closed": 1}
    assert done.ref in page(desk, by="closed", year="2024")


def test_a_commitment_is_made_in_the_year_of_the_document_that_has_its_words(desk, head) -> None:
    pledge = commitments.pledge(desk, head)
    document = pledge.quotes.get(leading=True).passage.version.document
    type(document).objects.filter(pk=document.pk).update(
        published_edtf="2023",
        published_basis="stated",
        published_earliest="2023-01-01",
        published_latest="2023-12-31",
    )
    assert facets(page(desk)) == {"2023": 1}
    type(document).objects.filter(pk=document.pk).update(published_latest="2024-01-03")
    assert facets(page(desk)) == {"No year known": 1}


def test_what_we_host_is_by_the_year_it_takes_place(desk, head) -> None:
    home = commitments.state("MAR")
    held = events.dated(desk, "2025-11-03/2025-11-05", host=home)
    events.move(held, EventStatus.HELD, by=desk)
    events.dated(desk, "2026", host=home)
    text = page(desk, section="hosted", by="due")
    assert facets(text) == {"2026": 1, "2025": 1}
    assert facets(page(desk, section="hosted", by="closed")) == {"2025": 1, "Not closed": 1}


@pytest.mark.parametrize("year", ["x", "²", "-1", "99999999999", "0"])
def test_a_year_that_is_none_narrows_nothing(desk, head, year: str) -> None:
    commitments.pledge(desk, head)
    assert rows(page(desk, year=year, section="x", by="y", after="z")) == 1


def test_an_empty_section_says_so_and_an_empty_year_leads_back(desk, head) -> None:
    assert "No pledge of Morocco is in the record" in page(desk)
    commitments.pledge(desk, head)
    text = page(desk, year="1999")
    assert "Nothing of that year" in text
    assert "All years" in text


def test_what_is_restricted_is_absent_for_others_from_rows_and_counts(desk, head) -> None:
    closed = cast.desk("closed", "Closed desk")
    desk.desks.add(closed)
    head.desks.add(closed)
    kept = {"visibility": Visibility.RESTRICTED, "desks": (closed,)}
    commitments.pledge(desk, head, title="Kept among a few", **kept)
    assert tabs(page(User.objects.get(pk=desk.pk)))[0] == 1
    outside = page(cast.verifier())
    assert tabs(outside)[0] == 0
    assert "Kept among a few" not in outside


def test_the_queries_do_not_grow_and_pages_follow_one_another(desk, head, monkeypatch) -> None:
    monkeypatch.setattr("monitor.dashboard.ours.PAGE", 4)
    for _ in range(2):
        commitments.published(desk, head)
    with CaptureQueriesContext(connection) as few:
        page(desk, section="asked")
    for _ in range(5):
        commitments.judged(commitments.published(desk, head), Code.ANNOUNCED, by=desk)
    with CaptureQueriesContext(connection) as many:
        text = page(desk, section="asked")
    assert len(many) == len(few)
    later = re.search(r'rel="next" href="/ours/\?([^"]+)"', text).group(1)  # type: ignore[union-attr]
    rest = page(desk, **dict(part.split("=") for part in later.split("&")))
    refs = re.findall(r'class="code">(C-\d+)<', text + rest)
    assert sorted(refs) == sorted(each.ref for each in Commitment.objects.all())
