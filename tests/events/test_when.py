from datetime import date, timedelta

import pytest

from monitor.dates import Precision, parse
from monitor.events.models import Event
from monitor.events.when import Moment, could_be_any_day, did_it_take_place, moment, precision
from monitor.events.workflow import EventStatus

TODAY = date(2025, 11, 19)


def on(edtf: str, status: EventStatus = EventStatus.CONFIRMED) -> Event:
    days = parse(edtf)
    return Event(
        edtf=edtf, earliest=days.earliest, latest=days.latest, exact=days.is_exact, status=status
    )


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("", Moment.UNKNOWN),
        ("2025-11-18", Moment.PAST),
        ("2025-11-19", Moment.RUNNING),
        ("2025-11-18/2025-11-20", Moment.RUNNING),
        ("[2025-11-18..2025-11-20]", Moment.POSSIBLE),
        ("2025", Moment.POSSIBLE),
        ("2025-11-20", Moment.AHEAD),
        ("[..2025-11-18]", Moment.PAST),
        ("[..2025-11-19]", Moment.POSSIBLE),
        ("[2025-11-20..]", Moment.AHEAD),
    ],
)
def test_an_event_is_past_only_after_its_last_possible_day(edtf: str, expected: Moment) -> None:
    assert moment(on(edtf), today=TODAY) is expected


@pytest.mark.parametrize("status", list(EventStatus))
def test_only_a_confirmed_event_of_the_past_is_asked_after(status: EventStatus) -> None:
    asked = did_it_take_place(on("2025-11-18", status), today=TODAY)
    assert asked is (status is EventStatus.CONFIRMED)


def test_nobody_is_asked_on_the_last_possible_day() -> None:
    assert not did_it_take_place(on("2025-11-19"), today=TODAY)
    assert did_it_take_place(on("2025-11-19"), today=TODAY + timedelta(days=1))


def test_a_span_with_its_day_open_is_no_bar_of_days() -> None:
    assert could_be_any_day(on("2025"))
    assert not could_be_any_day(on("2025-11-24/2025-11-27"))
    assert not could_be_any_day(on(""))


def test_the_precision_is_the_words_own() -> None:
    assert precision(on("2025")) is Precision.YEAR
    assert precision(on("")) is Precision.UNKNOWN
