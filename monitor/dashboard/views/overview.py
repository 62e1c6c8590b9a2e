"""The first page: what needs this person today, by urgency, each with its next step."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from monitor.accounts.models import User
from monitor.accounts.operations import mark_seen
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.numbers import key_number
from monitor.commitments.models import Commitment
from monitor.commitments.timeliness import Timeliness
from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.ahead import next_days
from monitor.dashboard.calendar.queries import nearest_after
from monitor.dashboard.navigation import address
from monitor.dashboard.overview import calls, deadlines, mine, waiting
from monitor.dashboard.overview.groups import Group
from monitor.dashboard.overview.since import since
from monitor.dashboard.people import signed_in
from monitor.events.models import Event
from monitor.sources.models import Document
from monitor.subscriptions.calendar_filters import Filters


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the strip on top, with the list of exactly what it counts."""

    count: int
    label: str
    icon: str
    url: str
    danger: bool = False


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Groups by urgency, the next 14 days, what others changed, where the calls stand."""
    user, now = signed_in(request), timezone.now()
    today = office_day(now)
    found = deadlines.counts(user, today)
    reviews, passed, submitted = (
        waiting.proposals(user, now),
        mine.passed(user, today),
        waiting.submitted(user),
    )
    groups = [
        *deadlines.groups(user, today, found),
        *waiting.filled([reviews, waiting.amendments(user, now), submitted]),
        *waiting.filled([waiting.asked_public(user), passed]),
        *waiting.filled([mine.returned(user), mine.drafts(user)]),
    ]
    shown = calls.calls(user, today)
    needs = sum(group.count for group in groups)
    context = {
        "groups": groups,
        "strip": _strip(user, found, reviews, passed, submitted),
        "lede": _lede(today, needs),
        "nothing": "" if groups else _nothing(user, today),
        "first_use": not groups and not shown and _nothing_recorded(user),
        "ahead": next_days(user, today),
        "calendar_url": reverse("dashboard:calendar"),
        "since": since(user),
        "calls": shown,
        "legend": calls.legend(shown),
        "calls_url": calls.list_url(),
        "documents_url": address("documents"),
        "document_add_url": address("document_add") if user.may(Power.DRAFT) else "",
        "may_draft": user.may(Power.DRAFT),
    }
    return render(request, "dashboard/overview/overview.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Keep up to which change this person has looked: the number that the page was drawn with."""
    user = signed_in(request)
    number = key_number(request.POST.get("change", ""))
    if number is not None:
        mark_seen(by=user, change=number)
    else:
        messages.error(
            request, pgettext("overview", "No change has that number: nothing was marked as seen.")
        )
    return redirect("dashboard:overview")


def _strip(
    user: User, found: dict[str, int], reviews: Group, passed: Group, submitted: Group
) -> list[Figure]:
    overdue, unseen = Timeliness.OVERDUE.value, Timeliness.DUE_UNASSESSED.value
    figures = [
        Figure(
            found[overdue],
            npgettext("overview", "Commitment overdue", "Commitments overdue", found[overdue]),
            "triangle",
            deadlines.list_url(overdue),
            danger=found[overdue] > 0,
        ),
        Figure(
            found[unseen],
            pgettext("overview", "Due, and never looked at"),
            "search",
            deadlines.list_url(unseen),
        ),
    ]
    if user.may(Power.CONFIRM):
        figures.append(_figure(reviews, pgettext("overview", "For a second pair of eyes")))
    if user.may(Power.PUBLISH):
        figures.append(_figure(submitted, pgettext("overview", "To publish")))
    if user.may(Power.DRAFT):
        figures.append(_figure(passed, pgettext("overview", "Events: did they take place?")))
    else:
        soon = Timeliness.DUE_SOON.value
        label = pgettext("overview", "Due within 30 days")
        figures.append(Figure(found[soon], label, "clock", deadlines.list_url(soon)))
    return figures


def _figure(group: Group, label: str) -> Figure:
    here = f"#{group.code}" if group.count else ""
    return Figure(group.count, label, group.icon, group.all_url or here)


def _lede(today: date, needs: int) -> str:
    day = wording.day_in_full(today)
    if not needs:
        return day
    things = npgettext(
        "overview", "%(n)d item, most urgent first", "%(n)d items, most urgent first", needs
    )
    return f"{day} · {things % {'n': needs}}"


def _nothing(user: User, today: date) -> str:
    """What comes next, where nothing needs this person today."""
    near = nearest_after(user, today, today, Filters())
    if near is None:
        return pgettext("overview", "Nothing with a date lies ahead.")
    return pgettext("overview", "Next: %(day)s, %(title)s.") % {
        "day": wording.day_and_month(near.day, year=today.year),
        "title": near.item.title,
    }


def _nothing_recorded(user: User) -> bool:
    return not any(
        model.objects.visible_to(user).exists() for model in (Document, Event, Commitment)
    )
