"""One's own account: theme, keys, password, and what one's roles allow."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from monitor.accounts.labels import ROLE_LABELS
from monitor.accounts.models import Times, User
from monitor.accounts.operations import PreferenceRefused, choose_keys, choose_theme, choose_times
from monitor.accounts.roles import Power
from monitor.dashboard.roles import POWER_WORDS


class PasswordChange(PasswordChangeView):
    """A new password, asked for with the old one; other sessions end."""

    template_name = "dashboard/account/password.html"
    success_url = reverse_lazy("dashboard:account")

    def form_valid(self, form: object) -> HttpResponse:
        messages.success(self.request, pgettext("account", "Your password is changed."))
        return super().form_valid(form)  # type: ignore[arg-type]  # Django makes the form


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What this person chose, which roles they have and what these allow."""
    user = _person(request)
    context = {
        "themes": [
            {"value": value, "label": label, "chosen": value == user.theme}
            for value, label in User._meta.get_field("theme").flatchoices
        ],
        "times": [
            {"value": value, "label": label, "chosen": value == user.times}
            for value, label in Times.choices
        ],
        "office_zone": settings.TIME_ZONE,
        "roles": [
            ROLE_LABELS.get(name, name)
            for name in user.groups.order_by("name").values_list("name", flat=True)
        ],
        "powers": [words for power, words in POWER_WORDS.items() if user.may(power)],
        "lacking": [words for power, words in POWER_WORDS.items() if not user.may(power)],
        "desks": list(user.desks.all()),
        "administers": user.may(Power.ADMINISTER),
    }
    return render(request, "dashboard/account/account.html", context)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme and go back to the page it was chosen on."""
    try:
        choose_theme(by=_person(request), theme=request.POST.get("theme", ""))
    except PreferenceRefused as refused:
        messages.error(request, refused.message)
    return redirect(_back(request))


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Keep whether single letters move in lists."""
    choose_keys(by=_person(request), single_keys=request.POST.get("single_keys") == "on")
    messages.success(request, pgettext("account", "Saved."))
    return redirect(_back(request))


@require_POST
def times(request: HttpRequest) -> HttpResponse:
    """Keep whose clock the calendar shows, and the zone where the form names one."""
    try:
        choose_times(
            by=_person(request),
            times=request.POST.get("times", ""),
            zone=request.POST.get("zone"),
        )
        messages.success(request, pgettext("account", "Saved."))
    except PreferenceRefused as refused:
        messages.error(request, refused.message)
    return redirect(_back(request))


def _person(request: HttpRequest) -> User:
    # The middleware lets nobody else come here, whichever role they have.
    user = request.user
    if not isinstance(user, User):
        raise TypeError("A page of one's own account was reached without sign-in.")
    return user


def _back(request: HttpRequest) -> str:
    """The page one came from, if it is one of ours; else the account page."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("dashboard:account")
