"""Commitments for tests, made through the operations."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from monitor.accounts.models import User
from monitor.actors.models import Actor, Membership
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Commitment
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    NewEvidence,
    assess,
    confirm,
    draft_commitment,
    publish,
    submit,
)
from monitor.commitments.terms import Terms
from monitor.commitments.workflow import RULES, Code
from tests.cast import NOW, TODAY
from tests.factories import sources

_texts = count(1)

REGIONS = {"african": "African Group", "weog": "Western European and Others Group"}
STATES = {
    "DZA": ("Algeria", "african"),
    "EGY": ("Egypt", "african"),
    "KEN": ("Kenya", "african"),
    "MAR": ("Morocco", "african"),
    "AUT": ("Austria", "weog"),
    "SWE": ("Sweden", "weog"),
}


def actor(code: str, name: str = "", kind: str = "organ", **fields: Any) -> Actor:
    """The actor of this code, made if it is new."""
    defaults = {"kind": kind, "name_en": name or code, **fields}
    return Actor.objects.get_or_create(code=code, defaults=defaults)[0]


def state(code: str) -> Actor:
    name, region = STATES.get(code, (f"State {code}", ""))
    group = actor(region, REGIONS[region], "group") if region else None
    return actor(code, name, "state", un_group=group)


def members(*codes: str) -> Actor:
    """The group of all members, with these states among them."""
    group = actor("un-members", "UN Member States", "group")
    for code in codes or STATES:
        Membership.objects.get_or_create(group=group, member=state(code), since=None)
    return group


def terms(**changes: Any) -> Terms:
    """The terms of a call by the Council on all members, without a deadline."""
    given = {
        "title": "Improve border management",
        "kind": "call",
        "verb": "calls on",
        "bindingness": "hortatory",
        "issuer": actor("unsc", "Security Council"),
        "addressee_words": "all Member States",
        **changes,
    }
    if "addressee_group" not in given and "addressees" not in given and given["kind"] != "pledge":
        given["addressee_group"] = members()
    return Terms(**given)


def draft(by: User, *, at: datetime = NOW, words: str = "", **changes: Any) -> Commitment:
    words = words or f"calls on all Member States to act, for the {next(_texts)}th time"
    version = sources.article(by, text=f"Before it.\n\nThe Council {words}, and soon.\n\nAfter it.")
    passage = sources.passage(version, words, by=by)
    return draft_commitment(
        terms=terms(**changes), passage=passage, by=by, at=at, via=Door.DASHBOARD
    )


def submitted(by: User, **changes: Any) -> Commitment:
    commitment = draft(by, **changes)
    return submit(commitment=commitment, by=by, at=NOW, via=Door.DASHBOARD)


def published(by: User, checker: User, **changes: Any) -> Commitment:
    commitment = submitted(by, **changes)
    publish(commitment=commitment, by=checker, at=NOW, via=Door.DASHBOARD)
    return Commitment.objects.get(pk=commitment.pk)


def pledge(by: User, checker: User, **changes: Any) -> Commitment:
    """Morocco's pledge: it binds its issuer alone."""
    given = {
        "kind": "pledge",
        "verb": "will host",
        "title": "Host the assembly",
        "bindingness": "political",
        "issuer": state("MAR"),
        "addressee_words": "",
        **changes,
    }
    return published(by, checker, **given)


def judged(
    commitment: Commitment, code: str, *, actor: str = "MAR", by: User, **changes: Any
) -> Assessment:
    """A judgement, or a proposal, with all that every code needs."""
    obligation = obligation_of(commitment, state(actor))
    given: dict[str, Any] = {
        "reason": "As the evidence has it.",
        "evidence": [
            NewEvidence(
                document=sources.document(by, publisher="The Gazette"),
                reliability="primary",
                supports=code != Code.NOT_FULFILLED,
            )
        ],
        "valid_until": TODAY + timedelta(days=200) if code == Code.OBSERVED else None,
        "seen": obligation.last_assessment_id,
        "at": NOW,
        **changes,
    }
    return assess(obligation=obligation, code=Code(code), by=by, via=Door.DASHBOARD, **given)


def stands(
    commitment: Commitment, code: str, *, actor: str = "MAR", by: User, checker: User, **kw: Any
) -> Assessment:
    """Judged, and confirmed by `checker` where a second person must."""
    made = judged(commitment, code, actor=actor, by=by, **kw)
    if not RULES[Code(code)].confirmed:
        return made
    made.obligation.refresh_from_db()
    return confirm(
        proposal=made,
        seen=made.pk,
        evidence_revision=made.obligation.evidence_revision,
        by=checker,
        at=made.at,
        via=Door.DASHBOARD,
    )
