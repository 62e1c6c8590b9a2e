"""A page of headless Chromium, signed in, and all that the browser complained of meanwhile."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from monitor.accounts.models import User

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Some kinds of violation reach no console.
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@dataclass
class Visit:
    """One person at one window; `said` gathers errors of scripts and of the console."""

    page: Page
    url: str
    said: list[str] = field(default_factory=list)

    def go(self, address: str) -> int:
        """Open an address of the product; the status of the answer."""
        answer = self.page.goto(f"{self.url}{address}")
        assert answer is not None
        return answer.status

    def complaints(self) -> list[str]:
        """What was said on this page, the policy's violations and a sideways scroll among it."""
        wide, held, refused = self.page.evaluate(
            "[document.documentElement.scrollWidth, innerWidth, window.violations]"
        )
        sideways = [f"{wide} pixels wide in {held}"] if wide > held else []
        said, self.said[:] = list(self.said), []
        return [*said, *refused, *sideways]


def visit(browser: Browser, url: str, user: User | None = None, **look: Any) -> Visit:
    """A window of its own, signed in as `user` if one is given."""
    context = browser.new_context(**look)
    context.add_init_script(LISTEN)
    if user is not None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
    made = Visit(context.new_page(), url)
    made.page.set_default_timeout(10_000)
    made.page.on("console", lambda m: made.said.append(m.text) if m.type == "error" else None)
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    return made
