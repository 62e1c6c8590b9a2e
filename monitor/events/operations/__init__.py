"""Every change of an event, its dates and its status: what doors call."""

from monitor.events.operations.dating import choose_claim, claim_date
from monitor.events.operations.details import Details, EventFields
from monitor.events.operations.entering import create_event, edit_event, mention
from monitor.events.operations.instances import (
    Placing,
    add_instance,
    cancel_instance,
    leave_out_instance,
    move_instance,
    restore_instance,
)
from monitor.events.operations.moving import move_event, undo_superseded
from monitor.events.operations.occurrences import top_up
from monitor.events.operations.opening import archive_event, ask_public, make_public
from monitor.events.operations.participating import (
    ParticipationFields,
    add_participation,
    edit_participation,
    withdraw_participation,
)
from monitor.events.operations.recurring import repeat_event, repeat_from, stop_repeating
from monitor.events.operations.series import keep_series
from monitor.events.refusals import (
    ClaimRefused,
    EventRefused,
    MoveRefused,
    ParticipationRefused,
    RecurrenceRefused,
)

__all__ = [
    "ClaimRefused",
    "Details",
    "EventFields",
    "EventRefused",
    "MoveRefused",
    "ParticipationFields",
    "ParticipationRefused",
    "Placing",
    "RecurrenceRefused",
    "add_instance",
    "add_participation",
    "archive_event",
    "ask_public",
    "cancel_instance",
    "choose_claim",
    "claim_date",
    "create_event",
    "edit_event",
    "edit_participation",
    "keep_series",
    "leave_out_instance",
    "make_public",
    "mention",
    "move_event",
    "move_instance",
    "repeat_event",
    "repeat_from",
    "restore_instance",
    "stop_repeating",
    "top_up",
    "undo_superseded",
    "withdraw_participation",
]
