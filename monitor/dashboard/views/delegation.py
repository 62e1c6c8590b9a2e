"""Who of us goes to an event: entering, editing, withdrawing; and the page of my events."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, npgettext, pgettext
from django.views.decorators.http import require_safe

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.numbers import whole_number
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.dashboard.due import edtf_words
from monitor.dashboard.events.conflict import differing
from monitor.dashboard.events.delegation import Clash, clash_rows, goings
from monitor.dashboard.events.linking import found
from monitor.dashboard.events.wording import time_words
from monitor.dashboard.forms.delegation import ParticipationForm, starting, typed
from monitor.dashboard.forms.event_acts import ReasonForm
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.links import event_url
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.event_editing import NOT_SAVED, drafting
from monitor.events.delegations import Attended, ahead, attended, behind, clashes
from monitor.events.models import Event, Participation
from monitor.events.operations import (
    add_participation,
    edit_participation,
    withdraw_participation,
)
from monitor.events.overlaps import Meeting
from monitor.subscriptions.calendar_filters import MINE

PAST = 20


def add(request: HttpRequest, number: int) -> HttpResponse:
    """One more of us at the event."""
    user = drafting(request)
    event = found(user, number)
    form = ParticipationForm(request.POST or None, event=event, initial=starting(event, user))
    if form.is_valid():
        try:
            add_participation(
                event=event, by=user, at=timezone.now(), via=Door.DASHBOARD, **form.given()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, pgettext("toast", "Saved who goes."))
            return redirect("dashboard:event", number)
    context = {"form": form, "event": event, "kept": None}
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/going.html", context, status=status)


def edit(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """One of us at the event; a concurrent change shows both values, what was typed is kept."""
    user = drafting(request)
    event = found(user, number)
    kept = _kept(event, user, pk)
    posted = request.POST.copy()
    form = ParticipationForm(posted or None, event=event, initial=typed(kept))
    context: dict[str, Any] = {"form": form, "event": event, "kept": kept}
    if form.is_valid():
        try:
            edit_participation(
                participation=kept,
                edition=form.cleaned_data["edition"] or 0,
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
                **form.given(),
            )
        except ChangedMeanwhile:
            kept = _kept(event, user, pk)
            posted["edition"] = str(kept.edition)
            context |= _conflict(kept, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, pgettext("toast", "Saved who goes."))
            return redirect("dashboard:event", number)
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/going.html", context, status=status)


def withdraw(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Take one of us off the event; the reason is asked."""
    user = drafting(request)
    event = found(user, number)
    kept = _kept(event, user, pk)
    form = ReasonForm(request.POST or None)
    seen = request.POST.get("edition", "")
    context: dict[str, Any] = {"form": form, "event": event, "kept": kept}
    if form.is_valid():
        try:
            withdraw_participation(
                participation=kept,
                edition=whole_number(seen) or 0,
                reason=form.cleaned_data["reason"],
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
            )
        except Refused as refused:
            context["refused"] = refused.message
        else:
            messages.success(request, pgettext("toast", "Withdrawn; it stays in the history."))
            return redirect("dashboard:event", number)
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/withdraw.html", context, status=status)


def _kept(event: Event, user: User, pk: int) -> Participation:
    """One of this event that stands and that the person may see. Raises Http404."""
    kept = (
        Participation.objects.visible_to(user)
        .standing()
        .select_related("event", "lead_desk", "drafting_desk")
        .filter(event=event, pk=pk)
        .first()
    )
    if kept is None:
        raise Http404
    return kept


def _conflict(kept: Participation, form: ParticipationForm) -> dict[str, Any]:
    last = Change.objects.of(kind=ItemKind.DELEGATION, uuid=kept.uuid).first()
    return {
        "conflict": True,
        "kept": kept,
        "rows": differing(form, typed(kept)),
        "who": last.by if last else "",
        "at": last.at if last else None,
    }


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The events at which a desk of the person leads or drafts, what falls together marked."""
    user, today = signed_in(request), office_day(timezone.now())
    coming = attended(ahead(user, today), user)
    past = attended(behind(user, today, most=PAST), user)
    met = clashes(coming)
    clashing = sum(1 for each in coming if met[each.key])
    context = {
        "coming": [_row(each, met[each.key]) for each in coming],
        "past": [_row(each, []) for each in past],
        "desks": [str(desk) for desk in user.desks.order_by("name")],
        "said": _said(len(coming), clashing),
        "new_url": address("event_add") if user.may(Power.DRAFT) else "",
        "calendar_url": address("calendar"),
        "on_calendar": f"{address('calendar')}?mine={MINE}",
    }
    return render(request, "dashboard/events/mine.html", context)


def _said(n: int, clashing: int) -> str:
    words = npgettext("my events", "%(n)d event ahead", "%(n)d events ahead", n) % {"n": n}
    if not clashing:
        return words
    more = npgettext(
        "my events",
        "%(n)d falls together with another",
        "%(n)d fall together with another",
        clashing,
    ) % {"n": clashing}
    return pgettext("my events", "%(events)s, %(clashes)s") % {"events": words, "clashes": more}


def _row(each: Attended, meetings: Sequence[Meeting[Attended]]) -> dict[str, Any]:
    event, language = each.event, get_language() or "en"
    title, title_language = event.title_in(language)
    claim = event.current_claim
    clashing: list[Clash]
    clashing, more = clash_rows(meetings)
    return {
        "url": event_url(event),
        "ref": event.ref,
        "title": title,
        "language": title_language,
        "status": event.status,
        "when": edtf_words(event.edtf) if event.edtf else "",
        "open_day": bool(event.edtf) and not event.exact,
        "time": time_words(claim),
        "where": event.place.address_in(language) if event.place else "",
        "goings": goings(each.delegation),
        "clashes": clashing,
        "more": more,
        "archived": event.record == RecordStatus.ARCHIVED,
    }
