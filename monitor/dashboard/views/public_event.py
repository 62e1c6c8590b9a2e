"""An event as anybody may read it: no sign-in, no staff link, nothing that is not public."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitor.changes.clock import office_day
from monitor.dashboard.events.cable import cable_line
from monitor.dashboard.events.dates import dates_in_order
from monitor.dashboard.events.instances import repeats_of
from monitor.dashboard.events.linked_data import linked_data
from monitor.dashboard.events.linking import found
from monitor.dashboard.events.showing import claim_rows, terms
from monitor.dashboard.views.event import quotes, shown_event, shown_from
from monitor.events.queries import claims_of, documents_of, mentions_of


@login_not_required
@require_safe
def public_event(request: HttpRequest, number: int) -> HttpResponse:
    """The same page whoever asks: staff see what a subscriber sees. 404 for all else."""
    reader = AnonymousUser()
    event = found(reader, number)
    mentions, documents = mentions_of(event, reader), documents_of(event, reader)
    claims = claims_of(event, reader)
    today = office_day(timezone.now())
    context = {
        **shown_event(event),
        "rows": claim_rows(event, claims),
        "dates": dates_in_order(event, claims),
        "quotes": quotes(mentions),
        "documents": documents,
        "terms": terms(event, public=True),
        "repeats": repeats_of(
            event, reader, shown_from(request, event, today), drafts=False, today=today
        ),
        "linked_data": linked_data(event, claims, get_language() or "en"),
        "cable": cable_line(event, mentions=mentions, documents=documents, today=today),
    }
    return render(request, "dashboard/events/public.html", context)
