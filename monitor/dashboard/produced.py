"""What rests on a document, and what was done to it, as far as a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import get_language, npgettext, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.changes.item import ItemKind
from monitor.changes.labels import door_label
from monitor.changes.models import Change
from monitor.commitments.models import Commitment, CommitmentKind, Evidence
from monitor.dashboard.links import event_url
from monitor.events.models import Event
from monitor.sources.models import Document

LISTED = 20
HISTORY = 12

ACTS = {
    "create": ("document", pgettext_lazy("document act", "Added")),
    "add_text": ("document", pgettext_lazy("document act", "Text added")),
    "edit": ("pencil", pgettext_lazy("document act", "Edited")),
    "ask_public": ("submitted", pgettext_lazy("document act", "Asked to be public")),
    "make_public": ("published", pgettext_lazy("document act", "Made public")),
    "archive": ("archived", pgettext_lazy("document act", "Archived")),
    "add_calendar": ("calendar", pgettext_lazy("document act", "Calendar added")),
    "upload_calendar": ("upload", pgettext_lazy("document act", "Calendar file read")),
    "pause_calendar": ("clock", pgettext_lazy("document act", "Calendar paused")),
    "resume_calendar": ("clock", pgettext_lazy("document act", "Calendar followed again")),
}
# The fields of a document as forms and history call them.
FIELDS = {
    "kind": pgettext_lazy("document field", "Kind"),
    "title": pgettext_lazy("document field", "Title"),
    "symbol": pgettext_lazy("document field", "Symbol"),
    "publisher": pgettext_lazy("document field", "Publisher"),
    "url": pgettext_lazy("document field", "Web address"),
    "language": pgettext_lazy("document field", "Language"),
    "official": pgettext_lazy("document field", "Issued by the body it speaks for"),
    "published_edtf": pgettext_lazy("document field", "Date of publication"),
    "published_basis": pgettext_lazy("document field", "How the date is known"),
    "published_note": pgettext_lazy("document field", "Note on the date"),
    "note": pgettext_lazy("document field", "Our note"),
    "visibility": pgettext_lazy("document field", "Who may see it"),
    "desks": pgettext_lazy("document field", "Desks"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the document produced."""

    icon_name: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history, for the timeline component."""

    icon_name: str
    what: str
    why: str
    who: str
    at: datetime
    struck: bool = False
    status: str = ""


def produced(document: Document, user: User) -> list[Line]:
    """The events, commitments and evidence that rest on the document, counted."""
    events = _events(document, user).count()
    found = Commitment.objects.visible_to(user).filter(
        pk__in=Commitment.objects.filter(quotes__passage__version__document=document).values("pk")
    )
    sums = found.aggregate(
        calls=Count("pk", filter=~Q(kind=CommitmentKind.PLEDGE)),
        bearers=Sum("duty_bearer_count", filter=~Q(kind=CommitmentKind.PLEDGE)),
        pledges=Count("pk", filter=Q(kind=CommitmentKind.PLEDGE)),
    )
    evidence = Evidence.objects.visible_to(user).filter(document=document).count()
    bearers = sums["bearers"] or 0
    lines = [
        (events, "calendar", npgettext("document", "%(n)d event", "%(n)d events", events)),
        (
            sums["calls"],
            "commitments",
            npgettext("document", "%(n)d call", "%(n)d calls", sums["calls"])
            + (
                npgettext(
                    "document", ", %(bearers)d follow-up", ", %(bearers)d follow-ups", bearers
                )
                if bearers
                else ""
            ),
        ),
        (
            sums["pledges"],
            "flag",
            npgettext("document", "%(n)d pledge", "%(n)d pledges", sums["pledges"]),
        ),
        (
            evidence,
            "link",
            npgettext("document", "%(n)d piece of evidence", "%(n)d pieces of evidence", evidence),
        ),
    ]
    return [Line(icon, words % {"n": n, "bearers": bearers}) for n, icon, words in lines if n]


def named_without_words(document: Document, user: User) -> list[tuple[str, str, str, str]]:
    """Events that rest on the document with no passage: (address, ref, title, language)."""
    language = get_language() or "en"
    events = _events(document, user).exclude(
        pk__in=Event.objects.filter(mentions__passage__version__document=document).values("pk")
    )
    return [
        (event_url(event), event.ref, *event.title_in(language))
        for event in events.order_by("number")[:LISTED]
    ]


def history(document: Document) -> list[Entry]:
    """The last acts on the document, newest first; who may see it may see them."""
    changes = list(Change.objects.of(kind=ItemKind.DOCUMENT, uuid=document.uuid)[:HISTORY])
    names = names_of([change.by for change in changes])
    return [_entry(change, names) for change in changes]


def last_change(document: Document) -> tuple[str, datetime] | None:
    """Who changed the document last, in words, and when."""
    change = Change.objects.of(kind=ItemKind.DOCUMENT, uuid=document.uuid).first()
    if change is None:
        return None
    return names_of([change.by])[change.by], change.at


def names_of(usernames: Sequence[str]) -> dict[str, str]:
    """The names of these accounts as people read them, by user name."""
    known = {user.username: str(user) for user in User.objects.filter(username__in=usernames)}
    return {username: known.get(username, username) for username in usernames}


def _events(document: Document, user: User) -> QuerySet[Event]:
    rests = Event.objects.filter(
        Q(documents=document)
        | Q(mentions__passage__version__document=document)
        | Q(claims__document=document)
        | Q(moves__document=document)
    )
    return Event.objects.visible_to(user).filter(pk__in=rests.values("pk"))


def _entry(change: Change, names: dict[str, str]) -> Entry:
    icon, what = ACTS.get(change.act, ("pencil", change.act.replace("_", " ")))
    why = change.note
    if change.act == "edit":
        fields = ", ".join(str(FIELDS.get(name, name)) for name in change.fields)
        why = pgettext("document history", "Changed: %(fields)s") % {"fields": fields}
    who = pgettext("history", "%(name)s, %(door)s") % {
        "name": names[change.by],
        "door": door_label(change.via),
    }
    return Entry(icon, str(what), why, who, change.at)
