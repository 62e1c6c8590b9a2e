"""What others changed since a person last looked, as far as that person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import npgettext, pgettext

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.commitments.labels import ACT_LABELS, ASSESSMENT_LABELS
from monitor.commitments.models import Commitment, Evidence, Obligation
from monitor.commitments.workflow import Act, Code
from monitor.dashboard.history import ACTS, ON_EVIDENCE, evidence_ref, stood
from monitor.dashboard.links import follow_up_url
from monitor.dashboard.overview.waiting import titled, url_of
from monitor.events.models import STATUS_LABELS, Event
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document

# The newest changes that are read, and the items of them that are shown.
READ = 200
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """The last thing that happened to one item; `more` counts the changes before it."""

    icon: str
    status: str
    name: str
    language: str
    url: str
    what: str
    more: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """`last` is the number of the newest change that this page had before the person."""

    entries: list[Entry]
    last: int
    further: bool
    first_time: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """An item as a change names it."""

    name: str
    language: str
    url: str
    pending: Code | None = None
    published_at: datetime | None = None


def since(user: User) -> Since:
    """The latest changes by others, one entry an item, newest first.

    At most 200 changes are read; what this person may not see is absent, from the counts too.
    """
    read = list(Change.objects.filter(n__gt=user.seen_change).order_by("-n")[:READ])
    closed = _closed(user, read)
    by_item: dict[tuple[str, UUID], list[Change]] = {}
    for change in read:
        if change.by != user.username and change.pk not in closed:
            by_item.setdefault((change.kind, change.item), []).append(change)
    things = _things(user, by_item)
    if not user.may(Power.READ_DRAFTS):
        by_item = _from_publication_on(by_item, things)
    seen = [(things[key], changes) for key, changes in by_item.items() if key in things]
    names = _names([changes[0] for _, changes in seen[:SHOWN]])
    return Since(
        entries=[_entry(thing, changes, names) for thing, changes in seen[:SHOWN]],
        last=read[0].n if read else user.seen_change,
        further=len(seen) > SHOWN or len(read) == READ,
        first_time=user.seen_change == 0,
    )


def _closed(user: User, changes: Sequence[Change]) -> set[int]:
    """The changes whose item `user` may see, and not what was done to it."""
    evidence = [change for change in changes if change.act in ON_EVIDENCE]
    closed = {change.pk for change in evidence}
    if evidence:
        seen = set(
            Evidence.objects.visible_to(user)
            .filter(uses__obligation__uuid__in={change.item for change in evidence})
            .values_list("uses__obligation__uuid", "document__number")
        )
        shown = {(uuid, f"D-{number}") for uuid, number in seen}
        closed -= {change.pk for change in evidence if (change.item, evidence_ref(change)) in shown}
    return closed


def _from_publication_on(
    by_item: Mapping[tuple[str, UUID], list[Change]], things: Mapping[tuple[str, UUID], Thing]
) -> dict[tuple[str, UUID], list[Change]]:
    """Without the acts on commitments that only those see who may read drafts."""
    kept: dict[tuple[str, UUID], list[Change]] = {}
    for key, changes in by_item.items():
        rest = changes
        if key[0] == ItemKind.COMMITMENT and key in things:
            rest = [change for change in changes if stood(change, things[key].published_at)]
        if rest:
            kept[key] = rest
    return kept


def _things(
    user: User, by_item: Mapping[tuple[str, UUID], Sequence[Change]]
) -> dict[tuple[str, UUID], Thing]:
    """Those of the items that `user` may see."""
    wanted: dict[str, list[UUID]] = {}
    for kind, uuid in by_item:
        wanted.setdefault(kind, []).append(uuid)
    found: dict[tuple[str, UUID], Thing] = {}
    visible = (
        (ItemKind.EVENT, Event.objects.visible_to(user)),
        (ItemKind.DOCUMENT, Document.objects.visible_to(user)),
        (ItemKind.COMMITMENT, Commitment.objects.visible_to(user)),
    )
    for kind, items in visible:
        for item in items.filter(uuid__in=wanted.get(kind, [])):
            title, language = titled(item)
            published = getattr(item, "published_at", None)
            found[kind, item.uuid] = Thing(title, language, url_of(item), published_at=published)
    rows = Obligation.objects.filter(
        uuid__in=wanted.get(ItemKind.OBLIGATION, []),
        commitment__in=Commitment.objects.visible_to(user),
    ).select_related("commitment", "actor", "pending")
    for row in rows:
        found[ItemKind.OBLIGATION, row.uuid] = Thing(
            f"{row.actor.name} · {row.commitment.ref}",
            "",
            follow_up_url(row.commitment.number, row.actor.code),
            Code(row.pending.code) if row.pending else None,
        )
    return found


def _names(changes: Sequence[Change]) -> dict[str, str]:
    usernames = {change.by for change in changes}
    return {user.username: str(user) for user in User.objects.filter(username__in=usernames)}


def _entry(thing: Thing, changes: Sequence[Change], names: Mapping[str, str]) -> Entry:
    last, earlier = changes[0], len(changes) - 1
    icon, status, what = _said(thing, last)
    more = ""
    if earlier:
        more = npgettext("overview", "and %(n)d change before", "and %(n)d changes before", earlier)
        more %= {"n": earlier}
    return Entry(
        icon=icon,
        status=status,
        name=thing.name,
        language=thing.language,
        url=thing.url,
        what=what,
        more=more,
        who=names.get(last.by, last.by),
        at=last.at,
    )


def _said(thing: Thing, change: Change) -> tuple[str, str, str]:
    """The icon, an assessment's code or "", and the words of a change.

    A note or reason is not repeated here: it stands on the item's page, beside what it rests on.
    """
    if change.kind == ItemKind.OBLIGATION and change.act in set(Act):
        return _assessed(thing, change)
    if change.act == "move" and "status" in change.fields:
        to = EventStatus(change.fields["status"][1])
        return to.value, "", str(STATUS_LABELS[to])
    if change.act in ACTS:
        words, icon = ACTS[change.act]
        return icon, "", str(words)
    if change.act in {"add", "create"}:
        return "plus", "", pgettext("overview", "Added")
    if change.act == "add_text":
        return "document", "", pgettext("overview", "Text added")
    return "history", "", pgettext("overview", "Changed")


def _assessed(thing: Thing, change: Change) -> tuple[str, str, str]:
    act = Act(change.act)
    code = Code(change.fields["code"][1]) if "code" in change.fields else None
    if act is Act.PROPOSE:
        code = thing.pending
    words = str(ACT_LABELS[act])
    if code is None:
        return "history", "", words
    words = pgettext("overview", "%(act)s: %(status)s") % {
        "act": words,
        "status": ASSESSMENT_LABELS[code],
    }
    if act is Act.PROPOSE:
        return "status-proposed", "", words
    return f"status-{code}", code.value, words
