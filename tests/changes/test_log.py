"""The log of changes: one order, nothing taken back, what listeners are told."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from monitor.changes.item import Door, Item, ItemKind
from monitor.changes.models import Change
from monitor.changes.operations import (
    OutsideTransaction,
    differences,
    next_number,
    plain,
    record,
)
from tests.cast import NOW

TOLD: list[tuple[list[Item], int, datetime]] = []


def listener(*, items: list[Item], n: int, at: datetime) -> Iterable[Item]:
    """What a renderer does: it hears, and names what else it touched."""
    TOLD.append((list(items), n, at))
    return [Item(ItemKind.EVENT, OTHER)]


OTHER = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def told() -> Iterator[list[tuple[list[Item], int, datetime]]]:
    TOLD.clear()
    with override_settings(CHANGE_LISTENERS=[f"{__name__}.listener"]):
        yield TOLD


def logged(**given: object) -> Change:
    values = {"kind": ItemKind.TOPIC, "item": uuid4(), "act": "edit", "by": "desk", **given}
    return record(via=Door.COMMAND, **{"at": NOW, **values})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_numbers_follow_one_another_without_a_gap() -> None:
    first = logged().n
    assert [logged().n for _ in range(5)] == list(range(first + 1, first + 6))


@pytest.mark.django_db
def test_what_is_taken_back_leaves_no_gap() -> None:
    first = logged().n
    with transaction.atomic():
        logged()
        transaction.set_rollback(True)
    assert logged().n == first + 1
    assert list(Change.objects.order_by("n").values_list("n", flat=True))[-2:] == [first, first + 1]


@pytest.mark.django_db
def test_the_clock_is_the_callers_and_the_order_is_the_numbers() -> None:
    item = uuid4()
    late = logged(item=item, at=NOW)
    early = logged(item=item, at=NOW - timedelta(days=3))
    found = Change.objects.of(kind=ItemKind.TOPIC, uuid=item)
    assert list(found) == [early, late]
    assert early.at == NOW - timedelta(days=3)


@pytest.mark.django_db
def test_a_history_is_of_one_item_only() -> None:
    one = logged()
    logged()
    logged(kind=ItemKind.PLACE, item=one.item)
    assert list(Change.objects.of(kind=ItemKind.TOPIC, uuid=one.item)) == [one]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    with pytest.raises(OutsideTransaction, match="changes"):
        next_number("changes")


@pytest.mark.django_db
def test_a_counter_starts_where_it_is_told() -> None:
    assert [next_number("of-the-test", first=101) for _ in range(2)] == [101, 102]


@pytest.mark.django_db
def test_a_row_of_the_log_is_not_changed() -> None:
    row = logged(note="As it was.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.filter(pk=row.pk).update(note="Otherwise.")
    assert Change.objects.get(pk=row.pk).note == "As it was."


@pytest.mark.django_db
def test_listeners_hear_of_the_item_and_of_what_it_touches_within_the_transaction(told) -> None:
    touched = Item(ItemKind.PLACE, uuid4())
    row = logged(touched=[touched])
    assert told == [([Item(ItemKind.TOPIC, row.item), touched], row.n, NOW)]


@pytest.mark.django_db
def test_a_listener_that_fails_takes_the_change_back(monkeypatch) -> None:
    before = Change.objects.count()
    with (
        override_settings(CHANGE_LISTENERS=[f"{__name__}.failing"]),
        pytest.raises(ZeroDivisionError),
    ):
        logged()
    assert Change.objects.count() == before


def failing(*, items: list[Item], n: int, at: datetime) -> Iterable[Item]:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("words", "words"),
        ({"b", "a"}, ["a", "b"]),
        (datetime(2025, 11, 19, tzinfo=UTC), "2025-11-19 00:00:00+00:00"),
    ],
)
def test_a_value_is_kept_as_json_can_hold_it(value: object, kept: object) -> None:
    assert plain(value) == kept


def test_only_what_differs_is_logged() -> None:
    assert differences({"a": 1, "b": "x"}, {"a": 1, "b": "y", "c": None, "d": [2, 1]}) == {
        "b": ("x", "y"),
        "d": (None, ["1", "2"]),
    }
