"""Whose clock a calendar shows: the reader's, each event's own, UTC; and where a day then ends."""

import re
from collections.abc import Callable
from datetime import time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from monitor.accounts.models import User
from monitor.accounts.operations import choose_times
from monitor.events.models import Event
from tests.cast import NOW, officer
from tests.factories.events import claim, event

pytestmark = pytest.mark.django_db

Page = Callable[..., str]


@pytest.fixture
def by() -> User:
    return officer()


@pytest.fixture
def page(client: Client, by: User) -> Page:
    """Gives the text of a page as this person sees it on 19 November 2025."""

    def get(address: str) -> str:
        client.force_login(by)
        with time_machine.travel(NOW, tick=False):
            answer = client.get(address)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return get


def timed(by: User, edtf: str, start: time, end: time | None, zone: str, **fields: Any) -> Event:
    made = event(by, status="confirmed", **fields)
    claim(made, edtf, by=by, start_time=start, end_time=end, zone=zone)
    return made


def labels(html: str) -> list[str]:
    """What is read aloud of the events that are drawn."""
    return re.findall(r'<a href="/events/E-\d+/" aria-label="([^"]*)"', html)


def column(html: str, day: str) -> str:
    """The hours of one day of a week."""
    [found] = re.findall(rf'<td class="week-day[^>]*data-of-day="{day}".*?</td>', html, re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("", "Tuesday 25 November, 20:00, "),
        ("utc", "Tuesday 25 November, 19:00, "),
        ("event", "Tuesday 25 November, 14:00, "),
    ],
)
def test_the_reader_s_clock_each_event_s_own_or_utc(
    page: Page, by: User, times: str, said: str
) -> None:
    timed(by, "2025-11-25", time(14), None, "America/New_York", title="Debate")
    html = page(f"/calendar/2025/11/?times={times}")
    assert said.split(", ")[1] in labels(html)[0]
    assert 'data-day="2025-11-25"' in html


def test_a_day_ends_where_the_clock_shown_says(page: Page, by: User) -> None:
    timed(by, "2025-11-25", time(20), None, "America/New_York", title="Evening debate")
    for times, day in [("", "26"), ("utc", "26"), ("event", "25")]:
        html = page(f"/calendar/2025/11/{day}/?times={times}")
        assert "Evening debate" in html, times
    assert "Evening debate" not in page("/calendar/2025/11/25/")


def test_a_choice_kept_for_oneself_holds_and_the_address_wins(page: Page, by: User) -> None:
    timed(by, "2025-11-25", time(14), None, "America/New_York", title="Debate")
    choose_times(by=by, times="reader", zone="Asia/Tokyo")
    html = page("/calendar/2025/11/")
    assert "Tokyo time" in html
    assert "04:00" in labels(html)[0]
    choose_times(by=by, times="utc")
    assert "19:00" in labels(page("/calendar/2025/11/"))[0]
    assert "04:00" in labels(page("/calendar/2025/11/?times=reader"))[0]


def test_a_clock_that_is_none_is_named_and_left_out(page: Page) -> None:
    assert "“moon” is no choice" in page("/calendar/2025/11/?times=moon")


def test_in_ramadan_the_same_hour_abroad_is_an_hour_earlier_in_casablanca(
    page: Page, by: User
) -> None:
    timed(by, "2025-02-20", time(10), None, "UTC", title="Before")
    timed(by, "2025-02-27", time(10), None, "UTC", title="During")
    said = labels(page("/calendar/2025/02/"))
    assert "11:00" in next(each for each in said if "Before" in each)
    assert "10:00" in next(each for each in said if "During" in each)


def test_the_week_says_what_the_clock_does_at_the_ends_of_ramadan(page: Page) -> None:
    back = page("/calendar/2025/w08/")
    assert "On Sunday 23 February 2025 the clock goes back: 02:00 comes twice." in back
    forward = page("/calendar/2025/w14/")
    assert "On Sunday 6 April 2025 the clock goes forward: there is no 02:00." in forward
    assert 'class="week-missing"' in column(forward, "2025-04-06")
    assert 'class="week-missing"' not in column(forward, "2025-04-05")
    assert "the clock goes" not in page("/calendar/2025/w14/?times=utc")


def test_an_afternoon_abroad_runs_over_our_new_year_and_counts_once(page: Page, by: User) -> None:
    timed(by, "2025-12-31", time(17), time(20), "America/New_York", title="Night watch")
    html = page("/calendar/2026/w01/")
    assert "Night watch" in column(html, "2025-12-31")
    assert "Night watch" in column(html, "2026-01-01")
    assert "1 event ·" in re.sub(r"<[^>]+>", "", html)
    assert "1 more" not in html


def test_two_days_with_a_night_between_lie_in_their_hours(page: Page, by: User) -> None:
    timed(by, "2025-11-27/2025-11-28", time(21), time(2), "Africa/Casablanca", title="Late sitting")
    html = page("/calendar/2025/w48/")
    assert "Late sitting" in column(html, "2025-11-27")
    assert "Late sitting" in column(html, "2025-11-28")
    assert "1 more" not in html


def test_more_than_stand_beside_one_another_are_counted(page: Page, by: User) -> None:
    for _ in range(6):
        timed(by, "2025-11-25", time(10), time(12), "Africa/Casablanca")
    html = page("/calendar/2025/w48/")
    assert column(html, "2025-11-25").count('class="week-block"') == 4
    assert "2 more" in html


@pytest.mark.parametrize(
    ("country", "first", "weekend"),
    [("MA", "2025-11-24", {"2025-11-29", "2025-11-30"}), ("EG", "2025-11-22", {"2025-11-28",
     "2025-11-22"}), ("US", "2025-11-23", {"2025-11-29", "2025-11-23"})],
)  # fmt: skip
def test_the_week_begins_and_rests_as_the_office_s_country_does(
    page: Page, settings: Any, country: str, first: str, weekend: set[str]
) -> None:
    settings.COUNTRY = country
    html = page("/calendar/2025/w48/")
    heads = re.findall(r'<th scope="col" class="(week-head[^"]*)" data-of-day="([^"]*)"', html)
    assert heads[0][1] == first
    assert {day for classes, day in heads if "cal-weekend" in classes} == weekend
