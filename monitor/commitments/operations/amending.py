"""Proposed changes of a published commitment's terms, decided by a second person."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import record
from monitor.changes.wording import lines
from monitor.commitments.amendments import unpacked
from monitor.commitments.models import Amendment
from monitor.commitments.operations.drafting import (
    as_shown,
    leading_documents,
    locked,
    put_terms,
)
from monitor.commitments.refusals import AmendmentRefused
from monitor.commitments.terms import terms_of


@transaction.atomic
def decide_amendment(
    *, amendment: Amendment, accept: bool, by: User, at: datetime, via: Door, note: str = ""
) -> Amendment:
    """Accept or reject a proposed change; rejecting takes a note. Nobody decides their own."""
    require(by, Power.PUBLISH)
    commitment = locked(amendment.commitment, by=by)
    amendment = Amendment.objects.get(pk=amendment.pk)
    if amendment.decided_at is not None:
        raise AmendmentRefused(
            pgettext("refusal", "This has been decided already."), code="decided"
        )
    if amendment.proposed_by_id == by.pk:
        raise AmendmentRefused(
            pgettext("refusal", "You proposed this yourself: another person decides it."),
            code="own_proposal",
        )
    note = lines(note, field="note")
    if not accept and not note:
        raise AmendmentRefused(
            pgettext("refusal", "Say why it is rejected."), code="needs_reason", field="note"
        )
    amendment.decided_by, amendment.decided_at = by, at
    amendment.accepted, amendment.decision_note = accept, note
    amendment.save()
    standing = terms_of(commitment)
    now = replace(standing, **unpacked(amendment.terms)) if accept else standing
    if accept:
        documents = leading_documents(commitment)
        put_terms(commitment, now, document=documents[0] if documents else None, at=at)
    before, after = as_shown(standing), as_shown(now)
    record(
        kind=ItemKind.COMMITMENT,
        item=commitment.uuid,
        act="accept_change" if accept else "reject_change",
        by=by.username,
        via=via,
        at=at,
        fields={name: (before[name], after[name]) for name in amendment.terms if accept},
        note=note,
    )
    return amendment
