"""Who goes, in the tests; made through the operations."""

from datetime import datetime
from typing import Any

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.events.models import Event, Participation
from monitor.events.operations import add_participation
from tests import cast


def going(event: Event, by: User, *, at: datetime = cast.NOW, **fields: Any) -> Participation:
    """One of us at `event`; the security desk leads unless another is named."""
    given = {"post": "Minister of Justice", "part": "attends", **fields}
    given.setdefault("lead_desk", cast.desk())
    return add_participation(event=event, by=by, at=at, via=Door.DASHBOARD, **given)
