"""Our own delegation as an event's page shows it: its rows, its overlaps, what changed of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import User, Visibility
from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.dashboard.due import edtf_words
from monitor.dashboard.events.showing import SHOWN_CHANGES, Entry, who_words
from monitor.dashboard.events.wording import time_words
from monitor.dashboard.links import event_url
from monitor.events.delegations import Attended
from monitor.events.models import Event, Part, Participation
from monitor.events.overlaps import Meeting, Overlap

FIELD_WORDS = {
    "post": pgettext_lazy("field", "Post"),
    "level": pgettext_lazy("field", "Level"),
    "part": pgettext_lazy("field", "Part"),
    "drafting": pgettext_lazy("field", "A statement is drafted"),
    "drafting_desk": pgettext_lazy("field", "Drafted by"),
    "lead_desk": pgettext_lazy("field", "Lead desk"),
    "visibility": pgettext_lazy("field", "Who may see it"),
    "desks": pgettext_lazy("field", "Desks"),
    "note": pgettext_lazy("field", "Our note"),
}
ACT_WORDS = {
    "add": pgettext_lazy("delegation act", "%(post)s: entered among who goes"),
    "edit": pgettext_lazy("delegation act", "%(post)s: edited: %(fields)s"),
    "withdraw": pgettext_lazy("delegation act", "%(post)s: withdrawn"),
}
_ICONS = {"add": "plus", "edit": "pencil", "withdraw": "cross"}
# What one line names; the rest is counted.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Going:
    """One of us. `statement` says who drafts, "" where nothing is drafted."""

    participation: Participation
    level: str
    part: str
    statement: str
    restricted: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Another of our events at the same time; `sure` where both days are known and decided."""

    url: str
    ref: str
    title: str
    language: str
    when: str
    sure: bool


def goings(delegation: Iterable[Participation]) -> list[Going]:
    """Who goes, as rows."""
    return [
        Going(
            participation=each,
            level=each.get_level_display() if each.level else "",
            part=each.get_part_display(),
            statement=statement_words(each),
            restricted=each.get_visibility_display()
            if each.visibility == Visibility.RESTRICTED
            else "",
            decided=each.part != Part.UNDECIDED,
        )
        for each in delegation
    ]


def statement_words(each: Participation) -> str:
    """Who drafts the statement, "" where there is none to draft."""
    if not each.drafting:
        return ""
    if each.drafting_desk is None:
        return pgettext("delegation", "Statement: nobody drafts it yet")
    return pgettext("delegation", "Statement: %(desk)s drafts") % {"desk": each.drafting_desk}


def going_words(each: Participation, *, post: str = "") -> str:
    """One of us in a line: "Envoy (Ambassador): Speaks; Statement: Legal desk drafts".

    `post`: a shorter one in its place.
    """
    who = post or each.post
    if each.level and each.get_level_display().casefold() != each.post.casefold():
        who = pgettext("delegation", "%(post)s (%(level)s)") % {
            "post": each.post,
            "level": each.get_level_display(),
        }
    parts = [each.get_part_display(), statement_words(each)]
    return pgettext("delegation", "%(who)s: %(what)s") % {
        "who": who,
        "what": pgettext("list", "; ").join(part for part in parts if part),
    }


def clash_rows(meetings: Sequence[Meeting[Attended]]) -> tuple[list[Clash], int]:
    """The first few that fall together with an event, and how many more do."""
    shown = [clash(each.other.event, sure=each.how is Overlap.CERTAIN) for each in meetings[:NAMED]]
    return shown, max(0, len(meetings) - NAMED)


def clash(event: Event, *, sure: bool) -> Clash:
    """An event as a line about another says it."""
    title, language = event.title_in(get_language() or "en")
    days = edtf_words(event.edtf)
    when = ", ".join(part for part in (days, time_words(event.current_claim)) if part)
    return Clash(event_url(event), event.ref, title, language, when, sure)


def delegation_history(event: Event, user: User) -> list[Entry]:
    """What changed of who goes, newest first, of those that `user` may see; withdrawn ones too.

    Names fields, never their values: what stood while only desks saw it stays with them.
    """
    kept = Participation.objects.visible_to(user).filter(event=event)
    posts = dict(kept.values_list("uuid", "post"))
    changes = list(
        Change.objects.filter(kind=ItemKind.DELEGATION, item__in=list(posts)).order_by("-n")[
            :SHOWN_CHANGES
        ]
    )
    people = User.objects.filter(username__in={change.by for change in changes})
    names = {person.username: str(person) for person in people}
    return [
        _entry(change, posts[change.item], names.get(change.by, change.by)) for change in changes
    ]


def _entry(change: Change, post: str, who: str) -> Entry:
    fields = pgettext("list", ", ").join(str(FIELD_WORDS.get(name, name)) for name in change.fields)
    return Entry(
        change.at,
        str(ACT_WORDS[change.act]) % {"post": post, "fields": fields},
        change.note,
        who_words(who, change.via),
        _ICONS[change.act],
    )
