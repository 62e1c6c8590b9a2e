"""Every page in a real browser: nothing complains, nothing scrolls sideways, axe finds no barrier.

The pictures of both themes at three widths are taken by `make screens`.
"""

from collections.abc import Iterator
from itertools import groupby

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.browsing import visit
from tests.journeys.pages import Entry, all_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, WIDE = 390, 1440
GRAVE = {"serious", "critical"}


def opened(browser: Browser, url: str, theme: str, width: int) -> Iterator:
    """Each page with the window it was opened in, one window for each person."""
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    for who, theirs in groupby(all_pages(), key=lambda entry: entry.who):
        here = visit(browser, url, who, **look)
        for entry in theirs:
            assert here.go(entry.address) == entry.status, entry
            yield entry, here
        here.page.context.close()


def test_no_page_complains_or_scrolls_sideways(browser, demo_site) -> None:
    found = {
        (width, entry.address): said
        for width in (NARROW, WIDE)
        for entry, here in opened(browser, demo_site, "light", width)
        if (said := complaints(here, entry))
    }
    assert found == {}


def complaints(here, entry: Entry) -> list[str]:
    said = here.complaints()
    # The browser's own line for a page that answers with an error, as it must.
    return [line for line in said if not (entry.status != 200 and "status of" in line)]


# Only colours differ between the themes.
@pytest.mark.parametrize(
    ("theme", "rules"), [("light", {}), ("dark", {"runOnly": ["color-contrast"]})]
)
def test_axe_finds_no_grave_barrier(browser, demo_site, theme, rules) -> None:
    axe, found = Axe(), []
    for entry, here in opened(browser, demo_site, theme, WIDE):
        found += [
            f"{entry.name} {each['id']}: {node['target']} {node['failureSummary']}"
            for each in axe.run(here.page, options=rules).response["violations"]
            if each["impact"] in GRAVE
            for node in each["nodes"][:3]
        ]
    assert not found, "\n".join(found)
