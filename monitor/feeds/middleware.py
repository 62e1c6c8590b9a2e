"""Feeds stand in front of everything that knows people."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from monitor.feeds.http import answer

PREFIX = "/feeds/"


class FeedMiddleware:
    """Answers /feeds/ itself, so that no session, language, sign-in or policy touches a feed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        # Refuses a host outside ALLOWED_HOSTS, which a later middleware would have done.
        request.get_host()
        return answer(request, at=timezone.now())
