"""The page of one follow-up: where it stands, on what, who says so, and what may be done now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.actors.models import Actor
from monitor.changes.clock import office_day
from monitor.commitments.labels import ASSESSMENT_LABELS, STANCE_LABELS
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.obligations import is_bound, obligation_of, saved
from monitor.commitments.replay import struck
from monitor.commitments.status import FollowUp, follow_up
from monitor.commitments.workflow import Act, Code, Stance
from monitor.dashboard.commitments.cable import follow_up_line
from monitor.dashboard.commitments.panels import evidence_of, evidence_url, panel_of
from monitor.dashboard.history import acts_of, follow_up_history
from monitor.dashboard.links import commitment_url, state_url
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.commitment import found, own_due, quotes_of

RETRACTABLE = frozenset({Act.JUDGE, Act.PROPOSE, Act.RENEW})


@dataclass(frozen=True, slots=True)
class Bearer:
    """One duty-bearer of one commitment as a request names it."""

    commitment: Commitment
    actor: Actor
    obligation: Obligation
    follow_up: FollowUp


def bearer(user: User, number: int, code: str, today: date) -> Bearer:
    """The follow-up at this address. Raises Http404 for one that is not, or not for `user`."""
    one = found(user, number)
    actor = Actor.objects.select_related("un_group").filter(code=code).first()
    if actor is None or one.record not in {RecordStatus.PUBLISHED, RecordStatus.ARCHIVED}:
        raise Http404
    try:
        obligation = obligation_of(one, actor)
    except Obligation.DoesNotExist:
        raise Http404 from None
    row = obligation if saved(obligation) else None
    outside = row is not None and not is_bound(one, actor)
    return Bearer(one, actor, obligation, follow_up(one, actor, row, today, outside=outside))


def obligation(request: HttpRequest, number: int, actor: str) -> HttpResponse:
    """The page of one follow-up."""
    user, today = signed_in(request), office_day(timezone.now())
    context = follow_up_context(bearer(user, number, actor, today), user, today)
    return render(request, "dashboard/commitments/follow_up.html", context)


def follow_up_context(at: Bearer, user: User, today: date) -> dict[str, Any]:
    """What the page of a follow-up shows; its forms show the same beside the form."""
    one, each = at.commitment, at.follow_up
    rows = acts_of(at.obligation)
    quotes = quotes_of(one)
    title, language = one.title_in(get_language() or "en")
    out = struck(rows)
    return {
        "commitment": one,
        "actor": at.actor,
        "each": each,
        "title": title,
        "title_lang": language,
        "trail": [
            (reverse("dashboard:commitments"), pgettext("page", "Commitments")),
            (commitment_url(one.number), one.ref),
        ],
        "commitment_url": commitment_url(one.number),
        "state_url": state_url(at.actor),
        "due": own_due(each, today),
        "since": each.obligation.effective_on if each.obligation else None,
        "valid_until": each.obligation.valid_until if each.obligation else None,
        "pending_label": ASSESSMENT_LABELS[each.pending] if each.pending else "",
        "panel": panel_of(each, user, today),
        "seen": at.obligation.last_assessment_id or "",
        "beside": _beside(rows, out),
        "evidence": evidence_of(each, user),
        "evidence_url": evidence_url(each, user),
        "history": follow_up_history(at.obligation, rows, user),
        "undoable": _undoable(at, rows, out, user),
        "quote": quotes[0] if quotes else None,
        "copy": follow_up_line(each, quotes[0] if quotes else None, today),
    }


def _beside(rows: list[Assessment], out: frozenset[int]) -> list[dict[str, Any]]:
    """What others say: the latest entry of each stance that is not ours."""
    latest = {
        row.stance: row
        for row in rows
        if row.stance != Stance.OURS and row.pk not in out and row.act == Act.JUDGE
    }
    return [
        {
            "stance": STANCE_LABELS[Stance(stance)],
            "code": row.code,
            "reason": row.reason,
            "on": row.effective_on,
            "by": row.by,
        }
        for stance, row in latest.items()
    ]


def _undoable(
    at: Bearer, rows: list[Assessment], out: frozenset[int], user: User
) -> list[dict[str, Any]]:
    """The entries that `user` may take back, newest first."""
    if not user.may(Power.ASSESS) or at.follow_up.pending is not None:
        return []
    answered = {row.answers_id for row in rows if row.act in (Act.RETURN, Act.RETRACT)}
    mine = [
        row
        for row in reversed(rows)
        if row.act in RETRACTABLE
        and row.pk not in out | answered
        and (row.by_id == user.pk or user.may(Power.COORDINATE))
    ]
    return [
        {
            "url": reverse("dashboard:retract", args=[at.commitment.number, at.actor.code, row.pk]),
            "label": ASSESSMENT_LABELS[Code(row.code)],
            "at": row.at,
        }
        for row in mine[:5]
    ]
