"""The one place that writes the log of changes and tells the renderers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.module_loading import import_string

from monitor.changes.item import Door, Item, ItemKind
from monitor.changes.models import Change, Counter

CHANGES = "changes"


class Listener(Protocol):
    """Told of changes inside the changing transaction; listed in config/wiring.py, in order.

    Answers with the further items whose rendering it changed; the listeners after it hear of them.
    """

    def __call__(self, *, items: Sequence[Item], n: int, at: datetime) -> Iterable[Item]: ...


class OutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction, where it would order nothing."""


def next_number(name: str, *, first: int = 1) -> int:
    """Take the next value of the counter `name`, locking its row until the transaction ends.

    `first` is the value of a counter never used before. Raises OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"The counter {name!r} is taken inside a transaction only.")
    if not Counter.objects.filter(pk=name).update(value=F("value") + 1):
        Counter.objects.get_or_create(pk=name, defaults={"value": first - 1})
        Counter.objects.filter(pk=name).update(value=F("value") + 1)
    return Counter.objects.values_list("value", flat=True).get(pk=name)


@cache
def _listeners(paths: tuple[str, ...]) -> tuple[Listener, ...]:
    return tuple(import_string(path) for path in paths)


@transaction.atomic
def record(
    *,
    kind: ItemKind,
    item: UUID,
    act: str,
    by: str,
    via: Door,
    at: datetime,
    fields: Mapping[str, Sequence[Any]] | None = None,
    note: str = "",
    touched: Iterable[Item] = (),
) -> Change:
    """Log one act on `item`, as the last step of an operation, and tell the renderers.

    `fields` maps a field's name to (before, after). `touched` names other items whose rendering the
    act changes (the events of a renamed place); they are told of, not logged.
    Taken last, the number orders changes by commit; its row stays locked until then.
    """
    n = next_number(CHANGES)
    change = Change.objects.create(
        n=n,
        kind=kind,
        item=item,
        act=act,
        by=by,
        via=via,
        at=at,
        fields={name: list(pair) for name, pair in (fields or {}).items()},
        note=note,
    )
    items = [Item(kind, item), *touched]
    for listener in _listeners(tuple(settings.CHANGE_LISTENERS)):
        items += [found for found in listener(items=items, n=n, at=at) if found not in items]
    return change


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields of `after` whose value differs, each as (before, after) in a JSON-safe form."""
    return {
        name: (plain(before.get(name)), plain(value))
        for name, value in after.items()
        if before.get(name) != value
    }


def plain(value: Any) -> Any:
    """A value as the log keeps it: numbers, booleans and None as they are, all else as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(part) for part in value)
    return str(value)
