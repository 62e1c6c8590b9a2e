"""Whom a commitment binds, resolved on the day of its document."""

from dataclasses import dataclass
from datetime import date

from monitor.actors.models import Actor, AddresseeSet
from monitor.actors.operations import resolve_addressees
from monitor.commitments.models import AddresseesBasis, CommitmentKind
from monitor.commitments.terms import Terms
from monitor.sources.models import DateBasis, Document


@dataclass(frozen=True, slots=True)
class Bound:
    """The duty-bearers, the day their membership was taken on, and by which right."""

    bearers: AddresseeSet | None
    on: date | None = None
    basis: str = ""


def bound_by(terms: Terms, *, document: Document | None, today: date) -> Bound:
    """The duty-bearers of these terms: an issuer who pledges, else the addressees.

    A group's members are those of the document's date; an inferred date resolves them, marked;
    without any date today's members are taken, marked.
    """
    if terms.kind == CommitmentKind.PLEDGE:
        return Bound(resolve_addressees(actors=[terms.issuer]), basis=AddresseesBasis.NAMED)
    if terms.addressee_group is None:
        if not terms.addressees:
            return Bound(None)
        return Bound(resolve_addressees(actors=terms.addressees), basis=AddresseesBasis.NAMED)
    on, basis = today, AddresseesBasis.TODAY
    if document and document.published_earliest:
        inferred = document.published_basis == DateBasis.INFERRED
        on = document.published_earliest
        basis = AddresseesBasis.INFERRED if inferred else AddresseesBasis.STATED
    members = list(Actor.objects.members_on(terms.addressee_group, on))
    return Bound(resolve_addressees(actors=members) if members else None, on, basis)
