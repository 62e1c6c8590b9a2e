"""The list of commitments: what is asked or promised, by whom, how far along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, npgettext, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.actors.models import Actor
from monitor.changes.clock import office_day
from monitor.commitments.facets import Facet, facets
from monitor.commitments.filters import NAMED, Filters, View
from monitor.commitments.models import Commitment
from monitor.commitments.queries import commitment_list, sole_bearers
from monitor.commitments.status import overdue_count, pressing
from monitor.commitments.workflow import Code
from monitor.dashboard.due import Due, due_of
from monitor.dashboard.findings import assessed_words
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in
from monitor.dashboard.quoting import Shown, shown
from monitor.dashboard.statuses import Count, in_bar_order, summed


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment as the list shows it; `code` and `bearer` where it binds exactly one."""

    commitment: Commitment
    url: str
    title: str
    language: str
    quote: Shown | None
    due: Due
    counts: list[Count]
    assessed: str
    overdue: int
    code: str
    bearer: Actor | None
    followed: bool
    record: str


def commitments(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by what the address says; with or without script the same page."""
    user, today = signed_in(request), office_day(timezone.now())
    filters, unknown = Filters.read(request.GET.dict())
    page = commitment_list(
        user,
        filters,
        today,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    choices = facets(user, filters, today)
    rows = rows_of(page.rows, today)
    context = {
        "filters": filters,
        "unknown": unknown,
        "rows": rows,
        "legend": summed([row.counts for row in rows if row.followed and not row.bearer]),
        "said": _said(page.total),
        "lede": _lede(page.total, page.bearers),
        "tabs": _tabs(filters, choices),
        "facets": _facets(filters, choices),
        "chosen_count": len(filters.given()),
        "hidden": {k: v for k, v in filters.given().items() if k != "q"},
        "earlier_url": _list_url(filters, before=page.earlier) if page.earlier else "",
        "later_url": _list_url(filters, after=page.later) if page.later else "",
        "shown": _shown(len(page.rows), page.total),
        "empty": None if page.rows else _empty(user, filters, today, choices),
        "may_draft": user.may(Power.DRAFT),
        "subscribe_url": f"{reverse('dashboard:feed_add')}?"
        + urlencode({"scope": "list", "query": urlencode(filters.given())}),
        "add_url": reverse("dashboard:commitment_add"),
    }
    return render(request, "dashboard/commitments/list.html", context)


def rows_of(found: Sequence[Commitment], today: date) -> list[Row]:
    """These commitments as rows; one more query for the bearers of those that bind one."""
    bearers = sole_bearers(found)
    return [_row(commitment, bearers.get(commitment.pk), today) for commitment in found]


def _row(commitment: Commitment, bearer: Actor | None, today: date) -> Row:
    counts = commitment.counts
    title, language = commitment.title_in(get_language() or "en")
    quotes = getattr(commitment, "leading_quotes", [])
    return Row(
        commitment=commitment,
        url=reverse("dashboard:commitment", args=[commitment.number]),
        title=title,
        language=language,
        quote=shown(quotes[0]) if quotes else None,
        due=due_of(commitment, pressing(commitment, today), today),
        counts=in_bar_order({code.value: n for code, n in counts.items()}),
        assessed=assessed_words(commitment),
        overdue=overdue_count(commitment, today),
        code=next(code for code in Code if counts[code]).value if bearer else "",
        bearer=bearer,
        followed=commitment.record == RecordStatus.PUBLISHED and commitment.duty_bearer_count > 0,
        record="" if commitment.record == RecordStatus.PUBLISHED else commitment.record,
    )


def _said(total: int) -> str:
    return npgettext("list", "%(n)d commitment", "%(n)d commitments", total) % {"n": total}


def _lede(total: int, bearers: int) -> str:
    follow_ups = npgettext("list", "%(n)d follow-up", "%(n)d follow-ups", bearers) % {"n": bearers}
    return pgettext("list", "%(commitments)s · %(follow_ups)s") % {
        "commitments": _said(total),
        "follow_ups": follow_ups,
    }


def _shown(n: int, total: int) -> str:
    return pgettext("list", "Showing %(n)d of %(total)d, due first") % {"n": n, "total": total}


def _list_url(filters: Filters, **cursor: str) -> str:
    query = urlencode({**filters.given(), **cursor})
    return reverse("dashboard:commitments") + (f"?{query}" if query else "")


def _tabs(filters: Filters, choices: list[Facet]) -> list[dict[str, object]]:
    counts = {each.value: each.count for facet in choices if facet.name == "view"
              for each in facet.options}  # fmt: skip
    views = [
        ("", pgettext("commitments view", "All"), sum(counts.values())),
        (View.FOLLOWED, pgettext("commitments view", "With follow-ups"), None),
        (View.POSITIONS, pgettext("commitments view", "Calls to nobody named"), None),
    ]
    return [
        {
            "url": _list_url(filters.but(view=view)),
            "label": label,
            "count": counts.get(view, 0) if count is None else count,
            "current": filters.view == view,
        }
        for view, label, count in views
    ]


def _facets(filters: Filters, choices: list[Facet]) -> list[dict[str, object]]:
    titles = {
        "status": pgettext("facet", "Follow-up status, at least one"),
        "due": pgettext("facet", "Due, at least one"),
        "issuer": pgettext("facet", "Issuer"),
        "addressee": pgettext("facet", "Addressee"),
        "topic": pgettext("facet", "Topic"),
        "desk": pgettext("facet", "Owner"),
        "kind": pgettext("facet", "Kind"),
        "record": pgettext("facet", "Entry"),
    }
    return [
        {
            "title": titles[facet.name],
            "options": [
                {
                    "id": f"facet-{facet.name}-{each.value}",
                    "url": _list_url(filters.but(**{facet.name: "" if chosen else each.value})),
                    "label": each.label or pgettext("facet", "Named one by one"),
                    "count": each.count,
                    "chosen": chosen,
                    "status": each.value if facet.name == "status" else "",
                }
                for each in facet.options
                for chosen in [getattr(filters, facet.name) == each.value]
            ],
        }
        for facet in choices
        if facet.name in titles and facet.options
    ]


def _empty(user: User, filters: Filters, today: date, choices: list[Facet]) -> dict[str, object]:
    """What an empty list says: the first use, or which one filter to drop."""
    if not filters.given():
        return {"first": True, "documents_url": address("documents")}
    names = _names(filters, choices)
    drops = []
    for name in filters.given():
        fewer = filters.but(**{name: ""})
        n = commitment_list(user, fewer, today, size=1).total
        if n and fewer.given():
            label = pgettext("list", "Without %(filter)s: %(n)d") % {"filter": names[name], "n": n}
            drops.append({"url": _list_url(fewer), "label": label})
    clear = {
        "url": reverse("dashboard:commitments"),
        "label": pgettext("list", "Clear all filters"),
        "primary": not drops,
    }
    listed = pgettext("list", ", ").join(names.values())
    return {
        "first": False,
        "title": pgettext("list", "No commitment matches %s") % listed,
        "words": pgettext("list", "Every filter narrows the others. Take one off."),
        "actions": [*drops, clear],
    }


def _names(filters: Filters, choices: list[Facet]) -> dict[str, str]:
    """The chosen filters in words."""
    labels = {(facet.name, each.value): each.label for facet in choices for each in facet.options}
    own = {
        View.FOLLOWED.value: pgettext("commitments view", "With follow-ups"),
        View.POSITIONS.value: pgettext("commitments view", "Calls to nobody named"),
        NAMED: pgettext("facet", "Named one by one"),
    }
    return {
        name: pgettext("list", "“%s”") % value
        if name == "q"
        else labels.get((name, value)) or own.get(value, value)
        for name, value in filters.given().items()
    }
