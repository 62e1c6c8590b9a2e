"""Answers around sign-in that belong to no slice: a lockout, and whose address a request has."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from monitor.accounts.demo import DEMO_ACCOUNTS


class SignIn(LoginView):
    """The one sign-in page; on a demonstration it names the accounts."""

    template_name = "login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | demonstration()


def demonstration() -> dict[str, Any]:
    """What the sign-in page says of the demo accounts: nothing outside a developer's machine."""
    if not (settings.DEBUG and settings.DEMO_ACCOUNTS):
        return {}
    return {
        "demo_accounts": [(account.username, account.words) for account in DEMO_ACCOUNTS],
        "demo_password": settings.DEMO_PASSWORD,
    }


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, Any] | None = None,
    **_more: object,
) -> HttpResponse:
    """Show the login page again, 429, with the same words whether or not the account exists."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    sentence = pgettext(
        "sign-in",
        "Too many attempts from here with this name. Try again in %(minutes)d minutes.",
    ) % {"minutes": minutes}
    messages.error(request, sentence)
    context = {"form": AuthenticationForm(request), "locked_out": True, **demonstration()}
    return render(request, "login.html", context, status=429)


def client_address(request: HttpRequest) -> str:
    """Return the address that the connection comes from.

    Behind a TLS proxy it is the last entry of X-Forwarded-For: the one that the proxy wrote;
    those before it are the caller's own words.
    """
    if settings.TLS_PROXY:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
