from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# The admin asks for itself; public pages and feeds show public, published items only.
PUBLIC = ("healthz", "login/", "admin/", "e/", "c/", "feeds/", "robots.txt")


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route, pattern


def test_every_page_asks_for_sign_in_except_the_public_ones() -> None:
    found = dict(routes(get_resolver()))
    open_routes = [
        route
        for route, pattern in found.items()
        if not getattr(pattern.callback, "login_required", True) and not route.startswith(PUBLIC)
    ]
    assert open_routes == []
    assert "healthz" in found
