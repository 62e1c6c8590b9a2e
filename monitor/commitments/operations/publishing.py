"""Axis A: from draft to published to archived, and the opening to the public. Four eyes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.openness import check_openness, require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import record
from monitor.changes.wording import lines
from monitor.commitments.models import Commitment
from monitor.commitments.operations.drafting import leading_documents, locked
from monitor.commitments.refusals import RecordRefused
from monitor.commitments.workflow import RECORD_MOVES


def submit(*, commitment: Commitment, by: User, at: datetime, via: Door) -> Commitment:
    """Hand a draft to a second person."""
    return _move(commitment, "submit", by=by, at=at, via=via)


def publish(*, commitment: Commitment, by: User, at: datetime, via: Door) -> Commitment:
    """Publish what another person submitted; its follow-ups stand from this moment."""
    return _move(commitment, "publish", by=by, at=at, via=via)


def return_commitment(
    *, commitment: Commitment, reason: str, by: User, at: datetime, via: Door
) -> Commitment:
    """Send a submitted draft back with a reason."""
    return _move(commitment, "return", by=by, at=at, via=via, reason=reason)


def archive_commitment(
    *, commitment: Commitment, reason: str, by: User, at: datetime, via: Door
) -> Commitment:
    """Take a commitment out of the lists; nothing is deleted."""
    return _move(commitment, "archive", by=by, at=at, via=via, reason=reason)


@transaction.atomic
def _move(
    commitment: Commitment, act: str, *, by: User, at: datetime, via: Door, reason: str = ""
) -> Commitment:
    reason = lines(reason, field="reason")
    commitment = locked(commitment, by=by)
    before = commitment.record
    move = next((m for m in RECORD_MOVES if m.act == act and m.frm == before), None)
    if move is None:
        raise RecordRefused(
            pgettext("refusal", "This is “%(status)s”: it can not be moved so.")
            % {"status": commitment.get_record_display()},
            code="no_such_move",
        )
    require(by, move.power)
    if move.second and commitment.submitted_by_id == by.pk:
        raise RecordRefused(
            pgettext("refusal", "You submitted this yourself: another person publishes it."),
            code="own_submission",
        )
    if move.reason and not reason:
        raise RecordRefused(
            pgettext("refusal", "Give a reason."), code="needs_reason", field="reason"
        )
    commitment.record = move.to
    if act == "submit":
        commitment.submitted_by = by
    if act == "publish":
        commitment.published_at = at
        if commitment.public_asked_by_id:
            _open(commitment)
    commitment.edition += 1
    commitment.save()
    _record(commitment, act, {"record": (before, move.to)}, reason, by=by, at=at, via=via)
    return commitment


@transaction.atomic
def ask_public(*, commitment: Commitment, by: User, at: datetime, via: Door) -> Commitment:
    """Ask that a published commitment be shown to everybody."""
    require(by, Power.DRAFT)
    commitment = locked(commitment, by=by)
    if commitment.visibility == Visibility.PUBLIC:
        raise RecordRefused(pgettext("refusal", "This is public already."), code="public_already")
    commitment.public_asked_by = by
    commitment.save(update_fields=["public_asked_by"])
    _record(commitment, "ask_public", {}, "", by=by, at=at, via=via)
    return commitment


@transaction.atomic
def make_public(*, commitment: Commitment, by: User, at: datetime, via: Door) -> Commitment:
    """Show a published commitment to everybody, as another person asked."""
    require(by, Power.PUBLISH)
    commitment = locked(commitment, by=by)
    if commitment.record != RecordStatus.PUBLISHED or not commitment.public_asked_by_id:
        raise RecordRefused(
            pgettext("refusal", "Nobody has asked for this published item to be public."),
            code="not_asked",
        )
    if commitment.public_asked_by_id == by.pk:
        raise RecordRefused(
            pgettext("refusal", "You asked for this yourself: another person makes it public."),
            code="own_request",
        )
    before = commitment.visibility
    _open(commitment)
    commitment.edition += 1
    commitment.save()
    fields = {"visibility": (before, commitment.visibility)}
    _record(commitment, "make_public", fields, "", by=by, at=at, via=via)
    return commitment


def _open(commitment: Commitment) -> None:
    """Set it public, if all it rests on is."""
    check_openness(
        visibility=Visibility.PUBLIC,
        desks=(),
        rests_on=[
            *leading_documents(commitment),
            commitment.event,
            commitment.deadline_event,
        ],
    )
    commitment.visibility = Visibility.PUBLIC
    commitment.public_asked_by = None


def _record(
    commitment: Commitment,
    act: str,
    fields: dict[str, tuple[str, str]],
    note: str,
    *,
    by: User,
    at: datetime,
    via: Door,
) -> None:
    record(
        kind=ItemKind.COMMITMENT,
        item=commitment.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields=fields,
        note=note,
    )
