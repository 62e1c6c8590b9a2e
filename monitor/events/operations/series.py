"""The series that events follow one another in."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.actors.models import Actor
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import differences, record
from monitor.changes.wording import line
from monitor.events.models import EventSeries
from monitor.events.refusals import EventRefused


@transaction.atomic
def keep_series(
    *,
    code: str,
    name_en: str,
    name_fr: str = "",
    name_es: str = "",
    name_ar: str = "",
    organiser: Actor | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> EventSeries:
    """The series of this code with these names, made if it is new; unchanged if nothing differs."""
    require(by, Power.DRAFT)
    series = EventSeries.objects.select_for_update().filter(code=code).first()
    new = series is None
    series = series or EventSeries(code=code)
    names = {"name_en": name_en, "name_fr": name_fr, "name_es": name_es, "name_ar": name_ar}
    wanted: dict[str, object] = {
        name: line(value, field=name, at_most=200, required=name == "name_en")
        for name, value in names.items()
    }
    wanted["organiser"] = organiser
    before = {} if new else {name: getattr(series, name) for name in wanted}
    changed = differences(before, wanted)
    if not changed:
        return series
    for name, value in wanted.items():
        setattr(series, name, value)
    try:
        series.full_clean()
    except ValidationError as refused:
        field, messages = next(iter(refused.message_dict.items()))
        raise EventRefused("; ".join(messages), code="invalid", field=field) from refused
    series.save()
    record(
        kind=ItemKind.SERIES,
        item=series.uuid,
        act="add" if new else "edit",
        by=by.username,
        via=via,
        at=at,
        fields=changed,
    )
    return series
