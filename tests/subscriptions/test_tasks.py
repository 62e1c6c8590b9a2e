"""Deadlines as tasks: the table of statuses, one entry a commitment, a State's own follow-up."""

from datetime import UTC, date, datetime

import pytest

from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.workflow import COUNTED, RULES, Code, Validity
from monitor.ical import TaskEntry
from monitor.subscriptions.entries import deadline_entry
from monitor.subscriptions.queries import bearers_of, deadlines_to_render
from monitor.subscriptions.tasks import Bearer, deadline_task, mirrored
from tests import cast
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
MOMENT = cast.NOW.astimezone(UTC)


def call(states: int = 2) -> Commitment:
    record = Record()
    codes = ["RUR", "SYL", "GRA", "BOR"][:states]
    bearers = tuple(record.actor(code, code.title(), kind="state") for code in codes)
    return record.deadline(addressees=bearers)


def task(
    commitment: Commitment, *, assessed: bool = True, bearer: Bearer | None = None
) -> TaskEntry:
    found = deadline_task(
        deadlines_to_render().get(pk=commitment.pk),
        "en",
        revised_at=MOMENT,
        assessed=assessed,
        bearer=bearer,
    )
    assert found is not None
    return found


def counted(commitment: Commitment, **codes: int) -> Commitment:
    """The counters as the assessing operations would leave them."""
    Commitment.objects.filter(pk=commitment.pk).update(
        **{f"n_{code}": n for code, n in codes.items()}
    )
    return commitment


@pytest.mark.parametrize("code", Code)
def test_one_follow_up_reads_as_the_table_says(code: Code) -> None:
    commitment = call(1)
    actor = Record.actor(Record.__new__(Record), "RUR", "Ruritania")
    row = Obligation(commitment=commitment, actor=actor, code=code)
    assert task(commitment, bearer=Bearer(actor, row)).status == RULES[code].vtodo


@pytest.mark.parametrize("code", COUNTED)
def test_a_call_to_one_reads_as_its_one_follow_up(code: Code) -> None:
    found = task(counted(call(1), **{code.value: 1}))
    assert found.status == RULES[code].vtodo
    assert found.percent == {"COMPLETED": 100, "NEEDS-ACTION": 0}.get(found.status)


@pytest.mark.parametrize(
    ("codes", "status", "percent"),
    [
        ({}, "NEEDS-ACTION", 0),
        ({"no_information": 1, "announced": 1}, "NEEDS-ACTION", 0),
        ({"in_progress": 1}, "IN-PROCESS", None),
        ({"fulfilled": 1}, "IN-PROCESS", None),
        ({"fulfilled": 1, "not_fulfilled": 1}, "COMPLETED", 100),
    ],
)
def test_a_group_is_completed_when_all_are_final(
    codes: dict[str, int], status: str, percent: int | None
) -> None:
    found = task(counted(call(2), **codes))
    assert (found.status, found.percent) == (status, percent)


def test_a_group_says_how_many_were_assessed_as_having_met_it() -> None:
    found = task(counted(call(3), fulfilled=2))
    assert "2 of 3 assessed as having met it." in found.description
    assert found.description.endswith(f"/c/{Commitment.objects.get().ref}/")


@pytest.mark.parametrize("validity", [Validity.SUPERSEDED, Validity.LAPSED, Validity.WITHDRAWN])
def test_a_text_no_longer_in_force_is_cancelled(validity: Validity) -> None:
    commitment = call()
    Commitment.objects.filter(pk=commitment.pk).update(validity=validity)
    assert task(commitment).status == "CANCELLED"
    assert task(commitment, assessed=False).status == "CANCELLED"


def test_a_dormant_text_is_in_no_feed() -> None:
    commitment = call()
    Commitment.objects.filter(pk=commitment.pk).update(validity=Validity.DORMANT)
    row = deadlines_to_render().get(pk=commitment.pk)
    assert deadline_task(row, "en", revised_at=MOMENT, assessed=True) is None


def test_without_statuses_nothing_is_said_of_how_anybody_stands() -> None:
    found = task(counted(call(3), fulfilled=2, in_progress=1), assessed=False)
    assert (found.status, found.percent, found.completed_at) == ("NEEDS-ACTION", None, None)
    assert "assessed" not in found.description


def test_the_task_is_due_on_the_last_possible_day_under_the_commitment_s_own_uid() -> None:
    commitment = call()
    found = task(commitment)
    assert found.due == date(2025, 11, 30)
    assert found.uid == str(commitment.uuid)
    assert found.summary == "Submit the national report"


def test_the_mirror_has_a_uid_of_its_own_and_names_the_task() -> None:
    commitment = call()
    entry = deadline_entry(deadlines_to_render().get(pk=commitment.pk), "en", revised_at=MOMENT)
    assert entry is not None
    other = mirrored(entry)
    assert other.uid != entry.uid
    assert mirrored(entry).uid == other.uid
    assert [relation.uid for relation in other.related] == [entry.uid]


def test_completion_is_the_last_confirmation_in_utc() -> None:
    commitment = counted(call(1), fulfilled=1)
    actor = Record.actor(Record.__new__(Record), "RUR", "Ruritania")
    Obligation.objects.create(
        uuid=commitment.obligation_uuid("RUR"),
        commitment=commitment,
        actor=actor,
        code=Code.FULFILLED,
        confirmed_at=datetime(2025, 11, 20, 10, tzinfo=UTC),
    )
    assert task(commitment).completed_at == datetime(2025, 11, 20, 10, tzinfo=UTC)


def test_only_a_state_that_the_text_binds_has_a_follow_up() -> None:
    commitment = call(1)
    Record.actor(Record.__new__(Record), "SYL", "Syldavia", kind="state")
    rows = [deadlines_to_render().get(pk=commitment.pk)]
    assert set(bearers_of("RUR", rows)) == {commitment.pk}
    assert bearers_of("SYL", rows) == {}
    assert bearers_of("XXX", rows) == {}
