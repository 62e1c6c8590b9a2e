"""The dates that an event stood at, one after the other, as its page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext, pgettext_lazy

from monitor.changes.clock import office_day
from monitor.dashboard.due import day_words, edtf_words
from monitor.dashboard.events.cable import source_words
from monitor.dashboard.links import document_url
from monitor.events.date_history import Step, awaits_date, dates_that_stood
from monitor.events.models import DateClaim, Event

STEP_WORDS = {
    Step.FIRST: pgettext_lazy("date history", "first date"),
    Step.NARROWED: pgettext_lazy("date history", "narrowed"),
    Step.WIDENED: pgettext_lazy("date history", "less exact than before"),
    Step.MOVED: pgettext_lazy("date history", "moved"),
    Step.DROPPED: pgettext_lazy("date history", "no date any longer"),
}


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date that stood, from a day to the day of the next one (`until`, "" for the last).

    `struck`: it no longer stands. `source` is "" where the reader may not see who said so.
    """

    date: str
    time: str
    step: str
    since: str
    since_at: datetime
    until: str
    source: str
    url: str
    struck: bool


def dates_in_order(event: Event, claims: Sequence[DateClaim]) -> list[DateRow]:
    """The dates one after the other, oldest first; [] where there was never more than one.

    `claims` are those that the reader may see.
    """
    stood = dates_that_stood(event, claims)
    put_off = awaits_date(event)
    if len(stood) < 2 and not put_off:
        return []
    ends = [*(day_words(office_day(each.since)) for each in stood[1:]), ""]
    return [
        DateRow(
            date=edtf_words(each.edtf) if each.edtf else pgettext("date history", "no date"),
            time=each.time,
            step=str(STEP_WORDS[each.step]),
            since=day_words(office_day(each.since)),
            since_at=each.since,
            until=until,
            source=_source(each.claim),
            url=document_url(each.claim.document, each.claim.passage)
            if each.claim and each.claim.document
            else "",
            struck=bool(until) or put_off,
        )
        for each, until in zip(stood, ends, strict=True)
    ]


def _source(claim: DateClaim | None) -> str:
    if claim is None:
        return ""
    if claim.document is None:
        return pgettext("event date", "A person’s own knowledge")
    return source_words(claim.document)
