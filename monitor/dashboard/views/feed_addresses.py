"""The addresses of one's own feeds: one more device, another address, the end of one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from monitor.accounts.models import User
from monitor.changes.refusal import Refused
from monitor.dashboard.forms.feeds import DeviceForm
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.people import signed_in
from monitor.dashboard.subscriptions.programs import (
    INTERNET,
    https_address,
    programs,
    qr_code,
    webcal_address,
)
from monitor.subscriptions.listing import own_address, own_feed
from monitor.subscriptions.models import FeedAddress
from monitor.subscriptions.operations import add_address, renew_address, revoke_address

NOT_SAVED = 422


def answered(request: HttpRequest, address: FeedAddress, token: str) -> HttpResponse:
    """The one page that shows a secret address: the answer to the act that made it."""
    context = {
        "address": address,
        "feed": address.feed,
        "https": https_address(token),
        "webcal": webcal_address(token),
        "programs": programs(token, address.feed.name),
        "qr": qr_code(token),
        "intranet": settings.FEED_REACH != INTERNET,
    }
    response = render(request, "dashboard/subscriptions/answer.html", context, status=201)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def add_device(request: HttpRequest, pk: int) -> HttpResponse:
    """One more address for a feed; the answer shows it."""
    user = signed_in(request)
    feed = own_feed(user, pk)
    if feed is None:
        raise Http404
    form = DeviceForm(request.POST or None)
    if form.is_valid():
        try:
            address, token = add_address(
                feed=feed, device=form.cleaned_data["device"], by=user, at=timezone.now()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return answered(request, address, token)
    status = NOT_SAVED if form.is_bound else 200
    context = {"form": form, "feed": feed}
    return render(request, "dashboard/subscriptions/device.html", context, status=status)


@never_cache
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before an address is replaced; the answer shows the new one."""
    user = signed_in(request)
    address = _found(user, pk)
    if request.method == "POST":
        try:
            fresh, token = renew_address(address=address, by=user, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("dashboard:subscriptions")
        return answered(request, fresh, token)
    return render(
        request, "dashboard/subscriptions/address.html", {"address": address, "renew": True}
    )


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before an address ends, and its answer."""
    user = signed_in(request)
    address = _found(user, pk)
    if request.method == "POST":
        revoke_address(address=address, by=user, at=timezone.now())
        messages.success(request, pgettext("toast", "Revoked. The address answers no more."))
        return redirect("dashboard:subscriptions")
    return render(request, "dashboard/subscriptions/address.html", {"address": address})


def _found(user: User, pk: int) -> FeedAddress:
    address = own_address(user, pk)
    if address is None:
        raise Http404
    return address
