"""A text as it is kept, its paragraphs, and finding words in it. Pure Python.

All offsets are Unicode code points, half open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

# A text longer than this is refused: some 700 printed pages.
LONGEST_TEXT = 2_000_000
LONGEST_WORDS = 20_000

# Controls of the first block, other than tab and line feed, and halves of UTF-16 pairs.
_BARRED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_ALIKE = (
    "'‘’‚‛′ʼ`´",
    '"“”„‟″«»',
    "-‐‑‒–—―−",
)
_CLASSES = {one: f"[{re.escape(group)}]" for group in _ALIKE for one in group}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its number from 1 and its place in the text, without its line end."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Barred:
    """A character that no text is kept with: its code point, its place, its line from 1."""

    code_point: int
    offset: int
    line: int


def as_kept(received: str) -> str:
    """The text with LF line ends (from CR LF or CR), else as received."""
    return received.replace("\r\n", "\n").replace("\r", "\n")


def barred(text: str) -> Barred | None:
    """The first character that may not stand in a kept text, or None."""
    found = _BARRED.search(text)
    if found is None:
        return None
    return Barred(ord(found.group()), found.start(), text.count("\n", 0, found.start()) + 1)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The lines of `text` that hold more than white space, numbered from 1, in order."""
    for number, found in enumerate(_PARAGRAPH.finditer(text), start=1):
        yield Paragraph(number, found.start(), found.end())


def occurrences(text: str, words: str, *, at_most: int = 20) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, as (start, end), in order; overlapping ones too.

    White space, quotation marks, dashes and the way an accent is composed may differ; the answer is
    the exact place in `text`. No place for blank words or words longer than LONGEST_WORDS.
    """
    pattern = _pattern(words)
    found: list[tuple[int, int]] = []
    start = 0
    while pattern is not None and len(found) < at_most:
        match = pattern.search(text, start)
        if match is None:
            break
        found.append(match.span())
        start = match.start() + 1
    return found


def _pattern(words: str) -> re.Pattern[str] | None:
    given = words.replace("...", "…")
    if not given.split() or len(words) > LONGEST_WORDS:
        return None
    # As given too: some characters, as U+2F800, are replaced by their normal form for good.
    return re.compile("|".join(map(_spelt, dict.fromkeys((normalize("NFC", given), given)))))


def _spelt(words: str) -> str:
    return r"\s+".join("".join(map(_one, part)) for part in words.split())


def _one(character: str) -> str:
    if character in _CLASSES:
        return _CLASSES[character]
    if character == "…":
        return r"(?:…|\.\.\.)"
    apart = normalize("NFD", character)
    if apart != character:
        return f"(?:{re.escape(character)}|{re.escape(apart)})"
    return re.escape(character)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as a page shows it; a very long one in parts that go on from one another."""

    number: int
    start: int
    end: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """So much of a text as stands on one page; at least one piece, unless the text is blank."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def sheets(text: str, *, size: int = 40_000, piece: int = 10_000) -> list[Sheet]:
    """The text in pages of about `size` code points, paragraphs whole unless longer than `piece`.

    The pages cover the text without a gap, from 0 to its length; an empty text has one page.
    """
    found: list[Sheet] = []
    here: list[Piece] = []
    start = 0
    for each in _pieces(text, piece):
        if here and each.end - here[0].start > size:
            found.append(Sheet(start, each.start, tuple(here)))
            start, here = each.start, []
        here.append(each)
    return [*found, Sheet(start, len(text), tuple(here))]


def _pieces(text: str, longest: int) -> Iterator[Piece]:
    for paragraph in paragraphs(text):
        start = paragraph.start
        while start < paragraph.end:
            end = paragraph.end
            if end - start > longest:
                blank = text.rfind(" ", start + longest // 2, start + longest)
                end = blank + 1 if blank >= 0 else start + longest
            yield Piece(paragraph.number, start, end, start > paragraph.start)
            start = end
