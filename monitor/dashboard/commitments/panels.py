"""What may be done with a follow-up now: only the allowed moves, and what each still needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.commitments.labels import ASSESSMENT_LABELS, NEED_LABELS
from monitor.commitments.models import Assessment, Evidence, EvidenceUse
from monitor.commitments.requirements import Offered, lacking
from monitor.commitments.status import FollowUp
from monitor.commitments.workflow import (
    RENEWAL_DAYS,
    RULES,
    Act,
    Code,
    Duty,
    Move,
    Need,
    Validity,
    moves_from,
)
from monitor.dashboard.commitments.recording import POWER_WORDS
from monitor.dashboard.due import day_words
from monitor.dashboard.links import document_url, follow_up_url

# A renewal is taken to hold as long as a year, unless the person says otherwise.
RENEWED_FOR = RENEWAL_DAYS


@dataclass(frozen=True, slots=True)
class Panel:
    """A follow-up with its moves; `locked` says why there are none at all."""

    each: FollowUp
    url: str
    seen: str
    revision: int
    proposal: Assessment | None
    said: str
    locked: str
    moves: list[dict[str, Any]] = field(default_factory=list)
    renewal: dict[str, Any] | None = None


def visible_uses(each: FollowUp, user: User) -> list[EvidenceUse]:
    """The evidence in use on a follow-up, as far as `user` may see it, oldest first."""
    if each.obligation is None:
        return []
    return list(
        each.obligation.uses.filter(
            removed_at__isnull=True, evidence__in=Evidence.objects.visible_to(user)
        )
        .select_related("evidence__document", "evidence__passage__version", "added_by")
        .defer("evidence__passage__version__text")
        .order_by("pk")
    )


def evidence_of(each: FollowUp, user: User) -> list[dict[str, Any]]:
    """The evidence in use as a page lists it, each piece with where it may be taken away."""
    may = user.may(Power.ASSESS)
    return [
        {
            "use": use,
            "evidence": use.evidence,
            "url": document_url(use.evidence.document, use.evidence.passage),
            "remove_url": _address("evidence_remove", each, use.pk) if may else "",
        }
        for use in visible_uses(each, user)
    ]


def evidence_url(each: FollowUp, user: User) -> str:
    """Where evidence is added without a judgement, "" for who may not."""
    return _address("evidence_add", each) if user.may(Power.ASSESS) else ""


def panel_of(each: FollowUp, user: User, today: date) -> Panel:
    """What `user` may do with this follow-up on `today`."""
    row = each.obligation
    proposal = row.pending if row else None
    locked = _locked(each, user)
    uses = visible_uses(each, user)
    if locked:
        moves: list[dict[str, Any]] = []
    elif proposal is not None:
        moves = _answers(each, proposal, user)
    else:
        moves = [_move(each, move, uses, today) for move in _moves(each)]
    return Panel(
        each=each,
        url=follow_up_url(each.commitment.number, each.actor.code),
        seen=str(row.last_assessment_id or "") if row else "",
        revision=row.evidence_revision if row else 0,
        proposal=proposal,
        said=_said(proposal) if proposal else "",
        locked=locked,
        moves=moves,
        renewal=None if locked or proposal else _renewal(each, today),
    )


def _moves(each: FollowUp) -> tuple[Move, ...]:
    return moves_from(each.code, Duty(each.commitment.duty))


def _locked(each: FollowUp, user: User) -> str:
    if each.commitment.record != RecordStatus.PUBLISHED:
        return pgettext("panel", "The commitment is not published: nothing is assessed.")
    if each.commitment.validity != Validity.IN_FORCE:
        return pgettext("panel", "The commitment is no longer in force.")
    if not user.may(Power.ASSESS):
        return str(POWER_WORDS[Power.ASSESS])
    if each.outside:
        return pgettext("panel", "Outside the addressees: kept, not counted.")
    return ""


def _said(proposal: Assessment) -> str:
    words = {
        "status": ASSESSMENT_LABELS[Code(proposal.code)],
        "who": proposal.by,
        "day": day_words(office_day(proposal.at)),
    }
    if proposal.act == Act.RETRACT:
        return (
            pgettext(
                "panel",
                "%(who)s asked on %(day)s to take “%(status)s” back. A second person decides.",
            )
            % words
        )
    return (
        pgettext("panel", "“%(status)s” proposed by %(who)s on %(day)s. A second person decides.")
        % words
    )


def _address(name: str, each: FollowUp, *args: object) -> str:
    return reverse(f"dashboard:{name}", args=[each.commitment.number, each.actor.code, *args])


def _move(each: FollowUp, move: Move, uses: Sequence[EvidenceUse], today: date) -> dict[str, Any]:
    """One allowed move as the transition component takes it."""
    missing = lacking(move.needs, offered=Offered(uses), commitment=each.commitment, today=today)
    needs = [_need(need, need in missing, each, uses) for need in move.needs]
    if RULES[move.to].confirmed:
        words = pgettext("requirement", "A second person confirms")
        needs.append({"state": "asked", "words": words})
    blocked = any(need["state"] == "blocked" for need in needs)
    label = ASSESSMENT_LABELS[move.to]
    template = (
        pgettext("action", "Propose “%s”")
        if move.act == Act.PROPOSE
        else pgettext("action", "Record as “%s”")
    )
    return {
        "code": move.to.value,
        "label": template % label,
        "icon_name": f"status-{move.to.value}",
        "tone": "",
        "blocked": blocked,
        "url": _address("assess", each, move.to.value),
        "needs": needs,
        "id": f"to-{move.to.value}",
    }


def _need(need: Need, missing: bool, each: FollowUp, uses: Sequence[EvidenceUse]) -> dict[str, str]:
    if need == Need.PERIOD_OVER and missing and each.commitment.latest_on is not None:
        words = pgettext("requirement", "The period runs until %s") % day_words(
            each.commitment.latest_on
        )
        return {"state": "blocked", "words": words}
    words = str(NEED_LABELS[need])
    if need == Need.PERIOD_OVER and each.commitment.latest_on is None:
        words = pgettext("requirement", "No deadline is stated that would still run")
    if not missing and need in {Need.EVIDENCE, Need.SOUND_EVIDENCE, Need.CONTRARY_EVIDENCE}:
        there = npgettext("requirement", "%(n)d attached", "%(n)d attached", len(uses))
        words = f"{words}: {there % {'n': len(uses)}}"
    return {"state": "asked" if missing else "satisfied", "words": words}


def _answers(each: FollowUp, proposal: Assessment, user: User) -> list[dict[str, Any]]:
    """Confirm, return, withdraw: the maker sees the first two locked with the reason."""
    own = proposal.by_id == user.pk
    verifier = user.may(Power.CONFIRM)
    label = ASSESSMENT_LABELS[Code(proposal.code)]
    taken_back = proposal.act == Act.RETRACT
    confirm = {
        "label": (
            pgettext("action", "Confirm: take “%s” back")
            if taken_back
            else pgettext("action", "Confirm as “%s”")
        )
        % label,
        "icon_name": "check",
        "tone": "primary",
        "blocked": own or not verifier,
        "form_id": "answer-form",
        "name": "act",
        "value": "confirm",
        "needs": _second_person(proposal, own=own, verifier=verifier),
        "id": "answer-confirm",
    }
    asked = [{"state": "asked", "words": pgettext("requirement", "A reason")}]
    back = {
        "label": pgettext("action", "Return with a note"),
        "icon_name": "returned",
        "tone": "",
        "blocked": own or not verifier,
        "url": _address("answer", each, "return"),
        "needs": asked
        if verifier and not own
        else _second_person(proposal, own=own, verifier=verifier),
        "id": "answer-return",
    }
    moves: list[dict[str, Any]] = [confirm, back]
    if own or user.may(Power.COORDINATE):
        moves.append(
            {
                "label": pgettext("action", "Withdraw the proposal"),
                "icon_name": "undo",
                "tone": "",
                "blocked": False,
                "url": _address("retract", each, proposal.pk),
                "needs": asked,
                "id": "answer-withdraw",
            }
        )
    return moves


def _second_person(proposal: Assessment, *, own: bool, verifier: bool) -> list[dict[str, str]]:
    if own:
        words = pgettext("requirement", "You proposed this: another person confirms or returns it")
        return [{"state": "blocked", "words": words}]
    if not verifier:
        return [{"state": "blocked", "words": str(POWER_WORDS[Power.CONFIRM])}]
    words = pgettext("requirement", "Proposed by %s, not by you") % proposal.by
    return [{"state": "satisfied", "words": words}]


def _renewal(each: FollowUp, today: date) -> dict[str, Any] | None:
    """ "Still true, checked today" in one click; locked a year after the last confirmation."""
    row = each.obligation
    if each.code != Code.OBSERVED or row is None or row.confirmed_at is None:
        return None
    old = (today - office_day(row.confirmed_at)).days > RENEWAL_DAYS
    until = date.fromordinal(today.toordinal() + RENEWED_FOR)
    return {
        "url": _address("renew", each),
        "until": until,
        "until_words": day_words(until),
        "standing": day_words(row.valid_until) if row.valid_until else "",
        "locked": pgettext("requirement", "Confirmed more than 12 months ago: propose it again")
        if old
        else "",
    }
