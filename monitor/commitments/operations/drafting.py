"""Drafting and editing the terms of a commitment."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User, Visibility, VisibleModel
from monitor.accounts.openness import check_openness, require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import next_number, plain, record
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import lines
from monitor.commitments.addressing import bound_by
from monitor.commitments.deadlines import bounds_of
from monitor.commitments.models import (
    Amendment,
    Commitment,
    CommitmentPassage,
    Obligation,
    PassageRole,
    counter_of,
)
from monitor.commitments.operations.proposing import put_amendment
from monitor.commitments.refusals import CommitmentRefused
from monitor.commitments.terms import GUARDED, PLAIN, Terms, check, terms_of
from monitor.commitments.workflow import COUNTED
from monitor.sources.models import Document, Passage

FIRST_NUMBER = 101


@transaction.atomic
def draft_commitment(
    *,
    terms: Terms,
    passage: Passage,
    uuid: UUID | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> Commitment:
    """A new draft, resting on `passage`; `uuid` names one that a file already knows.

    One that is to be public starts as staff with the wish noted: a second person opens it.
    Raises CommitmentRefused, WordingRefused, OpennessRefused, AddresseesRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    asks_public = terms.visibility == Visibility.PUBLIC
    commitment = Commitment(
        number=next_number("commitment", first=FIRST_NUMBER),
        visibility=Visibility.STAFF if asks_public else terms.visibility,
        public_asked_by=by if asks_public else None,
        created_by=by,
        created_at=at,
        **({"uuid": uuid} if uuid else {}),
    )
    document = passage.version.document
    put_terms(commitment, terms, document=document, at=at)
    CommitmentPassage.objects.create(commitment=commitment, passage=passage, leading=True)
    _check_openness(commitment, terms, [document])
    record(
        kind=ItemKind.COMMITMENT,
        item=commitment.uuid,
        act="draft",
        by=by.username,
        via=via,
        at=at,
        fields={"title": (None, commitment.title)},
    )
    return commitment


@transaction.atomic
def edit_commitment(
    *,
    commitment: Commitment,
    terms: Terms,
    edition: int,
    by: User,
    at: datetime,
    via: Door,
    reason: str = "",
) -> Amendment | None:
    """Bring the commitment to these terms; answers with the proposed change, if one was made.

    A draft takes all at once. On a published one the title, summary, topics, owner and links take
    effect at once and what the text itself says becomes a proposed change for a second person.
    Visibility has its own operations. Raises ChangedMeanwhile with the standing values when
    `edition` is no longer the one that was read.
    """
    require(by, Power.DRAFT)
    reason = lines(reason, field="reason")
    commitment = locked(commitment, by=by)
    standing = terms_of(commitment)
    if commitment.edition != edition:
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."),
            current=as_shown(standing),
        )
    if commitment.record == RecordStatus.SUBMITTED:
        raise CommitmentRefused(
            pgettext("refusal", "What is submitted is not edited: return it first."),
            code="not_editable",
        )
    check(terms)
    changed = {
        field.name
        for field in fields(Terms)
        if field.name not in {"visibility", "desks"}
        and getattr(terms, field.name) != getattr(standing, field.name)
    }
    guarded = changed & GUARDED if commitment.record == RecordStatus.PUBLISHED else set()
    now = mixed(standing, terms, changed - guarded)
    documents = leading_documents(commitment)
    put_terms(commitment, now, document=documents[0] if documents else None, at=at)
    _check_openness(commitment, now, documents)
    amendment = None
    if guarded:
        amendment = put_amendment(commitment, terms, guarded, reason=reason, by=by, at=at)
    if changed:
        before, after = as_shown(standing), as_shown(now)
        record(
            kind=ItemKind.COMMITMENT,
            item=commitment.uuid,
            act="edit" if changed - guarded else "propose_change",
            by=by.username,
            via=via,
            at=at,
            fields={name: (before[name], after[name]) for name in changed - guarded},
            note=reason,
        )
    return amendment


@transaction.atomic
def quote_also(
    *,
    commitment: Commitment,
    passage: Passage,
    role: str = PassageRole.CALL,
    leading: bool = False,
    by: User,
    at: datetime,
    via: Door,
) -> CommitmentPassage:
    """Add words on which the commitment rests.

    Another leading passage of a published one is a change of its terms and is refused here.
    """
    require(by, Power.DRAFT)
    commitment = locked(commitment, by=by)
    leads = commitment.quotes.filter(passage=passage, role=role, leading=True).exists()
    if leads:
        raise CommitmentRefused(
            pgettext("refusal", "These words lead the commitment already."),
            code="leads_already",
            field="passage",
        )
    if leading and commitment.record == RecordStatus.PUBLISHED:
        raise CommitmentRefused(
            pgettext("refusal", "The leading words of a published commitment are not replaced."),
            code="leading_is_guarded",
            field="leading",
        )
    check_openness(
        visibility=commitment.visibility,
        desks=commitment.desks.all(),
        rests_on=[passage.version.document],
    )
    if leading:
        commitment.quotes.filter(leading=True).update(leading=False)
    quote, _ = CommitmentPassage.objects.update_or_create(
        commitment=commitment, passage=passage, role=role, defaults={"leading": leading}
    )
    record(
        kind=ItemKind.COMMITMENT,
        item=commitment.uuid,
        act="quote",
        by=by.username,
        via=via,
        at=at,
        note=passage.exact,
    )
    return quote


def locked(commitment: Commitment, *, by: User) -> Commitment:
    """The commitment's row, locked, if `by` may see it and it is not archived."""
    found = (
        Commitment.objects.select_for_update()
        .filter(pk=commitment.pk, pk__in=Commitment.objects.visible_to(by).values("pk"))
        .first()
    )
    if found is None:
        raise CommitmentRefused(pgettext("refusal", "There is no such commitment."), code="unknown")
    if found.record == RecordStatus.ARCHIVED:
        raise CommitmentRefused(
            pgettext("refusal", "This commitment is archived: it is no longer changed."),
            code="archived",
        )
    return found


def put_terms(
    commitment: Commitment, terms: Terms, *, document: Document | None, at: datetime
) -> None:
    """Write the terms to the row and all that follows from them: bearers, counts, bounds."""
    commitment.strength = check(terms)
    for name in PLAIN:
        value = getattr(terms, name)
        setattr(commitment, name, value.strip() if isinstance(value, str) else value)
    bound = bound_by(terms, document=document, today=office_day(at))
    commitment.duty_bearers = bound.bearers
    commitment.duty_bearer_count = bound.bearers.size if bound.bearers else 0
    commitment.addressees_on = bound.on
    commitment.addressees_basis = bound.basis
    commitment.earliest_on, commitment.latest_on = bounds_of(
        kind=terms.deadline_kind,
        edtf=terms.deadline_edtf,
        days=terms.deadline_days,
        event=terms.deadline_event,
    )
    if commitment.pk:
        commitment.edition += 1
        _recount(commitment)
    commitment.save()
    commitment.topics.set(terms.topics)
    if not commitment.desks.exists():
        commitment.desks.set(terms.desks)


def _recount(commitment: Commitment) -> None:
    """Count anew who stands where: a state that is no longer bound is kept and not counted."""
    counts = dict.fromkeys(map(str, COUNTED), 0)
    kept = (
        Obligation.objects.filter(
            commitment=commitment, actor__addressed_in__set=commitment.duty_bearers_id
        )
        if commitment.duty_bearers_id
        else Obligation.objects.none()
    )
    waiting = 0
    for obligation in kept:
        waiting += obligation.pending_id is not None
        if obligation.code in counts:
            counts[obligation.code] += 1
    for code, count in counts.items():
        setattr(commitment, counter_of(code), count)
    commitment.awaiting_confirmation = waiting


def leading_documents(commitment: Commitment) -> list[Document]:
    """The documents the commitment's words stand in, the leading passage's first."""
    quotes = commitment.quotes.select_related("passage__version__document").order_by(
        "-leading", "pk"
    )
    return [quote.passage.version.document for quote in quotes]


def mixed(standing: Terms, terms: Terms, names: Iterable[str]) -> Terms:
    """The standing terms with these fields taken from the new ones."""
    taken = set(names)
    values: dict[str, Any] = {
        field.name: getattr(terms if field.name in taken else standing, field.name)
        for field in fields(Terms)
    }
    return Terms(**values)


def as_shown(terms: Terms) -> dict[str, Any]:
    """The terms as the log keeps them."""
    return {field.name: plain(getattr(terms, field.name)) for field in fields(Terms)}


def _check_openness(
    commitment: Commitment, terms: Terms, documents: Iterable[VisibleModel]
) -> None:
    check_openness(
        visibility=commitment.visibility,
        desks=terms.desks or commitment.desks.all(),
        rests_on=[*documents, terms.event, terms.deadline_event],
    )
