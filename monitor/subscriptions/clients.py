"""Which program fetches a feed, by the name it gives itself (RFC 9110, 10.1.5)."""

import re

# In this order: many name others too ("like Gecko", "CalDAV", "Mac OS X").
_FAMILIES: tuple[tuple[str, str], ...] = (
    (r"Google-?Calendar", "Google Calendar"),
    (r"Microsoft|Outlook|Exchange|Office", "Outlook"),
    (r"Thunderbird|Lightning", "Thunderbird"),
    (r"ICSx5|ICSdroid", "ICSx⁵"),
    (r"DAVx5|DAVdroid", "DAVx⁵"),
    (r"dataaccessd|iOS/|iPhone|CalendarAgent|macOS/|Mac[ +]OS[ +]X.*Calendar|iCal/", "Apple"),
    (r"Evolution|GNOME|gnome", "GNOME"),
    (r"Nextcloud|ownCloud", "Nextcloud"),
    (r"vdirsyncer|khal", "vdirsyncer"),
    (r"Home ?Assistant", "Home Assistant"),
    (r"Mozilla", "Browser"),
    (r"curl|Wget|python|node|axios|Go-http", "Program"),
)
_FOUND = [(re.compile(pattern), family) for pattern, family in _FAMILIES]
_LONGEST = 400


def family_of(user_agent: str) -> str:
    """A name for a person to read, "" for a client that gives none or one we do not know."""
    given = user_agent[:_LONGEST]
    return next((family for pattern, family in _FOUND if pattern.search(given)), "")
