"""Every address of the product, filled in from the record that stands.

An address with a parameter that is not known here fails by name: a new page needs its example.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from monitor.commitments.models import Amendment, Assessment, Commitment, EvidenceUse, Obligation
from monitor.dashboard.urls import urlpatterns
from monitor.events.models import Event, EventSeries, Participation
from monitor.events.recurring import Occurrence, Recurrence
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.sources.models import Document
from monitor.subscriptions.models import Feed, FeedAddress

# Where one example does not show all that an address can be.
MORE: dict[str, list[dict[str, Any]]] = {
    "answer": [{"act": "confirm"}, {"act": "return"}],
    "assess": [{"code": "in_progress"}, {"code": "fulfilled"}],
    "event_act": [{"act": "archive"}],
    "event_move": [{"to": "postponed"}, {"to": "cancelled"}],
    "event_instance": [{"act": act} for act in ("move", "cancel", "leave-out", "restore", "from")],
    "commitment_move": [{"act": "withdraw"}],
}

OF_DAYS = {f"calendar_{view}" for view in ("day", "week", "month", "quarter", "year")}


def named() -> dict[str, str]:
    """The routes by their names."""
    return {str(pattern.name): str(pattern.pattern) for pattern in urlpatterns}


def addresses() -> Iterator[tuple[str, str]]:
    """(name, address) of each route with an example of each of its forms."""
    for name, route in named().items():
        for given in [_full_day(name)] if name in OF_DAYS else MORE.get(name, [{}]):
            yield name, reverse(f"dashboard:{name}", kwargs=_filled(name, route, given))


def _filled(name: str, route: str, given: dict[str, Any]) -> dict[str, Any]:
    wanted = re.findall(r"<\w+:(\w+)>", route)
    return {each: given[each] if each in given else _example(name, route, each) for each in wanted}


def _example(name: str, route: str, wanted: str) -> Any:
    if wanted == "number":
        return _item(name, route).number
    if wanted == "slug" and "feeds/" in route:
        return "public"
    if wanted in {"actor", "code"}:
        return _obligation(name).actor.code
    if wanted == "series":
        return EventSeries.objects.filter(events__isnull=False).order_by("code")[0].code
    if wanted == "day":
        return _times().filter(state="scheduled")[5].original_on.isoformat()
    if wanted == "pk":
        return (_going() if name.startswith("delegation") else _row(name)).pk
    raise LookupError(f"tests/addresses.py has no example for <{wanted}> of {route}.")


def _full_day(name: str) -> dict[str, int]:
    """A day on which events stand, so that no view of the calendar is tried empty."""
    counted = Event.objects.filter(exact=True, record="published").values_list("earliest")
    [full, _] = counted.annotate(n=Count("pk")).order_by("-n", "earliest")[0]
    week_year, week, _ = full.isocalendar()
    parts = {"week": week, "quarter": (full.month + 2) // 3, "month": full.month, "day": full.day}
    return {**parts, "year": week_year if name == "calendar_week" else full.year}


def _item(name: str, route: str) -> Any:
    if "K-" in route:
        return CalendarSource.objects.order_by("number")[0]
    if "C-" in route:
        return _obligation(name).commitment if "<slug:actor>" in route else _call()
    if "E-" in route and "delegation" in route and "<int:pk>" in route:
        return _going().event
    if "recurrence/" in route or "instances/" in route:
        return _times()[0].event
    if "E-" in route:
        return Event.objects.filter(
            visibility="public", record="published", status="confirmed", claims__isnull=False
        ).order_by("number")[0]
    return Document.objects.filter(visibility="public", versions__isnull=False).order_by("number")[
        0
    ]


def _times() -> QuerySet[Occurrence]:
    """Those of the first recurring event that everybody sees, from the second on."""
    rule = Recurrence.objects.filter(event__visibility="public").order_by("pk")[0]
    later = Occurrence.objects.filter(event=rule.event, original_on__gt=rule.event.earliest)
    return later.standing().order_by("original_on")


def _call() -> Commitment:
    return Commitment.objects.filter(visibility="public", record="published").order_by(
        "-duty_bearer_count", "number"
    )[0]


def _obligation(name: str) -> Obligation:
    rows = Obligation.objects.select_related("actor", "commitment").order_by("pk")
    rows = rows.filter(commitment__visibility="public", commitment__record="published")
    if name == "answer":
        return rows.filter(pending__isnull=False)[0]
    if name == "retract":
        return rows.filter(last_assessment__act="judge", pending__isnull=True)[0]
    if name == "renew":
        return rows.filter(code="observed", pending__isnull=True)[0]
    if name == "evidence_remove":
        return EvidenceUse.objects.filter(removed_at=None, obligation__in=rows)[0].obligation
    return rows.filter(last_assessment__isnull=False)[0]


def _going() -> Participation:
    return Participation.objects.standing().filter(visibility="staff").order_by("pk")[0]


def _row(name: str) -> Any:
    if name == "calendar_entry":
        return CalendarEntry.objects.filter(decision="pending").order_by("pk")[0]
    if name.startswith("feed_address"):
        return FeedAddress.objects.order_by("pk")[0]
    if name.startswith("feed_"):
        return Feed.objects.filter(owner__isnull=False).order_by("pk")[0]
    if name == "retract":
        return Assessment.objects.filter(obligation=_obligation(name)).order_by("-position")[0]
    if name == "evidence_remove":
        return EvidenceUse.objects.filter(removed_at=None, obligation=_obligation(name))[0]
    return Amendment.objects.order_by("pk")[0]


def everywhere() -> Iterator[tuple[str, str]]:
    """(name, address) of all that the resolver knows: the dashboard, the panel, and the rest."""
    yield from ((f"dashboard:{name}", address) for name, address in addresses())
    yield from admin_addresses()
    for space, route, pattern in _patterns(get_resolver()):
        if space in {"dashboard", "admin"}:
            continue
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
        name = f"{space}:{pattern.name}" if space else str(pattern.name)
        if not wanted:
            yield name, f"/{route}"
            continue
        kwargs = {each: _example(name, route, each) for each in wanted}
        yield name, reverse(name, kwargs=kwargs)


def _patterns(
    found: URLResolver, space: str = "", before: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for each in found.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, each.namespace or space, route)
        else:
            yield space, route, each


def admin_addresses() -> Iterator[tuple[str, str]]:
    """(name, address) of each page of the panel, with the first row of its table."""
    yield "admin:index", reverse("admin:index")
    for model, panel in admin.site._registry.items():
        row = _first(model)
        for pattern in panel.get_urls():
            wanted = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
            if not pattern.name or (wanted and row is None):
                continue
            if wanted == ["slug"]:
                for act in panel.acts:  # type: ignore[attr-defined]
                    token = panel.token_of(row)  # type: ignore[attr-defined]
                    yield f"admin:{pattern.name}", panel.act_url(act, token)  # type: ignore[attr-defined]
                continue
            kwargs = {each: _admin_example(each, row) for each in wanted}
            yield f"admin:{pattern.name}", reverse(f"admin:{pattern.name}", kwargs=kwargs)


def _first(model: type[Model]) -> Any:
    """The row that says most: a follow-up that awaits a second person, and its commitment."""
    if model in {Obligation, Commitment} and Obligation.objects.filter(pending__isnull=False):
        waiting = _obligation("answer")
        return waiting if model is Obligation else waiting.commitment
    return model._default_manager.order_by("pk").first()


def _admin_example(wanted: str, row: Any) -> Any:
    if wanted in {"object_id", "pk", "id"}:
        return row.pk
    raise LookupError(f"tests/addresses.py has no example for <{wanted}> in the panel.")
