"""What changed of public events, as an Atom feed (RFC 4287): bounded, in public words alone.

A change from before the event was opened is left out, and no field's former value is repeated but
those of the date and the status: what stood there then may rest on what not everybody may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from uuid import uuid5

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import override, pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus
from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.dates import display_short, parse
from monitor.events.models import STATUS_LABELS, Event
from monitor.events.workflow import EventStatus
from monitor.subscriptions.entries import as_open, event_address
from monitor.subscriptions.feeds import Memo, kept_bytes
from monitor.subscriptions.operations.gate import NEVER
from monitor.subscriptions.packing import FeedBytes, Part

ADDRESS = "/feeds/changes.atom"
# The newest changes that stand in the feed.
MOST = 100
# Nor does it look further back than this for those that can be told.
LOOKED_AT = 2000
OPENED = "make_public"
_ACTS = {
    OPENED: pgettext_lazy("change feed", "Published"),
    "repeat": pgettext_lazy("change feed", "Recurrence changed"),
    "stop_repeating": pgettext_lazy("change feed", "Recurrence ended"),
    "move_instance": pgettext_lazy("change feed", "One of its times moved"),
    "cancel_instance": pgettext_lazy("change feed", "One of its times cancelled"),
    "leave_out_instance": pgettext_lazy("change feed", "One of its times left out"),
    "add_instance": pgettext_lazy("change feed", "A time added"),
    "restore_instance": pgettext_lazy("change feed", "One of its times restored"),
}
# Fields whose change a reader of the public page sees.
_FIELDS = {
    "title": pgettext_lazy("change feed", "title"),
    "title_en": pgettext_lazy("change feed", "title"),
    "title_fr": pgettext_lazy("change feed", "title"),
    "title_es": pgettext_lazy("change feed", "title"),
    "title_ar": pgettext_lazy("change feed", "title"),
    "summary": pgettext_lazy("change feed", "summary"),
    "kind": pgettext_lazy("change feed", "kind"),
    "host": pgettext_lazy("change feed", "host"),
    "organiser": pgettext_lazy("change feed", "organiser"),
    "participants": pgettext_lazy("change feed", "participants"),
    "place": pgettext_lazy("change feed", "place"),
    "series": pgettext_lazy("change feed", "series"),
    "ordinal": pgettext_lazy("change feed", "number in the series"),
    "topics": pgettext_lazy("change feed", "topics"),
}
_TOLD = (*_ACTS, "move", "edit", "claim_date", "choose_date")
_memo = Memo(4 * 1024 * 1024)
_lock = Lock()
# The feed as of the last change that this process has looked at.
_last: dict[str, "ChangesState"] = {}


@dataclass(frozen=True, slots=True)
class ChangesState:
    """The feed with its bytes. `revised_at`: when the newest of its changes was made."""

    tag: str
    revised_at: datetime
    content: FeedBytes
    slug: str = "changes"

    def sent(self, *, packed: bool) -> bytes:
        return self.content.sent(packed=packed)


@dataclass(frozen=True, slots=True)
class _Entry:
    event: Event
    change: Change
    words: str


def changes_state() -> ChangesState:
    """The feed now. One query where nothing was changed at all since the last one asked.

    The tag is that of the bytes: a change that is not told of moves nothing.
    """
    newest = Change.objects.order_by("-n").values_list("n", "item", "at").first()
    key = f"{newest} {settings.SITE_URL} {settings.LANGUAGE_CODE}"
    with _lock:
        known = _last.get(key)
    if known is not None:
        return known
    with override(settings.LANGUAGE_CODE):
        entries = list(_entries())
        plain = _atom(entries).encode()
    tag = sha256(plain).hexdigest()[:32]
    state = ChangesState(tag, _updated(entries), kept_bytes(_memo, tag, lambda: [Part(plain)]))
    with _lock:
        _last.clear()
        _last[key] = state
    return state


def _entries() -> Iterable[_Entry]:
    """The newest changes that can be told, newest first."""
    public = Event.objects.visible_to(AnonymousUser()).filter(record=RecordStatus.PUBLISHED)
    told = Change.objects.filter(kind=ItemKind.EVENT, act__in=_TOLD, item__in=public.values("uuid"))
    opened = Change.objects.filter(item=OuterRef("item"), act=OPENED, n__lte=OuterRef("n"))
    found = 0
    rows = told.filter(Exists(opened)).order_by("-n")[:LOOKED_AT]
    for batch in _batches(rows.iterator(MOST)):
        events = public.select_related("superseded_by").in_bulk(
            {change.item for change in batch}, field_name="uuid"
        )
        for change in batch:
            words = _words(events[change.item], change)
            if words:
                yield _Entry(events[change.item], change, words)
                found += 1
            if found == MOST:
                return


def _batches(rows: Iterable[Change]) -> Iterable[list[Change]]:
    held: list[Change] = []
    for row in rows:
        held.append(row)
        if len(held) == MOST:
            yield held
            held = []
    if held:
        yield held


def _words(event: Event, change: Change) -> str:
    """What happened, in a line; "" for what no reader of the public page sees."""
    if change.act in _ACTS:
        return str(_ACTS[change.act])
    if change.act == "edit":
        return _edited(change)
    if change.act == "move" and "status" in change.fields:
        return _moved(event, change)
    if "date" in change.fields or "time" in change.fields:
        return _dated(change)
    return ""


def _edited(change: Change) -> str:
    names = dict.fromkeys(str(_FIELDS[name]) for name in change.fields if name in _FIELDS)
    if not names:
        return ""
    listed = pgettext("list", ", ").join(names)
    return pgettext("change feed", "Changed: %(fields)s") % {"fields": listed}


def _moved(event: Event, change: Change) -> str:
    to = EventStatus(change.fields["status"][1])
    other = event.superseded_by
    if to is EventStatus.SUPERSEDED and other is not None and as_open(other, event):
        return pgettext("change feed", "Another event takes its place: %(address)s") % {
            "address": event_address(other)
        }
    return pgettext("change feed", "Now: %(status)s") % {"status": STATUS_LABELS[to]}


def _dated(change: Change) -> str:
    before, after = change.fields.get("date", ["", ""])
    if before and after:
        return pgettext("change feed", "Date: %(after)s, before: %(before)s") % {
            "after": _day(after),
            "before": _day(before),
        }
    if after:
        return pgettext("change feed", "Date: %(after)s") % {"after": _day(after)}
    return pgettext("change feed", "Date or time changed")


def _day(edtf: str) -> str:
    return display_short(parse(edtf), settings.LANGUAGE_CODE)


def _updated(entries: Sequence[_Entry]) -> datetime:
    return max((entry.change.at for entry in entries), default=NEVER)


class _Feed(Atom1Feed):
    """Django's, whose empty feed would say that it was updated now."""

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=NEVER)


def _atom(entries: Sequence[_Entry]) -> str:
    address = settings.SITE_URL + ADDRESS
    language = settings.LANGUAGE_CODE
    feed = _Feed(
        title=pgettext("change feed", "Changes of public events"),
        link=f"{settings.SITE_URL}/",
        description=pgettext("change feed", "What changed of the events that everybody may see."),
        language=language,
        feed_url=address,
        feed_guid=address,
        author_name=pgettext("product name", "Commitment Monitor"),
    )
    for entry in entries:
        title = entry.event.title_in(language)[0]
        feed.add_item(
            title=f"{title}: {entry.words}",
            link=event_address(entry.event),
            # An Atom summary made by Django is HTML.
            description=escape(entry.words),
            unique_id=uuid5(entry.event.uuid, str(entry.change.n)).urn,
            updateddate=entry.change.at.astimezone(UTC),
            pubdate=entry.change.at.astimezone(UTC),
        )
    return feed.writeString("utf-8")
