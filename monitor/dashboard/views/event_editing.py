"""Adding an event, editing what is said of it, adding words in which it stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.dashboard.events.conflict import differing
from monitor.dashboard.events.linking import found
from monitor.dashboard.events.saying import say_changed
from monitor.dashboard.forms.event_acts import WordsForm
from monitor.dashboard.forms.events import (
    EditEventForm,
    NewEventForm,
    reading,
    starting_from,
    typed,
)
from monitor.dashboard.forms.passages import passage_initial
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.people import signed_in
from monitor.events.models import Event
from monitor.events.operations import claim_date, create_event, edit_event, mention

# What a form with errors answers: the page is shown again, nothing was written.
NOT_SAVED = 422


def drafting(request: HttpRequest) -> User:
    """The person who asks, who may draft. Raises PermissionDenied for others."""
    user = signed_in(request)
    if not user.may(Power.DRAFT):
        raise PermissionDenied
    return user


def add(request: HttpRequest) -> HttpResponse:
    """A new event; ?document=D-1&start=10&end=52 brings the words it rests on.

    ?series=CODE brings what the next of a series starts from, ?parent=E-3 what a part of it does.
    """
    user = drafting(request)
    if request.method != "POST":
        initial = {**starting_from(user, request.GET), **passage_initial(user, request.GET)}
        form = NewEventForm(user=user, initial=initial)
        return render(request, "dashboard/events/add.html", {"form": form})
    form = NewEventForm(request.POST, user=user)
    if form.is_valid():
        try:
            event = _created(form, user)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, pgettext("toast", "%(ref)s saved.") % {"ref": event.ref})
            return _dated(event, form, user)
    return render(request, "dashboard/events/add.html", {"form": form}, status=NOT_SAVED)


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """What is said of an event; a concurrent change shows both values, what was typed is kept."""
    user = drafting(request)
    event = found(user, number)
    if request.method != "POST":
        form = EditEventForm(user=user, initial={**typed(event), "edition": event.edition})
        return render(request, "dashboard/events/edit.html", {"form": form, "event": event})
    posted = request.POST.copy()
    form = EditEventForm(posted, user=user)
    context: dict[str, Any] = {"form": form, "event": event}
    if form.is_valid():
        try:
            edit_event(
                event=event,
                edition=form.cleaned_data["edition"],
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
                **form.event_fields(),
            )
        except ChangedMeanwhile:
            event = found(user, number)
            posted["edition"] = str(event.edition)
            context |= _conflict(event, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            say_changed(request, event, pgettext("toast", "%(ref)s saved.") % {"ref": event.ref})
            return redirect("dashboard:event", number)
    return render(request, "dashboard/events/edit.html", context, status=NOT_SAVED)


def words(request: HttpRequest, number: int) -> HttpResponse:
    """More words in which the event stands, with our note where sources disagree."""
    user = drafting(request)
    event = found(user, number)
    form = WordsForm(request.POST or None, user=user, initial=passage_initial(user, request.GET))
    if form.is_valid():
        try:
            passage = form.quoted(at=timezone.now())
            if passage is not None:
                mention(
                    event=event,
                    passage=passage,
                    leading=form.cleaned_data["leading"],
                    note=form.cleaned_data["note"],
                    by=user,
                    at=timezone.now(),
                    via=Door.DASHBOARD,
                )
                return redirect("dashboard:event", number)
        except Refused as refused:
            refuse(form, refused)
    status = NOT_SAVED if form.is_bound else 200
    context = {"form": form, "event": event}
    return render(request, "dashboard/events/words.html", context, status=status)


def _created(form: NewEventForm, user: User) -> Event:
    at = timezone.now()
    fields = form.event_fields()
    return create_event(
        **fields,
        status=form.cleaned_data["status"],
        visibility=form.cleaned_data["visibility"],
        desks=form.cleaned_data["desks"],
        passage=form.quoted(at=at),
        by=user,
        at=at,
        via=Door.DASHBOARD,
    )


def _dated(event: Event, form: NewEventForm, user: User) -> HttpResponse:
    """Record the date typed with the new event; where that is refused, its own form says why."""
    said = form.cleaned_data["date_words"]
    page = redirect("dashboard:event", event.number)
    if not said:
        return page
    move = event.moves.select_related("document", "passage").latest("pk")
    read = reading(said, move.document)
    try:
        claim_date(
            event=event,
            words=said,
            date=read.date,
            how=read.how,
            needs=read.needs or "",
            document=move.document,
            passage=move.passage,
            by=user,
            at=timezone.now(),
            via=Door.DASHBOARD,
        )
    except Refused:
        own = reverse("dashboard:event_date", args=[event.number])
        return redirect(f"{own}?{urlencode({'words': said})}")
    return page


def _conflict(event: Event, form: EditEventForm) -> dict[str, Any]:
    """Both values, who and when; saving again from here is done knowing them."""
    last = Change.objects.of(kind=ItemKind.EVENT, uuid=event.uuid).first()
    return {
        "conflict": True,
        "rows": differing(form, typed(event)),
        "who": last.by if last else "",
        "at": last.at if last else None,
    }
