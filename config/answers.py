"""Answers that stand before every page: closed for maintenance, and not found under DEBUG."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import page_not_found

Answer = Callable[[HttpRequest], HttpResponse]

# Seconds after which browsers, probes and calendar clients ask again.
ASK_AGAIN = 300


def closed(get_response: Answer) -> Answer:
    """Middleware for MAINTENANCE: 503 for all but the health check, without asking the database."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return get_response(request)
        headers = {"Retry-After": str(ASK_AGAIN), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)

    return answer


def own_not_found(get_response: Answer) -> Answer:
    """Middleware for DEBUG: who tries `make run` meets no table of the framework's addresses."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code == 404 and kind.startswith("text/html"):
            return page_not_found(request, Http404())
        return response

    return answer
