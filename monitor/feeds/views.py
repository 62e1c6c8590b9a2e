"""Pages of this door that are no feeds: one event as a file, and what robots may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from monitor.events.models import Event
from monitor.feeds.http import CONTENT_TYPE, answer
from monitor.subscriptions.files import NoPlaceOnCalendar, render_event_file

# Google's calendar obeys it when it fetches a feed.
ROBOTS = "User-agent: *\nAllow: /feeds/\nAllow: /e/\nAllow: /c/\nDisallow: /\n"


@require_safe
def event_ics(request: HttpRequest, number: int) -> HttpResponse:
    """One event as a calendar file, for whoever may see it; 404 for all others."""
    event = get_object_or_404(Event.objects.visible_to(request.user), number=number)
    try:
        content = render_event_file(event, get_language() or "en")
    except NoPlaceOnCalendar:
        return HttpResponse(
            pgettext("event file", "%(event)s has no date to the month or finer.")
            % {"event": event.ref},
            status=404,
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{event.ref}.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What robots may read: feeds and public pages."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@login_not_required
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:  # noqa: ARG001 - the address names it, the middleware has read it
    """Names a feed's address; FeedMiddleware answers before any view is asked."""
    return answer(request, at=timezone.now())


@login_not_required
def changes(request: HttpRequest) -> HttpResponseBase:
    """Names the address of the Atom feed; FeedMiddleware answers here too."""
    return answer(request, at=timezone.now())
