"""A record that grows by copies of its rows, and what a page asks of the database for it.

The copies are written in bulk, past the operations: what is counted is reading.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management.color import no_style
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext

Table = type[models.Model]
# Of a table that stands alone so many of its rows are copied.
MOST_KINDS = 10


class Growing:
    """Rows of some tables, copied together: the first table's rows and all that hang on them.

    Days move on by one with each copy, so that a month holds as much in a long list as in a short.
    """

    def __init__(self, *tables: Table, heads: dict[str, Any]) -> None:
        self.tables = tables
        self.rows = {
            table: list(table._default_manager.order_by("pk").values()) for table in tables
        }
        first = tables[0]
        self.rows[first] = list(first._default_manager.filter(**heads).order_by("pk").values())
        highest = [table._default_manager.aggregate(m=Max("pk"))["m"] or 0 for table in tables]
        numbers = [row["number"] for rows in self.rows.values() for row in rows if "number" in row]
        self.stride = 1 + max(highest + numbers)
        if len(tables) == 1:
            self.rows[tables[0]] = self.rows[tables[0]][-MOST_KINDS:]
        self.times = 1

    @property
    def kinds(self) -> int:
        """How many rows are copied."""
        return len(self.rows[self.tables[0]])

    def until(self, times: int) -> None:
        """Let each row stand `times` over."""
        for table in self.tables:
            copies = (
                self._copy(table, row, turn)
                for turn in range(self.times, times)
                for row in self.rows[table]
            )
            table._default_manager.bulk_create(copies, batch_size=500)
        self.times = times
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)

    def _copy(self, table: Table, row: dict[str, Any], turn: int) -> models.Model:
        copy = dict(row)
        for each in table._meta.concrete_fields:
            value = copy[each.attname]
            if value is None:
                continue
            if each.primary_key or each.related_model in self.tables or each.name == "number":
                copy[each.attname] = value + turn * self.stride
            elif each.attname == "uuid":
                copy[each.attname] = uuid4()
            elif isinstance(each, models.CharField) and (each.unique or each.name == "uid"):
                copy[each.attname] = f"{value}-{turn}"
            elif type(each) is models.DateField:
                copy[each.attname] = value + timedelta(days=turn)
        return table(**copy)


@dataclass
class Asked:
    """What the database was asked for one page: statements, and rows that came back."""

    statements: int = 0
    rows: int = 0
    sql: list[str] = field(default_factory=list)


class Counted:
    """A cursor that counts the rows it hands over."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def fetchone(self, wrapper: CursorWrapper) -> Any:
        row = wrapper.cursor.fetchone()
        self.asked.rows += row is not None
        return row

    def fetchmany(self, wrapper: CursorWrapper, *args: Any) -> Any:
        rows = wrapper.cursor.fetchmany(*args)
        self.asked.rows += len(rows)
        return rows

    def fetchall(self, wrapper: CursorWrapper) -> Any:
        rows = wrapper.cursor.fetchall()
        self.asked.rows += len(rows)
        return rows


@contextmanager
def asked() -> Iterator[Asked]:
    """Count statements and rows while it is open."""
    found = Asked()
    counted = Counted(found)
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as ran:
        for name in ("fetchone", "fetchmany", "fetchall"):
            how = getattr(counted, name)
            patch.setattr(
                CursorWrapper,
                name,
                lambda wrapper, *args, how=how: how(wrapper, *args),
                raising=False,
            )
        yield found
    found.statements = len(ran)
    found.sql = [each["sql"] for each in ran]


def page(client: Client, address: str) -> Asked:
    """What one page asks for, the second time it is opened: caches of the process are warm."""
    assert client.get(address).status_code == 200, address
    with asked() as found:
        client.get(address)
    return found
