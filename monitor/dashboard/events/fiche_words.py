"""Words that the page and the file of a fiche share."""

from django.utils.translation import npgettext, pgettext

from monitor.dashboard.events.fiche import Fiche, Said


def headings() -> dict[str, str]:
    """The names of the parts."""
    return {
        "going": pgettext("fiche", "Who goes"),
        "calls": pgettext("fiche", "What was called for there"),
        "pledges": pgettext("fiche", "What we pledged"),
        "statements": pgettext("fiche", "Last statements"),
        "points": pgettext("fiche", "Open points"),
    }


def more_words(n: int) -> str:
    """How many were left out for want of room."""
    return npgettext("fiche", "and %(n)d more", "and %(n)d more", n) % {"n": n}


def quoted(said: Said) -> str:
    """The exact words between marks, and whether more follows."""
    words = pgettext("fiche", "“%s”") % said.words
    return pgettext("fiche", "%s […]") % words if said.cut else words


def when_words(fiche: Fiche) -> str:
    """Date, time and how sure: "24–27 November 2025 · days known"."""
    parts = (fiche.date, fiche.time, fiche.repeats, fiche.precision)
    return " · ".join(part for part in parts if part)
