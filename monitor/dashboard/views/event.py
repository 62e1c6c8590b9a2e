"""One event: when, how sure, who says so, what may be done next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Item, ItemKind
from monitor.dashboard.events.cable import cable_line
from monitor.dashboard.events.dates import dates_in_order
from monitor.dashboard.events.delegation import clash_rows, delegation_history, goings
from monitor.dashboard.events.instances import repeats_of
from monitor.dashboard.events.linking import commitments_of, found
from monitor.dashboard.events.showing import Entry, claim_rows, history, linked, part_row, terms
from monitor.dashboard.events.transitions import transitions
from monitor.dashboard.events.wording import date_words, precision_words, time_words
from monitor.dashboard.links import document_url
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in
from monitor.dashboard.quoting import passage_in_context
from monitor.dashboard.watching import watch_button
from monitor.dates import parse
from monitor.events.delegations import clashes_of, delegation_of
from monitor.events.models import Event, EventPassage
from monitor.events.queries import (
    claims_of,
    documents_of,
    instance_on,
    is_to_come_again,
    mentions_of,
    moves_of,
    neighbours_of,
    parts_of,
)
from monitor.events.when import did_it_take_place
from monitor.sources.models import Document
from monitor.subscriptions.placing import place_days


@require_safe
def event_page(request: HttpRequest, number: int) -> HttpResponse:
    """The page of an event, for staff who may see it."""
    user = signed_in(request)
    event = found(user, number)
    today = office_day(timezone.now())
    mentions, documents = mentions_of(event, user), documents_of(event, user)
    claims = claims_of(event, user)
    asked = (
        did_it_take_place(event, today=today)
        and event.record == RecordStatus.PUBLISHED
        and not is_to_come_again(event, today)
    )
    context = {
        **shown_event(event),
        "asked": asked,
        "rows": claim_rows(event, claims),
        "dates": dates_in_order(event, claims),
        "quotes": quotes(mentions),
        "documents": [(document_url(each), each) for each in documents],
        "moves": transitions(event, user, documents, asked=asked),
        "terms": terms(event),
        "commitments": commitments_of(event, user),
        "parts": [part_row(part) for part in parts_of(event, user)],
        **_neighbours(event, user),
        "around": _around(event, user),
        "entries": _told(event, user),
        **_delegation(event, user),
        "cable": cable_line(event, mentions=mentions, documents=documents, today=today),
        "watch": watch_button(user, Item(ItemKind.EVENT, event.uuid)),
        **_rights(event, user, documents),
    }
    context["repeats"] = repeats_of(
        event, user, shown_from(request, event, today), drafts=context["may_draft"], today=today
    )
    return render(request, "dashboard/events/event.html", context)


@require_safe
def event_text(request: HttpRequest, number: int) -> HttpResponse:
    """The event in one line of plain text; ?on=2026-03-10: one time of a recurring one."""
    user = signed_in(request)
    event = found(user, number)
    instance = None
    if "on" in request.GET:
        try:
            instance = instance_on(event, date.fromisoformat(request.GET["on"]))
        except ValueError as wrong:
            raise Http404 from wrong
        if instance is None:
            raise Http404
    line = cable_line(
        event,
        mentions=mentions_of(event, user),
        documents=documents_of(event, user),
        today=office_day(timezone.now()),
        instance=instance,
    )
    response = HttpResponse(line + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{event.ref}.txt"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def shown_from(request: HttpRequest, event: Event, today: date) -> date:
    """From which day on the times of a recurring event are listed: ?from=2026-03-10, else today."""
    try:
        return date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return max(today, event.earliest) if event.earliest else today


def shown_event(event: Event) -> dict[str, Any]:
    """What the staff page and the public page say alike."""
    title, language = event.title_in(get_language() or "en")
    return {
        "event": event,
        "heading": title,
        "heading_language": language,
        "date": date_words(event),
        "time": time_words(event.current_claim),
        "precision": precision_words(event),
    }


def quotes(mentions: Sequence[EventPassage]) -> list[dict[str, Any]]:
    """The words in which it stands, each in its paragraph, with our note on them."""
    return [
        {"quote": passage_in_context(each.passage), "note": each.note, "leading": each.leading}
        for each in mentions
    ]


def _told(event: Event, user: User) -> list[Entry]:
    """What happened to the event and to who of us goes there, newest first."""
    entries = history(event, moves_of(event, user)) + delegation_history(event, user)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _delegation(event: Event, user: User) -> dict[str, Any]:
    """Who of us goes, and what of the person's own events falls together with it."""
    rows, more = clash_rows(clashes_of(event, user))
    return {
        "goings": goings(delegation_of(event, user)),
        "clashes": rows,
        "clashes_more": more,
    }


def _neighbours(event: Event, user: User) -> dict[str, Any]:
    """The events before and after it in its series."""
    before, after = neighbours_of(event, user)
    return {
        "previous": linked(before) if before else None,
        "next": linked(after) if after else None,
    }


def _around(event: Event, user: User) -> dict[str, Any]:
    """The larger event and the one that takes its place, as far as the person sees them."""
    others = {"whole": event.parent_id, "successor": event.superseded_by_id}
    keys = [key for key in others.values() if key is not None]
    seen = Event.objects.visible_to(user).in_bulk(keys) if keys else {}
    return {
        name: linked(seen[key]) if key is not None and key in seen else None
        for name, key in others.items()
    }


def _rights(event: Event, user: User, documents: Sequence[Document]) -> dict[str, Any]:
    """What the person may do beside moving it."""
    standing = event.record != RecordStatus.ARCHIVED
    drafts = standing and user.may(Power.DRAFT)
    public = event.visibility == Visibility.PUBLIC
    asker = event.public_asked_by
    return {
        "may_draft": drafts,
        "may_repeat": drafts and event.exact,
        "may_add_part": drafts and event.parent_id is None,
        "may_ask_public": drafts and not public and asker is None,
        "may_make_public": standing
        and user.may(Power.PUBLISH)
        and asker is not None
        and asker != user,
        "asked_myself": asker == user,
        "may_archive": standing and user.may(Power.PUBLISH),
        "public_url": reverse("dashboard:public_event", args=[event.number])
        if public and event.record == RecordStatus.PUBLISHED
        else "",
        "file_url": address_of_file(event),
        "calendar_url": address("calendar"),
        "sources_open": all(each.visibility == Visibility.PUBLIC for each in documents),
    }


def address_of_file(event: Event) -> str:
    """Where the event lies as a calendar file; "" without a date to the month or finer."""
    if not event.edtf or place_days(parse(event.edtf)) is None:
        return ""
    return reverse("feeds:event_ics", args=[event.number])
