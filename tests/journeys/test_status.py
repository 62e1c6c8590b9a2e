"""A status on the dashboard: proposed by one, refused to the same, confirmed by another."""

import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from monitor.accounts.models import User
from monitor.accounts.roles import Role
from monitor.commitments.models import Commitment
from tests import cast
from tests.commitments import record
from tests.journeys.browsing import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONFIRM, PROPOSE = "Confirm as “Fulfilled”", "Propose “Fulfilled”"
LOCKED = "You proposed this: another person confirms or returns it"


@pytest.fixture
def author() -> User:
    """Who may both propose and confirm: what stops them is being the same person."""
    return cast.person("author", Role.CONTRIBUTOR, Role.VERIFIER)


@pytest.fixture
def call(author: User) -> Commitment:
    """A published call on three States."""
    return record.published(author, cast.coordinator())


def evidence(page: Page) -> None:
    """The reason and a primary source that is not in the record, typed into the open form."""
    page.fill("[name=reason]", "The border law is in force.")
    page.click("summary:has-text('not in the record')")
    page.fill("[name=link_title]", "Gazette 12, border law")
    page.fill("[name=link_publisher]", "Official gazette")
    page.select_option("[name=reliability]", "primary")


def forced(here: Visit, address: str) -> str:
    """What the server answers to the confirmation that the page does not offer."""
    field = {
        name: here.page.get_attribute(f"form [name={name}] >> nth=0", "value") or ""
        for name in ("csrfmiddlewaretoken", "proposal", "seen", "evidence_revision")
    }
    answer = here.page.request.post(
        f"{here.url}{address}answer/confirm/", form=field, headers={"Referer": here.url}
    )
    assert answer.status == 422
    return answer.text()


def standing(page: Page) -> list[str]:
    """The numbers of the legend that are not nought."""
    shown = page.locator("#tiles .legend li").all_inner_texts()
    words = (" ".join(each.split()) for each in shown)
    return [each for each in words if not each.endswith(" 0")]


def test_the_proposer_is_refused_a_verifier_confirms_and_every_page_agrees(
    browser: Browser, live_server: LiveServer, author: User, call: Commitment
) -> None:
    address = f"/commitments/{call.ref}/AAA/"
    mine = visit(browser, live_server.url, author)
    mine.go(address)
    mine.page.click(f"text={PROPOSE}")
    evidence(mine.page)
    mine.page.click(f"button:has-text('{PROPOSE}')")
    locked = mine.page.get_by_role("button", name=CONFIRM)
    assert locked.get_attribute("aria-disabled") == "true"
    assert LOCKED in mine.page.inner_text(f"#{locked.get_attribute('aria-describedby')}")
    assert "another person" in forced(mine, address)
    mine.go(f"/commitments/{call.ref}/")
    assert standing(mine.page) == ["Not yet assessed 3", "Change proposed 1"]

    other = visit(browser, live_server.url, cast.verifier())
    other.go("/reviews/")
    other.page.click("a:has-text('Look')")
    other.page.click(f"text={CONFIRM}")
    other.page.wait_for_selector(".timeline-what:has-text('Confirmed: Fulfilled')")
    whole = other.page.locator(".timeline").inner_text()
    assert whole.index("Confirmed: Fulfilled") < whole.index("Proposed: Fulfilled")
    assert "The border law is in force." in whole
    for here in (mine, other):
        here.go(f"/commitments/{call.ref}/")
        assert standing(here.page) == ["Fulfilled 1", "Not yet assessed 2"]
        assert here.page.get_attribute(".tile[href$='/AAA/']", "data-status") == "fulfilled"
        here.go("/commitments/?status=fulfilled")
        assert "1 of 3 assessed" in here.page.inner_text(".commitment-rows")
        assert here.page.inner_text(".facet[aria-current] .facet-count") == "1"
    assert mine.complaints() + other.complaints() == []


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until the focus is on the element, as one without a mouse does."""
    for _ in range(80):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not reach {target}")


def test_a_status_is_proposed_with_the_keyboard_alone(
    browser: Browser, live_server: LiveServer, author: User, call: Commitment
) -> None:
    here = visit(browser, live_server.url, author)
    page, keys = here.page, here.page.keyboard
    here.go("/")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("g")
    keys.press("m")
    page.wait_for_url("**/commitments/")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url(f"**/{call.ref}/")
    reach(page, page.locator(".tile[href$='/BBB/']"))
    keys.press("Enter")
    page.wait_for_url("**/BBB/")
    reach(page, page.get_by_role("link", name="Propose “Not applicable”"))
    keys.press("Enter")
    page.wait_for_url("**/not_applicable/")
    send = page.get_by_role("button", name="Propose “Not applicable”")
    reach(page, send)
    keys.press("Enter")
    # The summary of what is missing takes the focus; its first link leads to the field.
    page.wait_for_selector("[data-error-summary]:focus")
    keys.press("Tab")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "reason"
    keys.type("No land border.")
    reach(page, send)
    keys.press("Enter")
    page.wait_for_selector(".page-lede :text('Not applicable proposed')")
    assert "Not applicable proposed" in page.inner_text(".page-lede")
    # The browser's own line for the form that came back.
    assert [said for said in here.complaints() if "status of 422" not in said] == []


def test_without_script_a_status_changes_from_proposal_to_confirmation(
    browser: Browser, live_server: LiveServer, author: User, call: Commitment
) -> None:
    address = f"/commitments/{call.ref}/AAA/"
    mine = visit(browser, live_server.url, author, java_script_enabled=False)
    mine.go(address)
    mine.page.click(f"text={PROPOSE}")
    evidence(mine.page)
    mine.page.click(f"button:has-text('{PROPOSE}')")
    assert "Fulfilled proposed" in mine.page.inner_text(".page-lede")
    other = visit(browser, live_server.url, cast.verifier(), java_script_enabled=False)
    other.go(address)
    other.page.click(f"text={CONFIRM}")
    assert "Fulfilled" in other.page.inner_text(".page-lede")
    call.refresh_from_db()
    assert (call.n_fulfilled, call.awaiting_confirmation) == (1, 0)


def test_without_script_a_commitment_is_added_on_words_typed_into_a_field(
    browser: Browser, live_server: LiveServer, author: User
) -> None:
    record.council()
    record.members()
    text = f"{record.TEXT}\nLater it repeated: calling on all Member States to improve it."
    document = record.document(author, text)
    here = visit(browser, live_server.url, author, java_script_enabled=False)
    page = here.page
    here.go("/commitments/add/")
    page.fill("[name=passage_document]", document.ref)
    page.fill("[name=passage_words]", "calling on all Member States to improve")
    page.fill("[name=title]", "Improve border management")
    page.fill("[name=verb]", "calls on")
    page.select_option("[name=issuer]", label="Security Council")
    page.fill("[name=addressee_words]", "all Member States")
    page.select_option("[name=addressee_group]", label="UN Member States")
    page.click("main form button.button-primary")
    places = page.locator("[name=passage_place][type=radio]")
    assert places.count() == 2
    places.nth(1).check()
    assert page.input_value("[name=title]") == "Improve border management"
    page.click("main form button.button-primary")
    assert page.inner_text(".quote mark") == "calling on all Member States to improve"
    assert "paragraph 2" in page.inner_text(".quote-about")
    assert Commitment.objects.get().title == "Improve border management"
