"""The panel in a real browser: what the content policy forbids would stop these pages."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from monitor.accounts.models import User
from monitor.commitments.models import Commitment
from tests import cast
from tests.commitments import record
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call() -> Commitment:
    author = cast.officer("author", is_staff=True)
    return record.published(author, cast.coordinator("head", is_staff=True))


def test_a_status_is_proposed_for_two_and_confirmed_by_another(
    browser: Browser, live_server: LiveServer, call: Commitment
) -> None:
    here = visit(browser, live_server.url, User.objects.get(username="author"))
    page = here.page
    page.goto(f"{live_server.url}/admin/commitments/commitment/{call.pk}/follow-ups/")
    page.check("#row-AAA")
    page.check("#row-BBB")
    assert page.inner_text("[data-chosen]") == "2 / 3"
    page.click("text=Change status")
    page.select_option("[name=code]", "not_applicable")
    page.fill("[name=reason]", "No land border.")
    page.click("button[name=apply]")
    assert "2 rows done" in page.inner_text(".messagelist")
    there = visit(browser, live_server.url, cast.verifier("checker", is_staff=True))
    other = there.page
    other.goto(f"{live_server.url}/admin/commitments/obligation/?awaiting=yes")
    other.check("#action-toggle")
    other.select_option("[name=action]", "confirm")
    other.click("button[name=index]")
    other.click("button[name=apply]")
    assert "2 rows done" in other.inner_text(".messagelist")
    call.refresh_from_db()
    assert (call.n_not_applicable, call.awaiting_confirmation) == (2, 0)
    assert here.complaints() + there.complaints() == []


def test_a_document_is_found_while_typing(
    browser: Browser, live_server: LiveServer, call: Commitment
) -> None:
    author = User.objects.get(username="author")
    record.document(author, publisher="The Herald")
    here = visit(browser, live_server.url, author)
    page = here.page
    page.goto(f"{live_server.url}/admin/commitments/obligation/act/status/?row={call.number}/AAA")
    page.click(".select2-selection")
    page.keyboard.type("Herald")
    page.wait_for_selector(".select2-results__option--highlighted")
    page.keyboard.press("Enter")
    assert page.locator("#id_document option:checked").count() == 1
    assert here.complaints() == []
