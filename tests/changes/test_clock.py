"""One office time zone decides which day it is."""

from datetime import UTC, date, datetime

import pytest

from monitor.changes.clock import office_day


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2025, 11, 19, 23, 30, tzinfo=UTC), "Africa/Casablanca", date(2025, 11, 20)),
        (datetime(2025, 11, 19, 23, 30, tzinfo=UTC), "UTC", date(2025, 11, 19)),
        (datetime(2025, 11, 19, 3, 0, tzinfo=UTC), "America/New_York", date(2025, 11, 18)),
        (datetime(2025, 11, 19, 10, 0, tzinfo=UTC), "Pacific/Kiritimati", date(2025, 11, 20)),
    ],
)
def test_today_is_the_day_of_the_office(moment, zone, day, settings) -> None:
    settings.TIME_ZONE = zone
    assert office_day(moment) == day
