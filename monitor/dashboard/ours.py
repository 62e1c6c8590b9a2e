"""Our own State: what it promised, what is asked of it, what it hosts, by year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, DateField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import (
    Commitment,
    CommitmentKind,
    CommitmentPassage,
    CommitmentQuerySet,
    Obligation,
)
from monitor.commitments.queries import leading_quotes
from monitor.commitments.status import FollowUp, of_actor
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.workflow import RULES, Validity
from monitor.dashboard.due import Due, due_of, edtf_words
from monitor.dashboard.links import commitment_url, event_url, follow_up_url
from monitor.dashboard.quoting import Shown, shown
from monitor.events.models import Event, EventPassage, EventQuerySet
from monitor.events.workflow import EventStatus

PAGE = 40
UNKNOWN_YEAR = "none"


class Section(StrEnum):
    """Which of ours."""

    PROMISED = "promised"
    ASKED = "asked"
    HOSTED = "hosted"


class By(StrEnum):
    """By which of its days an item's year is taken."""

    MADE = "made"
    DUE = "due"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of ours; `status` is "" where the text binds nobody or is out of force.

    `proposed` is the status that awaits a second person, in words.
    """

    ref: str
    title: str
    language: str
    url: str
    issuer: str
    verb: str
    quote: Shown | None
    status: str
    proposed: str
    validity: str
    due: Due | None
    made: int | None


@dataclass(frozen=True, slots=True)
class Hosting:
    """An event that we host; `words` are the source's where the days are not known."""

    ref: str
    title: str
    language: str
    url: str
    status: str
    when: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest entry first; `later` goes on, "" at the end."""

    rows: list[Promise] | list[Hosting]
    total: int
    later: str


def commitments_of(user: User, home: Actor, section: Section) -> CommitmentQuerySet:
    """The published commitments of a section, each with its `year_made`, `_due` and `_closed`."""
    found = Commitment.objects.visible_to(user).filter(record=RecordStatus.PUBLISHED)
    if section is Section.PROMISED:
        found = found.filter(kind=CommitmentKind.PLEDGE, issuer=home)
    else:
        found = found.filter(duty_bearers__places__actor=home).exclude(issuer=home)
    leading = CommitmentPassage.objects.filter(commitment=OuterRef("pk"), leading=True)
    closed = Obligation.objects.filter(
        commitment=OuterRef("pk"),
        actor=home,
        code__in=[code for code, rule in RULES.items() if rule.final],
    )
    return found.annotate(
        made_on=Subquery(_said(leading)),
        closed_on=Subquery(closed.values("effective_on")[:1]),
        year_made=ExtractYear("made_on"),
        year_due=ExtractYear("latest_on"),
        year_closed=ExtractYear("closed_on"),
    )


def events_of(user: User, home: Actor) -> EventQuerySet:
    """The published events that home hosts, each with its `year_made`, `_due` and `_closed`."""
    leading = EventPassage.objects.filter(event=OuterRef("pk"), leading=True)
    over = Case(
        When(status=EventStatus.HELD, then=F("latest")),
        When(status=EventStatus.CANCELLED, then=F("cancelled_on")),
        output_field=DateField(),
    )
    return (
        Event.objects.visible_to(user)
        .filter(host=home, record=RecordStatus.PUBLISHED)
        .exclude(status=EventStatus.SUPERSEDED)
        .annotate(
            made_on=Subquery(_said(leading)),
            closed_on=over,
            year_made=ExtractYear("made_on"),
            year_due=ExtractYear("latest"),
            year_closed=ExtractYear("closed_on"),
        )
    )


def _said(leading: QuerySet[Any]) -> QuerySet[Any, Any]:
    """The day of the document whose words lead, where its year is known."""
    document = "passage__version__document__published"
    known = leading.filter(**{f"{document}_latest__year": F(f"{document}_earliest__year")})
    return known.values(f"{document}_earliest")[:1]


Found = CommitmentQuerySet | EventQuerySet


def years(found: Found, by: By) -> list[tuple[str, int]]:
    """(year, how many), latest year first, those without a known year last."""
    rows = found.order_by().values_list(f"year_{by}").annotate(n=Count("pk"))
    counted: dict[int | None, int] = dict(rows)
    known = sorted((year for year in counted if year is not None), reverse=True)
    listed = [(str(year), counted[year]) for year in known]
    return [*listed, (UNKNOWN_YEAR, counted[None])] if None in counted else listed


def in_year(found: Found, by: By, year: str) -> Found:
    """Of these those of one year; "" is all, UNKNOWN_YEAR those whose year nobody knows."""
    if year == UNKNOWN_YEAR:
        return found.filter(**{f"year_{by}__isnull": True})
    return found.filter(**{f"year_{by}": int(year)}) if year else found


def promises(
    user: User, home: Actor, found: CommitmentQuerySet, today: date, *, after: int | None
) -> Page:
    """A page of commitments with where home stands on each."""
    total = found.count()
    rows = found if after is None else found.filter(number__lt=after)
    rows = rows.select_related("issuer").prefetch_related(leading_quotes()).order_by("-number")
    page = list(rows[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    keys = [each.pk for each in page]
    stand = of_actor(home, Commitment.objects.filter(pk__in=keys), user=user, today=today)
    by_key = {each.commitment.pk: each for each in stand}
    return Page(
        [_promise(each, by_key.get(each.pk), home, today) for each in page],
        total,
        str(page[-1].number) if more else "",
    )


def _promise(each: Commitment, stands: FollowUp | None, home: Actor, today: date) -> Promise:
    title, language = each.title_in(get_language() or "en")
    quotes = getattr(each, "leading_quotes", [])
    in_force = each.validity == Validity.IN_FORCE
    return Promise(
        ref=each.ref,
        title=title,
        language=language,
        url=follow_up_url(each.number, home.code) if stands else commitment_url(each.number),
        issuer=each.issuer.name,
        verb=each.verb,
        quote=shown(quotes[0]) if quotes else None,
        status=stands.code.value if stands else "",
        proposed=str(ASSESSMENT_LABELS[stands.pending]) if stands and stands.pending else "",
        validity="" if in_force else each.validity,
        due=due_of(each, stands.timeliness if stands else Timeliness.NO_DEADLINE, today),
        made=getattr(each, "year_made", None),
    )


def hostings(found: EventQuerySet, *, after: int | None) -> Page:
    """A page of events."""
    total = found.count()
    rows = found if after is None else found.filter(number__lt=after)
    rows = rows.select_related("current_claim", "place__country").order_by("-number")
    page = list(rows[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    return Page([hosting(each) for each in page], total, str(page[-1].number) if more else "")


def hosting(each: Event) -> Hosting:
    """An event as a list of those hosted shows it."""
    language = get_language() or "en"
    title, title_language = each.title_in(language)
    claim = each.current_claim
    return Hosting(
        ref=each.ref,
        title=title,
        language=title_language,
        url=event_url(each),
        status=each.status,
        when=edtf_words(each.edtf) if each.edtf else "",
        words=claim.words if claim and not each.exact else "",
        where=each.place.address_in(language) if each.place else "",
    )
