"""Loading commitments, evidence and assessments of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.commitments.models import Commitment, Obligation, PassageRole
from monitor.commitments.obligations import obligation_of, saved
from monitor.commitments.operations import (
    NewEvidence,
    assess,
    confirm,
    draft_commitment,
    edit_commitment,
    publish,
    quote_also,
    submit,
)
from monitor.commitments.terms import Terms, terms_of
from monitor.commitments.workflow import Act, Code
from monitor.events.models import Event
from monitor.intake.seeding.events import Known
from monitor.intake.seeding.report import Report
from monitor.intake.seeding.rows import Row, read
from monitor.intake.seeding.sources import found, identity

TEXTS = (
    "kind",
    "title",
    "language",
    "verb",
    "bindingness",
    "addressee_words",
    "duty",
    "deadline_words",
    "deadline_edtf",
    "visibility",
)


def load_commitments(
    folder: Path, known: Known, events: dict[str, Event], report: Report
) -> dict[str, Commitment]:
    """The commitments by key, submitted by one account and published by the other."""
    standing = {commitment.uuid: commitment for commitment in Commitment.objects.all()}
    columns = ("key", "uuid", *TEXTS, "issuer", "addressee_group", "deadline_kind")
    more = ("deadline_event", "topics", "event", "passage", "chapeau")
    loaded = {}
    for row in read(folder / "commitments.csv", (*columns, *more)):
        commitment = standing.get(identity(row))
        terms = _terms(row, known, events)
        with row.blamed():
            if commitment is None:
                commitment = _enter(row, terms, known, report)
                report.done["Commitment"] += 1
            else:
                _correct(commitment, terms, report)
        loaded[row["key"]] = commitment
    return loaded


def _terms(row: Row, known: Known, events: dict[str, Event]) -> Terms:
    texts: dict[str, Any] = {name: row[name] for name in TEXTS}
    return Terms(
        **texts,
        issuer=found(row, "issuer", known.actors),
        addressee_group=known.optional(row, "addressee_group", "actors"),
        deadline_kind=row["deadline_kind"] or "none",
        deadline_event=found(row, "deadline_event", events) if row["deadline_event"] else None,
        event=found(row, "event", events) if row["event"] else None,
        topics=tuple(known.several(row, "topics", "topics")),
    )


def _enter(row: Row, terms: Terms, known: Known, report: Report) -> Commitment:
    commitment = draft_commitment(
        terms=terms,
        passage=found(row, "passage", known.passages),
        uuid=identity(row),
        **report.acting,
    )
    if row["chapeau"]:
        quote_also(
            commitment=commitment,
            passage=found(row, "chapeau", known.passages),
            role=PassageRole.CHAPEAU,
            **report.acting,
        )
    commitment = submit(commitment=commitment, **report.acting)
    return publish(commitment=commitment, **report.checking)


def _correct(commitment: Commitment, terms: Terms, report: Report) -> None:
    """A corrected row becomes an edit, or a proposed change where the text itself is at stake."""
    now = terms_of(commitment)
    compared = (*TEXTS[:-1], "issuer", "addressee_group", "deadline_kind", "event", "topics")
    values: Mapping[str, Any] = {name: getattr(terms, name) for name in compared}
    standing = {name: getattr(now, name) for name in compared}
    differing = report.spare(commitment.uuid, commitment.ref, values, standing)
    if not differing or commitment.amendments.filter(decided_at__isnull=True).exists():
        return
    if "verb" in differing:
        differing["strength"] = None
    edit_commitment(
        commitment=commitment,
        terms=replace(now, **differing),
        edition=commitment.edition,
        reason="The seed file was corrected.",
        **report.acting,
    )
    report.done["Commitment"] += 1


def load_assessments(
    folder: Path, known: Known, commitments: dict[str, Commitment], report: Report
) -> None:
    """Judgements with their evidence, proposed by one account and confirmed by the other.

    A follow-up that anybody has acted on is left as it stands.
    """
    columns = ("commitment", "actor", "document", "reliability", "effective_on", "note")
    pieces: dict[tuple[str, str], list[NewEvidence]] = {}
    for row in read(folder / "evidence.csv", columns):
        piece = NewEvidence(
            document=found(row, "document", known.documents),
            reliability=row["reliability"],
            effective_on=row.day("effective_on"),
            note=row["note"],
        )
        pieces.setdefault((row["commitment"], row["actor"]), []).append(piece)
    for row in read(
        folder / "assessments.csv", ("commitment", "actor", "code", "effective_on", "reason")
    ):
        commitment = found(row, "commitment", commitments)
        actor = found(row, "actor", known.actors)
        obligation = obligation_of(commitment, actor)
        if saved(obligation):
            continue
        with row.blamed("code"):
            _judge(row, obligation, pieces.get((row["commitment"], row["actor"]), []), report)
        report.done["Assessment"] += 1


def _judge(row: Row, obligation: Obligation, pieces: Sequence[NewEvidence], report: Report) -> None:
    if row["code"] not in list(Code):
        raise row.refuse("code", f"“{row['code']}” is no code.")
    entry = assess(
        obligation=obligation,
        code=Code(row["code"]),
        seen=None,
        reason=row["reason"],
        effective_on=row.day("effective_on"),
        evidence=pieces,
        **report.acting,
    )
    if entry.act == Act.PROPOSE:
        confirm(
            proposal=entry,
            seen=entry.pk,
            evidence_revision=entry.evidence_revision,
            **report.checking,
        )
