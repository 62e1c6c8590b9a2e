"""The public feed served for real, beside those who serve the same: nginx, django-ical, Radicale.

Over gunicorn with two workers, all in one run on one machine (design: performance.md).
"""

import gzip
import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event
from monitor.events.operations import edit_event
from monitor.subscriptions.choices import Choices
from monitor.subscriptions.operations import create_feed, revoke_feed
from monitor.subscriptions.options import Scope
from monitor.subscriptions.personal import LARGE
from tests.bench import servers
from tests.bench.feeds import FEED
from tests.bench.figures import Bar, medians, say, say_number, say_rate

PACKED = {"Accept_Encoding": "gzip"}
MEBIBYTE = 1024 * 1024


def measure(rounds: int) -> None:
    """Whole and conditional answers of the feed as it stands, against each peer."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as running:
        folder = Path(name)
        site, _ = running.enter_context(servers.ours(folder))
        plain = servers.fetch(site + FEED)
        packed = servers.fetch(site + FEED, **PACKED)
        assert gzip.decompress(packed) == plain
        entries = plain.count(b"\nBEGIN:VEVENT")
        print(f"\nserved: {entries} entries, {len(plain):,} bytes, {len(packed):,} packed")
        files = running.enter_context(servers.nginx(folder, plain, packed))
        peer = running.enter_context(servers.django_ical(folder, _items(folder, plain)))
        collection = running.enter_context(servers.radicale(folder, plain))
        _rates(site, files, peer)
        _personal(site, peer)
        _latencies(rounds, site, peer, collection)
        _cold(rounds, site, files)


def measure_conditional(size: str) -> None:
    """The 304 alone, to be seen beside the same at another number of entries."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as running:
        folder = Path(name)
        site, pid = running.enter_context(servers.ours(folder))
        items = folder / "none.json"
        items.write_text("[]")
        peer = running.enter_context(servers.django_ical(folder, items))
        # Both workers have built the feed before it is measured.
        for _ in range(6):
            servers.fetch(site + FEED, **PACKED)
        tagged = {"If_None_Match": _tag(site), **PACKED}
        [same, nothing] = servers.rates((site + FEED, tagged), (f"{peer}/empty", {}))
        say_rate(f"not modified, {size}", same, nothing, "an empty view", Bar(0.7, at_least=True))
        used = servers.memory_of_workers(pid) / MEBIBYTE
        say_number(f"memory of a worker, {size}", used, "MiB", Bar(300))


def _rates(site: str, files: str, peer: str) -> None:
    for _ in range(6):
        servers.fetch(site + FEED, **PACKED)
    floor = 0.5 if connection.vendor == "sqlite" else 0.4
    tagged = {"If_None_Match": _tag(site), **PACKED}
    [whole, disk, same, nothing] = servers.rates(
        (site + FEED, PACKED), (files, PACKED), (site + FEED, tagged), (f"{peer}/empty", {})
    )
    say_rate("whole, packed, warm", whole, disk, "nginx gzip_static", Bar(floor, at_least=True))
    say_rate("not modified", same, nothing, "an empty view", Bar(0.7, at_least=True))


def _personal(site: str, peer: str) -> None:
    """All that a desk may see, at a secret address."""
    desk = User.objects.get(username="desk")
    chosen = Choices(name="All", scope=Scope.ALL)
    address, token = create_feed(by=desk, chosen=chosen, device="Bench", at=timezone.now())
    path = f"/feeds/{token}.ics"
    for _ in range(6):
        plain = servers.fetch(site + path)
    entries, large = plain.count(b"\nBEGIN:VEVENT"), len(plain) > LARGE
    print(f"personal: {entries} entries, {len(plain):,} bytes, warned of as too large: {large}")
    tagged = {"If_None_Match": _tag(site, path), **PACKED}
    [same, whole, nothing] = servers.rates(
        (site + path, tagged), (site + path, PACKED), (f"{peer}/empty", {})
    )
    say_rate("personal, not modified", same, nothing, "an empty view", Bar(0.7, at_least=True))
    print(f"{'personal, whole, packed, warm':46} {whole:9.0f} /s")
    revoke_feed(feed=address.feed, by=desk, at=timezone.now())


def _latencies(rounds: int, site: str, peer: str, collection: str) -> None:
    who = servers.radicale_headers()
    few = max(3, rounds // 5)
    [warm] = medians(rounds, lambda: servers.fetch(site + FEED, **PACKED))
    [theirs, stored] = medians(
        few,
        lambda: servers.fetch(f"{peer}/feed.ics"),
        lambda: servers.fetch(collection, **who),
    )
    say("whole, packed, warm", warm, theirs, "django-ical", Bar(500, at_least=True), speed=True)
    say("whole, packed, warm", warm, stored, "Radicale", Bar(100, at_least=True), speed=True)


def _cold(rounds: int, site: str, files: str) -> None:
    """The first whole answer after another process wrote."""
    edit = _editing()
    floor = 0.4 if connection.vendor == "sqlite" else 0.1

    def after_an_edit() -> Callable[[], bytes]:
        edit()
        return lambda: servers.fetch(site + FEED)

    taken = []
    for _ in range(rounds):
        act = after_an_edit()
        [once] = medians(1, act, warm_up=False)
        taken.append(once)
    [disk] = medians(rounds, lambda: servers.fetch(files))
    cold = sorted(taken)[len(taken) // 2]
    say("whole, plain, cold", cold, disk, "nginx, plain", Bar(floor, at_least=True), speed=True)


def _editing() -> Callable[[], None]:
    head = User.objects.get(username="head")
    event = Event.objects.filter(visibility="public", record="published").order_by("pk")[0]
    turns = iter(range(10_000))

    def edit() -> None:
        held, now = Event.objects.get(pk=event.pk), timezone.now()
        title = f"Edited by another process, {next(turns)}"
        edit_event(event=held, edition=held.edition, by=head, at=now, via=Door.API, title=title)

    return edit


def _tag(site: str, path: str = FEED) -> str:
    parts = urlsplit(site)
    asked = HTTPConnection(parts.hostname or "", parts.port)
    asked.request("HEAD", path, headers=servers.sent_with(PACKED))
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return answer.headers["ETag"] or ""


def _items(folder: Path, plain: bytes) -> Path:
    """What the feed shows, as django-ical takes it; days only, which is cheaper for it."""
    rows = []
    for entry in Calendar.from_ical(plain).walk("VEVENT"):
        start, end = _day(entry["DTSTART"].dt), _day(entry["DTEND"].dt)
        texts = [str(entry[name]) for name in ("UID", "SUMMARY", "DESCRIPTION")]
        rows.append([*texts, start.isoformat(), max(end, start + timedelta(1)).isoformat()])
    path = folder / "items.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
