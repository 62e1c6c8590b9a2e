"""The moves of a commitment's entry on its page: which there are, what each needs, who may."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.refusal import Refused
from monitor.commitments.amendments import unpacked
from monitor.commitments.models import Amendment, Commitment
from monitor.commitments.operations import (
    archive_commitment,
    ask_public,
    decide_amendment,
    make_public,
    publish,
    return_commitment,
    submit,
)
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import RECORD_MOVES, RecordMove
from monitor.dashboard.fields import field_name, field_value

Need = dict[str, str]
_LABELS: dict[str, tuple[str | Promise, str, str]] = {
    "submit": (pgettext_lazy("record move", "Submit for publication"), "submitted", "primary"),
    "publish": (pgettext_lazy("record move", "Publish"), "published", "primary"),
    "return": (pgettext_lazy("record move", "Return to the drafter"), "returned", ""),
    "archive": (pgettext_lazy("record move", "Archive"), "archived", ""),
}
POWER_WORDS: dict[Power, str | Promise] = {
    Power.DRAFT: pgettext_lazy("power", "A Contributor does this"),
    Power.ASSESS: pgettext_lazy("power", "A Contributor does this"),
    Power.CONFIRM: pgettext_lazy("power", "A Verifier does this"),
    Power.PUBLISH: pgettext_lazy("power", "A Coordinator does this"),
    Power.COORDINATE: pgettext_lazy("power", "A Coordinator does this"),
}


def moves(one: Commitment, user: User) -> list[dict[str, Any]]:
    """The moves from where the entry stands, for the transition component; locked ones say why."""
    if not user.may(Power.READ_DRAFTS):
        return []
    return [_move(one, user, move) for move in RECORD_MOVES if move.frm == one.record]


def _move(one: Commitment, user: User, move: RecordMove) -> dict[str, Any]:
    label, icon_name, tone = _LABELS[move.act]
    needs: list[Need] = []
    blocked = False
    if not user.may(move.power):
        blocked = True
        needs.append({"state": "blocked", "words": str(POWER_WORDS[move.power])})
    elif move.second and one.submitted_by_id == user.pk:
        blocked = True
        words = pgettext("requirement", "You submitted this: another person publishes it")
        needs.append({"state": "blocked", "words": words})
    elif move.second:
        words = pgettext("requirement", "Submitted by %s, not by you") % one.submitted_by
        needs.append({"state": "satisfied", "words": words})
    if move.reason and not blocked:
        needs.append({"state": "asked", "words": pgettext("requirement", "A reason")})
    return {
        "act": move.act,
        "label": label,
        "icon_name": icon_name,
        "tone": tone,
        "blocked": blocked,
        "needs": needs,
        "reason": move.reason and not blocked,
        "id": f"move-{move.act}",
    }


def opening(one: Commitment, user: User) -> dict[str, Any] | None:
    """Asking for, and granting, that everybody may see it; None where that is not the question."""
    if one.record != RecordStatus.PUBLISHED or one.visibility != Visibility.STAFF:
        return None
    if not user.may(Power.DRAFT):
        return None
    if one.public_asked_by_id is None:
        needs = [{"state": "asked", "words": pgettext("requirement", "Another person decides")}]
        return _opening("ask_public", pgettext("record move", "Ask to make public"), needs)
    needs, blocked = [], False
    if one.public_asked_by_id == user.pk:
        blocked = True
        words = pgettext("requirement", "You asked for this: another person makes it public")
        needs.append({"state": "blocked", "words": words})
    elif not user.may(Power.PUBLISH):
        blocked = True
        needs.append({"state": "blocked", "words": str(POWER_WORDS[Power.PUBLISH])})
    else:
        words = pgettext("requirement", "Asked for by %s, not by you") % one.public_asked_by
        needs.append({"state": "satisfied", "words": words})
    label = pgettext("record move", "Make public")
    return _opening("make_public", label, needs, blocked=blocked)


def _opening(act: str, label: str, needs: list[Need], *, blocked: bool = False) -> dict[str, Any]:
    return {
        "act": act,
        "label": label,
        "icon_name": "feed",
        "tone": "",
        "blocked": blocked,
        "needs": needs,
        "id": f"move-{act}",
    }


def amendment(one: Commitment, user: User) -> dict[str, Any] | None:
    """The proposed change that is open, with both values of each field; None if none is."""
    if not user.may(Power.READ_DRAFTS):
        return None
    open_one = one.amendments.filter(decided_at__isnull=True).select_related("proposed_by").first()
    if open_one is None:
        return None
    standing, proposed = terms_of(one), unpacked(open_one.terms)
    locked = ""
    if open_one.proposed_by_id == user.pk:
        locked = pgettext("requirement", "You proposed this: another person decides it")
    elif not user.may(Power.PUBLISH):
        locked = str(POWER_WORDS[Power.PUBLISH])
    return {
        "amendment": open_one,
        "rows": [
            {
                "name": field_name(name),
                "standing": field_value(name, getattr(standing, name)),
                "proposed": field_value(name, value),
            }
            for name, value in proposed.items()
        ],
        "locked": locked,
    }


_ACTS: dict[str, Callable[..., Commitment]] = {
    "submit": submit,
    "publish": publish,
    "return": return_commitment,
    "archive": archive_commitment,
    "ask_public": ask_public,
    "make_public": make_public,
}
_WITH_REASON = frozenset({"return", "archive"})


def carry_out(act: str, one: Commitment, by: User, reason: str, *, at: datetime) -> Refused | None:
    """Make one move; answers with the refusal, if it was one. Raises Http404 for no such act."""
    operation = _ACTS.get(act)
    if operation is None:
        raise Http404
    extra = {"reason": reason} if act in _WITH_REASON else {}
    try:
        operation(commitment=one, by=by, at=at, via=Door.DASHBOARD, **extra)
    except Refused as refusal:
        return refusal
    return None


def settle(
    amendment: Amendment, *, accept: bool, note: str, by: User, at: datetime
) -> Refused | None:
    """Decide a proposed change; answers with the refusal, if it was one."""
    try:
        decide_amendment(
            amendment=amendment, accept=accept, note=note, by=by, at=at, via=Door.DASHBOARD
        )
    except Refused as refusal:
        return refusal
    return None
