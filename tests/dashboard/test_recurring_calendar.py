from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from monitor.dashboard.calendar.items import Item, office
from monitor.dashboard.calendar.queries import nearest_after, nearest_before, standing
from monitor.events.models import Event
from monitor.subscriptions.calendar_filters import Filters
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, recurring, repeat

pytestmark = pytest.mark.django_db
CLOCK = {"start_time": time(23, 30), "zone": "America/New_York"}


def items(user: Any, first: str, last: str, **filters: str) -> list[Item]:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return standing(user, *days, cast.TODAY, Filters(**filters), clock_of=office()).fixed


def test_each_time_stands_on_its_day_and_the_event_only_once_on_its_first() -> None:
    officer = cast.officer()
    recurring(officer, "2026-03-03", "FREQ=WEEKLY")
    found = items(officer, "2026-03-01", "2026-03-31")
    assert [str(item.span.first) for item in found] == [
        "2026-03-03",
        "2026-03-10",
        "2026-03-17",
        "2026-03-24",
        "2026-03-31",
    ]
    assert len({item.key for item in found}) == 5


def test_a_moved_time_says_so_where_it_stands_and_a_cancelled_one_is_drawn_as_called_off() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY")
    act("move", made, "2026-03-10", to="2026-03-12", by=officer)
    act("cancel", made, "2026-03-17", by=officer)
    act("leave_out", made, "2026-03-24", by=officer)
    found = {str(item.span.first): item for item in items(officer, "2026-03-01", "2026-03-31")}
    assert sorted(found) == ["2026-03-03", "2026-03-12", "2026-03-17", "2026-03-31"]
    assert "moved from 10 Mar" in found["2026-03-12"].label
    assert found["2026-03-17"].state == "cancelled"
    assert found["2026-03-31"].state == ""


@override_settings(TIME_ZONE="Africa/Casablanca")
def test_a_time_stands_on_the_day_it_has_where_the_office_is() -> None:
    officer = cast.officer()
    recurring(officer, "2026-03-03", "FREQ=WEEKLY", clock=CLOCK)
    [item] = items(officer, "2026-03-04", "2026-03-04")
    assert item.time == "04:30"


def test_days_beyond_the_rows_are_there_and_a_filter_counts() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=MONTHLY;BYDAY=1TU")
    assert [item.ref for item in items(officer, "2040-03-01", "2040-03-31")] == [made.ref]
    assert items(officer, "2026-03-01", "2026-03-31", status="cancelled") == []


def test_a_time_that_has_passed_asks_nothing_while_others_are_to_come() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-04", "FREQ=WEEKLY")
    events.move(made, "confirmed", by=officer)
    assert {item.state for item in items(officer, "2025-11-01", "2025-11-30")} == {""}
    assert not Event.objects.did_it_take_place(cast.TODAY).exists()
    over = recurring(officer, "2025-11-04", "FREQ=WEEKLY;COUNT=2")
    events.move(over, "confirmed", by=officer)
    assert [event.ref for event in Event.objects.did_it_take_place(cast.TODAY)] == [over.ref]


def test_the_nearest_thing_may_be_a_time_of_a_recurring_event() -> None:
    officer = cast.officer()
    recurring(officer, "2026-03-03", "FREQ=YEARLY")
    before = nearest_before(officer, date(2027, 6, 1), cast.TODAY, Filters())
    after = nearest_after(officer, date(2026, 6, 1), cast.TODAY, Filters())
    assert before is not None
    assert after is not None
    assert (before.day, after.day) == (date(2027, 3, 3), date(2027, 3, 3))


def test_twenty_recurring_events_cost_as_many_queries_as_two() -> None:
    officer = cast.officer()

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            items(officer, "2026-03-01", "2026-03-31")
        return len(queries)

    for _ in range(2):
        recurring(officer, "2026-03-03", "FREQ=WEEKLY")
    two = cost()
    for _ in range(18):
        recurring(officer, "2026-03-03", "FREQ=WEEKLY")
    assert cost() == two


def test_what_a_person_may_not_see_has_no_times_there() -> None:
    officer = cast.officer(desk=cast.desk())
    made = events.event(officer, visibility="restricted", desks=[cast.desk()])
    events.claim(made, "2026-03-03", by=officer)
    repeat(made, "FREQ=WEEKLY", by=officer)
    assert items(cast.reader(), "2026-03-01", "2040-03-31") == []
