"""How an event recurs: its rule with a preview, and the acts on its single times."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.dashboard.due import edtf_words
from monitor.dashboard.events.linking import found
from monitor.dashboard.events.rule_words import rule_words
from monitor.dashboard.events.saying import say_changed
from monitor.dashboard.events.wording import clock_words
from monitor.dashboard.forms.recurrence import (
    AddInstanceForm,
    InstanceForm,
    LeaveOutForm,
    MoveInstanceForm,
    RuleForm,
    instance_initial,
    is_plain,
    rule_initial,
)
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.views.event_editing import NOT_SAVED, drafting
from monitor.events import operations
from monitor.events.models import Event
from monitor.events.queries import documents_of, instance_on
from monitor.events.recurring import Occurrence, Recurrence
from monitor.events.repeating import checked_rule, days_named, occurrence_on, rule_of
from monitor.ical.recurrence import Rule

PREVIEWED = 10
DASHBOARD = Door.DASHBOARD


@dataclass(frozen=True, slots=True)
class Act:
    """An act on one instance: its words, what it asks for, and the operation."""

    title: str | Promise
    words: str | Promise
    button: str | Promise
    notice: bool
    run: Callable[..., object]


ACTS: dict[str, Act] = {
    "move": Act(
        pgettext_lazy("instance act", "Move this one"),
        pgettext_lazy("instance act", "The others stay. Needed: an official document."),
        pgettext_lazy("instance act", "Move"),
        notice=True,
        run=operations.move_instance,
    ),
    "cancel": Act(
        pgettext_lazy("instance act", "Cancel this one?"),
        pgettext_lazy(
            "instance act",
            "It stays in calendars, marked as cancelled. Needed: an official document.",
        ),
        pgettext_lazy("instance act", "Cancel this one"),
        notice=True,
        run=operations.cancel_instance,
    ),
    "leave-out": Act(
        pgettext_lazy("instance act", "Leave this day out?"),
        pgettext_lazy(
            "instance act",
            "For a day on which nothing was ever meant to take place. What was announced is "
            "cancelled or moved instead.",
        ),
        pgettext_lazy("instance act", "Leave it out"),
        notice=False,
        run=operations.leave_out_instance,
    ),
    "restore": Act(
        pgettext_lazy("instance act", "Restore this one?"),
        pgettext_lazy(
            "instance act",
            "It stands again where the rule has it. What was moved or cancelled comes back by an "
            "official document.",
        ),
        pgettext_lazy("instance act", "Restore"),
        notice=True,
        run=operations.restore_instance,
    ),
}


def recurrence(request: HttpRequest, number: int) -> HttpResponse:
    """The rule in plain controls; "Preview" shows the next ten times, "Save" keeps it."""
    user = drafting(request)
    event = found(user, number)
    current = Recurrence.objects.filter(event=event).first()
    return _rule_page(request, event, rule_of(current) if current else None, on=None, user=user)


def stop(request: HttpRequest, number: int) -> HttpResponse:
    """The question whether the event takes place once, and its answer."""
    user = drafting(request)
    event = found(user, number)
    context: dict[str, Any] = {"event": event}
    if request.method != "POST":
        return render(request, "dashboard/events/stop.html", context)
    try:
        operations.stop_repeating(
            event=event,
            edition=_edition(request),
            by=user,
            at=timezone.now(),
            via=DASHBOARD,
        )
    except Refused as refused:
        context["refused"] = refused.message
        return render(request, "dashboard/events/stop.html", context, status=NOT_SAVED)
    say_changed(request, event, pgettext("toast", "It takes place once."))
    return redirect("dashboard:event", number)


def add_instance(request: HttpRequest, number: int) -> HttpResponse:
    """One more day, which the rule does not name."""
    user = drafting(request)
    event = found(user, number)
    form = AddInstanceForm(_posted(request), initial={"edition": event.edition})
    if form.is_valid():
        given = form.cleaned_data
        run = operations.add_instance
        if _done(form, run, event, user, on=given["on"], reason=given["reason"]):
            say_changed(request, event, pgettext("toast", "Day added."), instance=given["on"])
            return redirect("dashboard:event", number)
    context = {
        "event": event,
        "form": form,
        "title": pgettext("instance act", "Add a day"),
        "button": pgettext("instance act", "Add this day"),
        "words": pgettext("instance act", "With the times of the event; the rule stays."),
    }
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/instance.html", context, status=status)


def instance(request: HttpRequest, number: int, day: str, act: str) -> HttpResponse:
    """One act on the instance that the rule gives this day."""
    user = drafting(request)
    event = found(user, number)
    row = instance_on(event, _day(day))
    if row is None:
        raise Http404
    if act == "from":
        current = Recurrence.objects.filter(event=event).first()
        rule = rule_of(current) if current else None
        return _rule_page(request, event, rule, on=row.original_on, user=user)
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    form = _form(request, act, event, row, user)
    if form.is_valid() and _acted(form, wanted, event, row, user):
        say_changed(request, event, pgettext("toast", "Saved."), instance=row.original_on)
        return redirect("dashboard:event", number)
    times = ", ".join(part for part in (edtf_words(row.edtf), clock_words(row)) if part)
    context = {
        "event": event,
        "form": form,
        "title": wanted.title,
        "words": wanted.words,
        "button": wanted.button,
        "when": times,
    }
    status = NOT_SAVED if form.is_bound else 200
    return render(request, "dashboard/events/instance.html", context, status=status)


def _form(request: HttpRequest, act: str, event: Event, row: Occurrence, user: User) -> Any:
    posted, initial = _posted(request), {"edition": event.edition}
    if act == "leave-out":
        return LeaveOutForm(posted, initial=initial)
    documents = documents_of(event, user)
    if act == "move":
        initial |= instance_initial(row)
        return MoveInstanceForm(posted, user=user, documents=documents, initial=initial)
    return InstanceForm(posted, user=user, documents=documents, initial=initial)


def _acted(form: Any, act: Act, event: Event, row: Occurrence, user: User) -> bool:
    given: dict[str, Any] = {
        "original_on": row.original_on,
        "reason": form.cleaned_data["reason"],
    }
    if isinstance(form, InstanceForm):
        given["document"] = form.source()
    if isinstance(form, MoveInstanceForm):
        given["to"] = form.to()
    return _done(form, act.run, event, user, **given)


def _done(form: Any, run: Callable[..., object], event: Event, user: User, **given: Any) -> bool:
    """Whether the operation did it; a refusal stands in the form."""
    try:
        run(
            event=event,
            edition=form.cleaned_data["edition"],
            by=user,
            at=timezone.now(),
            via=DASHBOARD,
            **given,
        )
    except ChangedMeanwhile as refused:
        form.data["edition"] = str(Event.objects.values_list("edition", flat=True).get(pk=event.pk))
        form.add_error(None, refused.message)
        return False
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def _rule_page(
    request: HttpRequest, event: Event, rule: Rule | None, *, on: date | None, user: User
) -> HttpResponse:
    """The form of a rule; `on`: from which instance on, under a new event."""
    first = on or event.earliest
    context: dict[str, Any] = {"event": event, "on": on, "first": first}
    if not event.exact or first is None:
        return render(request, "dashboard/events/recurrence.html", context)
    posted = _posted(request)
    form = RuleForm(posted, initial={**rule_initial(rule, first), "edition": event.edition})
    context |= {
        "form": form,
        "first_words": edtf_words(first.isoformat()),
        "not_plain": rule.text() if rule is not None and not is_plain(rule) else "",
        "recurs": rule is not None,
    }
    if form.is_valid() and form.rule is not None:
        context |= _preview(form, event, form.rule, first)
        if "save" in request.POST and not form.errors:
            saved = _saved(form, event, form.rule, on, user)
            if saved is not None:
                say_changed(request, event, pgettext("toast", "The rule is kept."))
                return redirect("dashboard:event", saved.number)
    status = NOT_SAVED if form.is_bound and form.errors else 200
    return render(request, "dashboard/events/recurrence.html", context, status=status)


def _preview(form: RuleForm, event: Event, rule: Rule, first: date) -> dict[str, Any]:
    """The rule in words and its first ten times, or what is wrong with it in the form."""
    moved = Event(
        exact=True, earliest=first, status=event.status, current_claim=event.current_claim
    )
    length = event.latest - event.earliest if event.latest and event.earliest else timedelta(0)
    moved.latest = first + length
    try:
        kept = checked_rule(rule, moved)
    except Refused as refused:
        refuse(form, refused)
        return {}
    days = days_named(kept, first, first, date(min(first.year + 60, 9000), 1, 1), most=PREVIEWED)
    rows = [occurrence_on(moved, day) for day in days]
    return {
        "preview": [{"day": edtf_words(row.edtf), "time": clock_words(row)} for row in rows],
        "rule_words": rule_words(kept, first),
        "rule_text": kept.text(),
    }


def _saved(form: RuleForm, event: Event, rule: Rule, on: date | None, user: User) -> Event | None:
    """The event under the rule: this one, or the new one that goes on from a day."""
    given: dict[str, Any] = {"rule": rule}
    run: Callable[..., object] = operations.repeat_event
    if on is not None:
        given["on"], run = on, operations.repeat_from
    if not _done(form, run, event, user, **given):
        return None
    after = Event.objects.filter(recurrence__continues=event, earliest=on).order_by("-pk").first()
    return after if on is not None and after is not None else event


def _posted(request: HttpRequest) -> Any:
    return request.POST.copy() if request.method == "POST" else None


def _edition(request: HttpRequest) -> int:
    edition = request.POST.get("edition", "")
    if not (edition.isdecimal() and len(edition) < 10):
        raise Http404
    return int(edition)


def _day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
