"""What stands beside a commitment: its events, and what else rests on the same documents."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.commitments.models import Commitment
from monitor.dashboard.due import edtf_words
from monitor.dashboard.findings import assessed_words
from monitor.dashboard.links import commitment_url, event_url
from monitor.events.models import Event

# Of what rests on the same documents, as many as a rail holds.
SHOWN = 8


def related(one: Commitment, user: User) -> list[dict[str, Any]]:
    """Links with an icon and what each is to the commitment, as far as `user` may see them."""
    links = [*_events(one, user), *_siblings(one, user)]
    if one.visibility == Visibility.PUBLIC and one.record == RecordStatus.PUBLISHED:
        links.append(
            {
                "icon_name": "published",
                "url": reverse("dashboard:public_commitment", args=[one.number]),
                "title": pgettext("related", "Public page"),
                "meta": pgettext("related", "what anybody may read"),
            }
        )
    return links


def _events(one: Commitment, user: User) -> list[dict[str, Any]]:
    how = {
        one.event_id: pgettext("related", "said at this event"),
        one.deadline_event_id: pgettext("related", "its date is the day of this event"),
    }
    found = Event.objects.visible_to(user).filter(pk__in=[pk for pk in how if pk])
    links = []
    for event in found.order_by("earliest", "pk"):
        title, language = event.title_in(get_language() or "en")
        when = edtf_words(event.edtf) if event.edtf else ""
        links.append(
            {
                "icon_name": "calendar",
                "url": event_url(event),
                "ref": event.ref,
                "title": title,
                "language": language,
                "meta": " · ".join(part for part in (when, how[event.pk]) if part),
            }
        )
    return links


def _siblings(one: Commitment, user: User) -> list[dict[str, Any]]:
    texts = one.quotes.values("passage__version__document")
    found = (
        Commitment.objects.visible_to(user)
        .filter(quotes__passage__version__document__in=texts)
        .exclude(pk=one.pk)
        .exclude(record=RecordStatus.ARCHIVED)
        .order_by("number")
        .distinct()
    )
    links = []
    for each in found[:SHOWN]:
        title, language = each.title_in(get_language() or "en")
        links.append(
            {
                "icon_name": "commitments",
                "url": commitment_url(each.number),
                "ref": each.ref,
                "title": title,
                "language": language,
                "meta": pgettext("related", "same document · %s") % assessed_words(each)
                if each.duty_bearer_count
                else pgettext("related", "same document"),
            }
        )
    return links
