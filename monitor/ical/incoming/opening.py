"""From the bytes of a stranger's file to logical lines: unpacked, decoded, unfolded, numbered.

Linear in the size, and bounded: a compressed file is unpacked no further than the limit.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from monitor.ical.incoming.findings import Kind, Log

MOST_BYTES = 10_000_000
LONGEST_LINE = 256_000
_GZIP = b"\x1f\x8b"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# What mail and calendar programs of the West write when they do not write UTF-8; the five bytes it
# leaves open are read as Latin-1.
_ELSE = "cp1252"
# Some that Python knows by name cost the square of the text, or are no encodings of text.
_CHARSET = re.compile(
    r"(iso-?8859-?\d{1,2}|latin-?1|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|shift[-_]jis|euc-(jp|kr))",
    re.IGNORECASE | re.ASCII,
)
_INDENT = re.compile(r"([ \t]+)BEGIN:VCALENDAR", re.IGNORECASE)


class Line(NamedTuple):
    """One unfolded line; `number`: of its first physical line, from 1."""

    number: int
    text: str


def unpacked(data: bytes, log: Log) -> bytes | None:
    """The bytes themselves, or what gzip packed into them; None when there is too much of it."""
    if data[:2] == _GZIP:
        plain = _gunzipped(data, log)
        if plain is None:
            return None
        data = plain
    if len(data) > MOST_BYTES:
        log(Kind.TOO_LARGE, "refused", 0, excerpt=f"> {MOST_BYTES} bytes")
        return None
    return data


def _gunzipped(data: bytes, log: Log) -> bytes | None:
    found = b""
    while data[:2] == _GZIP and len(found) <= MOST_BYTES:
        packer = zlib.decompressobj(wbits=31)
        try:
            found += packer.decompress(data, MOST_BYTES + 1 - len(found))
        except zlib.error as error:
            log(Kind.BAD_GZIP, "dropped", 0, excerpt=str(error))
            return found or None
        if not packer.eof:
            if len(found) <= MOST_BYTES:
                log(Kind.BAD_GZIP, "dropped", 0, excerpt="the end is missing")
            break
        data = packer.unused_data
    return found


def logical_lines(data: bytes, charset: str, log: Log) -> Iterator[Line]:
    """The unfolded lines. `charset`: what to try where the bytes are not UTF-8, "" for the usual.

    A byte order mark decides; else UTF-8; else line by line, so that one bad line costs no other.
    """
    text, per_line = _decoded(data, log)
    if "\0" in text:
        log(Kind.NULS, "tolerated", 0)
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    indent = _INDENT.match(text)
    if indent:
        text = text.removeprefix(indent[1]).replace("\n" + indent[1], "\n")
    lines = _unfolded(text, log)
    return _each_decoded(lines, charset, log) if per_line else lines


def _decoded(data: bytes, log: Log) -> tuple[str, bool]:
    """The text; or the bytes as Latin-1, and True, where lines must be decoded one by one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                return data.decode(encoding, "replace"), False
            break
    else:
        wide = {b"B\0": "utf-16-le", b"\0B": "utf-16-be"}.get(data[:2])
        if wide:
            log(Kind.ENCODING, "tolerated", 1, excerpt=wide)
            return data.decode(wide, "replace"), False
    try:
        return data.decode(), False
    except UnicodeDecodeError:
        # The fold may stand within a character, so bytes are unfolded before they are decoded.
        return data.decode("latin-1"), True


def _unfolded(text: str, log: Log) -> Iterator[Line]:
    number, length = 0, 0
    parts: list[str] = []
    for at, line in enumerate(text.split("\n"), start=1):
        if line[:1] in {" ", "\t"} and number:
            length += len(line)
            if length <= LONGEST_LINE:
                parts.append(line[1:])
        elif line:
            if number:
                yield from _joined(number, parts, length, log)
            number, parts, length = at, [line], len(line)
    if number:
        yield from _joined(number, parts, length, log)


def _joined(number: int, parts: list[str], length: int, log: Log) -> Iterator[Line]:
    if length > LONGEST_LINE:
        log(Kind.LONG_LINE, "dropped", number, excerpt=parts[0])
        return
    yield Line(number, parts[0] if len(parts) == 1 else "".join(parts))


def _each_decoded(lines: Iterator[Line], charset: str, log: Log) -> Iterator[Line]:
    guess = _known(charset)
    for number, text in lines:
        if text.isascii():
            yield Line(number, text)
            continue
        raw = text.encode("latin-1")
        try:
            yield Line(number, raw.decode())
        except UnicodeDecodeError:
            log(Kind.ENCODING, "tolerated", number, excerpt=guess)
            try:
                yield Line(number, raw.decode(guess))
            except UnicodeDecodeError:
                yield Line(number, raw.decode("latin-1"))


def _known(charset: str) -> str:
    """The encoding by name, if it is one of those that text is written in; else the usual guess."""
    if not _CHARSET.fullmatch(charset):
        return _ELSE
    try:
        b"BEGIN".decode(charset)
    except LookupError:
        return _ELSE
    return charset
