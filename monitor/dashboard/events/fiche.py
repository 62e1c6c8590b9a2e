"""The fiche of an event: one page to take along, as one person may see it.

What, where, who goes, what was called for there, what we pledged, the last words on it, what is
open. Each list is bounded so that the page stays one; what is left out is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Commitment, CommitmentKind
from monitor.commitments.queries import leading_quotes
from monitor.commitments.status import FollowUp, of_actor
from monitor.dashboard.due import day_words, due_of, edtf_words
from monitor.dashboard.events.cutting import LONGEST_POST, cut, first_words
from monitor.dashboard.events.delegation import going_words
from monitor.dashboard.events.pointing import open_points
from monitor.dashboard.events.rule_words import rule_words
from monitor.dashboard.events.showing import Term, terms
from monitor.dashboard.events.wording import date_words, precision_words, time_words
from monitor.dashboard.links import commitment_url
from monitor.dashboard.quoting import direction, reported
from monitor.events.delegations import delegation_of
from monitor.events.models import STATUS_LABELS, Event, EventPassage, Participation
from monitor.events.queries import instances_of, mentions_of, neighbours_of, parts_of
from monitor.events.repeating import rule_of
from monitor.events.workflow import EventStatus
from monitor.sources.models import Passage

# So many of each fit on the page beside the others, each at its longest.
GOING, CALLS, PLEDGES, STATEMENTS, POINTS = 5, 3, 2, 2, 7
LONGEST_QUOTE, LONGEST_TITLE, LONGEST_SUMMARY = 240, 100, 240
LONGEST_LINE = 110


@dataclass(frozen=True, slots=True)
class Said:
    """Exact words, cut at the end of a word where they are long, and where they stand."""

    words: str
    cut: bool
    language: str
    direction: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment: its reference and title, what is said of it, and its leading words."""

    ref: str
    url: str
    title: str
    language: str
    about: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one kind, and how many more there are."""

    rows: Sequence[Row | Said | str]
    more: int


@dataclass(frozen=True, slots=True)
class Fiche:
    """All that the page says. `sight` tells whose, `as_of` of which day; `pledges` None: no home.

    `when` is the standing word on the date: the source's own, with where it stands.
    """

    event: Event
    heading: str
    language: str
    status: str
    date: str
    time: str
    precision: str
    repeats: str
    when: Said | None
    summary: str
    terms: list[Term]
    going: Part
    calls: Part
    pledges: Part | None
    statements: Part
    points: Part
    sight: str
    as_of: str


def fiche_of(event: Event, user: User, today: date) -> Fiche:
    """The fiche as `user` may see it, in the reader's language, as of `today`."""
    title, language = event.title_in(get_language() or "en")
    delegation = delegation_of(event, user)
    home = Actor.objects.filter(code=settings.HOME_ACTOR).first() if settings.HOME_ACTOR else None
    before, _ = neighbours_of(event, user)
    places = [event, *parts_of(event, user), *([before] if before else [])]
    made = _made_at(places, event, user)
    stand = _standing(home, made, user, today)
    calls = [each for each in made if each.kind != CommitmentKind.PLEDGE]
    ours = [each for each in made if each.kind == CommitmentKind.PLEDGE and each.issuer == home]
    shown_calls, shown_ours = calls[:CALLS], ours[:PLEDGES]
    quoted = {_leading(each) for each in (*shown_calls, *shown_ours)}
    heard = [each.passage for each in _newest(event, user) if each.passage not in quoted]
    points = open_points(event, user, delegation, stand.values(), today)
    return Fiche(
        event=event,
        heading=title,
        language=language,
        status=str(STATUS_LABELS[EventStatus(event.status)]),
        date=date_words(event),
        time=time_words(event.current_claim),
        precision=precision_words(event),
        repeats=_repeats(event, today),
        when=_when(event),
        summary=cut(event.summary, LONGEST_SUMMARY),
        terms=_terms(event),
        going=_going(delegation),
        calls=_part([_row(each, event, stand, today) for each in shown_calls], len(calls)),
        pledges=_part([_row(each, event, stand, today) for each in shown_ours], len(ours))
        if home
        else None,
        statements=_part([said(each) for each in heard[:STATEMENTS]], len(heard)),
        points=_part([cut(point, LONGEST_LINE) for point in points[:POINTS]], len(points)),
        sight=sight_words(user),
        as_of=day_words(today),
    )


def sight_words(user: User) -> str:
    """Whose sight it is: the person's desks, or the person."""
    desks = [str(desk) for desk in user.desks.order_by("name")]
    return pgettext("list", ", ").join(desks) if desks else str(user)


def said(passage: Passage) -> Said:
    """Exact words on one line, with symbol or publisher, day and who reports them."""
    version = passage.version
    document = version.document
    words = " ".join(passage.exact.split())
    kept = first_words(words, LONGEST_QUOTE)
    told = reported(passage)
    parts = [
        f"{document.ref} {document.symbol}".strip(),
        "" if told else document.publisher or cut(document.title, LONGEST_TITLE),
        edtf_words(document.published_edtf) if document.published_edtf else "",
        told,
    ]
    source = pgettext("list", ", ").join(part for part in parts if part)
    return Said(kept, kept != words, version.language, direction(version.language), source)


def _made_at(places: Sequence[Event], event: Event, user: User) -> list[Commitment]:
    """What was said at these events, and what takes its date from this one; this one's first."""
    hangs = Q(event__in=[place.pk for place in places]) | Q(deadline_event=event)
    found = (
        Commitment.objects.visible_to(user)
        .filter(hangs, record=RecordStatus.PUBLISHED)
        .select_related("issuer", "event")
        .prefetch_related(leading_quotes())
        .order_by("number")
    )
    order = {place.pk: at for at, place in enumerate(places)}
    return sorted(found, key=lambda each: order.get(each.event_id or 0, len(order)))


def _standing(
    home: Actor | None, made: Sequence[Commitment], user: User, today: date
) -> dict[int, FollowUp]:
    """How our own State stands to each of these that binds it."""
    if home is None or not made:
        return {}
    rows = Commitment.objects.filter(pk__in=[each.pk for each in made])
    return {each.commitment.pk: each for each in of_actor(home, rows, user=user, today=today)}


def _row(each: Commitment, event: Event, stand: dict[int, FollowUp], today: date) -> Row:
    title, language = each.title_in(get_language() or "en")
    passage = _leading(each)
    about = [str(each.get_kind_display()), each.issuer.name]
    if each.event is not None and each.event_id != event.pk:
        about.append(pgettext("fiche", "at %(ref)s") % {"ref": each.event.ref})
    if each.deadline_event_id == event.pk:
        about.append(pgettext("fiche", "takes its date from this event"))
    if each.pk in stand:
        about += _stands(stand[each.pk], today)
    return Row(
        ref=each.ref,
        url=commitment_url(each.number),
        title=cut(title, LONGEST_TITLE),
        language=language,
        about=" · ".join(about),
        said=said(passage) if passage else None,
    )


def _stands(each: FollowUp, today: date) -> Iterable[str]:
    status = str(ASSESSMENT_LABELS[each.code])
    yield pgettext("fiche", "we: %(status)s") % {"status": status}
    if each.pending is not None:
        yield pgettext("fiche", "“%(status)s” proposed, unconfirmed") % {
            "status": ASSESSMENT_LABELS[each.pending]
        }
    if each.commitment.latest_on is not None:
        yield due_of(each.commitment, each.timeliness, today).words


def _leading(each: Commitment) -> Passage | None:
    quotes = getattr(each, "leading_quotes", [])
    return quotes[0].passage if quotes else None


def _newest(event: Event, user: User) -> Sequence[EventPassage]:
    """The words in which it stands, those of the newest document first."""
    rows = mentions_of(event, user)
    return sorted(
        rows,
        key=lambda each: each.passage.version.document.published_latest or date.min,
        reverse=True,
    )


def _when(event: Event) -> Said | None:
    claim = event.current_claim
    if claim is None:
        return None
    if claim.passage is not None:
        return said(claim.passage)
    document = claim.document
    source = f"{document.ref} {document.symbol or document.title}" if document else ""
    return Said(claim.words, False, "", "auto", cut(source, LONGEST_LINE))


def _repeats(event: Event, today: date) -> str:
    """The rule in words with the next time, "" for what takes place once."""
    recurrence = getattr(event, "recurrence", None)
    if recurrence is None or event.earliest is None:
        return ""
    words = rule_words(rule_of(recurrence), event.earliest)
    ahead = instances_of(event, today, most=1)
    if not ahead:
        return words
    return pgettext("fiche", "%(rule)s; next: %(day)s") % {
        "rule": words,
        "day": edtf_words(ahead[0].edtf),
    }


def _terms(event: Event) -> list[Term]:
    return [
        Term(each.name, cut(each.value, LONGEST_LINE), each.note, each.url) for each in terms(event)
    ]


def _going(delegation: Sequence[Participation]) -> Part:
    rows = [going_words(each, post=cut(each.post, LONGEST_POST)) for each in delegation[:GOING]]
    return _part(rows, len(delegation))


def _part(rows: Sequence[Row | Said | str], total: int) -> Part:
    return Part(rows, total - len(rows))
