"""On every page each word of ours can be translated: none is left in a locale of other letters."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import trans_real

from monitor.subscriptions.models import Feed
from tests.journeys.pages import admin_pages, dashboard_pages
from tests.proof.posting import forms_of, signed_in
from tests.proof.pseudo import WORDS, Pseudo, RecordWords, Text

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

# No words: references, codes of States, dates, addresses, digests, names of formats.
TOKEN = re.compile(
    r"\b[CDEK]-\d+\b|\bX[A-Z]{2}\b|\b\d{4}[-/\dX~?%T:.Z]*|\bhttps?://\S+|\bwebcal://\S+"
    r"|\S+@\S+|\bUTC\b|\bINV/\S+|\b[0-9a-f]{4}…|\b[0-9a-f]{8,64}\b|\bSHA-256\b|\bEDTF\b"
)
# The framework writes these without gettext.
OF_THE_FRAMEWORK = {"True", "False", "Search"}
# Of a form sent empty these stay: they say which row it was about.
KEPT = {"row", "apply", "back", "act"}
# What the page of an empty search was asked for.
TYPED = {"nothing-of-the-kind"}


def codes() -> set[str]:
    """Every value of every enumeration of ours: a code that stands on a page is a leak."""
    found: set[str] = set()
    todo = list(Enum.__subclasses__())
    while todo:
        each = todo.pop()
        todo += each.__subclasses__()
        if each.__module__.startswith("monitor."):
            found |= {str(member.value) for member in each}  # type: ignore[attr-defined]
    return found


@pytest.fixture
def pseudo(demo: date, monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "ar")
    monkeypatch.setitem(trans_real._translations, "ar", Pseudo())
    monkeypatch.setattr(trans_real, "_default", None)
    with time_machine.travel(demo, tick=False):
        trans_real.activate("ar")
        yield demo
    trans_real.deactivate()


def leaks(page: str, record: RecordWords, known: set[str]) -> set[str]:
    found = set()
    for where, text in Text(page).said:
        said = " ".join(text.split())
        if not record.has(said):
            left = WORDS.findall(TOKEN.sub(" ", said))
            found |= {f"{where}: {each}" for each in left
                      if each != "é" and not record.has(each) and each not in known}  # fmt: skip
    return found


def not_ours() -> set[str]:
    """Names of languages in themselves, and what others' applications call themselves."""
    names = {name for _, name in settings.LANGUAGES}
    apps_of_others = {
        str(each.verbose_name)
        for each in apps.get_app_configs()
        if not each.name.startswith("monitor.")
    }
    # The public feed has the name of a visibility.
    feeds = set(Feed.objects.values_list("slug", flat=True))
    return names | apps_of_others | feeds | OF_THE_FRAMEWORK | TYPED


def pages() -> Iterator[tuple[str, str]]:
    """(name, page) of every page that answers a GET."""
    for entry in [*dashboard_pages(), *admin_pages()]:
        client = Client()
        if entry.who is not None:
            client.force_login(entry.who)
        response = client.get(entry.address)
        if "html" in response["Content-Type"]:
            yield entry.name, response.content.decode()


def refused() -> Iterator[tuple[str, str]]:
    """(address, page) of the answer to each form sent with nothing in it."""
    done = set()
    for entry in [*dashboard_pages(), *admin_pages()]:
        if entry.who is None or entry.status != 200:
            continue
        for form in forms_of(entry.address, signed_in(entry.who).get(entry.address)):
            hidden = form.sent({})[0]
            key = (form.action, frozenset(form.values))
            if key in done or hidden[0].startswith(("/logout", "/account")):
                continue
            done.add(key)
            empty = {name: value for name, value in hidden[1].items() if name in KEPT}
            with transaction.atomic():
                response = signed_in(entry.who).post(hidden[0], empty)
                transaction.set_rollback(True)
            if response.status_code in {200, 422}:
                yield f"{hidden[0]} {sorted(form.values)}", response.content.decode()


def test_no_word_of_ours_is_left_on_any_page(pseudo: date) -> None:
    shown = list(pages())
    record, known = RecordWords(codes()), not_ours()
    found = {name: leaks(page, record, known) for name, page in shown}
    assert len(found) > 100
    assert {name: words for name, words in found.items() if words} == {}


def test_no_refusal_of_a_form_says_a_word_of_ours_that_nobody_can_translate(pseudo: date) -> None:
    shown = list(refused())
    record, known = RecordWords(codes()), not_ours()
    found = {name: leaks(page, record, known) for name, page in shown}
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_a_page_of_an_error_says_nothing_that_nobody_can_translate(name: str, pseudo: date) -> None:
    page = render_to_string(f"{name}.html")
    assert "<h1>" in page
    assert leaks(page, RecordWords(set()), not_ours()) == set()
