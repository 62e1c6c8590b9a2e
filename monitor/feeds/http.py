"""Feeds over HTTP: plain answers with validators, for clients that poll for ever.

Sources: RFC 9110 (conditional requests, content codings), RFC 5545, 3.1 and 8.1 (media type).
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from monitor.subscriptions.changes_feed import ChangesState, changes_state
from monitor.subscriptions.clients import family_of
from monitor.subscriptions.feeds import read_feed
from monitor.subscriptions.operations import (
    FeedBusy,
    FeedState,
    FeedUnknown,
    PersonalState,
    feed_state,
    note_fetch,
    personal_state,
)
from monitor.subscriptions.personal import read_personal
from monitor.subscriptions.tokens import TOKEN
from monitor.subscriptions.variants import PUBLIC_FEED

CONTENT_TYPE = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
CHANGES = "/feeds/changes.atom"
FRESH_FOR = 15 * 60  # seconds
PUBLIC = f"public, max-age={FRESH_FOR}"
# Never no-store: a client that may not keep it can not ask for a 304.
PERSONAL = "private, max-age=0, must-revalidate"
NAME = re.compile(r"/feeds/([A-Za-z0-9_-]{1,60})\.ics")
_CODING = re.compile(r"\s*(?P<name>[^\s;,]+)\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?)\s*)?")
NOT_FOUND = b"There is no feed at this address.\n"


class _Form(NamedTuple):
    """How the reader wants the bytes."""

    packed: bool
    download: bool


def answer(request: HttpRequest, *, at: datetime) -> HttpResponseBase:
    """The answer to a request below /feeds/. Reads no session, cookie or language."""
    if request.method not in {"GET", "HEAD"}:
        return _plain(HttpResponseNotAllowed(["GET", "HEAD"]))
    form = _Form(
        packed=accepts_gzip(request.headers.get("Accept-Encoding", "")),
        download=request.GET.get("download") == "1",
    )
    try:
        if request.path_info == CHANGES:
            return _changes(request, form)
        if request.path_info == f"/feeds/{PUBLIC_FEED}.ics":
            return _public(request, form, at)
        return _personal(request, form, at)
    except FeedUnknown:
        return _not_found()
    except FeedBusy:
        busy = HttpResponse(b"Ask again.\n", status=503, content_type="text/plain; charset=utf-8")
        busy.headers["Retry-After"] = "1"
        return _plain(busy)


def _changes(request: HttpRequest, form: _Form) -> HttpResponseBase:
    state = changes_state()
    return _answered(request, state, form, lambda: (state, state.sent(packed=form.packed)))


def _public(request: HttpRequest, form: _Form, at: datetime) -> HttpResponseBase:
    state = feed_state(PUBLIC_FEED, at=at)
    return _answered(
        request, state, form, lambda: read_feed(PUBLIC_FEED, at=at, packed=form.packed)
    )


def _personal(request: HttpRequest, form: _Form, at: datetime) -> HttpResponseBase:
    """The feed at a secret address; what was none, is revoked or closed answers all alike."""
    named = NAME.fullmatch(request.path_info)
    if named is None or not TOKEN.fullmatch(named[1]):
        raise FeedUnknown
    token = named[1]
    state = personal_state(token, at=at)
    answered = _answered(
        request, state, form, lambda: read_personal(token, at=at, packed=form.packed)
    )
    if state.address is not None:
        note_fetch(state.address, client=family_of(request.headers.get("User-Agent", "")), at=at)
    return answered


State = FeedState | PersonalState | ChangesState


def _answered(
    request: HttpRequest, state: State, form: _Form, read: Callable[[], tuple[State, bytes]]
) -> HttpResponseBase:
    response = _headed(state, form)
    conditional = get_conditional_response(
        request, response.headers["ETag"], int(state.revised_at.timestamp()), response
    )
    if conditional is not response:
        return _plain(conditional) if conditional is not None else response
    state, content = read()
    response = _headed(state, form)
    if request.method == "GET":
        response.content = content
    response.headers["Content-Length"] = str(len(content))
    return response


def _headed(state: State, form: _Form) -> HttpResponse:
    atom = isinstance(state, ChangesState)
    response = HttpResponse(content_type=ATOM if atom else CONTENT_TYPE)
    # Each coding is a representation of its own and has its own tag (RFC 9110, 8.8.3.3).
    response.headers["ETag"] = f'"{state.tag}-gzip"' if form.packed else f'"{state.tag}"'
    response.headers["Last-Modified"] = http_date(int(state.revised_at.timestamp()))
    response.headers["Cache-Control"] = PERSONAL if isinstance(state, PersonalState) else PUBLIC
    response.headers["Vary"] = "Accept-Encoding"
    if form.packed:
        response.headers["Content-Encoding"] = "gzip"
    kind = "attachment" if form.download else "inline"
    response.headers["Content-Disposition"] = (
        f'{kind}; filename="{state.slug}.{"atom" if atom else "ics"}"'
    )
    _plain(response)
    return response


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip, by name or by `*` (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        coding = _CODING.fullmatch(part)
        if coding is not None:
            weights[coding["name"].lower()] = float(coding["weight"] or 1)
    named = [weights[name] for name in ("gzip", "x-gzip") if name in weights]
    return (max(named) if named else weights.get("*", 0)) > 0


def _not_found() -> HttpResponseBase:
    return _plain(HttpResponse(NOT_FOUND, status=404, content_type="text/plain; charset=utf-8"))


def _plain(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
