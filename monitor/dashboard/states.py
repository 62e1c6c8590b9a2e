"""The Member States: how many follow-ups each has, and one State with all that stands on it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor, ActorKind, Membership
from monitor.commitments.bearers import Load, load_of_each
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Commitment, CommitmentKind, CommitmentQuerySet
from monitor.commitments.queries import leading_quotes
from monitor.commitments.status import FollowUp, a_to_z, of_actor
from monitor.dashboard.due import Due, day_words, due_of
from monitor.dashboard.links import commitment_url, document_url, follow_up_url, state_url
from monitor.dashboard.ours import Hosting, hosting
from monitor.dashboard.quoting import direction, reported
from monitor.events.models import Event
from monitor.events.workflow import EventStatus

PAGE = 50
# Beside the follow-ups so many stand; the rest is in the lists that they link to.
LISTED = 5


@dataclass(frozen=True, slots=True)
class StateRow:
    """One State of the list."""

    code: str
    name: str
    url: str
    load: Load


@dataclass(frozen=True, slots=True)
class Region:
    """The States of one UN regional group, A to Z; `name` says why there is no group."""

    name: str
    rows: list[StateRow]


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up of a State."""

    ref: str
    title: str
    language: str
    url: str
    verb: str
    words: str
    words_language: str
    words_direction: str
    status: str
    proposed: str
    due: Due
    evidence: int


@dataclass(frozen=True, slots=True)
class TopicRows:
    """The follow-ups of one topic; a commitment of several stands under its first."""

    name: str
    rows: list[FollowUpRow]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the State's own: a pledge, or a call to nobody named."""

    ref: str
    title: str
    language: str
    url: str
    words: str
    words_language: str
    words_direction: str
    document_url: str
    document_ref: str
    reported_by: str
    status: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A group and since when: `days` in words, "" where no day is recorded."""

    name: str
    days: str
    note: str


def regions(user: User, search: str) -> list[Region]:
    """The States whose name or code has `search`, by UN regional group. Three queries."""
    wanted = _plain(search)
    loads = load_of_each(user)
    found = [
        actor
        for actor in a_to_z(list(Actor.objects.states().select_related("un_group")))
        if wanted in _plain(actor.name) or wanted == actor.code.casefold()
    ]
    groups: dict[str, list[StateRow]] = {}
    last: dict[str, bool] = {}
    for actor in found:
        name, apart = _region(actor)
        last[name] = apart
        row = StateRow(actor.code, actor.name, state_url(actor), loads.get(actor.pk, Load()))
        groups.setdefault(name, []).append(row)
    names = sorted(groups, key=lambda name: (last[name], _plain(name)))
    return [Region(name, groups[name]) for name in names]


def _region(actor: Actor) -> tuple[str, bool]:
    """The heading an actor stands under, and whether it comes after the groups."""
    if actor.kind == ActorKind.OBSERVER:
        return pgettext("states", "Observer States"), True
    if actor.un_group is None:
        return pgettext("states", "In no regional group"), True
    return actor.un_group.name, False


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.strip())
    return "".join(part for part in letters if not unicodedata.combining(part)).casefold()


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """A page of a State's follow-ups by topic; `later` goes on, "" at the end."""

    topics: list[TopicRows]
    shown: int
    later: str


def follow_ups(actor: Actor, user: User, today: date, *, after: int | None) -> FollowUpPage:
    """Up to 50 follow-ups in the order of their references, in the page by topic."""
    bound = Commitment.objects.visible_to(user).tracked()
    bound = bound.filter(duty_bearers__places__actor=actor)
    if after is not None:
        bound = bound.filter(number__gt=after)
    numbers = list(bound.order_by("number").values_list("number", flat=True)[: PAGE + 1])
    more, numbers = len(numbers) > PAGE, numbers[:PAGE]
    asked = Commitment.objects.filter(number__in=numbers)
    asked = asked.prefetch_related(leading_quotes(), "topics")
    by_topic: dict[str, list[FollowUpRow]] = {}
    found = of_actor(actor, asked, user=user, today=today)
    for each in sorted(found, key=lambda one: one.commitment.number):
        topics = list(each.commitment.topics.all())
        name = topics[0].name if topics else ""
        by_topic.setdefault(name, []).append(_follow_up(each, today))
    return FollowUpPage(
        [
            TopicRows(name or pgettext("states", "No topic yet"), by_topic[name])
            for name in sorted(by_topic, key=lambda name: (not name, _plain(name)))
        ],
        len(numbers),
        str(numbers[-1]) if more else "",
    )


def _follow_up(each: FollowUp, today: date) -> FollowUpRow:
    commitment = each.commitment
    title, language = commitment.title_in(get_language() or "en")
    words, spoken, way = _words(commitment)
    return FollowUpRow(
        ref=commitment.ref,
        title=title,
        language=language,
        url=follow_up_url(commitment.number, each.actor.code),
        verb=commitment.verb,
        words=words,
        words_language=spoken,
        words_direction=way,
        status=each.code.value,
        proposed=str(ASSESSMENT_LABELS[each.pending]) if each.pending else "",
        due=due_of(commitment, each.timeliness, today),
        evidence=each.evidence,
    )


def _words(commitment: Commitment) -> tuple[str, str, str]:
    quotes = getattr(commitment, "leading_quotes", [])
    if not quotes:
        return "", "", "auto"
    language = quotes[0].passage.version.language
    return quotes[0].passage.exact, language, direction(language)


def hosted(actor: Actor, user: User) -> tuple[list[Hosting], int]:
    """The latest events that the State hosts, and how many there are."""
    found = Event.objects.visible_to(user).filter(host=actor, record=RecordStatus.PUBLISHED)
    found = found.exclude(status=EventStatus.SUPERSEDED)
    rows = found.select_related("current_claim", "place__country").order_by("-latest", "-number")
    return [hosting(event) for event in rows[:LISTED]], found.count()


def pledges(actor: Actor, user: User, today: date) -> tuple[list[Said], int]:
    """What the State pledged and is bound by, and how many such there are."""
    found = _own(actor, user).filter(kind=CommitmentKind.PLEDGE, duty_bearers__isnull=False)
    shown = list(_with_words(found))
    asked = Commitment.objects.filter(pk__in=[each.pk for each in shown])
    stand = {each.commitment.pk: each for each in of_actor(actor, asked, user=user, today=today)}
    return [_said(each, stand, today) for each in shown], found.count()


def positions(actor: Actor, user: User, today: date) -> tuple[list[Said], int]:
    """What the State said to nobody named: recorded, not tracked."""
    found = _own(actor, user).positions()
    return [_said(each, {}, today) for each in _with_words(found)], found.count()


def _own(actor: Actor, user: User) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(user).filter(issuer=actor, record=RecordStatus.PUBLISHED)


def _with_words(found: CommitmentQuerySet) -> CommitmentQuerySet:
    return found.prefetch_related(leading_quotes()).order_by("-number")[:LISTED]


def _said(each: Commitment, stand: Mapping[int, FollowUp], today: date) -> Said:
    title, language = each.title_in(get_language() or "en")
    words, spoken, way = _words(each)
    quotes = getattr(each, "leading_quotes", [])
    passage = quotes[0].passage if quotes else None
    document = passage.version.document if passage else None
    stands = stand.get(each.pk)
    return Said(
        ref=each.ref,
        title=title,
        language=language,
        url=commitment_url(each.number),
        words=words,
        words_language=spoken,
        words_direction=way,
        document_url=document_url(document, passage) if document else "",
        document_ref=document.ref if document else "",
        reported_by=reported(passage) if passage else "",
        status=stands.code.value if stands else "",
        due=due_of(each, stands.timeliness, today) if stands else None,
    )


def belongings(actor: Actor) -> list[Belonging]:
    """The groups the State belongs to or belonged to, A to Z, with the days that are recorded."""
    rows = list(Membership.objects.filter(member=actor).select_related("group"))
    rows.sort(key=lambda row: (_plain(row.group.name), row.since or date.min))
    return [Belonging(row.group.name, _days(row), row.note) for row in rows]


def _days(row: Membership) -> str:
    since = day_words(row.since) if row.since else ""
    # `until` is the first day without.
    until = day_words(row.until) if row.until else ""
    if since and until:
        words = pgettext("membership", "from %(since)s, no longer from %(until)s")
        return words % {"since": since, "until": until}
    if until:
        return pgettext("membership", "no longer from %s") % until
    return pgettext("membership", "since %s") % since if since else ""
