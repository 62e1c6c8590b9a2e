"""What judgements rest on: added to an obligation, marked as removed, never deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User, Visibility
from monitor.accounts.openness import check_openness, require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, Item, ItemKind
from monitor.changes.operations import record
from monitor.changes.wording import lines
from monitor.commitments.models import Evidence, EvidenceUse, Obligation
from monitor.commitments.operations.locking import held
from monitor.commitments.refusals import EvidenceRefused
from monitor.sources.models import DateBasis, Document, DocumentKind, Passage
from monitor.sources.operations import create_document


@dataclass(frozen=True, slots=True)
class Reference:
    """A document to enter with the evidence, without its text: what is known of it.

    `published_edtf` is the day, month or year it bears; "" where it bears none.
    """

    title: str
    url: str = ""
    publisher: str = ""
    published_edtf: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """One piece to add: a document, perhaps a passage of it, or a reference to enter with it.

    `effective_on` is the day the thing happened or was said. `existing` uses a piece already kept.
    """

    document: Document | None = None
    reference: Reference | None = None
    passage: Passage | None = None
    reliability: str = "secondary"
    supports: bool = True
    effective_on: date | None = None
    note: str = ""
    visibility: str = Visibility.STAFF
    desks: tuple[Desk, ...] = ()
    existing: Evidence | None = None


@transaction.atomic
def add_evidence(
    *, obligation: Obligation, pieces: Sequence[NewEvidence], by: User, at: datetime, via: Door
) -> list[EvidenceUse]:
    """Put evidence on an obligation, all of it or none, and raise its evidence revision.

    Raises EvidenceRefused (code "twice" for what a form sent twice has put there already),
    OpennessRefused or PowerRefused.
    """
    require(by, Power.ASSESS)
    obligation = held(obligation, by=by)
    uses = []
    for piece in pieces:
        if _stands(obligation, piece):
            raise _twice()
        use = put(obligation=obligation, piece=piece, by=by, at=at, via=via)
        _record(obligation, "add_evidence", str(use.evidence), by=by, at=at, via=via)
        uses.append(use)
    return uses


def put(
    *, obligation: Obligation, piece: NewEvidence, by: User, at: datetime, via: Door
) -> EvidenceUse:
    """The part of `add_evidence` that an assessment shares; the obligation is locked by then."""
    evidence = piece.existing or _kept(piece, by=by, at=at, via=via)
    if not Evidence.objects.visible_to(by).filter(pk=evidence.pk).exists():
        raise _unknown()
    try:
        with transaction.atomic():
            use = EvidenceUse.objects.create(
                obligation=obligation,
                evidence=evidence,
                supports=piece.supports,
                added_by=by,
                added_at=at,
            )
    except IntegrityError:
        raise _twice() from None
    Obligation.objects.filter(pk=obligation.pk).update(evidence_revision=F("evidence_revision") + 1)
    obligation.evidence_revision += 1
    return use


def _stands(obligation: Obligation, piece: NewEvidence) -> bool:
    """Whether the obligation has the same words of the same document or link, said the same way."""
    if piece.existing is not None:
        return False  # a constraint says so
    uses = obligation.uses.filter(
        removed_at__isnull=True,
        supports=piece.supports,
        evidence__passage=piece.passage,
        evidence__effective_on=piece.effective_on,
        evidence__note=lines(piece.note, field="evidence_note"),
    )
    if piece.document is not None:
        return uses.filter(evidence__document=piece.document).exists()
    link = piece.reference
    return (
        link is not None
        and uses.filter(
            evidence__document__title=link.title.strip(), evidence__document__url=link.url.strip()
        ).exists()
    )


def _unknown() -> EvidenceRefused:
    return EvidenceRefused(
        pgettext("refusal", "There is no such evidence."), code="unknown", field="evidence"
    )


def _twice() -> EvidenceRefused:
    return EvidenceRefused(
        pgettext("refusal", "This evidence is already there."), code="twice", field="evidence"
    )


def _kept(piece: NewEvidence, *, by: User, at: datetime, via: Door) -> Evidence:
    document = piece.document
    if document is None and piece.reference is not None:
        document = _entered(piece.reference, piece, by=by, at=at, via=via)
    if document is None:
        raise EvidenceRefused(
            pgettext("refusal", "Say which document or link this is."),
            code="no_document",
            field="document",
        )
    if piece.passage and piece.passage.version.document_id != document.pk:
        raise EvidenceRefused(
            pgettext("refusal", "The passage stands in another document."),
            code="other_document",
            field="passage",
        )
    check_openness(visibility=piece.visibility, desks=piece.desks, rests_on=[document])
    evidence = Evidence.objects.create(
        document=document,
        passage=piece.passage,
        reliability=piece.reliability,
        effective_on=piece.effective_on,
        note=lines(piece.note, field="evidence_note"),
        visibility=piece.visibility,
        recorded_by=by,
        recorded_at=at,
    )
    evidence.desks.set(piece.desks)
    return evidence


def _entered(
    reference: Reference, piece: NewEvidence, *, by: User, at: datetime, via: Door
) -> Document:
    """The reference as a document, as open as the evidence that rests on it."""
    return create_document(
        kind=DocumentKind.WEB_PAGE,
        title=reference.title,
        language=reference.language,
        publisher=reference.publisher,
        url=reference.url,
        published_edtf=reference.published_edtf,
        published_basis=DateBasis.STATED if reference.published_edtf else "",
        visibility=piece.visibility,
        desks=piece.desks,
        by=by,
        at=at,
        via=via,
    )


@transaction.atomic
def remove_evidence(
    *, use: EvidenceUse, reason: str, by: User, at: datetime, via: Door
) -> EvidenceUse:
    """Mark a piece of evidence as removed from its obligation; it stays in the history."""
    require(by, Power.ASSESS)
    reason = lines(reason, field="reason")
    if not reason:
        raise EvidenceRefused(
            pgettext("refusal", "Say why it is removed."), code="no_reason", field="reason"
        )
    obligation = held(use.obligation, by=by)
    if not Evidence.objects.visible_to(by).filter(pk=use.evidence_id).exists():
        raise _unknown()
    marked = EvidenceUse.objects.filter(pk=use.pk, removed_at__isnull=True).update(
        removed_by=by, removed_at=at
    )
    if not marked:
        raise EvidenceRefused(
            pgettext("refusal", "Somebody has already removed it."), code="changed_meanwhile"
        )
    Obligation.objects.filter(pk=obligation.pk).update(evidence_revision=F("evidence_revision") + 1)
    _record(obligation, "remove_evidence", f"{use.evidence}: {reason}", by=by, at=at, via=via)
    use.refresh_from_db()
    return use


def _record(
    obligation: Obligation, act: str, note: str, *, by: User, at: datetime, via: Door
) -> None:
    record(
        kind=ItemKind.OBLIGATION,
        item=obligation.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        note=note,
        touched=[Item(ItemKind.COMMITMENT, obligation.commitment.uuid)],
    )
