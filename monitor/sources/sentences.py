"""The sentence that some words of a text stand in. Pure Python; offsets are code points."""

import re
from dataclasses import dataclass

# Where one sentence ends and the next begins, or a line does.
_BREAK = re.compile(r"(?<=[.!?…؟。])[\"”’»)\]]*[ \t\u00a0]+(?=\S)|\n+")
# Of a sentence without end, this much stands on each side of the words.
AROUND = 300


@dataclass(frozen=True, slots=True)
class InSentence:
    """`words` with what stands before and after them up to the ends of their sentence."""

    before: str
    words: str
    after: str


def in_sentence(text: str, start: int, end: int) -> InSentence:
    """`text[start:end]` in its sentence; words over several sentences take in the ends of each."""
    breaks = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
    first = max((after for _, after in breaks if after <= start), default=0)
    last = min((before for before, _ in breaks if before >= end), default=len(text))
    before, after = text[first:start], text[end:last]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return InSentence(before, text[start:end], after)
