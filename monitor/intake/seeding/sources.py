"""Loading documents and passages of the record."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from monitor.intake.seeding.report import Report
from monitor.intake.seeding.rows import Row, read
from monitor.sources.models import Document, Passage
from monitor.sources.operations import (
    create_document,
    edit_document,
    make_public,
    quote,
)

Thing = TypeVar("Thing")

TEXTS = (
    "kind",
    "symbol",
    "title",
    "publisher",
    "url",
    "language",
    "published_note",
    "note",
)


def load_documents(folder: Path, report: Report) -> dict[str, Document]:
    """The documents by key, made or brought up to date."""
    known = {document.uuid: document for document in Document.objects.all()}
    columns = ("key", "uuid", "official", "published", "published_basis", "visibility")
    loaded = {}
    for row in read(folder / "documents.csv", (*columns, *TEXTS, "stage", "file")):
        document = known.get(identity(row))
        with row.blamed():
            if document is None:
                document = _enter(row, folder.parent, report)
                report.done["Document"] += 1
            else:
                _correct(row, document, report)
        loaded[row["key"]] = document
    return loaded


def identity(row: Row) -> UUID:
    """The UUID that names the row's item for ever."""
    try:
        return UUID(row["uuid"])
    except ValueError:
        raise row.refuse("uuid", f"“{row['uuid']}” is no UUID.") from None


def _values(row: Row) -> dict[str, object]:
    return {
        **{name: row[name] for name in TEXTS},
        "official": row.flag("official"),
        "published_edtf": row["published"],
        "published_basis": row["published_basis"],
    }


def _enter(row: Row, folder: Path, report: Report) -> Document:
    text = None
    if row["file"]:
        try:
            text = (folder / row["file"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as unread:
            raise row.refuse("file", str(unread)) from unread
    document = create_document(
        **_values(row),  # type: ignore[arg-type]  # names and kinds are those of the columns
        text=text,
        stage=row["stage"] or "official",
        visibility=row["visibility"],
        uuid=identity(row),
        **report.acting,
    )
    if document.public_asked_by_id:
        document = make_public(document=document, **report.checking)
    return document


def _correct(row: Row, document: Document, report: Report) -> None:
    values = _values(row)
    standing = {name: getattr(document, name) for name in values}
    differing = report.spare(document.uuid, document.ref, values, standing)
    if not differing:
        return
    if {"published_edtf", "published_basis"} & differing.keys():
        for name in ("published_edtf", "published_basis"):
            differing[name] = values[name]
    edit_document(document=document, edition=document.edition, **differing, **report.acting)
    report.done["Document"] += 1


def load_passages(
    folder: Path, documents: dict[str, Document], report: Report
) -> dict[str, Passage]:
    """The passages by key; a span that is not the words it claims is refused."""
    columns = ("key", "document", "start", "end", "exact", "voice", "reporter")
    loaded = {}
    for row in read(folder / "passages.csv", columns):
        document = found(row, "document", documents)
        version = document.versions.first()
        start, end = row.number("start"), row.number("end")
        if version is None or start is None or end is None:
            raise row.refuse("document", "A passage needs a document with a text, start and end.")
        with row.blamed("exact"):
            loaded[row["key"]] = quote(
                version=version,
                start=start,
                end=end,
                exact=row["exact"],
                voice=row["voice"],
                reporter=row["reporter"],
                by=report.by,
                at=report.at,
            )
    return loaded


def found(row: Row, field: str, known: Mapping[str, Thing]) -> Thing:
    """The thing that `field` names, or a complaint about it."""
    if row[field] not in known:
        raise row.refuse(field, f"“{row[field]}” is not among those named before.")
    return known[row[field]]
