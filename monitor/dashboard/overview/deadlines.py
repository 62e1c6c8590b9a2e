"""Commitments by the urgency of their deadlines; one that binds 193 States is one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import get_language, npgettext, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.actors.models import Actor
from monitor.commitments.filters import Filters, condition, followed
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.queries import matching, sole_bearers
from monitor.commitments.status import overdue_count
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.workflow import OPEN_ASSESSED, Code
from monitor.dashboard.due import Due, day_words, due_of
from monitor.dashboard.findings import assessed_words
from monitor.dashboard.links import commitment_url, follow_up_url
from monitor.dashboard.overview.groups import SHOWN, Action, Group, Row

# Our own reminder to look again; no timeliness of the domain's, nothing is late by it.
CHECK_DUE = "check_due"
ORDER = (
    Timeliness.OVERDUE.value,
    Timeliness.DUE_UNASSESSED.value,
    Timeliness.DUE_SOON.value,
    Timeliness.IN_WINDOW.value,
    Timeliness.REVIEW_DUE.value,
    CHECK_DUE,
)
# Up to so many late States are named in the row; more are counted.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows need beside the commitments: read once for all groups."""

    bearers: Mapping[int, Actor]
    late: Mapping[int, list[str]]
    reviews: Mapping[int, tuple[int, date]]


def counts(user: User, today: date) -> dict[str, int]:
    """How many commitments `user` sees in each group of ORDER: those its list would show."""
    return matching(user, Filters(), today).aggregate(
        **{code: Count("pk", filter=_condition(code, today)) for code in ORDER}
    )


def groups(user: User, today: date, found: Mapping[str, int]) -> list[Group]:
    """The groups that are not empty, most urgent first; in each one's own commitments lead."""
    rows = {
        code: list(
            matching(user, Filters(), today)
            .filter(_condition(code, today))
            .select_related("issuer", "owner_desk")
            .order_by(_whose(user), "check_on" if code == CHECK_DUE else "latest_on", "number")[
                :SHOWN
            ]
        )
        for code in ORDER
        if found[code]
    }
    known = _known([each for part in rows.values() for each in part], today)
    may = user.may(Power.ASSESS)
    return [
        Group(
            code=code,
            title=_title(code),
            icon=_ICONS[code],
            count=found[code],
            rows=[_row(code, each, known, today, may=may) for each in part],
            all_url=list_url(code),
            all_label=_all(found[code]),
            note=_note(code),
        )
        for code, part in rows.items()
    ]


def list_url(code: str) -> str:
    """The list of commitments that shows exactly this group; "" where no list does."""
    return f"{reverse('dashboard:commitments')}?due={code}" if code != CHECK_DUE else ""


def _condition(code: str, today: date) -> Q:
    if code == CHECK_DUE:
        return followed() & Q(check_on__lte=today)
    return condition("due", code, today)


def _whose(user: User) -> Case:
    """A key by which one's own come first, then one's desk's."""
    yours = When(owner=user, then=Value(0))
    desk = When(owner_desk__in=user.desk_ids, then=Value(1))
    return Case(yours, desk, default=Value(2))


def _known(shown: Sequence[Commitment], today: date) -> Known:
    few = [each.pk for each in shown if 0 < overdue_count(each, today) <= NAMED]
    late: dict[int, list[str]] = {}
    for row in (
        _bound()
        .filter(commitment__in=few, code__in=OPEN_ASSESSED)
        .select_related("actor")
        .order_by("actor__name_en")
    ):
        late.setdefault(row.commitment_id, []).append(row.actor.name)
    reviews = (
        _bound()
        .filter(
            commitment__in=[each.pk for each in shown], code=Code.OBSERVED, valid_until__lt=today
        )
        .values_list("commitment")
        .annotate(n=Count("pk"), first=Min("valid_until"))
        .order_by("commitment")
    )
    return Known(
        sole_bearers(shown),
        late,
        {pk: (n, first) for pk, n, first in reviews if first is not None},
    )


def _bound() -> QuerySet[Obligation]:
    """The rows of those whom the text binds; others are kept, and never counted."""
    return Obligation.objects.filter(actor__addressed_in__set=F("commitment__duty_bearers"))


def _row(code: str, each: Commitment, known: Known, today: date, *, may: bool) -> Row:
    bearer = known.bearers.get(each.pk)
    url = follow_up_url(each.number, bearer.code) if bearer else commitment_url(each.number)
    title, language = each.title_in(get_language() or "en")
    label = _ACTIONS[code] if may else pgettext("overview action", "Open")
    parts = [
        each.ref if bearer and bearer.is_state else "",
        _how_many(code, each, known, today) if bearer is None else "",
        str(each.owner_desk or ""),
    ]
    return Row(
        title=title,
        language=language,
        url=url,
        ref=bearer.code if bearer and bearer.is_state else each.ref,
        lead=bearer.name if bearer else "",
        meta=" · ".join(part for part in parts if part),
        status=_only(each).value if bearer else "",
        due=_due(code, each, known, today),
        actions=(Action(str(label), url),),
    )


def _only(each: Commitment) -> Code:
    return next(code for code, n in each.counts.items() if n)


def _how_many(code: str, each: Commitment, known: Known, today: date) -> str:
    if code == Timeliness.OVERDUE:
        n = overdue_count(each, today)
        words = npgettext("overview", "%(n)d of %(all)d overdue", "%(n)d of %(all)d overdue", n)
        names = known.late.get(each.pk)
        counted = words % {"n": n, "all": each.duty_bearer_count}
        return f"{counted}: {', '.join(names)}" if names and len(names) == n else counted
    if code == Timeliness.DUE_UNASSESSED:
        n = each.counts[Code.NOT_ASSESSED]
        words = npgettext(
            "overview",
            "due date passed, %(n)d not yet assessed",
            "due date passed, %(n)d not yet assessed",
            n,
        )
        return words % {"n": n}
    if code == Timeliness.REVIEW_DUE:
        n = known.reviews.get(each.pk, (0, today))[0]
        words = npgettext("overview", "%(n)d to look at again", "%(n)d to look at again", n)
        return words % {"n": n}
    return assessed_words(each)


def _due(code: str, each: Commitment, known: Known, today: date) -> Due:
    if code == CHECK_DUE and each.check_on is not None:
        words = pgettext("due", "Check due since %(day)s") % {"day": day_words(each.check_on)}
        return Due(CHECK_DUE, words, "", each.check_on.isoformat())
    if code == Timeliness.REVIEW_DUE and each.pk in known.reviews:
        first = known.reviews[each.pk][1]
        words = pgettext("due", "Valid until %(day)s") % {"day": day_words(first)}
        return Due(code, words, "", first.isoformat())
    found = due_of(each, Timeliness(code), today)
    return Due(found.code, found.words, "", found.day)


def _title(code: str) -> str:
    return {
        Timeliness.OVERDUE.value: pgettext("overview", "Overdue"),
        Timeliness.DUE_UNASSESSED.value: pgettext("overview", "Due, and never looked at"),
        Timeliness.DUE_SOON.value: pgettext("overview", "Due soon"),
        Timeliness.IN_WINDOW.value: pgettext("overview", "In its window now"),
        Timeliness.REVIEW_DUE.value: pgettext("overview", "Being applied: still true?"),
        CHECK_DUE: pgettext("overview", "Check due"),
    }[code]


def _note(code: str) -> str:
    if code == Timeliness.DUE_UNASSESSED:
        return pgettext("overview", "Our gap, not the State’s failure")
    if code == CHECK_DUE:
        return pgettext("overview", "Our own reminder: nothing is late by it")
    return ""


def _all(n: int) -> str:
    return npgettext("overview", "In the list", "All %(n)d commitments", n) % {"n": n}


_ACTIONS = {
    Timeliness.OVERDUE.value: pgettext_lazy("overview action", "Update"),
    Timeliness.DUE_UNASSESSED.value: pgettext_lazy("overview action", "Assess"),
    Timeliness.DUE_SOON.value: pgettext_lazy("overview action", "Update"),
    Timeliness.IN_WINDOW.value: pgettext_lazy("overview action", "Update"),
    Timeliness.REVIEW_DUE.value: pgettext_lazy("overview action", "Check again"),
    CHECK_DUE: pgettext_lazy("overview action", "Check"),
}
_ICONS = {
    Timeliness.OVERDUE.value: "triangle",
    Timeliness.DUE_UNASSESSED.value: "search",
    Timeliness.DUE_SOON.value: "clock",
    Timeliness.IN_WINDOW.value: "clock",
    Timeliness.REVIEW_DUE.value: "history",
    CHECK_DUE: "history",
}
