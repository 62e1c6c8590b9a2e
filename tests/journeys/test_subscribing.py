"""From a choice to a calendar: the preview follows, the address is taken once and then fetched."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.journeys.browsing import visit
from tests.subscriptions.record import Record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(browser: Browser, live_server: LiveServer, settings) -> str:
    """A server over a record with one event, known to its feeds by its own address."""
    settings.SITE_URL = settings.FEED_BASE_URL = live_server.url
    record = Record()
    record.event("2090-11-24", title="Harbour Conference")
    record.deadline(deadline_edtf="[..2090-11-30]", deadline_words="by 30 November 2090")
    return live_server.url


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode().replace("\r\n ", "")


def test_a_feed_is_chosen_previewed_made_and_fetched(browser: Browser, site: str) -> None:
    here = visit(browser, site, cast.reader())
    here.go("/subscriptions/add/")
    page = here.page
    preview = page.locator("#preview")
    assert "Deadline: Submit the national report" in preview.inner_text()
    page.check("[name=tasks][value=none]")
    expect(preview).not_to_contain_text("Deadline")
    assert "Harbour Conference" in preview.inner_text()
    page.fill("[name=name]", "Harbours")
    page.click("text=Create the feed")
    address = page.input_value("#feed-address")
    assert page.locator(".feed-qr svg").count() == 1
    body = fetched(address)
    assert "SUMMARY;LANGUAGE=en:Harbour Conference" in body
    assert "X-WR-CALNAME:Harbours" in body
    here.go("/subscriptions/")
    assert "1 entry" in page.locator(".feed").inner_text()
    page.click(".feed-head .button-danger")
    page.click("dialog[open] .button-danger")
    page.wait_for_selector("text=revoked on")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(address)
    assert here.complaints() == []


def test_without_script_the_preview_is_a_button(browser: Browser, site: str) -> None:
    here = visit(browser, site, cast.reader(), java_script_enabled=False)
    here.go("/subscriptions/add/")
    page = here.page
    page.check("[name=tasks][value=none]")
    page.click("text=Show what arrives")
    shown = page.locator("#preview").inner_text()
    assert "Harbour Conference" in shown
    assert "Deadline" not in shown
