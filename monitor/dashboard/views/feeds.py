"""One's own feeds: the list, the builder with its preview, the end of a feed, a copy to keep."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from monitor.accounts.models import User
from monitor.changes.refusal import Refused
from monitor.dashboard.forms.feeds import DeviceForm, FeedForm, initial_for, initial_of
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.people import signed_in
from monitor.dashboard.subscriptions.rows import rows
from monitor.dashboard.subscriptions.words import filter_words
from monitor.dashboard.views.feed_addresses import answered
from monitor.subscriptions.choices import Choices, columns_of
from monitor.subscriptions.listing import own_feed
from monitor.subscriptions.models import Feed
from monitor.subscriptions.operations import create_feed, edit_feed, revoke_feed
from monitor.subscriptions.options import Scope
from monitor.subscriptions.personal import read_own
from monitor.subscriptions.preview import Preview, preview

NOT_SAVED = 422
CALENDAR = "text/calendar; charset=utf-8"


@require_GET
def subscriptions(request: HttpRequest) -> HttpResponse:
    """The feeds of this person, by which addresses they are fetched, and when last."""
    user = signed_in(request)
    return render(
        request, "dashboard/subscriptions/list.html", {"rows": rows(user, timezone.now())}
    )


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """A new feed. The answer to "create" shows its address, this once."""
    user = signed_in(request)
    form = FeedForm(request.POST or None, user=user, initial=initial_for(request.GET))
    device = DeviceForm(
        request.POST or None, initial={"device": pgettext("feeds", "My first device")}
    )
    if _saves(request) and form.is_valid() and device.is_valid():
        try:
            address, token = create_feed(
                by=user,
                chosen=form.chosen(),
                device=device.cleaned_data["device"],
                at=timezone.now(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return answered(request, address, token)
    return _builder(request, user, form, {"device": device, "new": True})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other choices for a feed; its addresses stay."""
    user = signed_in(request)
    feed = _found(user, pk)
    form = FeedForm(request.POST or None, user=user, initial=initial_of(feed))
    if _saves(request) and form.is_valid():
        try:
            edit_feed(feed=feed, chosen=form.chosen(), by=user, at=timezone.now())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, pgettext("toast", "Saved. Calendars show it at their next fetch.")
            )
            return redirect("dashboard:subscriptions")
    return _builder(request, user, form, {"feed": feed, "new": False})


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before a feed ends, and its answer."""
    user = signed_in(request)
    feed = _found(user, pk)
    if request.method == "POST":
        revoke_feed(feed=feed, by=user, at=timezone.now())
        messages.success(request, pgettext("toast", "Revoked. Its addresses answer no more."))
        return redirect("dashboard:subscriptions")
    return render(request, "dashboard/subscriptions/revoke.html", {"feed": feed})


@require_GET
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The feed as it is now, as a file: a copy, which will not move."""
    user = signed_in(request)
    _, content = read_own(_found(user, pk), at=timezone.now())
    response = HttpResponse(content, content_type=CALENDAR)
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _saves(request: HttpRequest) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def _found(user: User, pk: int) -> Feed:
    feed = own_feed(user, pk)
    if feed is None:
        raise Http404
    return feed


def _builder(
    request: HttpRequest, user: User, form: FeedForm, more: dict[str, Any]
) -> HttpResponse:
    """The form with what would arrive; asked for a preview it says what is missing, and saves
    nothing.
    """
    trail = [(reverse("dashboard:subscriptions"), pgettext("navigation", "Subscriptions"))]
    draft = _draft(form, user)
    context = {
        "form": form,
        "preview": _previewed(draft, user),
        "chosen_filters": filter_words(draft) if draft is not None else [],
        "narrow_url": _narrow_url(draft),
        "trail": trail,
        **more,
    }
    failed = _saves(request) and bool(form.errors or not _whole(more.get("device")))
    status = NOT_SAVED if failed else 200
    return render(request, "dashboard/subscriptions/builder.html", context, status=status)


def _whole(device: DeviceForm | None) -> bool:
    return device is None or not device.is_bound or device.is_valid()


def _draft(form: FeedForm, user: User) -> Feed | None:
    """The feed that the form describes, never saved; None where it describes none yet."""
    shown = form
    if not form.is_bound:
        shown = FeedForm(form.initial, user=user)
    shown.is_valid()
    given = getattr(shown, "cleaned_data", {})
    wanted = {name: given[name] for name in shown.fields if name in given}
    missing = set(shown.fields) - set(wanted) - {"name"}
    if missing:
        return None
    # A name is for the owner to give: what arrives does not depend on it.
    named = {**wanted, "name": wanted.get("name") or "-", "color": wanted["color"] or "steelblue"}
    try:
        return Feed(owner=user, **columns_of(Choices(**named), user))
    except Refused:
        return None


def _previewed(draft: Feed | None, user: User) -> Preview | None:
    return preview(draft, user, at=timezone.now()) if draft is not None else None


def _narrow_url(draft: Feed | None) -> str:
    """Where the filters of a list or a calendar are chosen."""
    if draft is None or draft.scope not in {Scope.LIST, Scope.CALENDAR}:
        return ""
    page = "commitments" if draft.scope == Scope.LIST else "calendar"
    return reverse(f"dashboard:{page}") + (f"?{draft.query}" if draft.query else "")
