"""Connections that are opened only to an address that was checked, and that end in time."""

import socket
import ssl
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPSConnection
from threading import Timer
from typing import Any

from monitor.intake.fetching.addresses import Network, reachable
from monitor.intake.fetching.refusals import refused


class Deadline:
    """A moment at which the socket is closed, whatever its other end does.

    A time limit on each read is none on the whole: a server may send one octet at a time.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._close)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds left. Raises FetchRefused when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise refused("too_slow")
        return left

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self._end

    def check(self) -> None:
        """Raise FetchRefused when no time is left."""
        if self.passed:
            raise refused("too_slow")

    def watch(self, opened: socket.socket) -> None:
        """Close this one at the end, too."""
        self._socket = opened
        if self.passed:
            self._close()

    def cancel(self) -> None:
        self._timer.cancel()

    def _close(self) -> None:
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                # It was closed already, which is all that is wanted.
                return


class CheckedConnection(HTTPConnection):
    """HTTP to a host all of whose addresses are resolved once, checked, and then used as they are.

    Resolving again at connection would let a name change in between.
    """

    def __init__(
        self, host: str, port: int, *, allowed: Sequence[Network], deadline: Deadline
    ) -> None:
        super().__init__(host, port)
        self._allowed = allowed
        self._deadline = deadline

    def connect(self) -> None:
        self.sock: Any = opened(self.host, self.port, self._allowed, self._deadline)


class CheckedTLSConnection(HTTPSConnection):
    """The same over TLS; the certificate is checked against the host's name."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        allowed: Sequence[Network],
        deadline: Deadline,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._tls = context or ssl.create_default_context()
        super().__init__(host, port, context=self._tls)
        self._allowed = allowed
        self._deadline = deadline

    def connect(self) -> None:
        plain = opened(self.host, self.port, self._allowed, self._deadline)
        self.sock: Any = self._tls.wrap_socket(plain, server_hostname=self.host)
        self._deadline.watch(self.sock)


def opened(host: str, port: int, allowed: Sequence[Network], deadline: Deadline) -> socket.socket:
    """A connection to the first address of `host` that may be asked and answers.

    Raises FetchRefused: "unknown_host", "private_address" where none may be asked, "no_answer".
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refused("unknown_host", host=host) from error
    addresses = [str(each[4][0]) for each in found]
    permitted = list(dict.fromkeys(each for each in addresses if reachable(each, allowed)))
    if not permitted:
        raise refused("private_address", host=host)
    last: OSError | None = None
    for address in permitted:
        try:
            made = socket.create_connection((address, port), timeout=deadline.left)
        except OSError as error:
            last = error
            continue
        deadline.watch(made)
        return made
    raise refused("no_answer", host=host) from last
