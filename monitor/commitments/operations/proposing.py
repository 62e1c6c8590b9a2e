"""Keeping a proposed change of terms."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.commitments.amendments import packed
from monitor.commitments.models import Amendment, Commitment
from monitor.commitments.refusals import AmendmentRefused
from monitor.commitments.terms import Terms


def put_amendment(
    commitment: Commitment,
    terms: Terms,
    names: Iterable[str],
    *,
    reason: str,
    by: User,
    at: datetime,
) -> Amendment:
    """Keep a proposed change. Raises AmendmentRefused while another one is open."""
    try:
        with transaction.atomic():
            return Amendment.objects.create(
                commitment=commitment,
                terms=packed(terms, names),
                reason=reason.strip(),
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError:
        raise AmendmentRefused(
            pgettext("refusal", "Another proposed change is open: decide it first."),
            code="one_open",
        ) from None
