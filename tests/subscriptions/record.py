"""A public record for the tests of feeds, made through the operations."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from monitor.accounts.models import User
from monitor.actors.models import Actor, Place
from monitor.actors.operations import keep_entry
from monitor.changes.item import Door, Item, ItemKind
from monitor.commitments.models import Commitment
from monitor.commitments.operations import draft_commitment, publish, submit
from monitor.commitments.terms import Terms
from monitor.events.models import Event
from monitor.events.operations import make_public
from monitor.sources import operations as sources
from monitor.sources.models import Document, Passage
from monitor.subscriptions.feeds import read_feed
from monitor.subscriptions.models import Component
from tests import cast
from tests.factories import events
from tests.factories.sources import article, passage

LATER = cast.NOW + timedelta(hours=1)
_numbers = count(1)


class Record:
    """Two people who together make things public."""

    def __init__(self) -> None:
        self.officer = cast.officer()
        self.coordinator = cast.coordinator()

    def opened(self, document: Document) -> Document:
        acts = {"at": cast.NOW, "via": Door.DASHBOARD}
        sources.ask_public(document=document, by=self.officer, **acts)
        return sources.make_public(document=document, by=self.coordinator, **acts)

    def words(self, words: str = "", *, voice: str = "narrator", **fields: Any) -> Passage:
        """A passage of a public article of The Gazette."""
        words = words or f"The ministers meet for the {next(_numbers)}th time"
        given = {"publisher": "The Gazette", **fields}
        version = article(self.officer, text=f"{words}.\n", **given)
        self.opened(version.document)
        return passage(version, words, by=self.officer, voice=voice, reporter="narrator")

    def notice(self) -> Document:
        return self.opened(events.notice(self.officer))

    def event(
        self, edtf: str = "2025-11-24/2025-11-27", *, at: datetime = cast.NOW, **fields: Any
    ) -> Event:
        """A public event on these days, mentioned in a public article."""
        given = {"passage": self.words(), "visibility": "public", **fields}
        claim = {
            name: given.pop(name) for name in ("start_time", "end_time", "zone") if name in given
        }
        made = events.event(self.officer, at=at, **given)
        if edtf:
            events.claim(made, edtf, by=self.officer, at=at, **claim)
        if given["visibility"] == "public":
            make_public(event=made, by=self.coordinator, at=at, via=Door.DASHBOARD)
        return Event.objects.get(pk=made.pk)

    def move(self, event: Event, to: str, *, at: datetime = LATER, **fields: Any) -> Event:
        given = {"document": self.notice(), "by": self.coordinator, **fields}
        return events.move(event, to, at=at, **given)  # type: ignore[arg-type]

    def deadline(self, *, at: datetime = cast.NOW, **fields: Any) -> Commitment:
        """A public, published call with a deadline."""
        given = {
            "title": "Submit the national report",
            "kind": "call",
            "verb": "calls on",
            "bindingness": "hortatory",
            "issuer": self.actor("unsc", "Security Council", kind="organ"),
            "addressee_words": "Ruritania",
            "addressees": (self.actor("RUR", "Ruritania", kind="state"),),
            "deadline_kind": "by",
            "deadline_words": "by 30 November 2025",
            "deadline_edtf": "[..2025-11-30]",
            "visibility": "public",
            **fields,
        }
        acts = {"at": at, "via": Door.DASHBOARD}
        made = draft_commitment(
            terms=Terms(**given), passage=self.words(voice="reported"), by=self.officer, **acts
        )
        submit(commitment=made, by=self.officer, **acts)
        publish(commitment=made, by=self.coordinator, **acts)
        return Commitment.objects.get(pk=made.pk)

    def actor(self, code: str, name: str, **fields: Any) -> Actor:
        found = Actor.objects.filter(code=code).first()
        return found or self._kept(Actor(), code=code, name_en=name, **fields)

    def place(self, name: str = "Tangier", **fields: Any) -> Place:
        place = Place(code=name.lower())
        return self._kept(place, name_en=name, **{"visibility": "public", **fields})

    def edit(self, entry: Any, *, at: datetime = LATER, **values: Any) -> None:
        keep_entry(entry=entry, values=values, by=self.administrator, at=at, via=Door.ADMIN)

    @property
    def administrator(self) -> User:
        found = User.objects.filter(username="administrator").first()
        return found or cast.administrator()

    def _kept(self, entry: Any, **values: Any) -> Any:
        self.edit(entry, at=cast.NOW, **values)
        return entry


def item(thing: Event | Commitment) -> Item:
    kind = ItemKind.EVENT if isinstance(thing, Event) else ItemKind.COMMITMENT
    return Item(kind, thing.uuid)


def component(thing: Event | Commitment) -> Component:
    """The stored component, which exists once the item was public."""
    return Component.objects.get(kind=item(thing).kind, item=thing.uuid)


def lines(body: bytes) -> dict[str, str]:
    """The properties of one rendered component, unfolded, as name with parameters -> value."""
    text = bytes(body).decode().replace("\r\n ", "")
    return dict(line.split(":", 1) for line in text.splitlines() if ":" in line)


def shown(thing: Event | Commitment) -> dict[str, str]:
    return lines(component(thing).body)


def public_feed(at: datetime = LATER) -> tuple[str, bytes]:
    """The tag and the bytes of the public feed."""
    state, body = read_feed("public", at=at, packed=False)
    return state.tag, body
