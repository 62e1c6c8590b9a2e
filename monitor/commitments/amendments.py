"""Proposed terms as JSON and back: what a second person decides on."""

from collections.abc import Iterable
from typing import Any

from monitor.actors.models import Actor
from monitor.commitments.terms import Terms
from monitor.events.models import Event

_ACTORS = frozenset({"issuer", "addressee_group"})


def packed(terms: Terms, names: Iterable[str]) -> dict[str, Any]:
    """These fields of the terms in JSON: actors by code, events by number."""
    values: dict[str, Any] = {}
    for name in sorted(names):
        value = getattr(terms, name)
        if isinstance(value, Actor):
            value = value.code
        elif isinstance(value, Event):
            value = value.number
        elif name == "addressees":
            value = [actor.code for actor in value]
        values[name] = value
    return values


def unpacked(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of an amendment as the terms take them. Raises DoesNotExist for what is gone."""
    terms = dict(values)
    for name in _ACTORS & terms.keys():
        terms[name] = Actor.objects.get(code=terms[name]) if terms[name] else None
    if "addressees" in terms:
        terms["addressees"] = tuple(Actor.objects.filter(code__in=terms["addressees"]))
    if terms.get("deadline_event") is not None:
        terms["deadline_event"] = Event.objects.get(number=terms["deadline_event"])
    return terms
