"""Zone data as the `tzdata` package ships it (RFC 9636): every change of offset a zone has had, and
its last rule.

The system's own zone files are never read, so that two hosts with one lock file write the same
bytes.
"""

import struct
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HEADER = struct.Struct(">4sc15x6l")


@dataclass(frozen=True, slots=True)
class Regime:
    """What clocks show for a while: `offset` in seconds east of UTC, whether the zone calls it
    summer time, its name.
    """

    offset: int
    is_dst: bool
    name: str


@dataclass(frozen=True, slots=True)
class ZoneHistory:
    """`first`: before any change. `changes`: (UTC seconds since 1970, what begins), ascending.
    `footer`: POSIX TZ.
    """

    first: Regime
    changes: tuple[tuple[int, Regime], ...]
    footer: str


@cache
def known_zones() -> frozenset[str]:
    """Every zone name, aliases included, that the `tzdata` package holds."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("ascii").split())


def zone_file(tzid: str) -> bytes:
    """The compiled file of a zone. `tzid` must be one of `known_zones()`; KeyError if not."""
    if tzid not in known_zones():
        raise KeyError(tzid)
    return resources.files("tzdata").joinpath("zoneinfo", *tzid.split("/")).read_bytes()


def read_history(data: bytes) -> ZoneHistory:
    """The history in a file of version 2 or later. ValueError if the bytes are none."""
    _, _, *counts = _header(data, 0)
    # The first block holds the same in 32 bits for old readers.
    block = _HEADER.size + _size(counts, 4)
    _, version, *counts = _header(data, block)
    if version < b"2":
        raise ValueError("zone data of version 1 has no 64-bit block; renew the tzdata package")
    at, times = block + _HEADER.size, counts[3]
    moments = struct.unpack_from(f">{times}q", data, at)
    indexes = data[at + 8 * times : at + 9 * times]
    regimes = _regimes(data, at + 9 * times, types=counts[4], letters=counts[5])
    footer = data[block + _HEADER.size + _size(counts, 8) :].strip(b"\n").decode("ascii")
    changes = tuple(
        (moment, regimes[index]) for moment, index in zip(moments, indexes, strict=True)
    )
    return ZoneHistory(regimes[0], changes, footer)


def _header(data: bytes, at: int) -> tuple[bytes, bytes, int, int, int, int, int, int]:
    fields: tuple[bytes, bytes, int, int, int, int, int, int] = _HEADER.unpack_from(data, at)
    if fields[0] != b"TZif":
        raise ValueError("not a compiled zone file")
    return fields


def _size(counts: list[int], width: int) -> int:
    is_ut, is_std, leaps, times, types, letters = counts
    return times * (width + 1) + types * 6 + letters + leaps * (width + 4) + is_std + is_ut


def _regimes(data: bytes, at: int, *, types: int, letters: int) -> list[Regime]:
    names = data[at + 6 * types : at + 6 * types + letters]
    rows = struct.iter_unpack(">lBB", data[at : at + 6 * types])
    return [
        Regime(offset, bool(is_dst), names[start : names.index(b"\0", start)].decode("ascii"))
        for offset, is_dst, start in rows
    ]
