"""No item is more open than what it rests on."""

from collections.abc import Iterable

from django.utils.translation import pgettext

from monitor.accounts.models import OPENNESS, Desk, User, Visibility, VisibleModel
from monitor.accounts.roles import Power
from monitor.changes.refusal import Refused


class OpennessRefused(Refused):
    """An item would be seen by people who may not see what it rests on."""


class PowerRefused(Refused):
    """The person's roles do not allow the act."""


def require(by: User, power: Power) -> None:
    """Raise PowerRefused unless a role of `by` gives `power`; the superuser flag gives none."""
    if not by.may(power):
        raise PowerRefused(
            pgettext("refusal", "Your role does not allow this (%(power)s is needed).")
            % {"power": power.value.replace("_", " ")},
            code="power",
        )


def check_openness(
    *, visibility: str, desks: Iterable[Desk], rests_on: Iterable[VisibleModel | None]
) -> None:
    """Raise OpennessRefused if an item of this visibility were more open than what it rests on.

    A restricted item names at least one desk, and only desks that may see all it rests on.
    """
    named = {desk.pk for desk in desks}
    if visibility == Visibility.RESTRICTED and not named:
        raise OpennessRefused(
            pgettext("refusal", "Name at least one desk that may see this restricted item."),
            code="no_desk",
            field="desks",
        )
    narrower = [
        str(thing)
        for thing in rests_on
        if thing is not None and not _as_open(thing, visibility, named)
    ]
    if narrower:
        raise OpennessRefused(
            pgettext("refusal", "This would be more open than what it rests on: %(names)s.")
            % {"names": "; ".join(sorted(narrower))},
            code="too_open",
            field="visibility",
        )


def _as_open(thing: VisibleModel, visibility: str, named: set[int]) -> bool:
    if OPENNESS[thing.visibility] < OPENNESS[Visibility.RESTRICTED]:
        return OPENNESS[visibility] >= OPENNESS[thing.visibility]
    allowed = set(thing.desks.values_list("pk", flat=True))
    return visibility == Visibility.RESTRICTED and named <= allowed
