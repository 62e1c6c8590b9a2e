"""Our own State's page: promised, asked of us, hosted; narrowed by year."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.clock import office_day
from monitor.changes.numbers import whole_number
from monitor.dashboard.ours import (
    UNKNOWN_YEAR,
    By,
    Found,
    Page,
    Section,
    commitments_of,
    events_of,
    hostings,
    in_year,
    promises,
    years,
)
from monitor.dashboard.people import signed_in


@require_GET
def ours(request: HttpRequest) -> HttpResponse:
    """One section of ours, and the years it may be narrowed to; 404 without a home State."""
    user, today = signed_in(request), office_day(timezone.now())
    home = Actor.objects.filter(code=settings.HOME_ACTOR).first() if settings.HOME_ACTOR else None
    if home is None:
        raise Http404(pgettext("ours", "This installation has no home State in its record."))
    section, by, year = _section(request), _by(request), _year(request)
    found = {each: _found(user, home, each) for each in Section}
    listed = years(found[section], by)
    chosen = in_year(found[section], by, year)
    cursor = whole_number(request.GET.get("after", ""))
    if section is Section.HOSTED:
        page = hostings(chosen, after=cursor)  # type: ignore[arg-type]  # the section says which rows
    else:
        page = promises(user, home, chosen, today, after=cursor)  # type: ignore[arg-type]  # the section says which rows
    context = {
        "home": home,
        "section": section.value,
        "rows": page.rows,
        "said": _said(section, page.total),
        "tabs": _tabs(found, section, by),
        "facets": _facets(section, by, year, listed),
        "switch": _switch(section, by),
        "chosen_count": 1 if year else 0,
        "shown": _shown(page),
        "earlier_url": _url(section, by, year) if cursor is not None else "",
        "later_url": _url(section, by, year, page.later) if page.later else "",
        "empty": None if page.rows else _empty(home, section, by, year),
    }
    return render(request, "dashboard/ours/ours.html", context)


def _found(user: User, home: Actor, section: Section) -> Found:
    if section is Section.HOSTED:
        return events_of(user, home)
    return commitments_of(user, home, section)


def _section(request: HttpRequest) -> Section:
    value = request.GET.get("section", "")
    return Section(value) if value in set(Section) else Section.PROMISED


def _by(request: HttpRequest) -> By:
    value = request.GET.get("by", "")
    return By(value) if value in set(By) else By.MADE


def _year(request: HttpRequest) -> str:
    value = request.GET.get("year", "")
    known = whole_number(value, digits=4)
    return value if known or value == UNKNOWN_YEAR else ""


def _url(section: Section, by: By, year: str = "", after: str = "") -> str:
    chosen = {"section": section.value, "by": by.value, "year": year, "after": after}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('dashboard:ours')}?{query}"


def _tabs(found: dict[Section, Found], section: Section, by: By) -> list[dict[str, object]]:
    labels = {
        Section.PROMISED: pgettext("ours", "What we promised"),
        Section.ASKED: pgettext("ours", "What is asked of us"),
        Section.HOSTED: pgettext("ours", "What we host"),
    }
    return [
        {
            "url": _url(each, by),
            "label": labels[each],
            "count": found[each].count(),
            "current": each is section,
        }
        for each in Section
    ]


def _facets(
    section: Section, by: By, year: str, listed: list[tuple[str, int]]
) -> list[dict[str, object]]:
    if year and year not in dict(listed):
        listed = [*listed, (year, 0)]
    options = [
        {
            "url": _url(section, by, "" if value == year else value),
            "label": _no_year(section, by) if value == UNKNOWN_YEAR else value,
            "count": n,
            "chosen": value == year,
            "status": "",
        }
        for value, n in listed
    ]
    return [{"title": _by_words(section)[by], "options": options}]


def _switch(section: Section, by: By) -> list[dict[str, object]]:
    words = _by_words(section)
    return [
        {"url": _url(section, each), "label": words[each], "count": None, "current": each is by}
        for each in By
    ]


def _no_year(section: Section, by: By) -> str:
    if by is By.CLOSED:
        return pgettext("ours", "Not closed")
    if by is By.DUE and section is not Section.HOSTED:
        return pgettext("ours", "No due date stated")
    return pgettext("ours", "No year known")


def _by_words(section: Section) -> dict[By, str]:
    if section is Section.HOSTED:
        return {
            By.MADE: pgettext("ours", "Announced"),
            By.DUE: pgettext("ours", "Takes place"),
            By.CLOSED: pgettext("ours", "Held or cancelled"),
        }
    return {
        By.MADE: pgettext("ours", "Made"),
        By.DUE: pgettext("ours", "Due"),
        By.CLOSED: pgettext("ours", "Closed"),
    }


def _said(section: Section, n: int) -> str:
    if section is Section.HOSTED:
        return npgettext("ours", "%(n)d event", "%(n)d events", n) % {"n": n}
    return npgettext("ours", "%(n)d commitment", "%(n)d commitments", n) % {"n": n}


def _shown(page: Page) -> str:
    words = pgettext("ours", "Showing %(n)d of %(total)d, latest entry first")
    return words % {"n": len(page.rows), "total": page.total}


def _empty(home: Actor, section: Section, by: By, year: str) -> dict[str, object]:
    if year:
        return {
            "title": pgettext("ours", "Nothing of that year"),
            "words": pgettext(
                "ours", "A year chosen in one list may be empty in another: take it off."
            ),
            "actions": [
                {"url": _url(section, by), "label": pgettext("ours", "All years"), "primary": True}
            ],
        }
    titles = {
        Section.PROMISED: pgettext("ours", "No pledge of %(home)s is in the record"),
        Section.ASKED: pgettext("ours", "No commitment in force asks anything of %(home)s"),
        Section.HOSTED: pgettext("ours", "No event hosted by %(home)s is in the record"),
    }
    words = {
        Section.PROMISED: pgettext("ours", "A pledge starts from its exact words in a document."),
        Section.ASKED: pgettext(
            "ours", "A call on all Member States is asked of us too, from its publication on."
        ),
        Section.HOSTED: pgettext("ours", "An event has a host once a source names it."),
    }
    return {"title": titles[section] % {"home": home.name}, "words": words[section], "actions": []}
