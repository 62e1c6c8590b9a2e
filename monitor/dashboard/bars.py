"""Widths of a stacked bar, drawn as SVG: a strict CSP forbids widths in style attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.dashboard.statuses import Count

# The least width of a slice, in percent, so that one State in 193 is still 2 px wide:
# of 400 px for a page's bar, of 130 px for one in a table.
LEAST_WIDE = 0.6
LEAST_NARROW = 1.8

# From which width, in percent, a number fits inside; below TIGHT it is hidden on a narrow screen.
NUMBER_FROM = 3.0
TIGHT_BELOW = 8.0


@dataclass(frozen=True)
class Slice:
    """One stretch of the bar; `x`, `width` and `middle` are SVG percentages such as "12.5%"."""

    code: str
    label: str
    count: int
    x: str
    width: str
    middle: str
    numbered: bool
    tight: bool


def widths(counts: Sequence[int], least: float) -> list[float]:
    """Shares of 100 percent, in order; each is at least `least`, which the wide ones pay for."""
    total = sum(counts)
    if not total:
        return [0.0 for _ in counts]
    shares = [100 * count / total for count in counts]
    raised = sum(least for share in shares if 0 < share < least)
    wide = sum(share for share in shares if share >= least)
    shrink = (100 - raised) / wide if wide else 1.0
    return [least if 0 < share < least else share * shrink for share in shares]


def draw(counts: Sequence[Count], *, narrow: bool, from_end: bool) -> list[Slice]:
    """The slices of the bar without empty ones; `from_end` is for pages that run from the right."""
    shares = widths([each.count for each in counts], LEAST_NARROW if narrow else LEAST_WIDE)
    slices: list[Slice] = []
    at = 0.0
    for each, share in zip(counts, shares, strict=True):
        if not each.count:
            continue
        x = 100 - at - share if from_end else at
        slices.append(
            Slice(
                code=each.code,
                label=each.label,
                count=each.count,
                x=f"{x:.3f}%",
                width=f"{share:.3f}%",
                middle=f"{x + share / 2:.3f}%",
                numbered=not narrow and share >= NUMBER_FROM,
                tight=share < TIGHT_BELOW,
            )
        )
        at += share
    return slices
