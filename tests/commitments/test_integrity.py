"""`manage.py verify`: stored statuses and counters are what the histories say."""

import pytest

from monitor.commitments.integrity import problems
from monitor.commitments.models import Assessment, Commitment, Obligation
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Commitment:
    author = cast.officer("author")
    made = record.published(author, cast.coordinator("head"))
    record.judge(made, author, "announced")
    record.judge(made, author, "fulfilled", actor="BBB")
    return Commitment.objects.get(pk=made.pk)


def test_what_the_operations_wrote_has_no_fault(call: Commitment) -> None:
    assert (call.n_announced, call.awaiting_confirmation) == (1, 1)
    assert list(problems()) == []


def test_a_status_written_past_the_history_is_named(call: Commitment) -> None:
    Obligation.objects.filter(actor__code="AAA").update(code="stalled")
    said = list(problems())
    assert said[0] == f"{call.ref}/AAA: code is stalled, the history says announced."
    assert f"{call.ref}: n_stalled is 0, counted are 1." in said


def test_a_proposal_that_no_longer_waits_is_named(call: Commitment) -> None:
    Obligation.objects.filter(actor__code="BBB").update(pending=None)
    assert any(line.startswith(f"{call.ref}/BBB: pending_id is None") for line in problems())


def test_a_counter_that_is_off_is_named(call: Commitment) -> None:
    Commitment.objects.filter(pk=call.pk).update(n_announced=0)
    assert list(problems()) == [f"{call.ref}: n_announced is 0, counted are 1."]


def test_an_act_that_is_gone_is_named(call: Commitment) -> None:
    author = cast.officer("second")
    record.judge(call, author, "in_progress")
    first = Assessment.objects.filter(obligation__actor__code="AAA").order_by("position")[0]
    first.evidence.clear()
    first.delete()
    assert list(problems()) == [f"{call.ref}/AAA: acts are missing from its history."]
