"""A small record for the tests of this slice: one article, a group of three states, one call."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.transaction import atomic

from monitor.accounts.models import User
from monitor.actors.models import Actor, Membership
from monitor.changes.item import Door
from monitor.changes.operations import next_number
from monitor.commitments.models import Assessment, Commitment
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    NewEvidence,
    assess,
    draft_commitment,
    publish,
    submit,
)
from monitor.commitments.terms import Terms
from monitor.commitments.workflow import Code
from monitor.sources.models import Document, DocumentVersion, Passage
from tests import cast

TEXT = "The Council adopted a statement calling on all Member States to improve border management."
CODES = ("AAA", "BBB", "CCC")


def state(code: str) -> Actor:
    return Actor.objects.get_or_create(
        code=code, defaults={"kind": "state", "name_en": f"State {code}"}
    )[0]


def members(*codes: str) -> Actor:
    group, _ = Actor.objects.get_or_create(
        code="un-members", defaults={"kind": "group", "name_en": "UN Member States"}
    )
    for code in codes or CODES:
        Membership.objects.get_or_create(group=group, member=state(code), since=None)
    return group


def council() -> Actor:
    return Actor.objects.get_or_create(
        code="unsc", defaults={"kind": "organ", "name_en": "Security Council"}
    )[0]


def document(by: User, text: str = TEXT, publisher: str = "The Gazette", **fields: Any) -> Document:
    with atomic():
        number = next_number("document", first=1)
    made = Document.objects.create(
        number=number,
        kind="news_article",
        title=f"Article {number}",
        publisher=publisher,
        record="published",
        created_at=cast.NOW,
        **{"visibility": "staff", **fields},
    )
    DocumentVersion.objects.create(
        document=made,
        language="en",
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        created_at=cast.NOW,
        created_by=by,
    )
    return made


def passage(by: User, words: str = "calling on all Member States", **fields: Any) -> Passage:
    version = document(by, **fields).versions.get()
    start = version.text.index(words)
    return Passage.objects.create(
        version=version,
        start=start,
        end=start + len(words),
        exact=words,
        created_at=cast.NOW,
        created_by=by,
    )


def terms(**changes: Any) -> Terms:
    call = Terms(
        title="Improve border management",
        kind="call",
        verb="calls on",
        bindingness="hortatory",
        issuer=council(),
        addressee_words="all Member States",
        addressee_group=members(),
    )
    return replace(call, **changes)


def draft(by: User, **changes: Any) -> Commitment:
    return draft_commitment(
        terms=terms(**changes),
        passage=passage(by),
        by=by,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )


def published(by: User, checker: User, **changes: Any) -> Commitment:
    commitment = draft(by, **changes)
    submit(commitment=commitment, by=by, at=cast.NOW, via=Door.DASHBOARD)
    publish(commitment=commitment, by=checker, at=cast.NOW, via=Door.DASHBOARD)
    return Commitment.objects.get(pk=commitment.pk)


def primary(by: User, **changes: Any) -> NewEvidence:
    return NewEvidence(document=document(by), reliability="primary", **changes)


def judge(
    commitment: Commitment, by: User, code: str, *, actor: str = "AAA", **changes: Any
) -> Assessment:
    """Assess with what every code needs, on the history as it stands."""
    obligation = obligation_of(commitment, state(actor))
    values: dict[str, Any] = {
        "reason": "Because.",
        "evidence": [primary(by, supports=code != "not_fulfilled")],
        "valid_until": cast.TODAY + timedelta(days=100) if code == "observed" else None,
        "seen": obligation.last_assessment_id,
        "at": cast.NOW,
        "via": Door.DASHBOARD,
    }
    return assess(obligation=obligation, code=Code(code), by=by, **{**values, **changes})
