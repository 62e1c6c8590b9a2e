"""The words for doors and for what is done through them, as every history shows them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.changes.item import Door

DOOR_LABELS: Final[Mapping[Door, str | Promise]] = {
    Door.DASHBOARD: pgettext_lazy("door", "dashboard"),
    Door.ADMIN: pgettext_lazy("door", "admin panel"),
    Door.API: pgettext_lazy("door", "API"),
    Door.CALDAV: pgettext_lazy("door", "calendar client"),
    Door.IMPORT: pgettext_lazy("door", "import"),
    Door.SEED: pgettext_lazy("door", "seed"),
    Door.COMMAND: pgettext_lazy("door", "command"),
}
DOOR_CHOICES = [(door.value, label) for door, label in DOOR_LABELS.items()]


def door_label(via: str) -> str:
    """A door in words, from the code that a history keeps."""
    return str(DOOR_LABELS[Door(via)])


_ACT_LABELS: Final[Mapping[str, str | Promise]] = {
    "add": pgettext_lazy("logged act", "Added"),
    "create": pgettext_lazy("logged act", "Added"),
    "edit": pgettext_lazy("logged act", "Edited"),
    "draft": pgettext_lazy("logged act", "Drafted"),
    "submit": pgettext_lazy("logged act", "Submitted"),
    "publish": pgettext_lazy("logged act", "Published"),
    "archive": pgettext_lazy("logged act", "Archived"),
    "ask_public": pgettext_lazy("logged act", "Asked to make public"),
    "make_public": pgettext_lazy("logged act", "Made public"),
    "add_text": pgettext_lazy("logged act", "Text added"),
    "quote": pgettext_lazy("logged act", "Words added"),
    "claim_date": pgettext_lazy("logged act", "Date recorded"),
    "choose_date": pgettext_lazy("logged act", "Date chosen"),
    "move": pgettext_lazy("logged act", "Status changed"),
    "withdraw": pgettext_lazy("logged act", "Withdrawn"),
    "propose_change": pgettext_lazy("logged act", "Change of the terms proposed"),
    "accept_change": pgettext_lazy("logged act", "Proposed change accepted"),
    "reject_change": pgettext_lazy("logged act", "Proposed change rejected"),
    "judge": pgettext_lazy("logged act", "Assessed"),
    "propose": pgettext_lazy("logged act", "Proposed"),
    "confirm": pgettext_lazy("logged act", "Confirmed"),
    "return": pgettext_lazy("logged act", "Returned"),
    "retract": pgettext_lazy("logged act", "Taken back"),
    "renew": pgettext_lazy("logged act", "Renewed"),
    "add_evidence": pgettext_lazy("logged act", "Evidence added"),
    "remove_evidence": pgettext_lazy("logged act", "Evidence removed"),
    "members": pgettext_lazy("logged act", "Members changed"),
    "password": pgettext_lazy("logged act", "Password set"),
    "add_calendar": pgettext_lazy("logged act", "Calendar added"),
    "upload_calendar": pgettext_lazy("logged act", "Calendar file read"),
    "pause_calendar": pgettext_lazy("logged act", "Calendar paused"),
    "resume_calendar": pgettext_lazy("logged act", "Calendar followed again"),
}


def act_label(act: str) -> str:
    """An act of the log in words; its own name where there are none."""
    return str(_ACT_LABELS.get(act, act))
