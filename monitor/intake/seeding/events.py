"""Loading series, events, date claims and moves of the record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.accounts.models import Visibility
from monitor.actors.models import Actor, Place, Topic
from monitor.events.models import DateClaim, Event, EventMove, EventSeries
from monitor.events.operations import (
    claim_date,
    create_event,
    edit_event,
    keep_series,
    make_public,
    mention,
    move_event,
)
from monitor.intake.seeding.report import Report
from monitor.intake.seeding.rows import Row, read
from monitor.intake.seeding.sources import found, identity
from monitor.sources.models import Document, Passage

TEXTS = ("kind", "title", "language", "title_fr", "summary")


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of the record may name."""

    documents: dict[str, Document]
    passages: dict[str, Passage]
    actors: dict[str, Actor]
    places: dict[str, Place]
    topics: dict[str, Topic]

    def optional(self, row: Row, field: str, kind: str) -> Any:
        """The thing that `field` names in the list `kind`, None for an empty field."""
        return found(row, field, getattr(self, kind)) if row[field] else None

    def several(self, row: Row, field: str, kind: str) -> list[Any]:
        """The things that `field` names, separated by bars."""
        things = getattr(self, kind)
        missing = [name for name in row.words(field) if name not in things]
        if missing:
            raise row.refuse(field, f"“{missing[0]}” is not among those named before.")
        return [things[name] for name in row.words(field)]


def load_series(folder: Path, known: Known, report: Report) -> dict[str, EventSeries]:
    """The series by code."""
    names = ("name_en", "name_fr", "name_es", "name_ar")
    loaded = {series.code: series for series in EventSeries.objects.all()}
    for row in read(folder / "series.csv", ("code", *names, "organiser")):
        values: dict[str, Any] = {name: row[name] for name in names}
        values["organiser"] = known.optional(row, "organiser", "actors")
        standing = loaded.get(row["code"])
        if standing:
            now = {name: getattr(standing, name) for name in values}
            if not report.spare(standing.uuid, standing.code, values, now):
                continue
        with row.blamed():
            loaded[row["code"]] = keep_series(code=row["code"], **values, **report.acting)
        report.done["EventSeries"] += 1
    return loaded


def load_events(
    folder: Path, known: Known, series: dict[str, EventSeries], report: Report
) -> dict[str, Event]:
    """The events by key, made public by the second account where the file says so."""
    standing = {event.uuid: event for event in Event.objects.all()}
    columns = ("key", "uuid", *TEXTS, "series", "ordinal", "host", "organiser", "participants")
    more = ("place", "topics", "documents", "passage", "mention_note", "visibility")
    loaded = {}
    for row in read(folder / "events.csv", (*columns, *more)):
        event = standing.get(identity(row))
        with row.blamed():
            if event is None:
                event = _enter(row, known, series, report)
                report.done["Event"] += 1
            else:
                _correct(row, event, known, series, report)
        loaded[row["key"]] = event
    return loaded


def _details(row: Row, known: Known, series: dict[str, EventSeries]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in TEXTS},
        "series": found(row, "series", series) if row["series"] else None,
        "ordinal": row.number("ordinal"),
        "host": known.optional(row, "host", "actors"),
        "organiser": known.optional(row, "organiser", "actors"),
        "place": known.optional(row, "place", "places"),
    }


def _enter(row: Row, known: Known, series: dict[str, EventSeries], report: Report) -> Event:
    passage = known.optional(row, "passage", "passages")
    event = create_event(
        **_details(row, known, series),
        participants=known.several(row, "participants", "actors"),
        topics=known.several(row, "topics", "topics"),
        documents=known.several(row, "documents", "documents"),
        passage=passage,
        visibility=row["visibility"],
        uuid=identity(row),
        **report.acting,
    )
    if row["mention_note"]:
        mention(
            event=event, passage=passage, leading=True, note=row["mention_note"], **report.acting
        )
    if row["visibility"] == Visibility.PUBLIC:
        event = make_public(event=event, **report.checking)
    return event


def _correct(
    row: Row, event: Event, known: Known, series: dict[str, EventSeries], report: Report
) -> None:
    values = _details(row, known, series)
    standing = {name: getattr(event, name) for name in values}
    differing = report.spare(event.uuid, event.ref, values, standing)
    if differing:
        edit_event(event=event, edition=event.edition, **differing, **report.acting)
        report.done["Event"] += 1


def load_claims(folder: Path, events: dict[str, Event], known: Known, report: Report) -> None:
    """Each source's word on when; one that is there already is left."""
    columns = ("event", "words", "edtf", "how", "needs", "document", "passage", "official")
    for row in read(folder / "date_claims.csv", (*columns, "said_on", "note")):
        event = found(row, "event", events)
        document = found(row, "document", known.documents)
        kept = DateClaim.objects.filter(
            event=event, document=document, words=row["words"], edtf=row["edtf"]
        )
        if kept.exists():
            continue
        with row.blamed("edtf"):
            claim_date(
                event=event,
                words=row["words"],
                edtf=row["edtf"],
                how=row["how"],
                needs=row["needs"],
                document=document,
                passage=known.optional(row, "passage", "passages"),
                official=row.flag("official"),
                said_on=row.day("said_on"),
                note=row["note"],
                **report.acting,
            )
        report.done["DateClaim"] += 1


def load_moves(folder: Path, events: dict[str, Event], known: Known, report: Report) -> None:
    """The moves in the file's order; where a person has moved on, theirs stands."""
    for row in read(folder / "moves.csv", ("event", "to", "document", "passage", "reason")):
        event = found(row, "event", events)
        event.refresh_from_db()
        moves = EventMove.objects.filter(event=event)
        if moves.filter(to=row["to"], by=report.by).exists():
            continue
        if moves.exclude(by__in=[report.by, report.checker]).exists():
            report.kept.append(f"{event.ref}: status")
            continue
        with row.blamed("to"):
            move_event(
                event=event,
                to=row["to"],
                seen_status=event.status,
                reason=row["reason"],
                document=known.optional(row, "document", "documents"),
                passage=known.optional(row, "passage", "passages"),
                **report.acting,
            )
        report.done["EventMove"] += 1
