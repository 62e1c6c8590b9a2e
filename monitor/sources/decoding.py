"""Bytes of a plain text file as text. Pure Python.

Sources: the byte order marks of the Unicode Standard, section 23.8; the code pages of Windows as
Python has them.
"""

import codecs
from dataclasses import dataclass
from enum import StrEnum

# By language, what a text file without a mark and not in UTF-8 was most likely written in.
LEGACY = {"ar": "cp1256", "ru": "cp1251"}
OTHERWISE = "cp1252"
# The longer mark first: the mark of UTF-32 starts like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word, OpenDocument, ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
)


class Why(StrEnum):
    """Why bytes are not a text."""

    FORMAT = "format"
    BINARY = "binary"
    BROKEN = "broken"


class NotText(ValueError):
    """The bytes are not plain text. `form` names what they look like, or is the encoding tried."""

    def __init__(self, why: Why, form: str = "", offset: int = 0) -> None:
        super().__init__(why, form, offset)
        self.why = why
        self.form = form
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was read in, and whether that was a guess by language."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes, *, language: str) -> Decoded:
    """Read bytes as text: by their mark, else UTF-8, else UTF-16 by its zeros, else the code page.

    The mark itself is no part of the text. Raises NotText for other formats, for binary data and
    for bytes that break the encoding their mark names (`offset` in bytes).
    """
    for start, form in _FORMATS:
        if data.startswith(start):
            raise NotText(Why.FORMAT, form)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding), encoding, guessed=False)
    if b"\x00" in data:
        return _zeros(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        encoding = LEGACY.get(language[:2], OTHERWISE)
        return Decoded(_strictly(data, encoding), encoding, guessed=True)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise NotText(Why.BROKEN, encoding, wrong.start) from wrong


def _zeros(data: bytes) -> Decoded:
    """UTF-16 without a mark: most of its first characters have one zero byte."""
    head = data[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.7 * half and others < 0.02 * half:
            return Decoded(_strictly(data, encoding), encoding, guessed=True)
    raise NotText(Why.BINARY)
