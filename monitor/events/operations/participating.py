"""Who of us goes to an event: entered, edited, withdrawn; each act a line in the log."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User, Visibility
from monitor.accounts.openness import check_openness, require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, Item, ItemKind
from monitor.changes.operations import differences, record
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import line, lines
from monitor.events.models import Event, Level, Part, Participation
from monitor.events.operations.locking import locked
from monitor.events.refusals import ParticipationRefused

POST_LENGTH = 200


class ParticipationFields(TypedDict, total=False):
    """Every field that a person edits."""

    post: str
    level: str
    part: str
    drafting: bool
    drafting_desk: Desk | None
    lead_desk: Desk
    note: str
    visibility: str
    desks: Iterable[Desk]


@transaction.atomic
def add_participation(
    *,
    event: Event,
    by: User,
    at: datetime,
    via: Door,
    **fields: Unpack[ParticipationFields],
) -> Participation:
    """Say that somebody of ours takes part; `post`, `part` and `lead_desk` are needed.

    Raises ParticipationRefused, WordingRefused, EventRefused, OpennessRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    clean = _cleaned(fields)
    if clean.get("lead_desk") is None:
        raise ParticipationRefused(
            pgettext("refusal", "Say which desk leads."), code="no_lead", field="lead_desk"
        )
    made = Participation(event=event, created_by=by, created_at=at)
    _put(made, clean)
    _log(made, "add", by=by, at=at, via=via, fields=differences({}, clean))
    return made


@transaction.atomic
def edit_participation(
    *,
    participation: Participation,
    edition: int,
    by: User,
    at: datetime,
    via: Door,
    **fields: Unpack[ParticipationFields],
) -> Participation:
    """Give the named fields these values; the others stay.

    Raises ChangedMeanwhile with what stands when `edition` is no longer the one that was read.
    """
    kept = _held(participation, edition, by=by)
    clean = _cleaned(fields)
    changed = differences(_values(kept, clean), clean)
    if not changed:
        return kept
    kept.edition += 1
    _put(kept, clean)
    _log(kept, "edit", by=by, at=at, via=via, fields=changed)
    return kept


@transaction.atomic
def withdraw_participation(
    *,
    participation: Participation,
    edition: int,
    reason: str,
    by: User,
    at: datetime,
    via: Door,
) -> Participation:
    """Take it off the event, with a reason: entered in error, or nobody goes after all."""
    kept = _held(participation, edition, by=by)
    reason = lines(reason, field="reason")
    if not reason:
        raise ParticipationRefused(
            pgettext("refusal", "Give a reason."), code="needs_reason", field="reason"
        )
    kept.withdrawn_at = at
    kept.edition += 1
    kept.save(update_fields=["withdrawn_at", "edition"])
    _log(kept, "withdraw", by=by, at=at, via=via, note=reason)
    return kept


def _held(participation: Participation, edition: int, *, by: User) -> Participation:
    """The row, locked with its event, as it was read."""
    require(by, Power.DRAFT)
    locked(participation.event, by=by)
    seen = Participation.objects.visible_to(by).standing().values("pk")
    kept = (
        Participation.objects.select_for_update().filter(pk=participation.pk, pk__in=seen).first()
    )
    if kept is None:
        raise ParticipationRefused(
            pgettext("refusal", "This participation does not stand any longer."), code="unknown"
        )
    if kept.edition != edition:
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."),
            current={"edition": kept.edition},
        )
    return kept


def _cleaned(fields: ParticipationFields) -> dict[str, Any]:
    clean: dict[str, Any] = dict(fields)
    if "post" in clean:
        clean["post"] = line(clean["post"], field="post", at_most=POST_LENGTH)
    if "note" in clean:
        clean["note"] = lines(clean["note"], field="note")
    if "desks" in clean:
        clean["desks"] = sorted(set(clean["desks"]), key=lambda desk: int(desk.pk))
    for name, known in (("level", ["", *Level.values]), ("part", Part.values)):
        if name in clean and clean[name] not in known:
            raise ParticipationRefused(
                pgettext("refusal", "“%(value)s” is no choice here.") % {"value": clean[name]},
                code="unknown_choice",
                field=name,
            )
    return clean


def _values(kept: Participation, names: Iterable[str]) -> dict[str, Any]:
    return {
        name: list(kept.desks.order_by("pk")) if name == "desks" else getattr(kept, name)
        for name in names
    }


def _put(kept: Participation, clean: dict[str, Any]) -> None:
    for name, value in clean.items():
        if name != "desks":
            setattr(kept, name, value)
    if not kept.post:
        raise ParticipationRefused(
            pgettext("refusal", "This may not be empty."), code="empty", field="post"
        )
    desks: Sequence[Desk] = clean["desks"] if "desks" in clean else _desks_of(kept)
    _check(kept, desks)
    kept.save()
    kept.desks.set(desks)


def _desks_of(kept: Participation) -> list[Desk]:
    return list(kept.desks.all()) if kept.pk else []


def _check(kept: Participation, desks: Sequence[Desk]) -> None:
    """No wider than the event, never public; who leads and who drafts can see it."""
    if kept.drafting_desk is not None and not kept.drafting:
        raise ParticipationRefused(
            pgettext("refusal", "A desk drafts a statement only where there is one."),
            code="nothing_to_draft",
            field="drafting_desk",
        )
    if kept.visibility == Visibility.PUBLIC:
        raise ParticipationRefused(
            pgettext("refusal", "Who goes is never public: choose staff, or desks."),
            code="never_public",
            field="visibility",
        )
    check_openness(visibility=kept.visibility, desks=desks, rests_on=[kept.event])
    if kept.visibility != Visibility.RESTRICTED:
        return
    for name in ("lead_desk", "drafting_desk"):
        desk = getattr(kept, name)
        if desk is not None and desk not in desks:
            raise ParticipationRefused(
                pgettext("refusal", "%(desk)s could not see this: name it among the desks.")
                % {"desk": desk},
                code="desk_left_out",
                field="desks",
            )


def _log(
    kept: Participation,
    act: str,
    *,
    by: User,
    at: datetime,
    via: Door,
    fields: dict[str, tuple[Any, Any]] | None = None,
    note: str = "",
) -> None:
    """Its own line, apart from the event's: who may not see it reads nothing of it there.

    The event is named as touched, for entries that show it as one of ours.
    """
    record(
        kind=ItemKind.DELEGATION,
        item=kept.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields=fields,
        note=note,
        touched=[Item(ItemKind.EVENT, kept.event.uuid)],
    )
