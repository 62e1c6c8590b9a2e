"""The invented record shows everything that the product can show, and marks itself."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor
from monitor.changes.models import Change
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.timeliness import Timeliness, timeliness
from monitor.commitments.workflow import Act, Code, Stance
from monitor.events.models import DateClaim, Event
from monitor.events.recurring import Occurrence, OccurrenceSource, OccurrenceState
from monitor.events.workflow import EventStatus
from monitor.intake.operations.demonstrating import make_demo_record
from monitor.sources.models import Document

pytestmark = pytest.mark.django_db


def test_each_document_says_that_it_is_invented(demo: date) -> None:
    assert Document.objects.count() > 12
    assert not Document.objects.exclude(title__startswith="Invented: ").exists()


def test_no_state_has_a_code_of_the_list_of_countries(demo: date) -> None:
    codes = Actor.objects.states().values_list("code", flat=True)
    assert len(codes) == 60
    assert all("XAA" <= code <= "XZZ" for code in codes)


def test_every_state_has_a_name_in_four_languages(demo: date) -> None:
    for language in ("en", "fr", "es", "ar"):
        with translation.override(language):
            assert len({str(state) for state in Actor.objects.states()}) == 60
    assert not Actor.objects.filter(name_ar="").exists()


def test_every_status_of_an_event_is_there(demo: date) -> None:
    assert set(Event.objects.values_list("status", flat=True)) == set(EventStatus)


def test_days_weeks_months_seasons_years_and_no_date_at_all_are_there(demo: date) -> None:
    values = set(Event.objects.values_list("edtf", flat=True))
    assert {"", "2025-12", "2026-03~", "2024-23", "2026-21", "2026", "2025-11-19"} <= values
    assert any(value.startswith("[") for value in values)
    assert any(value.count("/") == 1 for value in values)


def test_a_meeting_runs_across_the_change_of_clocks_and_one_across_midnight(demo: date) -> None:
    timed = DateClaim.objects.filter(end_time__isnull=False)
    assert timed.filter(edtf="2026-03-28/2026-03-29", start_time="23:00").exists()
    assert timed.filter(edtf="2025-11-21/2025-11-22", start_time="22:00").exists()


def test_every_assessment_is_there_and_several_people_wait_for_a_second(demo: date) -> None:
    assert set(Obligation.objects.values_list("code", flat=True)) == set(Code)
    waiting = Obligation.objects.filter(pending__isnull=False)
    assert waiting.count() > 8
    assert waiting.values("pending__by").distinct().count() >= 3


def test_every_act_and_every_stance_is_there(demo: date) -> None:
    assert set(Assessment.objects.values_list("act", flat=True)) >= set(Act) - {Act.RENEW}
    assert set(Assessment.objects.values_list("stance", flat=True)) == set(Stance)


def test_every_record_status_and_visibility_is_there(demo: date) -> None:
    assert set(Commitment.objects.values_list("record", flat=True)) == set(RecordStatus)
    for model in (Document, Event, Commitment):
        shown = set(model.objects.values_list("visibility", flat=True))
        assert shown == {"public", "staff", "restricted"}, model
        assert model.objects.filter(public_asked_by__isnull=False).exists(), model


def test_every_kind_of_timeliness_is_there(demo: date) -> None:
    found = set()
    for commitment in Commitment.objects.tracked():
        assert commitment.duty_bearers is not None
        for actor in commitment.duty_bearers.members():
            row = obligation_of(commitment, actor)
            found.add(
                timeliness(
                    code=Code(row.code),
                    earliest=commitment.earliest_on,
                    latest=commitment.latest_on,
                    today=demo,
                    done_on=row.effective_on,
                    valid_until=row.valid_until,
                )
            )
    assert found == set(Timeliness)


def test_the_log_follows_the_clock_and_nothing_lies_ahead(demo: date) -> None:
    moments = list(Change.objects.order_by("n").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1].date() < demo


def test_nobody_of_it_can_sign_in(demo: date) -> None:
    assert User.objects.exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_second_run_leaves_it_as_it_is(demo: date) -> None:
    before = Change.objects.count()
    assert make_demo_record(today=demo) is False
    assert Change.objects.count() == before


def test_it_is_refused_where_a_real_state_stands_beside_it(demo: date) -> None:
    Actor.objects.create(code="MAR", kind="state", name_en="Morocco")
    with pytest.raises(CommandError, match="database of its own"):
        call_command("demo_record")


def test_a_recurring_event_has_times_moved_cancelled_left_out_and_added(demo: date) -> None:
    rows = Occurrence.objects.filter(event__recurrence__isnull=False)
    assert set(rows.values_list("state", flat=True)) == set(OccurrenceState)
    assert set(rows.values_list("source", flat=True)) == set(OccurrenceSource)
