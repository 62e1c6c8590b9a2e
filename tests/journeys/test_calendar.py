"""The calendar by keys, without script, and on paper."""

import pytest
import time_machine

from tests import cast
from tests.cast import NOW
from tests.factories.events import dated
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOVEMBER = "/calendar/2025/11/"


@pytest.fixture
def by():
    officer = cast.officer()
    for day in range(10, 28):
        dated(officer, f"2025-11-{day}", title=f"Meeting {day} of a name longer than its cell")
    return officer


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_arrows_walk_by_day_and_week(browser, live_server, by) -> None:
    here = visit(browser, live_server.url, by)
    here.go(NOVEMBER)
    here.page.locator("#d-2025-11-12").focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        here.page.keyboard.press(key)
        walked.append(focused(here.page))
    assert walked == ["d-2025-11-13", "d-2025-11-20", "d-2025-11-19", "d-2025-11-12"]
    assert here.complaints() == []


def test_pages_go_by_month_and_come_back(browser, live_server, by) -> None:
    here = visit(browser, live_server.url, by)
    here.go(NOVEMBER)
    here.page.locator("#d-2025-11-12").focus()
    here.page.keyboard.press("PageDown")
    here.page.wait_for_url("**/calendar/2025/12/*")
    here.page.wait_for_function("document.activeElement.id.startsWith('d-2025-12-')")
    here.page.keyboard.press("PageUp")
    here.page.wait_for_url("**/calendar/2025/11/*")


def test_t_goes_to_today(browser, live_server, by) -> None:
    here = visit(browser, live_server.url, by)
    with time_machine.travel(NOW, tick=True):
        here.go("/calendar/2025/8/")
        here.page.keyboard.press("t")
        here.page.wait_for_url("**/calendar/#d-2025-11-*")


@pytest.mark.parametrize("view", ["11/", "w47/", "11/19/", "q4/", ""])
def test_each_view_is_whole_without_script(browser, live_server, by, view) -> None:
    here = visit(browser, live_server.url, by, java_script_enabled=False)
    assert here.go(f"/calendar/2025/{view}") == 200
    assert here.page.get_by_text("Meeting 19").count() > 0
    assert here.said == []


@pytest.mark.parametrize("view", ["11/", "q4/"])
def test_it_prints_on_one_page_of_a4_and_nothing_lies_beside_it(
    browser, live_server, by, view
) -> None:
    here = visit(browser, live_server.url, by)
    here.go(f"/calendar/2025/{view}")
    printed = here.page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
    here.page.emulate_media(media="print")
    wide, held = here.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= held
