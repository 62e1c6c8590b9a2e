"""When a calendar is looked at again."""

from datetime import timedelta

from monitor.intake.calendars.schedule import LATEST, SOONEST, after_a_good_look, after_trouble
from tests.cast import NOW

HOUR = timedelta(hours=1)


def test_a_calendar_that_asks_is_heard() -> None:
    assert after_a_good_look(NOW, 12 * HOUR) == NOW + 12 * HOUR


def test_never_sooner_than_an_hour_nor_later_than_a_week() -> None:
    assert after_a_good_look(NOW, timedelta(seconds=1)) == NOW + SOONEST
    assert after_a_good_look(NOW, timedelta(days=99)) == NOW + LATEST


def test_each_failure_doubles_the_wait_up_to_a_week() -> None:
    waits = [after_trouble(NOW, HOUR, failures=n, retry_after=None) - NOW for n in (1, 2, 3, 50)]
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, LATEST]


def test_a_server_that_asks_for_time_gets_it() -> None:
    wait = after_trouble(NOW, HOUR, failures=1, retry_after=7200) - NOW
    assert wait == 2 * HOUR
