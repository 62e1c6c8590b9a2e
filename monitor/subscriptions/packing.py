"""A feed's bytes in parts that are packed one by one, so that a change packs its own part again.

Each part is compressed by itself and ends on a whole octet; written one after another between one
head and one checksum they are one gzip member (RFC 1951, 3.2.4; RFC 1952, 2.3).
"""

import struct
import zlib
from collections.abc import Sequence
from threading import Lock

# Level 6: level 9 takes twice the time for one per cent.
_LEVEL = 6
# No name and no time: the same bytes, whenever they are packed. "Unknown" as the system.
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
# An empty last block.
_END = b"\x03\x00"


class Part:
    """Some octets of a feed, packed when that is first asked for."""

    __slots__ = ("_packed", "plain")

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self._packed: bytes | None = None

    @property
    def packed(self) -> bytes:
        """Compressed without a last block; always the same."""
        if self._packed is None:
            packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            self._packed = packing.compress(self.plain) + packing.flush(zlib.Z_SYNC_FLUSH)
        return self._packed


def pack(parts: Sequence[Part]) -> bytes:
    """All parts as one gzip file."""
    checksum = length = 0
    for part in parts:
        checksum, length = zlib.crc32(part.plain, checksum), length + len(part.plain)
    tail = struct.pack("<II", checksum, length & 0xFFFFFFFF)
    return b"".join((_HEAD, *(part.packed for part in parts), _END, tail))


class FeedBytes:
    """A feed as sent, plain and packed, each made when it is first asked for.

    Where the plain octets are more than half of `limit` only the packed ones are held.
    """

    def __init__(self, parts: Sequence[Part], limit: int) -> None:
        self._parts: Sequence[Part] = parts
        self._held = sum(len(part.plain) for part in parts)
        self._plain: bytes | None = None
        self._packed: bytes | None = None
        self._making = Lock()
        if 2 * self._held > limit:
            self._packed = pack(parts)
            self._parts, self._held = (), 0

    def sent(self, *, packed: bool) -> bytes:
        """The bytes, gzip if `packed`; always the same."""
        with self._making:
            if packed:
                if self._packed is None:
                    self._packed = pack(self._parts)
                return self._packed
            if self._plain is None:
                if self._packed is not None and not self._parts:
                    return zlib.decompress(self._packed, 16 + zlib.MAX_WBITS)
                self._plain = b"".join(part.plain for part in self._parts)
            return self._plain

    @property
    def size(self) -> int:
        """What it takes, in octets."""
        return self._held + len(self._plain or b"") + len(self._packed or b"")
