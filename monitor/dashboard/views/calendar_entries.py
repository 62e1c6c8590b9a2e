"""Deciding on what stands in other people's calendars, one by one or several at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_POST

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.changes.numbers import key_number, whole_number
from monitor.changes.refusal import Refused
from monitor.dashboard.forms.calendars import DecideForm
from monitor.dashboard.incoming import entry_row
from monitor.dashboard.views.calendars import visible
from monitor.dashboard.views.document_forms import NOT_SAVED, drafting
from monitor.events.models import Event
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.operations.deciding import (
    accept_entry,
    follow_entry,
    leave_as_is,
    mark_duplicate,
    reject_entry,
    take_back,
)
from monitor.intake.queries import perhaps_the_same

# What one request may decide on: a page, and some.
MOST_AT_ONCE = 100


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with all that it says, and what may be made of it."""
    user = drafting(request)
    found = _visible_entry(user, pk)
    form = DecideForm(
        request.POST or None, initial={"seen": found.digest, "kind": found.calendar.kind}
    )
    status = 200
    if request.method == "POST":
        status = NOT_SAVED
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        if form.is_valid():
            try:
                said = act(found, form.cleaned_data, user)
            except Refused as refused:
                named = refused.field if refused.field in form.fields else None
                form.add_error(named, refused.message)
                found.refresh_from_db()
            else:
                messages.success(request, said)
                return redirect("dashboard:calendar_source", found.calendar.number)
    context = {
        **entry_row(found),
        "form": form,
        "source": found.calendar,
        "alike": perhaps_the_same([found], user).get(found.pk, []),
    }
    return render(request, "dashboard/intake/entry.html", context, status=status)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Take over or reject the chosen ones; those that cannot be are named, the others are done."""
    user = drafting(request)
    source = visible(user, number)
    one = request.POST.get("accept", "")
    chosen = [one] if one else request.POST.getlist("entry")[:MOST_AT_ONCE]
    act = "accept" if one else request.POST.get("act", "")
    if act not in {"accept", "reject"} or not chosen:
        messages.error(request, pgettext("error", "Choose at least one entry."))
        return redirect("dashboard:calendar_source", number)
    given = {"reason": request.POST.get("reason", ""), "kind": "", "event": ""}
    done, refusals = 0, []
    for found, seen in _chosen(source, chosen):
        try:
            ACTS[act](found, {**given, "seen": seen}, user)
        except Refused as refused:
            refusals.append(f"{found.title}: {refused.message}")
        else:
            done += 1
    if done:
        messages.success(
            request,
            npgettext("toast", "%(n)d entry done.", "%(n)d entries done.", done) % {"n": done},
        )
    for words in refusals:
        messages.error(request, words)
    return redirect(_back(source))


def _chosen(source: CalendarSource, words: list[str]) -> list[tuple[CalendarEntry, str]]:
    """The entries named as "pk.digest", those of this calendar only."""
    seen: dict[int, str] = {}
    for word in words:
        pk, _, digest = word.partition(".")
        number = key_number(pk)
        if number is not None:
            seen[number] = digest
    rows = source.entries.filter(pk__in=seen).order_by("first_on", "pk")
    return [(row, seen[row.pk]) for row in rows]


def _accept(found: CalendarEntry, given: dict[str, Any], user: User) -> str:
    event = accept_entry(
        entry=found,
        seen=given["seen"],
        kind=given["kind"],
        by=user,
        at=timezone.now(),
        via=Door.IMPORT,
    )
    return pgettext("toast", "%(ref)s added to the record.") % {"ref": event.ref}


def _duplicate(found: CalendarEntry, given: dict[str, Any], user: User) -> str:
    ref = given["event"].strip().upper().removeprefix("E-")
    event = Event.objects.visible_to(user).filter(number=whole_number(ref) or 0).first()
    if event is None:
        raise Refused(
            pgettext("form error", "There is no event “%(ref)s”. Write for example E-3.")
            % {"ref": given["event"]},
            code="unknown",
            field="event",
        )
    mark_duplicate(
        entry=found, event=event, seen=given["seen"], by=user, at=timezone.now(), via=Door.IMPORT
    )
    return pgettext("toast", "Its date is a further claim of %(ref)s.") % {"ref": event.ref}


def _reject(found: CalendarEntry, given: dict[str, Any], user: User) -> str:
    reject_entry(
        entry=found, reason=given["reason"], seen=given["seen"], by=user, at=timezone.now()
    )
    return pgettext("toast", "Rejected.")


def _take_back(found: CalendarEntry, given: dict[str, Any], user: User) -> str:  # noqa: ARG001 - as every decision is called
    take_back(entry=found, by=user, at=timezone.now())
    return pgettext("toast", "A proposal again.")


def _follow(found: CalendarEntry, given: dict[str, Any], user: User) -> str:
    event, kept = follow_entry(
        entry=found, seen=given["seen"], by=user, at=timezone.now(), via=Door.IMPORT
    )
    said = pgettext("toast", "%(ref)s follows the calendar.") % {"ref": event.ref}
    if kept:
        said += " " + pgettext("toast", "Kept as a person edited it: %(fields)s.") % {
            "fields": ", ".join(kept)
        }
    return said


def _leave(found: CalendarEntry, given: dict[str, Any], user: User) -> str:
    leave_as_is(entry=found, seen=given["seen"], by=user, at=timezone.now())
    return pgettext("toast", "Left as it stands.")


ACTS: dict[str, Callable[[CalendarEntry, dict[str, Any], User], str]] = {
    "accept": _accept,
    "duplicate": _duplicate,
    "reject": _reject,
    "back": _take_back,
    "follow": _follow,
    "leave": _leave,
}


def _visible_entry(user: User, pk: int) -> CalendarEntry:
    rows = CalendarEntry.objects.select_related("calendar__document", "event", "decided_by")
    found = rows.filter(pk=pk, calendar__in=CalendarSource.objects.visible_to(user)).first()
    if found is None:
        raise Http404
    return found


def _back(source: CalendarSource) -> str:
    return reverse("dashboard:calendar_source", args=[source.number])
