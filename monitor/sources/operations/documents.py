"""Adding a document and editing what is known of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, RecordStatus, User, Visibility
from monitor.accounts.openness import check_openness, require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import differences, next_number, plain, record
from monitor.changes.refusal import ChangedMeanwhile
from monitor.sources.models import Document, Stage
from monitor.sources.operations.fields import DocumentFields, cleaned, one_of
from monitor.sources.operations.texts import put_text
from monitor.sources.refusals import DocumentRefused

SHOWN = (
    "kind",
    "title",
    "symbol",
    "publisher",
    "url",
    "language",
    "official",
    "published_edtf",
    "published_basis",
    "published_note",
    "note",
    "visibility",
)


@transaction.atomic
def create_document(
    *,
    kind: str,
    title: str,
    language: str,
    symbol: str = "",
    publisher: str = "",
    url: str = "",
    official: bool = False,
    published_edtf: str = "",
    published_basis: str = "",
    published_note: str = "",
    note: str = "",
    visibility: str = Visibility.STAFF,
    desks: Iterable[Desk] = (),
    text: str | None = None,
    stage: str = Stage.OFFICIAL,
    file_sha256: str = "",
    uuid: UUID | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> Document:
    """A document, published to staff on saving, with its text; without one it is a reference.

    One that is to be public starts as staff with the wish noted: a second person opens it.
    `published_edtf` needs `published_basis`. `file_sha256` is of the file as it came, if one did.
    `uuid` names one that a file already knows.
    Raises DocumentRefused (code "seen_before" carries the document that has this symbol or text),
    WordingRefused, OpennessRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    one_of(visibility, Visibility.values, field="visibility")
    asks_public = visibility == Visibility.PUBLIC
    values = cleaned(
        {
            "kind": kind,
            "title": title,
            "symbol": symbol,
            "publisher": publisher,
            "url": url,
            "language": language,
            "official": official,
            "published_edtf": published_edtf,
            "published_basis": published_basis,
            "published_note": published_note,
            "note": note,
            "visibility": Visibility.STAFF if asks_public else visibility,
        },
        {},
    )
    desks = list(desks) if visibility == Visibility.RESTRICTED else []
    check_openness(visibility=visibility, desks=desks, rests_on=[])
    # The counter's lock also puts one after the other two who add the same symbol.
    number = next_number("document", first=1)
    _check_symbol(values["symbol"], by=by)
    document = Document.objects.create(
        **values,
        number=number,
        record=RecordStatus.PUBLISHED,
        public_asked_by=by if asks_public else None,
        created_at=at,
        **({"uuid": uuid} if uuid else {}),
    )
    document.desks.set(desks)
    logged: dict[str, tuple[Any, Any]] = {"title": (None, document.title)}
    if text is not None:
        version = put_text(
            document,
            language=document.language,
            stage=stage,
            text=text,
            file_sha256=file_sha256,
            by=by,
            at=at,
        )
        logged["sha256"] = (None, version.sha256)
    _log(document, "create", logged, by=by, at=at, via=via)
    return document


@transaction.atomic
def edit_document(
    *,
    document: Document,
    edition: int,
    by: User,
    at: datetime,
    via: Door,
    **fields: Unpack[DocumentFields],
) -> Document:
    """Change what is known of a document; its texts never change.

    `edition` is the one that was read: raises ChangedMeanwhile with the standing values if another
    was saved since. It is not made public here (ask_public, make_public). Raises DocumentRefused,
    WordingRefused, OpennessRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    document = seen(document, by=by)
    before = as_shown(document)
    if document.edition != edition:
        raise _changed_meanwhile(before)
    if document.record == RecordStatus.ARCHIVED:
        raise DocumentRefused(
            pgettext("refusal", "What is archived is not edited."), code="archived"
        )
    values = cleaned(fields, before)
    _check_symbol(values.get("symbol", ""), by=by, but=document)
    desks = _desks(document, values, fields)
    after = {**before, **{name: values[name] for name in SHOWN if name in values}}
    after["desks"] = plain([desk.code for desk in desks])
    changed = differences(before, after)
    if not changed:
        return document
    if not Document.objects.filter(pk=document.pk, edition=edition).update(
        **values, edition=F("edition") + 1
    ):
        raise _changed_meanwhile(as_shown(seen(document, by=by)))
    document.desks.set(desks)
    document.refresh_from_db()
    _log(document, "edit", changed, by=by, at=at, via=via)
    return document


def seen(document: Document, *, by: User) -> Document:
    """The document as it stands, if `by` may see it; else DocumentRefused (code "unknown")."""
    found = Document.objects.visible_to(by).filter(pk=document.pk).first()
    if found is None:
        raise DocumentRefused(pgettext("refusal", "There is no such document."), code="unknown")
    return found


def as_shown(document: Document) -> dict[str, Any]:
    """The fields of a document as the log keeps them."""
    shown: dict[str, Any] = {name: plain(getattr(document, name)) for name in SHOWN}
    shown["desks"] = plain([desk.code for desk in document.desks.all()])
    return shown


def _changed_meanwhile(current: dict[str, Any]) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        pgettext("refusal", "Somebody changed this after you opened it."), current=current
    )


def _desks(document: Document, values: dict[str, Any], fields: DocumentFields) -> list[Desk]:
    """The desks as they will be: none unless restricted. Refuses what would open the document."""
    visibility = one_of(
        values.get("visibility", document.visibility), Visibility.values, field="visibility"
    )
    if visibility == Visibility.PUBLIC != document.visibility:
        raise DocumentRefused(
            pgettext("refusal", "Ask for it to be public: a second person opens it."),
            code="ask_public_first",
            field="visibility",
        )
    if visibility != Visibility.RESTRICTED:
        return []
    desks = list(fields["desks"]) if "desks" in fields else list(document.desks.all())
    check_openness(visibility=visibility, desks=desks, rests_on=[])
    return desks


def _check_symbol(symbol: str, *, by: User, but: Document | None = None) -> None:
    if not symbol:
        return
    same = Document.objects.visible_to(by).filter(symbol__iexact=symbol)
    if but:
        same = same.exclude(pk=but.pk)
    existing = same.first()
    if existing:
        raise DocumentRefused(
            pgettext("refusal", "%(ref)s has this symbol already: add to it what it lacks.")
            % {"ref": existing.ref},
            code="seen_before",
            field="symbol",
            existing=existing,
        )


def _log(
    document: Document,
    act: str,
    fields: dict[str, tuple[Any, Any]],
    *,
    by: User,
    at: datetime,
    via: Door,
) -> None:
    record(
        kind=ItemKind.DOCUMENT,
        item=document.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields=fields,
    )
