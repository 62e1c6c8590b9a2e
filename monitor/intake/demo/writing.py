"""Documents and events of the demonstration, entered through the operations."""

from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from monitor.accounts.models import User
from monitor.actors.models import Actor, Place, Topic
from monitor.dates import display, parse
from monitor.events.models import Event, EventSeries
from monitor.events.operations import claim_date, create_event, make_public, move_event
from monitor.events.workflow import EventStatus
from monitor.intake.demo.days import edtf_around
from monitor.intake.demo.happenings import HAPPENINGS
from monitor.intake.demo.names import MARK
from monitor.intake.demo.papers import PAPERS
from monitor.intake.demo.promises import PROMISES
from monitor.intake.demo.rows import Happening, Paper
from monitor.intake.demo.script import Script
from monitor.intake.operations.demo_people import Cast
from monitor.sources.models import Document, Passage
from monitor.sources.operations import create_document, find_words, quote
from monitor.sources.operations import make_public as make_document_public


@dataclass(slots=True)
class Stage:
    """The demonstration as far as it has got: its script, its people, what stands by key."""

    script: Script
    cast: Cast
    documents: dict[str, Document] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.script.today

    def openness(self, opens: str, paper: str) -> dict[str, Any]:
        """The visibility to ask for: never wider than the document's."""
        if opens == "restricted":
            return {"visibility": "restricted", "desks": (self.cast.desks["security"],)}
        closed = self.documents[paper].visibility != "public"
        wanted = "staff" if opens == "staff" or closed else "public"
        return {"visibility": wanted}

    def writer(self, opens: str, number: int) -> User:
        """Who enters the n-th thing: the two officers in turn, but the desk's what is closed."""
        return self.cast["demo-law" if number % 3 == 2 and opens != "restricted" else "desk"]


def identity(key: str) -> UUID:
    """The same identifier for the same thing in each demonstration."""
    return uuid5(NAMESPACE_URL, f"urn:commitment-monitor:demo:{key}")


def enter_documents(stage: Stage) -> None:
    """Put each document on its day."""
    for paper in PAPERS:
        stage.script.on(paper.ago, partial(_write, stage, paper))


def text_of(paper: Paper) -> str | None:
    """The text: the opening, then a paragraph for each thing that quotes it."""
    if not paper.opening:
        return None
    clauses = [promise.words for promise in PROMISES if promise.paper == paper.key]
    said = [event.title for event in HAPPENINGS if event.paper == paper.key]
    numbered = [f"{number}. {words}." for number, words in enumerate([*clauses, *said], start=1)]
    return "\n\n".join([paper.opening, *numbered]) + "\n"


def _write(stage: Stage, paper: Paper) -> None:
    restricted = paper.opens == "restricted"
    asks = paper.opens in {"public", "asked"}
    document = create_document(
        kind=paper.kind,
        title=f"{MARK} {paper.title}",
        language=paper.language,
        symbol=paper.symbol,
        publisher=paper.publisher,
        official=paper.official,
        published_edtf=edtf_around(stage.today, f"-{paper.ago + 2}"),
        published_basis=paper.basis,
        note="Invented for demonstration.",
        visibility="restricted" if restricted else "public" if asks else "staff",
        desks=(stage.cast.desks["security"],) if restricted else (),
        text=text_of(paper),
        uuid=identity(f"document/{paper.key}"),
        **stage.script.as_(stage.cast["desk"]),
    )
    if paper.opens == "public":
        document = make_document_public(document=document, **stage.script.as_(stage.cast["head"]))
    stage.documents[paper.key] = document


def passage_of(stage: Stage, paper: str, words: str, by: User) -> Passage | None:
    """The passage of these words in a document of the demonstration; None where it has no text."""
    version = stage.documents[paper].versions.first()
    if version is None:
        return None
    start, end = find_words(version, words)[0]
    reported = {"voice": "reported", "reporter": "The Invented Courier"}
    given = stage.script.as_(by)
    return quote(
        version=version,
        start=start,
        end=end,
        by=by,
        at=given["at"],
        **(reported if paper == "article" else {}),
    )


def enter_events(stage: Stage) -> None:
    """Put each event, what is said of its date and each of its moves on their days."""
    ages = {paper.key: paper.ago for paper in PAPERS}
    for number, row in enumerate(HAPPENINGS):
        ago = min(row.ago, ages[row.paper] - 1)
        by = stage.writer(row.opens, number)
        stage.script.on(ago, partial(_happen, stage, row, by))
        for moved_ago, status in row.moves:
            stage.script.on(
                moved_ago,
                partial(_move, stage, row, status),
            )
        for said_ago, paper, when in row.later:
            stage.script.on(
                said_ago,
                partial(_claim, stage, row, when, paper, stage.cast["desk"]),
            )


def _happen(stage: Stage, row: Happening, by: User) -> None:
    passage = passage_of(stage, row.paper, row.title, by)
    event = create_event(
        kind=row.kind,
        title=row.title,
        status=row.status,
        language=row.language,
        title_fr=row.titles[0],
        title_ar=row.titles[1],
        summary="Invented for demonstration.",
        series=EventSeries.objects.get(code=row.series) if row.series else None,
        ordinal=row.ordinal,
        parent=stage.events[row.parent] if row.parent else None,
        host=Actor.objects.get(code=row.host) if row.host else None,
        organiser=Actor.objects.get(code="demo-secretariat"),
        place=Place.objects.get(code=row.place) if row.place else None,
        topics=[Topic.objects.get(code=row.topic)],
        documents=[stage.documents[row.paper]],
        passage=passage,
        uuid=identity(f"event/{row.key}"),
        **stage.openness(row.opens, row.paper),
        **stage.script.as_(by),
    )
    stage.events[row.key] = event
    _claim(stage, row, row.when, row.paper, by)
    event.refresh_from_db()
    if event.public_asked_by_id and row.opens == "public":
        make_public(event=event, **stage.script.as_(stage.cast["head"]))


def _claim(stage: Stage, row: Happening, when: str, paper: str, by: User) -> None:
    edtf = edtf_around(stage.today, when)
    start, _, end = row.times.partition("-")
    dated = parse(edtf) if edtf else None
    # A duplicate and a corrected window keep no time of day.
    timed = bool(start and dated and dated.is_exact)
    claim_date(
        event=stage.events[row.key],
        words=row.words or (display(dated, row.language) if dated else "undated"),
        date=dated,
        start_time=time.fromisoformat(start) if timed else None,
        end_time=time.fromisoformat(end) if timed else None,
        zone=row.zone if timed else "",
        document=stage.documents[paper],
        **stage.script.as_(by),
    )


def _move(stage: Stage, row: Happening, to: str) -> None:
    event = stage.events[row.key]
    event.refresh_from_db()
    superseded = to == EventStatus.SUPERSEDED
    latest = "report" if to == EventStatus.HELD else "second"
    there = latest in stage.documents
    move_event(
        event=event,
        to=to,
        seen_status=event.status,
        reason="Invented: as the notice has it.",
        document=None if superseded else stage.documents[latest if there else "notice"],
        superseded_by=stage.events["today-1"] if superseded else None,
        **stage.script.as_(stage.cast["head"]),
    )
