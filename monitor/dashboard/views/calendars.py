"""Other people's calendars: the list, one with its proposals and report, looking, uploading."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_POST

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.refusal import Refused
from monitor.dashboard.forms.calendars import AddCalendarForm, CalendarFile
from monitor.dashboard.incoming import entry_rows, finding_rows, shown_tabs
from monitor.dashboard.views.document_forms import NOT_SAVED, drafting
from monitor.intake.models import CalendarSource
from monitor.intake.operations.calendars import Look, add_calendar, look, set_paused, upload
from monitor.intake.queries import SHOWN, calendars, entry_page

# More calendars than an office follows; the page says when it shows the first of them.
MOST = 200


def intake(request: HttpRequest) -> HttpResponse:
    """What comes in from outside, and how much of it waits."""
    user = drafting(request)
    rows = list(calendars(user)[:MOST])
    context = {
        "rows": [{"source": source, "host": host_of(source)} for source in rows],
        "may_add": user.may(Power.COORDINATE),
        "said": npgettext("list", "%(n)d calendar", "%(n)d calendars", len(rows))
        % {"n": len(rows)},
    }
    return render(request, "dashboard/intake/list.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Follow a calendar at an address, or bring a file."""
    user = importing(request)
    if request.method != "POST":
        return render(request, "dashboard/intake/add.html", {"form": AddCalendarForm()})
    form = AddCalendarForm(request.POST, request.FILES)
    if form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            source = add_calendar(by=user, at=timezone.now(), via=Door.DASHBOARD, **given)
            _first_look(request, source, file, user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("dashboard:calendar_source", source.number)
    return render(request, "dashboard/intake/add.html", {"form": form}, status=NOT_SAVED)


def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """One calendar: what to decide on, what came of the last look, what could not be read."""
    user = drafting(request)
    source = visible(user, number)
    shown = request.GET.get("show", "review")
    shown = shown if shown in SHOWN else "review"
    page = entry_page(source, shown, request.GET.get("after", ""))
    here = reverse("dashboard:calendar_source", args=[source.number])
    context: dict[str, Any] = {
        "source": source,
        "host": host_of(source),
        "shown": shown,
        "tabs": shown_tabs(here, shown, page.counts),
        "rows": entry_rows(page.rows, user),
        "findings": finding_rows(source),
        "may_import": user.may(Power.COORDINATE),
        "said": npgettext("list", "%(n)d entry", "%(n)d entries", page.counts[shown])
        % {"n": page.counts[shown]},
        "earlier_url": "",
        "later_url": f"{here}?{urlencode({'show': shown, 'after': page.after})}"
        if page.after
        else "",
    }
    return render(request, "dashboard/intake/calendar.html", context)


@require_POST
def look_now(request: HttpRequest, number: int) -> HttpResponse:
    """Look at the calendar without waiting for its time; at most half a minute."""
    user = importing(request)
    source = visible(user, number)
    try:
        _tell(request, look(source=source, at=timezone.now()))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("dashboard:calendar_source", number)


@require_POST
def pause(request: HttpRequest, number: int) -> HttpResponse:
    """Stop looking, or go on."""
    user = importing(request)
    source = visible(user, number)
    paused = request.POST.get("paused") == "1"
    set_paused(source=source, paused=paused, by=user, at=timezone.now(), via=Door.DASHBOARD)
    messages.success(
        request, pgettext("toast", "Paused.") if paused else pgettext("toast", "Followed again.")
    )
    return redirect("dashboard:calendar_source", number)


def newer_file(request: HttpRequest, number: int) -> HttpResponse:
    """A newer file of a calendar that was uploaded."""
    user = importing(request)
    source = visible(user, number)
    form = CalendarFile(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = NOT_SAVED
        if form.is_valid():
            data = form.cleaned_data["file"].read()
            try:
                found = upload(
                    source=source, data=data, by=user, at=timezone.now(), via=Door.DASHBOARD
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                _tell(request, found)
                return redirect("dashboard:calendar_source", number)
    context = {"form": form, "source": source}
    return render(request, "dashboard/intake/upload.html", context, status=status)


def importing(request: HttpRequest) -> User:
    """The person who asks, who may import. Raises PermissionDenied for others."""
    user = drafting(request)
    if not user.may(Power.COORDINATE):
        raise PermissionDenied
    return user


def visible(user: User, number: int) -> CalendarSource:
    """The calendar, if this person may see it. Raises Http404."""
    rows = CalendarSource.objects.visible_to(user).select_related("document", "created_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def host_of(source: CalendarSource) -> str:
    """All that is shown of an address, which may be a secret."""
    return urlsplit(source.address).hostname or ""


def _first_look(request: HttpRequest, source: CalendarSource, file: Any, user: User) -> None:
    now: datetime = timezone.now()
    if file is None:
        _tell(request, look(source=source, at=now))
        return
    try:
        found = upload(source=source, data=file.read(), by=user, at=now, via=Door.DASHBOARD)
    except Refused as refused:
        # The calendar stands; another file can be brought.
        messages.error(request, refused.message)
    else:
        _tell(request, found)


def _tell(request: HttpRequest, found: Look) -> None:
    if found.trouble:
        messages.error(request, found.trouble)
        return
    taken = found.taken
    if taken is None:
        messages.success(request, pgettext("toast", "Somebody else has just looked."))
        return
    words = pgettext(
        "toast",
        "%(new)d new, %(changed)d changed, %(same)d as they were, %(vanished)d vanished.",
    ) % {
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "vanished": taken.vanished,
    }
    if taken.held_back:
        words += " " + pgettext(
            "toast", "More than half of it is missing: nothing was counted as vanished."
        )
    messages.success(request, words)
