"""Two people at one follow-up: one wins, the other is told, and the counters agree."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import product
from string import ascii_uppercase

import pytest

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    AssessmentRefused,
    NewEvidence,
    add_evidence,
    assess,
    confirm,
    retract,
    return_proposal,
)
from monitor.commitments.replay import standing
from monitor.commitments.workflow import COUNTED, Act, Code
from tests import cast
from tests.factories import commitments, sources
from tests.races.threads import ROUNDS, race, won_and_lost

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]
CODES = ["X" + "".join(pair) for pair in product(ascii_uppercase, repeat=2)][:ROUNDS]


class Scene:
    """A call that binds one State a round, and those who work on it."""

    def __init__(self) -> None:
        self.officer = cast.officer()
        self.verifier = cast.verifier()
        self.other = cast.verifier("other")
        head = cast.coordinator()
        group = commitments.members(*CODES)
        self.call = commitments.published(self.officer, head, addressee_group=group)
        self.document = sources.document(self.officer, publisher="The Gazette")

    def obligations(self) -> Iterator[Obligation]:
        for actor in Actor.objects.filter(code__in=CODES).order_by("code"):
            yield obligation_of(self.call, actor)

    def judge(self, row: Obligation, code: Code, by: User, seen: int | None) -> Assessment:
        return assess(
            obligation=row,
            code=code,
            seen=seen,
            reason=f"{by} looked.",
            by=by,
            at=cast.NOW,
            via=Door.DASHBOARD,
        )

    def propose(self, row: Obligation) -> Assessment:
        entry = self.judge(row, Code.NOT_APPLICABLE, self.officer, row.last_assessment_id)
        assert entry.act == Act.PROPOSE
        return entry

    def confirm(self, entry: Assessment, by: User) -> Assessment:
        return confirm(
            proposal=entry,
            seen=entry.pk,
            evidence_revision=entry.evidence_revision,
            by=by,
            at=cast.NOW,
            via=Door.DASHBOARD,
        )

    def check(self) -> None:
        """Rows, copies and counters all say what the history says."""
        call = Commitment.objects.get(pk=self.call.pk)
        told: Counter[str] = Counter()
        waiting = 0
        for row in call.obligations.all():
            history = list(row.assessments.order_by("position"))
            assert [entry.position for entry in history] == list(range(1, len(history) + 1))
            now = standing(history)
            assert (row.code, row.pending_id) == (now.code, now.pending)
            assert row.last_assessment_id == history[-1].pk
            told[row.code] += 1
            waiting += row.pending_id is not None
        assert {code: call.counts[code] for code in COUNTED} == {
            code: told[code.value] for code in COUNTED
        }
        assert call.awaiting_confirmation == waiting


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_of_two_who_saw_nothing_one_judges_and_the_other_is_told(scene: Scene) -> None:
    for row in scene.obligations():
        won, lost = won_and_lost(
            race(
                partial(scene.judge, row, Code.NO_INFORMATION, scene.officer, None),
                partial(scene.judge, row, Code.NO_INFORMATION, scene.verifier, None),
            )
        )
        assert isinstance(lost, AssessmentRefused)
        assert lost.code == "changed_meanwhile"
        assert str(won.by) in lost.message
    assert Assessment.objects.count() == ROUNDS
    scene.check()


def test_of_two_who_saw_the_same_row_one_judges_and_the_other_is_told(scene: Scene) -> None:
    for row in scene.obligations():
        first = scene.judge(row, Code.NO_INFORMATION, scene.officer, None)
        _, lost = won_and_lost(
            race(
                partial(scene.judge, row, Code.NOT_APPLICABLE, scene.officer, first.pk),
                partial(scene.judge, row, Code.NOT_APPLICABLE, scene.verifier, first.pk),
            )
        )
        assert lost.code == "changed_meanwhile"
    assert Assessment.objects.count() == 2 * ROUNDS
    scene.check()


def test_a_proposal_is_confirmed_once(scene: Scene) -> None:
    for row in scene.obligations():
        entry = scene.propose(row)
        _, lost = won_and_lost(
            race(
                partial(scene.confirm, entry, scene.verifier),
                partial(scene.confirm, entry, scene.other),
            )
        )
        assert lost.code == "changed_meanwhile"
    assert Assessment.objects.filter(act=Act.CONFIRM).count() == ROUNDS
    scene.check()


def test_a_proposal_is_confirmed_or_returned_never_both(scene: Scene) -> None:
    for row in scene.obligations():
        entry = scene.propose(row)
        back = partial(
            return_proposal,
            proposal=entry,
            seen=entry.pk,
            reason="Look again.",
            by=scene.other,
            at=cast.NOW,
            via=Door.DASHBOARD,
        )
        won_and_lost(race(partial(scene.confirm, entry, scene.verifier), back))
    assert Assessment.objects.filter(act__in=[Act.CONFIRM, Act.RETURN]).count() == ROUNDS
    scene.check()


def test_a_proposal_is_confirmed_or_withdrawn_never_both(scene: Scene) -> None:
    for row in scene.obligations():
        entry = scene.propose(row)
        withdraw = partial(
            retract,
            entry=entry,
            seen=entry.pk,
            reason="A slip.",
            by=scene.officer,
            at=cast.NOW,
            via=Door.DASHBOARD,
        )
        won_and_lost(race(partial(scene.confirm, entry, scene.verifier), withdraw))
    scene.check()


def test_nothing_is_confirmed_on_evidence_that_its_verifier_did_not_see(scene: Scene) -> None:
    for row in scene.obligations():
        entry = scene.propose(row)
        add = partial(
            add_evidence,
            obligation=row,
            pieces=[NewEvidence(document=scene.document, reliability="secondary")],
            by=scene.officer,
            at=cast.NOW,
            via=Door.DASHBOARD,
        )
        confirmed, added = race(partial(scene.confirm, entry, scene.verifier), add)
        kept = Obligation.objects.get(uuid=row.uuid)
        assert [use.evidence.document_id for use in added] == [scene.document.pk]
        assert kept.evidence_revision == entry.evidence_revision + 1
        if isinstance(confirmed, AssessmentRefused):
            assert confirmed.code == "evidence_changed"
            assert "The Gazette" in confirmed.message or "Article" in confirmed.message
            assert kept.pending_id == entry.pk
        else:
            assert confirmed.evidence_revision == entry.evidence_revision
            assert kept.code == Code.NOT_APPLICABLE
    scene.check()
