"""The calendar programs an address is handed to, and how often each looks for changes."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

# Programs of the web fetch from outside: an intranet is closed to them.
INTERNET = "internet"


@dataclass(frozen=True, slots=True)
class Program:
    """One button: `looks` says how often the program asks for changes."""

    name: str
    url: str
    looks: str


def https_address(token: str) -> str:
    """The secret address, as it is copied."""
    return f"{settings.FEED_BASE_URL}/feeds/{token}.ics"


def webcal_address(token: str) -> str:
    """The same for a program that subscribes on its own machine (scheme webcal)."""
    parts = urlsplit(https_address(token))
    return f"webcal://{parts.netloc}{parts.path}"


def programs(token: str, name: str) -> list[Program]:
    """The buttons that can work from where the installation is reached."""
    web = webcal_address(token)
    found = [
        Program(
            pgettext("calendar program", "Apple Calendar"),
            web,
            pgettext(
                "calendar program",
                "Looks as often as is set there: every 5 minutes to every week; on an iPhone as "
                "set under “Fetch New Data”.",
            ),
        )
    ]
    if settings.FEED_REACH != INTERNET:
        return found
    outlook = urlencode({"url": https_address(token), "name": name}, quote_via=quote)
    return [
        *found,
        Program(
            pgettext("calendar program", "Google Calendar"),
            f"https://calendar.google.com/calendar/render?{urlencode({'cid': web})}",
            pgettext(
                "calendar program", "Looks when it likes: often once in 12 hours, up to a day."
            ),
        ),
        Program(
            pgettext("calendar program", "Outlook"),
            f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
            pgettext(
                "calendar program",
                "On the web about every 3 hours, up to a day; on a computer with each "
                "send and receive.",
            ),
        ),
    ]


def qr_code(token: str) -> SafeString:
    """The address for a phone's camera, as an inline drawing: made here, no service learns it."""
    code = segno.make(webcal_address(token), error="m", micro=False)
    drawing = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawing)  # noqa: S308 - drawn by segno, from no words of anybody
