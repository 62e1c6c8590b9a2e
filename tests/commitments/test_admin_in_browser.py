"""The panel in a real browser: what the content policy forbids would stop these pages."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from monitor.accounts.models import User
from monitor.commitments.models import Commitment
from tests import cast
from tests.commitments import record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module", autouse=True)
def beside_an_event_loop() -> Iterator[None]:
    """The driver runs a loop in this thread; the record is written here all the same."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def call() -> Commitment:
    author = cast.officer("author", is_staff=True)
    return record.published(author, cast.coordinator("head", is_staff=True))


def opened(
    browser: Browser, server: LiveServer, user: User, **look: object
) -> tuple[Page, list[str]]:
    """A page signed in as `user`, and what the browser complains of."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(**look)  # type: ignore[arg-type]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}]
    )
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def test_a_status_is_proposed_for_two_and_confirmed_by_another(
    browser: Browser, live_server: LiveServer, call: Commitment
) -> None:
    page, said = opened(browser, live_server, User.objects.get(username="author"))
    page.goto(f"{live_server.url}/admin/commitments/commitment/{call.pk}/follow-ups/")
    page.check("#row-AAA")
    page.check("#row-BBB")
    assert page.inner_text("[data-chosen]") == "2 / 3"
    page.click("text=Change status")
    page.select_option("[name=code]", "not_applicable")
    page.fill("[name=reason]", "No land border.")
    page.click("button[name=apply]")
    assert "2 rows done" in page.inner_text(".messagelist")
    other, more = opened(browser, live_server, cast.verifier("checker", is_staff=True))
    other.goto(f"{live_server.url}/admin/commitments/obligation/?awaiting=yes")
    other.check("#action-toggle")
    other.select_option("[name=action]", "confirm")
    other.click("button[name=index]")
    other.click("button[name=apply]")
    assert "2 rows done" in other.inner_text(".messagelist")
    call.refresh_from_db()
    assert (call.n_not_applicable, call.awaiting_confirmation) == (2, 0)
    assert said + more == []


def test_a_document_is_found_while_typing(
    browser: Browser, live_server: LiveServer, call: Commitment
) -> None:
    author = User.objects.get(username="author")
    record.document(author, publisher="The Herald")
    page, said = opened(browser, live_server, author)
    page.goto(f"{live_server.url}/admin/commitments/obligation/act/status/?row={call.number}/AAA")
    page.click(".select2-selection")
    page.keyboard.type("Herald")
    page.wait_for_selector(".select2-results__option--highlighted")
    page.keyboard.press("Enter")
    assert page.locator("#id_document option:checked").count() == 1
    assert said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_keeps_to_its_width_and_to_the_content_policy(
    browser: Browser, live_server: LiveServer, call: Commitment, theme: str, width: int
) -> None:
    author = User.objects.get(username="author")
    record.judge(call, author, "announced")
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    page, said = opened(browser, live_server, chief, **look)
    obligation = call.obligations.get()
    paths = [
        "",
        "commitments/commitment/",
        f"commitments/commitment/{call.pk}/change/",
        f"commitments/commitment/{call.pk}/follow-ups/",
        f"commitments/commitment/{call.pk}/history/",
        "commitments/obligation/",
        f"commitments/obligation/{obligation.pk}/change/",
        f"commitments/obligation/act/status/?row={call.number}/AAA",
        "commitments/assessment/",
        "events/event/",
        "sources/document/",
        "sources/document/add/",
        "actors/actor/",
        "accounts/user/",
        "accounts/user/add/",
    ]
    for path in paths:
        answer = page.goto(f"{live_server.url}/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
    assert said == []
