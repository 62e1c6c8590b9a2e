"""Watching an event or a commitment, and no more."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from monitor.changes.item import Item, ItemKind
from monitor.dashboard.people import signed_in
from monitor.subscriptions.operations import unwatch, watch
from monitor.subscriptions.refusals import WatchRefused


@require_POST
def watch_item(request: HttpRequest) -> HttpResponse:
    """Watch the item of the form, or watch it no more, and go back to its page."""
    user, at = signed_in(request), timezone.now()
    item = _item(request)
    try:
        if request.POST.get("watch") == "on":
            watch(item=item, by=user, at=at)
            said = pgettext("toast", "You watch this.")
        else:
            unwatch(item=item, by=user, at=at)
            said = pgettext("toast", "You watch this no more.")
    except WatchRefused as refused:
        raise Http404(refused.message) from refused
    messages.success(request, said)
    return redirect(_back(request))


def _item(request: HttpRequest) -> Item:
    try:
        return Item(ItemKind(request.POST.get("kind", "")), UUID(request.POST.get("item", "")))
    except ValueError as wrong:
        raise Http404 from wrong


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("dashboard:overview")
