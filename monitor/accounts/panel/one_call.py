"""Acts that take no more than a reason: submit, publish, archive, make public."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from monitor.accounts.models import User
from monitor.accounts.panel.acts import Act, Line, ReasonForm, Words
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.numbers import whole_number

Numbered = Callable[[User], QuerySet[Any]]


def by_number(rows: QuerySet[Any], tokens: Sequence[str]) -> list[Any]:
    """The rows with these numbers, in the order asked for; what is no number names none."""
    numbers = [number for number in map(whole_number, tokens) if number is not None]
    found = {row.number: row for row in rows.filter(number__in=numbers)}
    return [found[number] for number in numbers if number in found]


class OneCall(Act):
    """An act on numbered items: one operation, with a reason or without.

    `call` is the operation, told the item under the name `item`; `fits` tells for which items the
    act is offered.
    """

    def __init__(
        self,
        slug: str,
        label: Words,
        power: Power,
        call: Callable[..., object],
        *,
        item: str,
        rows: Numbered,
        now: Callable[[Any], str],
        reason: bool = False,
        fits: Callable[[Any], bool] = bool,
    ) -> None:
        self.slug, self.label, self.title, self.power = slug, label, label, power
        self.call, self.item, self.rows, self.now = call, item, rows, now
        self.reason, self.offered = reason, fits
        self.form_class = ReasonForm if reason else forms.Form

    def fits(self, obj: Any) -> bool:
        return self.offered(obj)

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        return [
            Line(token=str(row.number), name=str(row), now=self.now(row), seen="", thing=row)
            for row in by_number(self.rows(user), tokens)
        ]

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        given: dict[str, Any] = {self.item: line.thing}
        if self.reason:
            given["reason"] = values["reason"]
        return self.call(**given, by=by, at=at, via=Door.ADMIN)
