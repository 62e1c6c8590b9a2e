from datetime import UTC, date, datetime, time

import pytest

from monitor.events.starting import begins_about, begins_at
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, fresh, recurring

NOON = datetime(2025, 11, 19, 12, tzinfo=UTC)
MORNING = {"start_time": time(10), "end_time": time(12), "zone": "Africa/Casablanca"}


@pytest.mark.parametrize(
    ("day", "clock", "zone", "about"),
    [
        (date(2025, 11, 22), time(12), "UTC", True),
        (date(2025, 11, 22), time(12, 1), "UTC", False),
        (date(2025, 11, 16), time(12), "UTC", True),
        (date(2025, 11, 16), time(11, 59), "UTC", False),
        # 11:30 in Tokyo is 02:30 UTC.
        (date(2025, 11, 22), time(20, 30), "Asia/Tokyo", True),
        (date(2025, 11, 22), time(20, 30), "America/New_York", False),
        (date(2025, 11, 22), None, "", True),
        (date(2025, 11, 23), None, "", False),
    ],
)
def test_it_begins_about_now_within_72_hours_either_way(
    day: date, clock: time | None, zone: str, about: bool
) -> None:
    assert begins_at(day, clock, zone, NOON) is about


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("edtf", "about"),
    [("2025-11-21", True), ("2025-11", False), ("", False), ("2025-12-01", False)],
)
def test_only_a_known_day_begins_about_now(edtf: str, about: bool) -> None:
    assert begins_about(events.dated(cast.officer(), edtf), NOON) is about


@pytest.mark.django_db
def test_of_a_recurring_event_any_standing_time_counts() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-05", "FREQ=WEEKLY;COUNT=3", clock=MORNING)
    assert begins_about(fresh(made), NOON)
    act("leave_out", made, "2025-11-19", by=officer)
    assert not begins_about(fresh(made), NOON)
