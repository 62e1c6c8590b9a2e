"""Which source's word on a date stands, and where sources disagree. No Django.

Source of the rule: domain.md, "Events": the latest official source, then the narrowest, then the
newest; a person's choice stands, and a newer official source only flags it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Protocol, TypeVar

from monitor.dates import narrower, parse, possible_on


class Claim(Protocol):
    """What the rule reads of a date claim."""

    @property
    def pk(self) -> int: ...
    @property
    def edtf(self) -> str: ...
    @property
    def official(self) -> bool: ...
    @property
    def said_on(self) -> date | None: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def start_time(self) -> time | None: ...


C = TypeVar("C", bound=Claim)


def current(claims: Iterable[C]) -> C | None:
    """The claim that stands by the rule, or None where there is none.

    Words from which no date follows yet stand only where no claim has a date.
    """
    known = list(claims)
    dated = [claim for claim in known if claim.edtf]
    if not dated:
        return max(known, key=_age, default=None)
    official = [claim for claim in dated if claim.official]
    if official:
        last = max(map(_said, official))
        dated = [claim for claim in official if _said(claim) == last]
    best = dated[0]
    for claim in dated[1:]:
        best = _better(best, claim)
    return best


def newer_official(claims: Iterable[C], chosen: C) -> C | None:
    """An official source with another date, said after the one that a person chose; else None."""
    rivals = [
        claim
        for claim in claims
        if claim.official
        and claim.edtf
        and claim.pk != chosen.pk
        and (claim.edtf, claim.start_time) != (chosen.edtf, chosen.start_time)
        and (_said(claim), _age(claim)) > (_said(chosen), _age(chosen))
    ]
    return current(rivals)


def disagreements(claims: Sequence[C], standing: C) -> list[C]:
    """The claims whose possible days the standing one does not share, in the order given.

    A wider word that still allows the standing date ("2025") is no disagreement.
    """
    if not standing.edtf:
        return []
    days = parse(standing.edtf)
    first, last = days.earliest or date.min, days.latest or date.max
    return [
        claim
        for claim in claims
        if claim.pk != standing.pk
        and claim.edtf
        and not possible_on(parse(claim.edtf), first, last)
    ]


def _better(first: C, second: C) -> C:
    """The narrower; a time of day is narrower than none; else the newer."""
    one, other = parse(first.edtf), parse(second.edtf)
    if narrower(one, other) is not one:
        return second
    if narrower(other, one) is not other:
        return first
    if (first.start_time is None) != (second.start_time is None):
        return first if first.start_time else second
    return max(first, second, key=_age)


def _said(claim: Claim) -> date:
    return claim.said_on or claim.recorded_at.date()


def _age(claim: Claim) -> tuple[datetime, int]:
    return claim.recorded_at, claim.pk
