"""One series: its events by number, what is missing, and the next one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, npgettext, pgettext
from django.views.decorators.http import require_safe

from monitor.accounts.roles import Power
from monitor.dashboard.events.showing import linked
from monitor.dashboard.links import state_url
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in
from monitor.events.models import Event, EventSeries
from monitor.events.series import Gap, events_in, with_gaps


@require_safe
def series_page(request: HttpRequest, series: str) -> HttpResponse:
    """The events of a series that this person may see."""
    user = signed_in(request)
    shown = get_object_or_404(EventSeries.objects.select_related("organiser"), code=series)
    events = events_in(shown, user)
    language = get_language() or "en"
    organiser = shown.organiser
    context = {
        "heading": shown.name_in(language),
        "organiser": organiser.name_in(language) if organiser else "",
        "organiser_url": state_url(organiser) if organiser else "",
        "rows": [_row(each, language) for each in with_gaps(events)],
        "count": len(events),
        "next_url": f"{reverse('dashboard:event_add')}?{urlencode({'series': shown.code})}"
        if user.may(Power.DRAFT)
        else "",
        "calendar_url": address("calendar"),
    }
    return render(request, "dashboard/events/series.html", context)


def _row(each: Event | Gap, language: str) -> dict[str, Any]:
    if isinstance(each, Gap):
        n = each.last - each.first + 1
        numbers = {"first": each.first, "last": each.last}
        words = npgettext(
            "series", "Number %(first)d is not in the record", "Numbers %(first)d to %(last)d are "
            "not in the record", n,
        ) % numbers  # fmt: skip
        return {"gap": words}
    return {
        **linked(each),
        "ordinal": each.ordinal or pgettext("series", "–"),
        "place": each.place.name_in(language) if each.place else "",
        "host": each.host.name_in(language) if each.host else "",
    }
