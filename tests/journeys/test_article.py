"""From a text to the calendar and its feed, as a desk officer and a coordinator do it."""

import urllib.request

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.factories.commitments import actor
from tests.journeys.browsing import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = """The ministers of the coast met in Strelsau on Monday.

They said that the Harbour Conference will be held in Tarsis in November 2031.

The ministers called on Ruritania to mend the lighthouse by 30 June 2031. They called on Ruritania
to mend the lighthouse twice in one morning.
"""
CALL = "called on Ruritania to mend the lighthouse by 30 June 2031"


def pasted(here: Visit) -> None:
    """The article, typed into the form as it was read in a paper."""
    here.go("/documents/add/")
    page = here.page
    page.fill("[name=text]", ARTICLE)
    page.fill("[name=title]", "Ministers of the coast on lighthouses")
    page.select_option("[name=kind]", "news_article")
    page.fill("[name=publisher]", "The Strelsau Gazette")
    page.fill("[name=published_edtf]", "2031-02-03")
    page.select_option("[name=published_basis]", "stated")
    page.click("main form.form button.button-primary")
    page.wait_for_selector("[data-document]")


def choose(page: Page, words: str) -> None:
    """Select words of the document's text, as a mouse does."""
    page.evaluate(
        """(words) => {
          for (const part of document.querySelectorAll("[data-start]")) {
            const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
              const at = node.data.indexOf(words);
              if (at < 0) continue;
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + words.length);
              document.getSelection().removeAllRanges();
              document.getSelection().addRange(range);
              return;
            }
          }
          throw new Error(`not on the page: ${words}`);
        }""",
        words,
    )


def made_public(officer: Visit, head: Visit, address: str, ask: str, do: str) -> None:
    """One asks, another does it."""
    for here, button in ((officer, ask), (head, do)):
        here.go(address)
        here.page.click(f"main :is(button, a):has-text('{button}')")
        if here.page.url.rstrip("/").endswith(("ask-public", "make-public")):
            here.page.click("main form button.button-primary")


def feed(url: str) -> str:
    with urllib.request.urlopen(f"{url}/feeds/public.ics") as answer:
        return str(answer.read().decode()).replace("\r\n ", "")


def test_an_event_goes_from_the_article_to_the_calendar_and_the_feed(
    browser: Browser, live_server: LiveServer
) -> None:
    officer = visit(browser, live_server.url, cast.officer())
    head = visit(browser, live_server.url, cast.coordinator())
    pasted(officer)
    document = officer.page.url.removeprefix(live_server.url)
    choose(officer.page, "the Harbour Conference will be held in Tarsis in November 2031")
    officer.page.click("text=New event from these words")
    officer.page.fill("[name=title]", "Harbour Conference")
    officer.page.select_option("[name=kind]", "conference")
    officer.page.fill("[name=date_words]", "in November 2031")
    officer.page.click("main form button.button-primary")
    officer.page.wait_for_selector(".claims q:has-text('in November 2031')")
    event = officer.page.url.removeprefix(live_server.url)
    made_public(officer, head, document, "Ask to make public", "Make public")
    made_public(officer, head, event, "Ask that it be public", "Make public")
    officer.go("/calendar/2031/11/")
    assert "Harbour Conference" in officer.page.inner_text("main")
    assert ":? Harbour Conference (Nov 2031\\, day open)" in feed(live_server.url)
    assert officer.complaints() + head.complaints() == []


def test_a_commitment_keeps_the_exact_words_selected_in_the_article(
    browser: Browser, live_server: LiveServer
) -> None:
    officer = visit(browser, live_server.url, cast.officer())
    actor("RUR", "Ruritania", "state")
    actor("coast", "Ministers of the coast")
    pasted(officer)
    choose(officer.page, CALL)
    officer.page.keyboard.press("n")
    officer.page.wait_for_selector("[name=verb]")
    assert officer.page.input_value("[name=passage_words]") == CALL
    officer.page.fill("[name=title]", "Mend the lighthouse")
    officer.page.fill("[name=verb]", "called on")
    officer.page.select_option("[name=kind]", "call")
    officer.page.select_option("[name=issuer]", label="Ministers of the coast")
    officer.page.fill("[name=addressees]", "Ruritania")
    officer.page.select_option("[name=deadline_kind]", "by")
    officer.page.fill("[name=deadline_words]", "by 30 June 2031")
    officer.page.fill("[name=deadline_edtf]", "[..2031-06-30]")
    officer.page.click("main form button.button-primary")
    officer.page.wait_for_selector(".quote mark")
    assert officer.page.inner_text(".quote mark") == CALL
    commitment = officer.page.url.removeprefix(live_server.url)
    officer.page.click("text=Submit")
    head = visit(browser, live_server.url, cast.coordinator())
    head.go(commitment)
    head.page.click("text=Publish")
    head.go("/commitments/?q=lighthouse")
    assert CALL in head.page.inner_text("main")
    assert officer.complaints() + head.complaints() == []


def test_words_that_stand_twice_are_asked_for(browser: Browser, live_server: LiveServer) -> None:
    officer = visit(browser, live_server.url, cast.officer())
    pasted(officer)
    reference = officer.page.inner_text(".breadcrumbs bdi")
    officer.go("/events/add/")
    officer.page.fill("[name=title]", "Mending of the lighthouse")
    officer.page.select_option("[name=kind]", "meeting")
    officer.page.fill("[name=passage_document]", reference)
    officer.page.fill("[name=passage_words]", "to mend the lighthouse")
    officer.page.click("main form button.button-primary")
    assert officer.page.locator("[name=passage_place][type=radio]").count() == 2
    assert officer.page.input_value("[name=title]") == "Mending of the lighthouse"
