"""The record as `make run` seeds it, from the overview to the words and what rests on them."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from monitor.intake.operations.seeding import load_seeds
from tests import cast
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "will host the 2025 General Assembly of Interpol"


def test_the_article_leads_from_the_overview_to_its_commitments(
    browser: Browser, live_server: LiveServer
) -> None:
    load_seeds(folder=settings.BASE_DIR / "seeds", at=timezone.now())
    here = visit(browser, live_server.url, cast.officer())
    page = here.page
    here.go("/")
    assert "0 of 193 assessed" in page.inner_text(".calls")
    page.click("aside a:has-text('Calendar')")
    here.go("/calendar/2023/12/")
    page.click("main a:has-text('47th Conference of Arab Police')")
    assert "6–7 December 2023" in page.inner_text(".event-lede")
    assert page.locator(".claims q").all_inner_texts() == ["6 and 7 December 2023", "this week"]
    assert "hosted this week" in page.inner_text(".quote mark")
    page.click(".quote-about a")
    page.wait_for_selector(".run:target")
    assert "hosted this week" in page.inner_text(".run:target")
    page.click(".margin-note a:has-text('Host the 2025 General Assembly')")
    assert page.inner_text(".quote mark") == WORDS
    assert "Fulfilled" in page.inner_text(".follow-up-rows")
    page.click(".quote-about a")
    page.click(".margin-note a:has-text('Improve border management')")
    assert page.locator(".tile").count() == 193
    assert "0 of 193 States assessed" in page.inner_text("#tiles h2")
    assert here.complaints() == []
