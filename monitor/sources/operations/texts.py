"""Keeping the texts of documents."""

import re
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import next_number, record
from monitor.changes.wording import line
from monitor.sources.models import Document, DocumentVersion, Stage
from monitor.sources.operations.fields import one_of
from monitor.sources.refusals import DocumentRefused
from monitor.sources.text import LONGEST_TEXT, as_kept, barred


@transaction.atomic
def add_version(
    *,
    document: Document,
    language: str,
    stage: str = Stage.OFFICIAL,
    text: str,
    file_sha256: str = "",
    by: User,
    at: datetime,
    via: Door,
) -> DocumentVersion:
    """Add a text to a document: once for each language and stage, never changed after.

    It is kept with LF line ends, else as received. Raises DocumentRefused: empty, longer than
    LONGEST_TEXT, a control character, a text of the record already ("seen_before").
    """
    require(by, Power.DRAFT)
    found = Document.objects.visible_to(by).filter(pk=document.pk).first()
    if found is None:
        raise DocumentRefused(pgettext("refusal", "There is no such document."), code="unknown")
    if found.record == RecordStatus.ARCHIVED:
        raise DocumentRefused(
            pgettext("refusal", "What is archived takes no new text."), code="archived"
        )
    version = put_text(
        found, language=language, stage=stage, text=text, file_sha256=file_sha256, by=by, at=at
    )
    record(
        kind=ItemKind.DOCUMENT,
        item=found.uuid,
        act="add_text",
        by=by.username,
        via=via,
        at=at,
        fields={
            "language": (None, version.language),
            "stage": (None, version.stage),
            "sha256": (None, version.sha256),
        },
    )
    return version


def put_text(
    document: Document,
    *,
    language: str,
    stage: str,
    text: str,
    file_sha256: str,
    by: User,
    at: datetime,
) -> DocumentVersion:
    """Write the text to a row, after every check; called inside the operations' transactions."""
    language = line(language, field="language", at_most=8)
    one_of(stage, Stage.values, field="stage")
    text = _checked(text)
    if file_sha256 and not re.fullmatch(r"[0-9a-f]{64}", file_sha256):
        raise DocumentRefused(
            pgettext("refusal", "This is not a SHA-256: 64 of 0 to 9 and a to f."),
            code="not_a_hash",
            field="file_sha256",
        )
    # Taken for its lock: of two who add the same text at once, the second sees the first's.
    next_number("text")
    digest = sha256(text.encode()).hexdigest()
    _check_new(digest, by=by)
    if document.versions.filter(language=language, stage=stage).exists():
        raise DocumentRefused(
            pgettext("refusal", "%(ref)s has a text in this language and stage already.")
            % {"ref": document.ref},
            code="stage_taken",
            field="stage",
            existing=document,
        )
    return DocumentVersion.objects.create(
        document=document,
        language=language,
        stage=stage,
        text=text,
        sha256=digest,
        file_sha256=file_sha256,
        created_by=by,
        created_at=at,
    )


def _checked(received: str) -> str:
    """The text as it is kept, or DocumentRefused saying what is wrong with it, and where."""
    text = as_kept(received)
    if not text.strip():
        raise DocumentRefused(
            pgettext("refusal", "There is no text here. A document without one is a reference."),
            code="empty",
            field="text",
        )
    if len(text) > LONGEST_TEXT:
        raise DocumentRefused(
            pgettext(
                "refusal",
                "This text is %(length)d characters long; at most %(most)d fit. Add it in parts, "
                "each as a document of its own.",
            )
            % {"length": len(text), "most": LONGEST_TEXT},
            code="too_long",
            field="text",
        )
    found = barred(text)
    if found:
        raise DocumentRefused(
            pgettext(
                "refusal",
                "Character %(position)d, on line %(line)d, is a control character (%(code)s), "
                "which no text holds: save the source as plain text, or remove it.",
            )
            % {
                "position": found.offset + 1,
                "line": found.line,
                "code": f"U+{found.code_point:04X}",
            },
            code="control_character",
            field="text",
        )
    return text


def _check_new(digest: str, *, by: User) -> None:
    same = DocumentVersion.objects.filter(sha256=digest)
    if not same.exists():
        return
    existing = Document.objects.visible_to(by).filter(versions__in=same).first()
    message = (
        pgettext("refusal", "%(ref)s has this very text: open it instead.") % {"ref": existing.ref}
        if existing
        else pgettext("refusal", "This text can not be added. A Coordinator can say more.")
    )
    raise DocumentRefused(message, code="seen_before", field="text", existing=existing)
