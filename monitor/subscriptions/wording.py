"""The words of an entry: what calendar programs hide, said in SUMMARY and DESCRIPTION."""

from collections.abc import Iterable

from django.utils.translation import npgettext, pgettext

from monitor.dates import PartialDate, display_short, is_open, parse
from monitor.ical import EventStatus
from monitor.sources.models import Document, Passage, Voice

# An entry is for a phone: a passage of pages is cut, and the page's address follows it.
LONGEST_QUOTE = 4000


def event_summary(
    title: str, partial: PartialDate, language: str, *, cancelled: bool, postponed: bool
) -> str:
    """The name first; before it only what overturns it, behind it a date that is not a day."""
    if not partial.is_exact:
        title = f"{title} ({_imprecise(partial, language)})"
    if cancelled:
        return cancelled_summary(title)
    if postponed:
        return pgettext("feed summary", "POSTPONED: %(title)s") % {"title": title}
    if not partial.is_exact:
        return pgettext("feed summary", "? %(title)s") % {"title": title}
    return title


def cancelled_summary(title: str) -> str:
    """What overturns an entry stands before its name."""
    return pgettext("feed summary", "CANCELLED: %(title)s") % {"title": title}


def instance_moved_line(day: str, document: Document | None) -> str:
    """Where an instance of a recurring event stood before, and who says that it moved."""
    if document is None:
        return pgettext("feed description", "Moved from %(day)s.") % {"day": day}
    return pgettext("feed description", "Moved from %(day)s (%(source)s).") % {
        "day": day,
        "source": source_name(document),
    }


def instance_cancelled_line(document: Document | None) -> str:
    """That one instance is cancelled, and who says so."""
    if document is None:
        return pgettext("feed description", "This one is cancelled.")
    return pgettext("feed description", "This one is cancelled (%(source)s).") % {
        "source": source_name(document)
    }


def deadline_summary(title: str, partial: PartialDate, language: str) -> str:
    """`Deadline: …`, with the month behind it where only the month is known."""
    if is_open(partial):
        title = f"{title} ({_imprecise(partial, language)})"
    return pgettext("feed summary", "Deadline: %(title)s") % {"title": title}


def task_summary(title: str, partial: PartialDate, language: str) -> str:
    """The name, with the month behind it where only the month is known."""
    return f"{title} ({_imprecise(partial, language)})" if is_open(partial) else title


def met_line(met: int, total: int) -> str:
    """How many were assessed as having met it: the number that STATUS cannot say."""
    words = npgettext(
        "feed description",
        "%(met)d of %(total)d assessed as having met it.",
        "%(met)d of %(total)d assessed as having met it.",
        met,
    )
    return words % {"met": met, "total": total}


def bearer_line(name: str) -> str:
    """Whose follow-up the entry is."""
    return pgettext("feed description", "Follow-up of %(state)s.") % {"state": name}


def _imprecise(partial: PartialDate, language: str) -> str:
    if partial.is_week and partial.earliest is not None:
        monday = display_short(parse(partial.earliest.isoformat()), language)
        shown = pgettext("imprecise date", "week of %(day)s") % {"day": monday}
    else:
        shown = display_short(partial, language)
    if not is_open(partial):
        return shown
    return pgettext("imprecise date", "%(date)s, day open") % {"date": shown}


def quote_lines(passage: Passage) -> list[str]:
    """The exact words, and whose they are: `As reported by … (narrator).`"""
    exact = passage.exact
    if len(exact) > LONGEST_QUOTE:
        exact = exact[:LONGEST_QUOTE] + "…"
    return [
        pgettext("quotation", "“%(words)s”") % {"words": exact},
        _voice_line(passage),
    ]


def _voice_line(passage: Passage) -> str:
    source = source_name(passage.version.document)
    if passage.voice == Voice.OWN:
        return pgettext("feed description", "Source: %(source)s (own words).") % {"source": source}
    reporter = passage.reporter or str(Voice(passage.voice).label)
    if passage.voice == Voice.NARRATOR and reporter.casefold() == "narrator":
        reporter = pgettext("voice", "narrator")
    return pgettext("feed description", "As reported by %(source)s (%(voice)s).") % {
        "source": source,
        "voice": reporter,
    }


def source_name(document: Document) -> str:
    """A document as one would cite it in passing: its symbol, else publisher, else title."""
    return document.symbol or document.publisher or document.title


def stated_line(words: str, document: Document | None) -> str:
    """A date as its source words it."""
    if document is None:
        return pgettext("feed description", "Date as stated: “%(words)s”.") % {"words": words}
    return pgettext("feed description", "Date as stated: “%(words)s” (%(source)s).") % {
        "words": words,
        "source": source_name(document),
    }


def status_line(label: str) -> str:
    """The event's own status, which the STATUS of the format cannot say."""
    return pgettext("feed description", "Status: %(status)s.") % {"status": label}


def joined(lines: Iterable[str]) -> str:
    """The lines that are not empty, one under another."""
    return "\n".join(line for line in lines if line)


def certain(partial: PartialDate, status: EventStatus) -> EventStatus:
    """CONFIRMED only where the days are known: a marker in a month confirms no day."""
    return status if partial.is_exact or status == "CANCELLED" else "TENTATIVE"
