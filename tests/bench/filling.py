"""A large record for the benches: the demonstration's, and many copies of its rows.

The copies are written in bulk, past the operations: what is measured is reading, and single writes.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet

from monitor.commitments.models import (
    Assessment,
    Commitment,
    CommitmentPassage,
    EvidenceUse,
    Obligation,
)
from monitor.events.models import DateClaim, Event, EventMove, EventPassage

BATCH = 2_000
# Copies of one row are due on different days, over this many.
SPREAD = 700

EVENTS: tuple[type[Model], ...] = (Event, EventPassage, DateClaim, EventMove)
COMMITMENTS: tuple[type[Model], ...] = (
    Commitment,
    CommitmentPassage,
    Obligation,
    Assessment,
    EvidenceUse,
)


@transaction.atomic
def multiply(events: int, commitments: int) -> None:
    """Copy the public events and the followed commitments until there are this many of each."""
    _copy(EVENTS, Event.objects.filter(visibility="public", parent=None, series=None), events)
    followed = Commitment.objects.filter(record="published", duty_bearers__isnull=False)
    _copy(COMMITMENTS, followed, commitments)
    reset = connection.ops.sequence_reset_sql(no_style(), [*EVENTS, *COMMITMENTS])
    with connection.cursor() as cursor:
        for statement in reset:
            cursor.execute(statement)


def _copy(models: tuple[type[Model], ...], heads: QuerySet[Any], total: int) -> None:
    keys = list(heads.values_list("pk", flat=True))
    times = max(0, total - heads.model.objects.count()) // len(keys)
    stride = 1 + max(model.objects.aggregate(most=Max("pk"))["most"] or 0 for model in models)
    stride = max(stride, 1 + heads.model.objects.aggregate(most=Max("number"))["most"])
    for model in models:
        rows = list(_belonging(model, models, keys).values())
        copies = _copies(model, models, rows, stride, times)
        while batch := list(islice(copies, BATCH)):
            model._default_manager.bulk_create(batch)


def _belonging(model: type[Model], models: tuple[type[Model], ...], keys: list[int]) -> Any:
    """The rows of `model` that hang on the heads, straight or through obligations."""
    rows = model._default_manager.all()
    if model is models[0]:
        return rows.filter(pk__in=keys)
    names = {field.name for field in model._meta.fields}
    head = models[0].__name__.lower()
    path = head if head in names else f"obligation__{head}"
    return rows.filter(**{f"{path}__in": keys})


def _copies(
    model: type[Model],
    models: tuple[type[Model], ...],
    rows: list[dict[str, Any]],
    stride: int,
    times: int,
) -> Iterator[Model]:
    """Each row `times` over; keys move by a multiple of `stride`, and with them what names them."""
    moved = [
        field.attname
        for field in model._meta.fields
        if field.primary_key or field.related_model in models
    ]
    for turn in range(1, times + 1):
        for row in rows:
            copy = dict(row)
            for name in moved:
                if copy[name] is not None:
                    copy[name] += turn * stride
            if "uuid" in copy:
                copy["uuid"] = uuid4()
            if model is models[0]:
                copy["number"] += turn * stride
                _move_days(copy, timedelta(days=turn % SPREAD))
            yield model(**copy)


def _move_days(row: dict[str, Any], by: timedelta) -> None:
    for name in ("earliest_on", "latest_on", "earliest", "latest"):
        if isinstance(row.get(name), date):
            row[name] += by
