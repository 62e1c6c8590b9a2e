"""What a run of the seed did, and what it left to the people who had edited it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.changes.models import Change


@dataclass(slots=True)
class Report:
    """Counts by what was done, and the fields kept because a person had edited them."""

    by: User
    checker: User
    at: datetime
    done: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    @property
    def acting(self) -> dict[str, Any]:
        """Who records, when and through which door, as every operation takes them."""
        return {"by": self.by, "at": self.at, "via": Door.SEED}

    @property
    def checking(self) -> dict[str, Any]:
        """The second person."""
        return {**self.acting, "by": self.checker}

    def spare(
        self, item: UUID, name: str, values: Mapping[str, Any], standing: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The values that may be written: those that differ and that no person has set.

        A field whose last change came through any other door is kept and named.
        """
        differing = {key: value for key, value in values.items() if standing[key] != value}
        if not differing:
            return {}
        edited = fields_set_by_people(item)
        self.kept += [f"{name}: {key}" for key in differing if key in edited]
        return {key: value for key, value in differing.items() if key not in edited}


def fields_set_by_people(item: UUID) -> frozenset[str]:
    """The fields of an item whose last change came through another door than the seed's."""
    last: dict[str, str] = {}
    for fields, via in Change.objects.filter(item=item).order_by("n").values_list("fields", "via"):
        last.update(dict.fromkeys(fields, via))
    return frozenset(name for name, via in last.items() if via != Door.SEED)
