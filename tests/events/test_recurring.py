from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from time_machine import travel

from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.events import operations
from monitor.events.models import Event
from monitor.events.operations.details import rests_on
from monitor.events.queries import left_over, occurrences_between
from monitor.events.recurring import Occurrence, Recurrence
from monitor.ical.recurrence import parse_rule
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, days, fresh, recurring, repeat

pytestmark = pytest.mark.django_db
TUESDAYS = "FREQ=WEEKLY;BYDAY=TU"
MORNING = {"start_time": time(10), "end_time": time(12), "zone": "Africa/Casablanca"}


def code_of(act_: Any) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act_()
    return refused.value.code


# The rule


@pytest.mark.parametrize(
    ("first", "rule", "expected"),
    [
        ("2026-03-03", "FREQ=DAILY;INTERVAL=2;COUNT=3", ["2026-03-03", "2026-03-05", "2026-03-07"]),
        ("2026-03-03", "FREQ=WEEKLY;UNTIL=20260317", ["2026-03-03", "2026-03-10", "2026-03-17"]),
        (
            "2026-03-03",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4",
            ["2026-03-03", "2026-03-15", "2026-03-17", "2026-03-29"],
        ),
        (
            "2026-03-03",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4",
            ["2026-03-03", "2026-03-08", "2026-03-17", "2026-03-22"],
        ),
        (
            "2026-01-30",
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
            ["2026-01-30", "2026-02-27", "2026-03-27"],
        ),
        ("2026-01-31", "FREQ=MONTHLY;COUNT=3", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        (
            "2026-01-30",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
            ["2026-01-30", "2026-02-27", "2026-03-31"],
        ),
        (
            "2026-09-15",
            "FREQ=YEARLY;BYMONTH=9;BYDAY=3TU;COUNT=2",
            ["2026-09-15", "2027-09-21"],
        ),
        ("2028-02-29", "FREQ=YEARLY;COUNT=2", ["2028-02-29"]),
    ],
)
def test_each_day_that_the_rule_names_is_a_row(first: str, rule: str, expected: list[str]) -> None:
    assert days(recurring(cast.officer(), first, rule)) == expected


def test_rows_reach_three_years_ahead_and_no_further() -> None:
    made = recurring(cast.officer(), "2025-11-18", TUESDAYS)
    assert days(made)[0] == "2025-11-18"
    assert days(made)[-1] == "2028-11-14"
    assert Recurrence.objects.get(event=made).written_until == date(2028, 11, 19)


def test_a_row_has_the_days_and_times_of_the_event() -> None:
    made = recurring(cast.officer(), "2026-03-03", "FREQ=WEEKLY;COUNT=2", clock=MORNING)
    row = made.occurrences.last()
    assert (row.starts_on, row.ends_on) == (date(2026, 3, 10), date(2026, 3, 10))
    assert (row.start_time, row.end_time, row.zone) == (time(10), time(12), "Africa/Casablanca")
    long = recurring(cast.officer("other"), "2026-03-30/2026-04-01", "FREQ=YEARLY;COUNT=2")
    assert long.occurrences.last().ends_on == date(2027, 4, 1)


@pytest.mark.parametrize("edtf", ["2026", "2026-03", "[2026-03-02..2026-03-08]", "2026-03-03~"])
def test_an_event_without_an_exact_day_does_not_recur(edtf: str) -> None:
    officer = cast.officer()
    made = events.dated(officer, edtf)
    assert code_of(lambda: repeat(made, TUESDAYS, by=officer)) == "not_exact"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=WEEKLY;BYDAY=WE", "start_not_named"),
        ("FREQ=MONTHLY;BYMONTHDAY=4", "start_not_named"),
        ("FREQ=WEEKLY;UNTIL=20260302", "until_before_start"),
        ("FREQ=WEEKLY;UNTIL=20260310;COUNT=2", "two_ends"),
        ("FREQ=WEEKLY;BYDAY=1TU", "nth_of_week"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "day_of_week"),
        ("FREQ=MONTHLY;BYSETPOS=1", "position_alone"),
        ("FREQ=YEARLY;BYWEEKNO=10", "part"),
        ("FREQ=YEARLY;BYYEARDAY=62", "part"),
        ("FREQ=DAILY;BYHOUR=9,10", "part"),
    ],
)
def test_a_rule_that_is_not_kept_is_refused_by_name(rule: str, code: str) -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03-03")
    assert code_of(lambda: repeat(made, rule, by=officer)) == code
    assert not Recurrence.objects.exists()


def test_a_rule_with_more_rows_than_fit_is_refused() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2000-01-01")
    assert code_of(lambda: repeat(made, "FREQ=DAILY", by=officer)) == "too_many"


def test_a_first_time_that_the_clocks_skip_is_refused() -> None:
    officer = cast.officer()
    made = events.event(officer)
    clock = {"start_time": time(2, 30), "zone": "Europe/Paris"}
    events.claim(made, "2026-03-29", by=officer, **clock)
    assert code_of(lambda: repeat(made, "FREQ=WEEKLY", by=officer)) == "time_skipped"


def test_a_reader_sets_no_rule_and_a_lost_race_overwrites_nothing() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03-03")
    assert code_of(lambda: repeat(made, TUESDAYS, by=cast.reader())) == "power"
    given = {"rule": parse_rule(TUESDAYS), "by": officer, "at": cast.NOW, "via": Door.DASHBOARD}
    with pytest.raises(ChangedMeanwhile):
        operations.repeat_event(event=made, edition=made.edition - 1, **given)


def test_a_rule_and_each_act_on_an_instance_count_in_sequence_and_stand_in_the_log() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    before = made.sequence
    act("move", made, "2026-03-10", to="2026-03-11", by=officer, reason="The hall is taken.")
    act("cancel", made, "2026-03-17", by=officer)
    act("leave_out", made, "2026-03-24", by=officer)
    act("add", made, "2026-03-26", by=officer)
    act("restore", made, "2026-03-17", by=officer)
    assert fresh(made).sequence == before + 5
    log = Change.objects.of(kind=ItemKind.EVENT, uuid=made.uuid)
    assert [change.act for change in log[:6]] == [
        "restore_instance",
        "add_instance",
        "leave_out_instance",
        "cancel_instance",
        "move_instance",
        "repeat",
    ]
    assert log[4].fields == {"2026-03-10": ["2026-03-10", "2026-03-11"]}
    assert log[4].note == "The hall is taken."
    assert log[5].fields == {"rule": [None, TUESDAYS]}


# Instances


def test_a_moved_instance_stands_on_its_new_day_and_a_cancelled_one_stays_marked() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=4", clock=MORNING)
    moved = act("move", made, "2026-03-10", to="2026-03-12", by=officer)
    cancelled = act("cancel", made, "2026-03-17", by=officer)
    assert days(made) == ["2026-03-03", "2026-03-12", "2026-03-17", "2026-03-24"]
    assert (moved.state, moved.original_on) == ("moved", date(2026, 3, 10))
    assert (moved.start_time, moved.zone) == (time(10), "Africa/Casablanca")
    assert (cancelled.state, cancelled.document.official) == ("cancelled", True)


@pytest.mark.parametrize("name", ["move", "cancel", "restore"])
def test_a_move_a_cancellation_and_a_return_need_a_notice(name: str) -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    given = {"to": "2026-03-12"} if name == "move" else {}
    if name == "restore":
        act("cancel", made, "2026-03-10", by=officer)
    hearsay = events.document(officer)
    for document in (None, hearsay):
        assert (
            code_of(
                lambda given=given, document=document: act(
                    name, made, "2026-03-10", by=officer, document=document, **given
                )
            )
            == "needs_notice"
        )


def test_what_was_left_out_is_no_longer_there_and_comes_back_without_a_notice() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=3")
    act("leave_out", made, "2026-03-10", by=officer)
    assert days(made) == ["2026-03-03", "2026-03-17"]
    act("restore", made, "2026-03-10", by=officer, document=None)
    assert days(made) == ["2026-03-03", "2026-03-10", "2026-03-17"]


def test_a_day_is_added_once_and_after_the_first() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=2")
    act("add", made, "2026-03-05", by=officer)
    assert days(made) == ["2026-03-03", "2026-03-05", "2026-03-10"]
    assert code_of(lambda: act("add", made, "2026-03-05", by=officer)) == "there"
    assert code_of(lambda: act("add", made, "2026-03-10", by=officer)) == "there"
    assert code_of(lambda: act("add", made, "2026-03-02", by=officer)) == "out_of_reach"


@pytest.mark.parametrize(
    ("name", "day", "given", "code"),
    [
        ("move", "2026-03-11", {"to": "2026-03-12"}, "no_such_instance"),
        ("move", "2026-03-10", {"to": "2026-03-10"}, "not_moved"),
        (
            "move",
            "2026-03-10",
            {"to": operations.Placing(date(2026, 3, 12), ends_on=date(2026, 3, 11))},
            "days_reversed",
        ),
        (
            "move",
            "2026-03-10",
            {"to": operations.Placing(date(2026, 3, 12), start_time=time(9))},
            "no_zone",
        ),
        ("restore", "2026-03-10", {}, "same_state"),
        ("leave_out", "2026-03-10", {"reason": ""}, "needs_reason"),
    ],
)
def test_an_act_that_fits_no_instance_is_refused(
    name: str, day: str, given: dict[str, Any], code: str
) -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    assert code_of(lambda: act(name, made, day, by=officer, **given)) == code


def test_an_event_that_takes_place_once_has_no_instances() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03-03")
    assert code_of(lambda: act("cancel", made, "2026-03-03", by=officer)) == "not_recurring"


def test_an_instance_beyond_the_rows_is_written_when_somebody_decides_on_it() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU")
    act("cancel", made, "2031-03-04", by=officer)
    assert days(made)[-2:] == ["2030-03-05", "2031-03-04"]


# What a change of the rule or the date leaves


def test_what_no_longer_fits_after_a_change_of_the_rule_is_listed_and_may_fit_again() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=DAILY;COUNT=10")
    act("move", made, "2026-03-05", to="2026-03-20", by=officer)
    act("cancel", made, "2026-03-10", by=officer)
    act("add", made, "2026-03-30", by=officer)
    repeat(made, "FREQ=WEEKLY;COUNT=2", by=officer)
    assert days(made) == ["2026-03-03", "2026-03-10", "2026-03-30"]
    assert [str(row.original_on) for row in left_over(made)] == ["2026-03-05"]
    assert left_over(made)[0].document is not None
    repeat(made, "FREQ=DAILY;COUNT=4", by=officer)
    assert [str(row.original_on) for row in left_over(made)] == ["2026-03-10"]
    assert days(made) == ["2026-03-03", "2026-03-04", "2026-03-06", "2026-03-20", "2026-03-30"]


def test_an_added_day_that_a_later_rule_names_is_one_row() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=3")
    act("add", made, "2026-03-05", by=officer)
    repeat(made, "FREQ=DAILY;COUNT=3", by=officer)
    assert days(made) == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_an_event_that_no_longer_recurs_keeps_what_was_decided_in_a_list() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    act("cancel", made, "2026-03-10", by=officer)
    given = {"by": officer, "at": cast.NOW, "via": Door.DASHBOARD}
    operations.stop_repeating(event=made, edition=fresh(made).edition, **given)
    assert days(made) == []
    assert [row.state for row in left_over(made)] == ["cancelled"]


def test_a_new_first_date_moves_the_days_and_new_times_move_all_but_what_was_moved() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=3", clock=MORNING)
    act("move", made, "2026-03-10", to="2026-03-11", by=officer)
    later = {**MORNING, "start_time": time(11)}
    notice = events.notice(officer)
    events.claim(made, "2026-03-03", by=officer, document=notice, **later)
    times = {str(row.original_on): row.start_time for row in made.occurrences.all()}
    assert times == {
        "2026-03-03": time(11),
        "2026-03-10": time(10),
        "2026-03-17": time(11),
    }


@pytest.mark.parametrize(
    ("edtf", "code"), [("2026-03", "not_exact"), ("2026-03-04", "start_not_named")]
)
def test_a_date_from_which_the_rule_does_not_count_is_refused(edtf: str, code: str) -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    notice = events.notice(officer)
    assert code_of(lambda: events.claim(made, edtf, by=officer, document=notice)) == code
    assert fresh(made).edtf == "2026-03-03"


# Another rule from a day on


def test_another_rule_from_a_day_on_is_a_new_event_that_continues_this_one() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS, clock=MORNING, title="Working group")
    new = operations.repeat_from(
        event=made,
        on=date(2026, 3, 17),
        rule=parse_rule("FREQ=WEEKLY;INTERVAL=2;COUNT=2"),
        edition=made.edition,
        by=officer,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    assert days(made) == ["2026-03-03", "2026-03-10"]
    assert Recurrence.objects.get(event=made).rule == "FREQ=WEEKLY;UNTIL=20260316;BYDAY=TU"
    assert days(new) == ["2026-03-17", "2026-03-31"]
    assert new.title == "Working group"
    assert new.current_claim is not None
    assert new.current_claim.start_time == time(10)
    assert Recurrence.objects.get(event=new).continues == made


@pytest.mark.parametrize("on", ["2026-03-03", "2026-03-11"])
def test_another_rule_begins_on_an_instance_after_the_first(on: str) -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    assert code_of(lambda: _from(made, on, officer)) == "no_such_instance"


def test_another_rule_is_refused_where_later_instances_were_changed_one_by_one() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    act("cancel", made, "2026-03-24", by=officer)
    assert code_of(lambda: _from(made, "2026-03-17", officer)) == "changed_after"


def _from(made: Event, on: str, officer: Any) -> Event:
    return operations.repeat_from(
        event=made,
        on=date.fromisoformat(on),
        rule=parse_rule("FREQ=WEEKLY"),
        edition=fresh(made).edition,
        by=officer,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )


# Topped up


def test_the_command_writes_what_is_missing_three_years_ahead_and_nothing_twice() -> None:
    made = recurring(cast.officer(), "2025-11-18", TUESDAYS)
    sequence, count = fresh(made).sequence, len(days(made))
    with travel(datetime(2026, 2, 1, tzinfo=UTC), tick=False):
        out = StringIO()
        call_command("occurrences", stdout=out)
        assert out.getvalue() == "1 recurring events looked at, 11 occurrences written.\n"
        call_command("occurrences", stdout=out)
    assert out.getvalue().endswith("0 recurring events looked at, 0 occurrences written.\n")
    assert len(days(made)) == count + 11
    assert days(made)[-1] == "2029-01-30"
    assert fresh(made).sequence == sequence


def test_days_beyond_the_rows_are_computed_from_the_rule() -> None:
    made = recurring(cast.officer(), "2026-03-03", "FREQ=MONTHLY;BYDAY=1TU")
    found = occurrences_between(Event.objects.all(), date(2040, 3, 1), date(2040, 4, 30), most=10)
    assert [(row.event.ref, str(row.starts_on)) for row in found] == [
        (made.ref, "2040-03-06"),
        (made.ref, "2040-04-03"),
    ]


def test_a_rule_that_has_ended_has_nothing_beyond_its_rows() -> None:
    recurring(cast.officer(), "2026-03-03", "FREQ=WEEKLY;COUNT=3")
    every = Event.objects.all()
    assert occurrences_between(every, date(2040, 1, 1), date(2040, 12, 31), most=10) == []


# The database


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2026, 3, 2)},
        {"state": "unheard of"},
        {"source": "unheard of"},
        {"state": "cancelled"},
        {"state": "moved"},
        {"starts_on": date(2026, 3, 4), "ends_on": date(2026, 3, 4)},
        {"fits": False},
        {"start_time": time(9)},
        {"end_time": time(9)},
    ],
)
def test_the_database_refuses_a_row_that_says_what_can_not_be(wrong: dict[str, Any]) -> None:
    made = recurring(cast.officer(), "2026-03-03", "FREQ=WEEKLY;COUNT=1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.filter(event=made).update(**wrong)


def test_the_database_refuses_a_second_row_for_a_day_and_a_rule_that_is_none() -> None:
    made = recurring(cast.officer(), "2026-03-03", "FREQ=WEEKLY;COUNT=1")
    day = date(2026, 3, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.create(event=made, original_on=day, starts_on=day, ends_on=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recurrence.objects.filter(event=made).update(rule="")


def test_a_notice_under_an_instance_may_not_become_less_open_than_the_event() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", TUESDAYS)
    notice = events.notice(officer)
    act("cancel", made, "2026-03-10", by=officer, document=notice)
    assert notice in rests_on(fresh(made))
