"""What pages show of other people's calendars."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.dashboard.incoming_words import FINDINGS
from monitor.dates import display, parse
from monitor.ical.incoming import Kind
from monitor.intake.calendars.said import Said, differing, said_from
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.queries import SHOWN, perhaps_the_same

TABS: dict[str, str | Promise] = {
    "review": pgettext_lazy("calendar entries", "To review"),
    "changed": pgettext_lazy("calendar entries", "Changed upstream"),
    "vanished": pgettext_lazy("calendar entries", "Vanished upstream"),
    "taken": pgettext_lazy("calendar entries", "Taken over"),
    "rejected": pgettext_lazy("calendar entries", "Rejected"),
}
FIELDS: dict[str, str | Promise] = {
    "title": pgettext_lazy("calendar entry", "title"),
    "date": pgettext_lazy("calendar entry", "date"),
    "description": pgettext_lazy("calendar entry", "description"),
    "location": pgettext_lazy("calendar entry", "place"),
    "url": pgettext_lazy("calendar entry", "link"),
    "status": pgettext_lazy("calendar entry", "status"),
    "rules": pgettext_lazy("calendar entry", "repetition"),
    "categories": pgettext_lazy("calendar entry", "categories"),
}
STATUSES: dict[str, str | Promise] = {
    "TENTATIVE": pgettext_lazy("calendar entry", "tentative"),
    "CONFIRMED": pgettext_lazy("calendar entry", "confirmed"),
    "CANCELLED": pgettext_lazy("calendar entry", "called off"),
}
DONE: dict[str, str | Promise] = {
    "tolerated": pgettext_lazy("finding", "read all the same"),
    "dropped": pgettext_lazy("finding", "left out"),
    "refused": pgettext_lazy("finding", "not read"),
}


def shown_tabs(here: str, shown: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The tabs of a calendar's entries, each with its count."""
    return [
        {
            "url": f"{here}?show={name}",
            "label": TABS[name],
            "count": counts[name],
            "current": name == shown,
        }
        for name in SHOWN
    ]


def entry_rows(entries: list[CalendarEntry], user: User) -> list[dict[str, Any]]:
    """Entries as a table shows them, with the events of the record that each may be."""
    alike = perhaps_the_same(entries, user)
    return [{**entry_row(entry), "alike": alike.get(entry.pk, [])} for entry in entries]


def entry_row(entry: CalendarEntry) -> dict[str, Any]:
    """One entry: what it says, when, and what changed since it was taken over."""
    said = said_from(entry.said)
    before = said_from(entry.taken) if entry.taken else None
    return {
        "entry": entry,
        "said": said,
        "date": date_words(said),
        "time": time_words(said),
        "status": STATUSES.get(said.status, ""),
        "changed": [FIELDS[name] for name in differing(before, said)] if before else [],
        "before": {"said": before, "date": date_words(before)} if before else None,
        "url": reverse("dashboard:calendar_entry", args=[entry.pk]),
    }


def date_words(said: Said) -> str:
    """Its days as the reader writes dates."""
    return display(parse(said.edtf), get_language() or "en")


def time_words(said: Said) -> str:
    """Start and end with their zone, or ""."""
    start, end = said.times
    if start is None:
        return ""
    shown = f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}"
    return f"{shown} {said.zone}"


def finding_rows(source: CalendarSource) -> list[dict[str, Any]]:
    """What could not be read or was assumed in the last file, in order of its lines."""
    rows = []
    for kind, done, first, last, excerpt in source.findings:
        if first == 0:
            lines = pgettext("finding", "the file")
        elif first == last:
            lines = pgettext("finding", "line %(line)d") % {"line": first}
        else:
            lines = pgettext("finding", "lines %(first)d to %(last)d") % {
                "first": first,
                "last": last,
            }
        sentence = FINDINGS[Kind(kind)]
        rows.append({"lines": lines, "words": sentence, "done": DONE[done], "excerpt": excerpt})
    return rows
