"""Opening a document to the public, with a second person; archiving it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.refusal import Refused
from monitor.dashboard.forms.documents import ReasonForm
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.documents import show, visible
from monitor.sources.models import Document
from monitor.sources.operations import archive_document, ask_public, make_public

# What was asked goes against what stands: nothing was written.
CONFLICT = 409


@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask that a document be public."""
    done = pgettext("toast", "Asked. A Coordinator, other than you, makes it public.")
    return _act(request, number, Power.DRAFT, ask_public, done)


@require_POST
def open_(request: HttpRequest, number: int) -> HttpResponse:
    """Make a document public, as somebody else asked."""
    return _act(request, number, Power.PUBLISH, make_public, pgettext("toast", "Public now."))


def archive(request: HttpRequest, number: int) -> HttpResponse:
    """The question, then the act: out of the lists, with a reason."""
    user = signed_in(request)
    document = visible(user, number)
    if not user.may(Power.PUBLISH):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    context = {"form": form, "document": document}
    if request.method != "POST":
        return render(request, "dashboard/documents/archive.html", context)
    if form.is_valid():
        try:
            archive_document(
                document=document,
                reason=form.cleaned_data["reason"],
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
            )
        except Refused as refused:
            form.add_error("reason" if refused.field == "reason" else None, refused.message)
        else:
            messages.success(
                request, pgettext("toast", "%(ref)s archived.") % {"ref": document.ref}
            )
            return redirect("dashboard:document", document.number)
    return render(request, "dashboard/documents/archive.html", context, status=422)


def _act(
    request: HttpRequest,
    number: int,
    power: Power,
    operation: Callable[..., Document],
    done: str,
) -> HttpResponse:
    user = signed_in(request)
    document = visible(user, number)
    if not user.may(power):
        raise PermissionDenied
    try:
        operation(document=document, by=user, at=timezone.now(), via=Door.DASHBOARD)
    except Refused as refused:
        document.refresh_from_db()
        return show(request, document, user, refusal=refused.message, status=CONFLICT)
    messages.success(request, done)
    return redirect("dashboard:document", document.number)
