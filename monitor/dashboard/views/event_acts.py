"""Acts on an event: another date, the choice among dates, a move, opening, archiving."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.dashboard.due import edtf_words
from monitor.dashboard.events.linking import found
from monitor.dashboard.events.saying import say_changed
from monitor.dashboard.events.transitions import label_of
from monitor.dashboard.events.wording import how_words, needs_words
from monitor.dashboard.forms.event_acts import ClaimForm, MoveForm, ReasonForm
from monitor.dashboard.forms.passages import passage_initial
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.event_editing import NOT_SAVED, drafting
from monitor.events.models import STATUS_LABELS, Event
from monitor.events.operations import (
    archive_event,
    ask_public,
    choose_claim,
    claim_date,
    make_public,
    move_event,
    undo_superseded,
)
from monitor.events.queries import documents_of
from monitor.events.requirements import NEED_WORDS
from monitor.events.workflow import EventStatus, Move, move_between


@dataclass(frozen=True, slots=True)
class Act:
    """One act with its question; `reason` tells whether it asks why."""

    power: Power
    title: str | Promise
    words: str | Promise
    button: str | Promise
    reason: bool
    run: Callable[..., object]


ACTS: dict[str, Act] = {
    "ask-public": Act(
        Power.DRAFT,
        pgettext_lazy("event act", "Show this event to everybody?"),
        pgettext_lazy(
            "event act", "A second person decides. What it rests on must be public already."
        ),
        pgettext_lazy("event act", "Ask that it be public"),
        reason=False,
        run=ask_public,
    ),
    "make-public": Act(
        Power.PUBLISH,
        pgettext_lazy("event act", "Show this event to everybody?"),
        pgettext_lazy(
            "event act", "It will stand in public feeds and on a page that needs no sign-in."
        ),
        pgettext_lazy("event act", "Make public"),
        reason=False,
        run=make_public,
    ),
    "archive": Act(
        Power.PUBLISH,
        pgettext_lazy("event act", "Archive this event?"),
        pgettext_lazy("event act", "It leaves lists and feeds. Nothing is deleted."),
        pgettext_lazy("event act", "Archive"),
        reason=True,
        run=archive_event,
    ),
    "restore": Act(
        Power.COORDINATE,
        pgettext_lazy("event act", "Is it no duplicate?"),
        pgettext_lazy("event act", "The event gets back the status that it had before."),
        pgettext_lazy("event act", "Undo the supersession"),
        reason=True,
        run=undo_superseded,
    ),
}


def add_date(request: HttpRequest, number: int) -> HttpResponse:
    """One source's word on the date. "Read" shows how the words are read and saves nothing."""
    user = drafting(request)
    event = found(user, number)
    zone = event.place.zone if event.place and event.place.zone else settings.TIME_ZONE
    form = ClaimForm(
        request.POST or None,
        user=user,
        documents=documents_of(event, user),
        initial={
            "zone": zone,
            "words": request.GET.get("words", ""),
            **passage_initial(user, request.GET),
        },
    )
    saves = request.method == "POST" and "read" not in request.POST
    if form.is_valid() and saves and _claimed(event, form, user):
        say_changed(request, event, pgettext("toast", "Date recorded."))
        return redirect("dashboard:event", number)
    status = NOT_SAVED if saves else 200
    context = {"form": form, "event": event, "reading": _reading(form)}
    return render(request, "dashboard/events/date.html", context, status=status)


@require_POST
def choose_date(request: HttpRequest, number: int) -> HttpResponse:
    """Let a claim stand, or with none give the choice back to the rule."""
    user = drafting(request)
    event = found(user, number)
    key, edition = request.POST.get("claim", ""), request.POST.get("edition", "")
    if not (edition.isdecimal() and len(edition) < 10 and (not key or key.isdecimal())):
        raise Http404
    claim = event.claims.filter(pk=int(key[:18])).first() if key else None
    if key and claim is None:
        raise Http404
    try:
        choose_claim(
            event=event,
            claim=claim,
            edition=int(edition),
            by=user,
            at=timezone.now(),
            via=Door.DASHBOARD,
        )
    except Refused as refused:
        context = {"event": event, "refused": refused.message}
        return render(request, "dashboard/events/refused.html", context, status=409)
    say_changed(request, event, pgettext("toast", "The date shown was changed."))
    return redirect("dashboard:event", number)


def move(request: HttpRequest, number: int, to: str) -> HttpResponse:
    """One move of the status: what it needs is asked here, and nothing else."""
    user = drafting(request)
    event = found(user, number)
    wanted = _move(event, to)
    if wanted is None:
        return _no_such_move(request, event, to)
    if not user.may(wanted.power):
        raise PermissionDenied
    posted = request.POST.copy()
    form = MoveForm(
        posted or None,
        user=user,
        documents=documents_of(event, user),
        move=wanted,
        initial={"seen_status": event.status},
    )
    context: dict[str, Any] = {
        "form": form,
        "event": event,
        "label": label_of(wanted),
        "to": wanted.to,
        "needs": [NEED_WORDS[need] for need in wanted.needs],
    }
    if form.is_valid():
        try:
            _moved(event, wanted, form, user)
        except ChangedMeanwhile as refused:
            posted["seen_status"] = found(user, number).status
            context["changed"] = refused.message
        except Refused as refused:
            refuse(form, refused)
        else:
            now = STATUS_LABELS[wanted.to]
            say_changed(request, event, pgettext("toast", "Now: %(status)s.") % {"status": now})
            return redirect("dashboard:event", number)
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/move.html", context, status=status)


def act_on(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Opening, archiving, undoing: the question, and its answer."""
    user = signed_in(request)
    event = found(user, number)
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    if not user.may(wanted.power):
        raise PermissionDenied
    form = ReasonForm(request.POST or None) if wanted.reason else None
    context: dict[str, Any] = {"event": event, "act": wanted, "form": form}
    if request.method != "POST":
        return render(request, "dashboard/events/act.html", context)
    if form is None or form.is_valid():
        given = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            wanted.run(event=event, by=user, at=timezone.now(), via=Door.DASHBOARD, **given)
        except Refused as refused:
            context["refused"] = refused.message
        else:
            return redirect("dashboard:event", number)
    return render(request, "dashboard/events/act.html", context, status=NOT_SAVED)


def _move(event: Event, to: str) -> Move | None:
    if to not in set(EventStatus):
        raise Http404
    return move_between(EventStatus(event.status), EventStatus(to))


def _no_such_move(request: HttpRequest, event: Event, to: str) -> HttpResponse:
    """The status that the person saw is gone, or the address was typed: say which stands."""
    words = pgettext("refusal", "“%(frm)s” does not become “%(to)s”.") % {
        "frm": STATUS_LABELS[EventStatus(event.status)],
        "to": STATUS_LABELS[EventStatus(to)],
    }
    context = {"event": event, "refused": words, "typed": request.POST.get("reason", "")}
    return render(request, "dashboard/events/refused.html", context, status=409)


def _moved(event: Event, wanted: Move, form: MoveForm, user: User) -> None:
    given = form.cleaned_data
    move_event(
        event=event,
        to=wanted.to,
        seen_status=given["seen_status"],
        reason=given["reason"],
        document=form.source(),
        superseded_by=given.get("superseded_by"),
        by=user,
        at=timezone.now(),
        via=Door.DASHBOARD,
    )


def _claimed(event: Event, form: ClaimForm, user: User) -> bool:
    """Whether the date was recorded; a refusal stands in the form."""
    given, at = form.cleaned_data, timezone.now()
    read = form.read
    try:
        claim_date(
            event=event,
            words=given["words"],
            edtf=given["edtf"] or None,
            date=read.date if read else None,
            how=read.how if read else "",
            needs=(read.needs or "") if read else "",
            start_time=given["start_time"],
            end_time=given["end_time"],
            zone=given["zone"],
            document=form.source(),
            passage=form.quoted(at=at),
            official=given["official"] or None,
            note=given["note"],
            said_on=given["said_on"],
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def _reading(form: ClaimForm) -> dict[str, str] | None:
    """How the words are read, for the preview; None where there is nothing to show."""
    if not form.is_bound or form.read is None:
        return None
    read = form.read
    return {
        "date": edtf_words(read.date.edtf) if read.date else "",
        "edtf": read.date.edtf if read.date else "",
        "how": how_words(read.how),
        "needs": needs_words(read.needs or ""),
    }
