"""The answer of the last time, given again while a glance at the database finds all as it was.

Feeds are polled for ever by clients that mostly want to hear "nothing new", and the way through the
framework costs more than the answer. So an answer is kept with its question and with all that the
gate reads of the database; who asks the same and finds the same there is told the same. Rights are
read at each fetch, and what any middleware adds is in the kept answer. All else goes the whole way
(decision 0010).
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime
from threading import Lock
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DatabaseError, connection
from django.utils import timezone

from monitor.feeds.http import NAME
from monitor.feeds.middleware import PREFIX
from monitor.subscriptions.operations import Glance, personal_glance, public_glance
from monitor.subscriptions.tokens import TOKEN, digest_of
from monitor.subscriptions.variants import PUBLIC_FEED

# What one process keeps of answers, in octets; a body is mostly one that the feeds keep anyway.
KEPT = 32 * 1024 * 1024
# What an answer without its body is counted for.
_HEADERS = 4 * 1024
# All of a request that its answer depends on, besides method, path and query.
_ASKED = (
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "wsgi.url_scheme",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
)
_LONGEST = 1_000  # characters of a header that is worth keeping


class Question(NamedTuple):
    """What is asked; of a secret address only the digest is held. `day` in UTC."""

    method: str
    feed: str
    day: date
    query: str
    rest: tuple[str, ...]


class Answer(NamedTuple):
    """What was said, and what the database held then."""

    glance: Glance
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def size(self) -> int:
        return _HEADERS + len(self.body)


class Replay:
    """A WSGI application in front of Django's."""

    def __init__(self, application: WSGIApplication, *, limit: int = KEPT) -> None:
        self._application = application
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Question, Answer] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        question = _question(environ, timezone.now())
        if question is None:
            return self._application(environ, start)
        glance = _glance(question)
        answer = self._kept.get(question)
        if answer is not None and answer.glance == glance and not glance.to_be_noted:
            self._used(question)
            start(answer.status, list(answer.headers))
            return [answer.body]
        return self._answered(environ, start, question, glance)

    def _answered(
        self,
        environ: WSGIEnvironment,
        start: StartResponse,
        question: Question,
        before: Glance | None,
    ) -> Iterable[bytes]:
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def started(status: str, headers: list[tuple[str, str]], *raised: object) -> object:
            said.append((status, headers))
            return start(status, headers, *raised)  # type: ignore[arg-type]

        found = self._application(environ, started)  # type: ignore[arg-type]
        try:
            body = b"".join(found)
        finally:
            if hasattr(found, "close"):
                found.close()
        status, headers = said[-1]
        if (
            before is not None
            and status[:3] in {"200", "304"}
            and before == _glance(question)
            and timezone.now().date() == question.day
        ):
            self._keep(question, Answer(before, status, list(headers), body))
        return [body]

    def _used(self, question: Question) -> None:
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)

    def _keep(self, question: Question, answer: Answer) -> None:
        with self._lock:
            replaced = self._kept.pop(question, None)
            self._size += answer.size - (replaced.size if replaced else 0)
            self._kept[question] = answer
            while self._size > self._limit:
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size


def _question(environ: WSGIEnvironment, at: datetime) -> Question | None:
    """What is asked of a feed; None for anything whose answer is not to be kept."""
    path: str = environ.get("PATH_INFO", "")
    if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    named = NAME.fullmatch(path)
    if named is None:
        return None
    if named[1] == PUBLIC_FEED:
        feed = PUBLIC_FEED
    elif TOKEN.fullmatch(named[1]):
        feed = digest_of(named[1])
    else:
        return None
    rest = tuple(environ.get(name, "") for name in _ASKED)
    query = environ.get("QUERY_STRING", "")
    if len(query) > _LONGEST or any(len(value) > _LONGEST for value in rest):
        return None
    return Question(environ["REQUEST_METHOD"], feed, at.date(), query, rest)


def _glance(question: Question) -> Glance | None:
    """None where there is no such feed, or the database says no: the whole way says why."""
    _tidy()
    # A connection that broke fails here, and the whole way opens another: no need to ask it first.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        if question.feed == PUBLIC_FEED:
            return public_glance()
        return personal_glance(question.feed, at=timezone.now())
    except DatabaseError:
        return None
    finally:
        _tidy()


def _tidy() -> None:
    """What the framework does with its connection at both ends of a request."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
