"""The record axis of a document: opening to the public, with a second person; archiving."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import record
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import lines
from monitor.sources.models import Document
from monitor.sources.operations.documents import as_shown, seen
from monitor.sources.refusals import DocumentRefused


@transaction.atomic
def ask_public(*, document: Document, by: User, at: datetime, via: Door) -> Document:
    """Ask that a document be shown to everybody; another person answers (make_public)."""
    require(by, Power.DRAFT)
    document = seen(document, by=by)
    _check_published(document)
    if document.visibility == Visibility.PUBLIC:
        raise DocumentRefused(pgettext("refusal", "This is public already."), code="public_already")
    if document.public_asked_by_id is not None:
        raise DocumentRefused(
            pgettext("refusal", "Somebody has asked for this already."), code="asked_already"
        )
    return _put(document, "ask_public", public_asked_by=by, by=by, at=at, via=via)


@transaction.atomic
def make_public(*, document: Document, by: User, at: datetime, via: Door) -> Document:
    """Show a document to everybody, as another person asked."""
    require(by, Power.PUBLISH)
    document = seen(document, by=by)
    _check_published(document)
    if document.public_asked_by_id is None:
        raise DocumentRefused(
            pgettext("refusal", "Nobody has asked for this to be public."), code="not_asked"
        )
    if document.public_asked_by_id == by.pk:
        raise DocumentRefused(
            pgettext("refusal", "You asked for this yourself: another person makes it public."),
            code="own_request",
        )
    opened = _put(
        document,
        "make_public",
        visibility=Visibility.PUBLIC,
        public_asked_by=None,
        by=by,
        at=at,
        via=via,
    )
    opened.desks.clear()
    return opened


@transaction.atomic
def archive_document(
    *, document: Document, reason: str, by: User, at: datetime, via: Door
) -> Document:
    """Take a document out of the lists, with a reason; nothing is deleted, passages stay."""
    require(by, Power.PUBLISH)
    document = seen(document, by=by)
    _check_published(document)
    reason = lines(reason, field="reason")
    if not reason:
        raise DocumentRefused(
            pgettext("refusal", "Give a reason."), code="needs_reason", field="reason"
        )
    return _put(
        document, "archive", note=reason, record=RecordStatus.ARCHIVED, by=by, at=at, via=via
    )


def _check_published(document: Document) -> None:
    if document.record != RecordStatus.PUBLISHED:
        raise DocumentRefused(
            pgettext("refusal", "This is “%(status)s”: it can not be moved so.")
            % {"status": document.get_record_display()},
            code="no_such_move",
        )


def _put(
    document: Document,
    act: str,
    *,
    by: User,
    at: datetime,
    via: Door,
    note: str = "",
    **values: object,
) -> Document:
    """Write the row if it is still the one that was read, and log the act."""
    before = {name: getattr(document, name) for name in values if name != "public_asked_by"}
    unchanged = Document.objects.filter(pk=document.pk, edition=document.edition)
    if not unchanged.update(**values, edition=F("edition") + 1):
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."),
            current=as_shown(seen(document, by=by)),
        )
    document.refresh_from_db()
    record(
        kind=ItemKind.DOCUMENT,
        item=document.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields={name: (str(old), str(values[name])) for name, old in before.items()},
        note=note,
    )
    return document
