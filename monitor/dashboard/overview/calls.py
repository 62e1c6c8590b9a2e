"""Where the commitments that bind the most stand."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language

from monitor.accounts.models import User
from monitor.commitments.filters import Filters, View
from monitor.commitments.models import Commitment
from monitor.commitments.queries import matching
from monitor.commitments.status import overdue_count
from monitor.dashboard.findings import assessed_words
from monitor.dashboard.links import commitment_url
from monitor.dashboard.statuses import Count, in_bar_order, summed

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Call:
    """One commitment as a bar; the words beside it say the same in numbers."""

    title: str
    language: str
    ref: str
    url: str
    counts: list[Count]
    assessed: str
    overdue: int


def calls(user: User, today: date) -> list[Call]:
    """The four commitments in force with the most duty-bearers, more than one each."""
    rows = (
        matching(user, Filters(view=View.FOLLOWED), today)
        .tracked()
        .filter(duty_bearer_count__gt=1)
        .order_by("-duty_bearer_count", "number")[:SHOWN]
    )
    return [_call(each, today) for each in rows]


def legend(found: list[Call]) -> list[Count]:
    """The statuses that stand in any of the bars, with their sums."""
    return summed([call.counts for call in found])


def list_url() -> str:
    """The list of all commitments with follow-ups."""
    return f"{reverse('dashboard:commitments')}?view={View.FOLLOWED}"


def _call(each: Commitment, today: date) -> Call:
    title, language = each.title_in(get_language() or "en")
    return Call(
        title=title,
        language=language,
        ref=each.ref,
        url=commitment_url(each.number),
        counts=in_bar_order({code.value: n for code, n in each.counts.items()}),
        assessed=assessed_words(each),
        overdue=overdue_count(each, today),
    )
