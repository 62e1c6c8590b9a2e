"""Every page in a real browser: nothing complains, nothing scrolls sideways, axe finds no barrier.

Each page is opened once; what only the width or the theme changes is looked at where it stands.
The pictures of both themes at three widths are taken by `make screens`.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.journeys.browsing import Visit, visit
from tests.journeys.pages import Entry, admin_pages, dashboard_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, WIDE = 390, 1440
HEIGHT = 900
GRAVE = {"serious", "critical"}
# Of what axe finds, only what is wrong is carried over: the rest is most of the work.
RUN = """(rules) => {
  for (const each of document.getAnimations()) each.finish();
  return axe.run(document, {resultTypes: ["violations"], ...rules})
    .then(({violations}) => violations);
}"""
CONTRAST = {"runOnly": ["color-contrast"]}


def opened(
    browser: Browser, url: str, entries: Iterable[Entry], **look: Any
) -> Iterator[tuple[Entry, Visit]]:
    """Each page with the window it was opened in, one window for each person."""
    for who, theirs in groupby(entries, key=lambda entry: entry.who):
        here = visit(browser, url, who, **look)
        for entry in theirs:
            assert here.go(entry.address) == entry.status, entry
            yield entry, here
        here.page.context.close()


@pytest.mark.parametrize("pages", [dashboard_pages, admin_pages])
def test_no_page_complains_scrolls_sideways_or_bars_the_way(browser, demo_site, pages) -> None:
    found: list[str] = []
    size = {"width": WIDE, "height": HEIGHT}
    for entry, here in opened(browser, demo_site, pages(), viewport=size, color_scheme="light"):
        page = here.page
        said = complaints(here, entry)
        page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        said += complaints(here, entry)
        page.set_viewport_size(size)
        page.evaluate(AXE_SCRIPT)
        said += barriers(page, {})
        # Only colours differ between the themes.
        page.emulate_media(color_scheme="dark")
        said += barriers(page, CONTRAST)
        page.emulate_media(color_scheme="light")
        # The policy refuses a style of axe's own.
        here.said.clear()
        found += [f"{entry.name} {entry.address}: {each}" for each in said]
    assert not found, "\n".join(found)


def barriers(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """What axe finds grave on the page as it stands."""
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in page.evaluate(RUN, rules)
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]


def complaints(here: Visit, entry: Entry) -> list[str]:
    said = here.complaints()
    # The browser's own line for a page that answers with an error, as it must.
    return [line for line in said if not (entry.status != 200 and "status of" in line)]
