"""The moves that an event's page offers, each with what it needs and why it may be locked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.dashboard.statuses import EVENT_LOOKS
from monitor.events.models import Event
from monitor.events.requirements import NEED_WORDS, Offered, lacking
from monitor.events.workflow import EventStatus, Move, Need, moves_from
from monitor.sources.models import Document

MOVE_LABELS = {
    EventStatus.TENTATIVE: pgettext_lazy("event move", "Mark as tentative"),
    EventStatus.CONFIRMED: pgettext_lazy("event move", "Confirm"),
    EventStatus.HELD: pgettext_lazy("event move", "Yes, held"),
    EventStatus.POSTPONED: pgettext_lazy("event move", "Mark as postponed"),
    EventStatus.CANCELLED: pgettext_lazy("event move", "Mark as cancelled"),
    EventStatus.SUPERSEDED: pgettext_lazy("event move", "Superseded by another event"),
}
# Back from where it was not to take place, or not yet.
REVIVING = {
    (EventStatus.CANCELLED, EventStatus.TENTATIVE): pgettext_lazy(
        "event move", "Revive as tentative"
    ),
    (EventStatus.CANCELLED, EventStatus.CONFIRMED): pgettext_lazy(
        "event move", "Revive as confirmed"
    ),
    (EventStatus.POSTPONED, EventStatus.TENTATIVE): pgettext_lazy(
        "event move", "Planned again: tentative"
    ),
    (EventStatus.POSTPONED, EventStatus.CONFIRMED): pgettext_lazy(
        "event move", "Planned again: confirmed"
    ),
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line under a move: `state` is "satisfied", "asked" or "blocked"."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Transition:
    """What the `_transition` part takes."""

    id: str
    label: str
    icon_name: str
    url: str
    tone: str = ""
    blocked: bool = False
    needs: list[Requirement] = field(default_factory=list)


def label_of(move: Move) -> str:
    """The words on a move's button; the ways back say what they are."""
    if move.frm is EventStatus.HELD and move.to is EventStatus.CONFIRMED:
        return pgettext("event move", "Not held after all: back to confirmed")
    return str(REVIVING.get((move.frm, move.to), MOVE_LABELS[move.to]))


def transitions(
    event: Event, user: User, documents: Sequence[Document], *, asked: bool
) -> list[Transition]:
    """The moves from here, in the table's order; none for who may draft nothing.

    `documents` are those the event rests on and the person sees; `asked` tells that somebody has to
    answer whether it took place, which makes "Yes, held" the one main action.
    """
    if not user.may(Power.DRAFT) or event.record == RecordStatus.ARCHIVED:
        return []
    offered = [
        _transition(event, move, user, documents, asked=asked)
        for move in moves_from(EventStatus(event.status))
    ]
    if event.status == EventStatus.SUPERSEDED:
        offered.append(_restore(event, user))
    return offered


def _transition(
    event: Event, move: Move, user: User, documents: Sequence[Document], *, asked: bool
) -> Transition:
    needs = [_requirement(need, documents) for need in move.needs]
    locked = _locked(user, move.power)
    return Transition(
        id=f"move-{move.to}",
        label=label_of(move),
        icon_name=EVENT_LOOKS[move.to].icon,
        url=reverse("dashboard:event_move", args=[event.number, move.to]),
        tone="primary" if asked and move.to is EventStatus.HELD else "",
        blocked=bool(locked),
        needs=locked or needs,
    )


def _restore(event: Event, user: User) -> Transition:
    locked = _locked(user, Power.COORDINATE)
    reason = Requirement("asked", str(NEED_WORDS[Need.REASON]))
    return Transition(
        id="move-restore",
        label=pgettext("event move", "Undo: it is no duplicate"),
        icon_name="undo",
        url=reverse("dashboard:event_act", args=[event.number, "restore"]),
        blocked=bool(locked),
        needs=locked or [reason],
    )


def _requirement(need: Need, documents: Sequence[Document]) -> Requirement:
    """Satisfied where a document of the event already answers; it is still named in the form.

    Which document records that it took place, only a person can say.
    """
    fitting = next(
        (each for each in documents if not lacking([need], offered=Offered(document=each))), None
    )
    words = str(NEED_WORDS[need])
    if fitting is None or need is Need.RECORD:
        return Requirement("asked", words)
    return Requirement(
        "satisfied",
        pgettext("event requirement", "%(need)s: %(document)s")
        % {"need": words, "document": f"{fitting.ref} {fitting.symbol}".strip()},
    )


def _locked(user: User, power: Power) -> list[Requirement]:
    if user.may(power):
        return []
    words = pgettext("event requirement", "a Coordinator decides this")
    return [Requirement("blocked", words)]
