"""One guarded request: what it may ask, how much it takes, how long it waits.

Sources: RFC 9110 (conditional requests, redirects, Retry-After).
"""

import ssl
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from time import time
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from monitor.changes.numbers import whole_number
from monitor.intake.fetching.addresses import Network
from monitor.intake.fetching.connecting import (
    CheckedConnection,
    CheckedTLSConnection,
    Deadline,
)
from monitor.intake.fetching.refusals import FetchRefused, refused

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 30.0
REDIRECTS = 5
LONGEST_ADDRESS = 2000
_CHUNK = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOVED_FOR_EVER = frozenset({301, 308})
# A server's wish to be left alone is heard up to a day.
_LONGEST_WAIT = 86_400
_GZIP = 16 + zlib.MAX_WBITS
_DEFLATE = zlib.MAX_WBITS
_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body` is None where nothing has changed (304).

    `charset`: as its server named it, or "". `moved_to`: where it now stands for ever, or "".
    """

    body: bytes | None
    etag: str
    last_modified: str
    charset: str = ""
    moved_to: str = ""


def fetch(
    address: str,
    *,
    etag: str = "",
    last_modified: str = "",
    allowed: Sequence[Network] = (),
    seconds: float = SECONDS,
    context: ssl.SSLContext | None = None,
) -> Fetched:
    """Ask for what stands at `address`; with the validators of last time, only if it changed.

    At most 10 MB after decompression, 30 seconds in all, 5 redirects; each address is checked when
    it is connected to. `webcal:` is read as https. `allowed`: networks beside the public ones.
    Raises FetchRefused, whose words name no more of an address than its host.
    """
    deadline = Deadline(seconds)
    try:
        return _followed(address, _asked(etag, last_modified), allowed, deadline, context)
    except ssl.SSLCertVerificationError as error:
        raise refused("bad_certificate", host=urlsplit(address).hostname or "") from error
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, FetchRefused):
            raise
        raise refused("too_slow" if deadline.passed else "bad_answer") from error
    finally:
        deadline.cancel()


def _followed(
    address: str,
    headers: dict[str, str],
    allowed: Sequence[Network],
    deadline: Deadline,
    context: ssl.SSLContext | None,
) -> Fetched:
    moved_to, for_ever = "", True
    here = _split(address)
    for _ in range(REDIRECTS + 1):
        connection = _connection(here, allowed, deadline, context)
        try:
            connection.request("GET", _target(here), headers=headers)
            answer = connection.getresponse()
            if answer.status not in _MOVED:
                return _taken(answer, deadline, here.hostname or "", moved_to)
            there = _split(urljoin(here.geturl(), answer.headers.get("Location", "")))
        finally:
            connection.close()
        if here.scheme == "https" and there.scheme != "https":
            raise refused("insecure_redirect")
        for_ever = for_ever and answer.status in _MOVED_FOR_EVER
        moved_to = there.geturl() if for_ever else moved_to
        here = there
    raise refused("too_many_redirects")


def plain_address(address: str) -> str:
    """The address as it is asked, `webcal:` as https. Raises FetchRefused for what is none."""
    return _split(address).geturl()


def _asked(etag: str, last_modified: str) -> dict[str, str]:
    headers = {
        "User-Agent": "CommitmentMonitor",
        "Accept": "text/calendar, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _split(address: str) -> SplitResult:
    """The parts of an address that may be asked. Raises FetchRefused."""
    text = address.strip()
    if text[:7].lower() == "webcal:":
        text = f"https:{text[7:]}"
    if text[:8].lower() == "webcals:":
        text = f"https:{text[8:]}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise refused("bad_address") from error
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username is not None
        or port == 0
        or len(text) > LONGEST_ADDRESS
        or any(ord(character) < 33 or ord(character) == 127 for character in text)
    ):
        raise refused("bad_address")
    return parts


def _connection(
    parts: SplitResult,
    allowed: Sequence[Network],
    deadline: Deadline,
    context: ssl.SSLContext | None,
) -> CheckedConnection | CheckedTLSConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return CheckedTLSConnection(
            host, parts.port or 443, allowed=allowed, deadline=deadline, context=context
        )
    return CheckedConnection(host, parts.port or 80, allowed=allowed, deadline=deadline)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else path


def _taken(answer: HTTPResponse, deadline: Deadline, host: str, moved_to: str) -> Fetched:
    """The answer's body and validators. Raises FetchRefused for what is no answer to use."""
    _check_status(answer, host)
    body = None if answer.status == 304 else _body(answer, deadline)
    return Fetched(
        body=body,
        etag=answer.headers.get("ETag", "")[:200],
        last_modified=answer.headers.get("Last-Modified", "")[:60],
        charset=answer.headers.get_content_charset("") or "",
        moved_to=moved_to[:LONGEST_ADDRESS],
    )


def _check_status(answer: HTTPResponse, host: str) -> None:
    match answer.status:
        case 200 | 203 | 304:
            return
        case 401 | 403 | 407:
            raise refused("needs_password", host=host)
        case 404 | 410:
            raise refused("gone", host=host)
        case 429 | 503:
            wait = _wait(answer.headers.get("Retry-After", ""))
            raise refused("busy", host=host, retry_after=wait)
        case status:
            raise refused("bad_status", host=host, status=status)


def _wait(said: str) -> int | None:
    """Seconds to wait, from a number or a date; None where it says nothing that is understood."""
    said = said.strip()
    seconds = whole_number(said)
    if seconds is not None:
        return min(seconds, _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0, min(int(until - time()), _LONGEST_WAIT))


def _body(answer: HTTPResponse, deadline: Deadline) -> bytes:
    """The body, unpacked as it comes so that no bomb is ever whole. Raises FetchRefused."""
    unpacker = _unpacker(answer.headers.get("Content-Encoding", "").strip().lower())
    taken, size = [], 0
    while chunk := answer.read1(_CHUNK):
        deadline.check()
        try:
            plain = unpacker.decompress(chunk, MOST_BYTES + 1 - size) if unpacker else chunk
        except zlib.error as error:
            raise refused("bad_encoding") from error
        size += len(plain)
        if size > MOST_BYTES:
            raise refused("too_large")
        taken.append(plain)
    # What was closed at the deadline looks like an end; so does a connection that broke.
    deadline.check()
    if answer.length:
        raise refused("bad_answer")
    if unpacker is not None and not unpacker.eof:
        raise refused("bad_encoding")
    return b"".join(taken)


def _unpacker(coding: str) -> "zlib._Decompress | None":
    match coding:
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case "deflate":
            return zlib.decompressobj(_DEFLATE)
        case _:
            raise refused("bad_encoding")
