"""`make screens`: every page, at three widths and in both themes, as a picture in screens/.

Run by name only; it fails, naming the page, where one scrolls sideways or complains.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.pages import admin_pages, dashboard_pages
from tests.journeys.test_pages import HEIGHT, complaints, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INTO = Path(settings.BASE_DIR) / "screens"
LOOKS = [(width, theme) for width in (390, 768, 1440) for theme in ("light", "dark")]


def test_every_page_is_pictured_without_a_complaint(browser, demo_site) -> None:
    shutil.rmtree(INTO, ignore_errors=True)
    INTO.mkdir()
    pages = [*dashboard_pages(), *admin_pages()]
    found = []
    for width, theme in LOOKS:
        seen: Counter[str] = Counter()
        look = {"viewport": {"width": width, "height": HEIGHT}, "color_scheme": theme}
        for entry, here in opened(browser, demo_site, pages, **look):
            seen[entry.name] += 1
            name = f"{entry.name}-{seen[entry.name]}-{width}-{theme}.png"
            here.page.screenshot(path=INTO / name, full_page=True)
            found += [f"{name}: {said}" for said in complaints(here, entry)]
    assert not found, "\n".join(found)
