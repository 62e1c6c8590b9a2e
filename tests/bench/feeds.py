"""The public feed over the whole stack, in this process."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from django.utils import timezone
from icalendar import Calendar

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import edit_event
from tests.bench.figures import Bar, medians, say

FEED = "/feeds/public.ics"
PACKED = {"HTTP_ACCEPT_ENCODING": "gzip"}
kept: dict[str, bytes] = {}


@login_not_required
def empty(_request: Any) -> HttpResponse:
    """Nothing, for what Django itself costs."""
    return HttpResponse(b"")


@login_not_required
def bytes_kept(_request: Any) -> HttpResponse:
    """The feed's own bytes from memory: no server can send less."""
    return HttpResponse(kept[FEED], content_type="text/calendar")


urlpatterns = [path("empty", empty), path("kept", bytes_kept)]
beside = override_settings(ROOT_URLCONF=__name__)


def get(client: Client, address: str, **headers: str) -> HttpResponse:
    answer = client.get(address, **headers)
    assert answer.status_code in {200, 304}, (address, answer.status_code)
    return answer


def measure(rounds: int) -> None:
    """A whole answer, a conditional one, and an edit, each against its peer."""
    client = Client()
    whole = get(client, FEED, **PACKED)
    kept[FEED] = whole.content
    plain = get(client, FEED).content
    entries = plain.count(b"\nBEGIN:VEVENT")
    print(f"\nfeed: {entries} entries, {len(plain):,} bytes, {len(whole.content):,} packed")
    tag = {"HTTP_IF_NONE_MATCH": whole.headers["ETag"], **PACKED}
    with beside:
        peer = Client()
        [memory, nothing] = medians(rounds, lambda: get(peer, "/kept"), lambda: get(peer, "/empty"))
    [full, same] = medians(
        rounds, lambda: get(client, FEED, **PACKED), lambda: get(client, FEED, **tag)
    )
    [rendered] = medians(1, lambda: Calendar.from_ical(plain).to_ical())
    say(
        "whole, packed, warm",
        full,
        memory,
        "the bytes in memory",
        Bar(0.4, at_least=True),
        speed=True,
    )
    say("whole, packed, warm", full, rendered, "icalendar", Bar(100, at_least=True), speed=True)
    say("not modified", same, nothing, "an empty view", Bar(0.7, at_least=True), speed=True)
    _an_edit(rounds)


def _an_edit(rounds: int) -> None:
    head = User.objects.get(username="head")
    event = Event.objects.filter(visibility="public", record="published").order_by("pk")[0]
    turns = iter(range(10_000))
    rows = Event.objects.filter(pk=event.pk)

    def edit() -> None:
        title = f"Edited {next(turns)} times"
        held = Event.objects.get(pk=event.pk)
        now = timezone.now()
        edit_event(event=held, edition=held.edition, by=head, at=now, via=Door.API, title=title)

    [ours, update] = medians(rounds, edit, lambda: rows.update(title="Edited bare"))
    say("an event's title, with log and feed", ours, update, "a bare update", Bar(4))
