"""All that a feed's answer depends on, in one plain statement: the same row, the same answer."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from monitor.subscriptions.models import Feed, FeedAddress
from monitor.subscriptions.operations.gate import feed_row
from monitor.subscriptions.operations.keeping import FETCH_WRITTEN_AFTER
from monitor.subscriptions.operations.personal import last_change, reads_record
from monitor.subscriptions.variants import PUBLIC_FEED

# Stands for a digest in the statement that is made once.
_ANY = "?" * 64
# All that a state takes from the owner's account; what else decides moves `rights`.
_OWNER = ("feed__owner__is_active", "feed__owner__rights")


class Glance(NamedTuple):
    """A feed as the database has it, with the last change and its owner's rights.

    On one day the same glance is the same state (`gate`, `personal`): what else these depend on
    belongs to the process. `to_be_noted`: this fetch is one to write down.
    """

    row: tuple[object, ...]
    to_be_noted: bool = False


def public_glance() -> Glance | None:
    """The public feed's; None before it was first fetched."""
    row = feed_row(PUBLIC_FEED)
    return None if row is None else Glance(row)


def personal_glance(digest: str, *, at: datetime) -> Glance | None:
    """That of the feed whose secret address has this digest; None where there is none."""
    statement, given, fetched = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [digest if value == _ANY else value for value in given])
        row = cursor.fetchone()
    if row is None:
        return None
    fetched_at = row[fetched]
    if fetched_at is not None and fetched_at.tzinfo is None:  # SQLite leaves out that it is UTC
        fetched_at = fetched_at.replace(tzinfo=UTC)
    return Glance(row, fetched_at is None or fetched_at <= at - FETCH_WRITTEN_AFTER)


@cache
def _statement(_vendor: str) -> tuple[str, tuple[Any, ...], int]:
    """The columns of address, feed and the owner's rights; what it is given; the time's place."""
    names = [
        *_columns("", FeedAddress),
        *_columns("feed__", Feed),
        *_OWNER,
    ]
    rows = FeedAddress.objects.filter(digest=_ANY).annotate(
        n=last_change(), may_read=reads_record("feed__owner")
    )
    columns = rows.order_by().values_list(*names, "feed__state__code", "n", "may_read")
    statement, given = columns.query.sql_with_params()
    return statement, tuple(given), names.index("fetched_at")


def _columns(path: str, model: type[Model]) -> list[str]:
    return [f"{path}{field.attname}" for field in model._meta.concrete_fields]
