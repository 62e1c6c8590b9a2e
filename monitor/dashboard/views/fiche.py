"""The fiche of an event, as a page to print and as a Word file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitor.changes.clock import office_day
from monitor.dashboard.events.fiche import Fiche, fiche_of
from monitor.dashboard.events.fiche_docx import fiche_file
from monitor.dashboard.events.linking import found
from monitor.dashboard.links import event_url
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def fiche(request: HttpRequest, number: int) -> HttpResponse:
    """One page, A4, to print."""
    shown = _fiche(request, number)
    context = {
        "fiche": shown,
        "event_url": event_url(shown.event),
        "calendar_url": address("calendar"),
        "file_url": reverse("dashboard:event_fiche_file", args=[number]),
        "address": address_of(shown),
    }
    return render(request, "dashboard/events/fiche.html", context)


@require_safe
def fiche_docx(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a file for a word processor."""
    shown, at = _fiche(request, number), timezone.now()
    language = get_language() or "en"
    content = fiche_file(shown, address=address_of(shown), language=language, at=at)
    response = HttpResponse(content, content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{shown.event.ref}.docx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def address_of(shown: Fiche) -> str:
    """Where the event's page stands, to be found again from paper."""
    return settings.SITE_URL + event_url(shown.event)


def _fiche(request: HttpRequest, number: int) -> Fiche:
    user = signed_in(request)
    return fiche_of(found(user, number), user, office_day(timezone.now()))
