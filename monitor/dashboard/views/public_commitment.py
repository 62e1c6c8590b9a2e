"""A commitment as anybody may read it: its exact words and terms, no sign-in, no staff link."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitor.commitments.models import Commitment
from monitor.dashboard.commitments.terms import public_terms
from monitor.dashboard.quoting import in_context, source_gap
from monitor.events.models import Event
from monitor.sources.models import Document


@login_not_required
@require_safe
def public_commitment(request: HttpRequest, number: int) -> HttpResponse:
    """The same page whoever asks. 404 for what is not both public and published."""
    reader = AnonymousUser()
    one = (
        Commitment.objects.visible_to(reader)
        .select_related("issuer", "addressee_group", "event", "deadline_event")
        .filter(number=number)
        .first()
    )
    if one is None:
        raise Http404
    title, language = one.title_in(get_language() or "en")
    quotes = one.quotes.filter(
        passage__version__document__in=Document.objects.visible_to(reader)
    ).select_related("passage__version__document")
    events = set(
        Event.objects.visible_to(reader)
        .filter(pk__in=[pk for pk in (one.event_id, one.deadline_event_id) if pk])
        .values_list("pk", flat=True)
    )
    context = {
        "commitment": one,
        "heading": title,
        "heading_lang": language,
        "terms": public_terms(one, events=events),
        "quotes": [in_context(quote) for quote in quotes.order_by("-leading", "pk")],
        "gap": source_gap(one),
    }
    return render(request, "dashboard/commitments/public.html", context)
