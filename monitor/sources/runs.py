"""Splitting a text into runs under equal, nested and crossing spans. Pure Python."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Run(Generic[Key]):
    """A stretch of text under one and the same set of spans.

    `keys` name the spans that cover it, in the order given; `ends` those that end where it ends.
    """

    start: int
    end: int
    keys: tuple[Key, ...]
    ends: tuple[Key, ...]


def runs(length: int, spans: Iterable[tuple[int, int, Key]], *, start: int = 0) -> list[Run[Key]]:
    """Split the text from `start` to `length` into runs that follow one another without a gap.

    A span is (start, end, key), in code points, half open; what lies outside the text is cut off,
    and an empty span covers nothing. An empty text has no run.
    """
    cut = [
        (max(first, start), min(last, length), key)
        for first, last, key in spans
        if max(first, start) < min(last, length)
    ]
    edges = sorted(
        {start, length, *(span[0] for span in cut), *(span[1] for span in cut)}
        if start < length
        else ()
    )
    opening: dict[int, list[int]] = {}
    for place, span in enumerate(cut):
        opening.setdefault(span[0], []).append(place)
    found: list[Run[Key]] = []
    over: list[int] = []
    for first, last in pairwise(edges):
        over = sorted([place for place in over if cut[place][1] > first] + opening.get(first, []))
        found.append(
            Run(
                first,
                last,
                tuple(cut[place][2] for place in over),
                tuple(cut[place][2] for place in over if cut[place][1] == last),
            )
        )
    return found
