"""The year: how full its days are, lanes of what is open, narrowed or fixed; and the quarter."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from monitor.accounts.models import User
from monitor.dashboard.calendar.scale import Scale, squares, strip_of, words_of
from monitor.events.models import Event
from tests import cast
from tests.cast import NOW, desk, officer, reader
from tests.factories.delegations import going
from tests.factories.events import claim, dated, event, notice

Page = Callable[..., str]
TODAY = date(2025, 11, 19)


@pytest.fixture
def by(db: None) -> User:
    return officer(desk=desk())


@pytest.fixture
def page(client: Client, by: User) -> Page:
    """Gives the text of a page as this person sees it on 19 November 2025."""

    def get(address: str, user: User | None = None) -> str:
        client.force_login(user or by)
        with time_machine.travel(NOW, tick=False):
            answer = client.get(address)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return get


def group(html: str, name: str) -> str:
    """The rows of one group of the chart, "" where it is not there."""
    found = re.search(
        rf'<tbody class="year-group" data-group="{name}">.*?</tbody>', html, re.DOTALL
    )
    return found.group() if found else ""


def level(html: str, day: date) -> str:
    """The level of a day's square."""
    months = re.findall(r"<svg viewBox=\"0 0 82 70\".*?</svg>", html, re.DOTALL)
    found = re.findall(r'data-level="(\d)"', months[day.month - 1])
    return str(found[day.day - 1])


def narrowed(by: User, **fields: str) -> Event:
    """First said to be in 2025, then on known days."""
    made = event(by, status="confirmed", **{"title": "Assembly", **fields})
    claim(made, "2025", by=by, words="in 2025")
    claim(made, "2025-11-24/2025-11-27", by=by, document=notice(by), official=True)
    return made


def test_what_is_not_fixed_covers_every_day_on_which_it_could_fall(page: Page, by: User) -> None:
    made = event(by, title="Expert meeting")
    claim(made, "[2025-09-01..2025-11-30]", by=by, words="autumn 2025")
    dated(by, "[..2025-12-31]", title="List of contacts")
    html = page("/calendar/2025/")
    rows = group(html, "open")
    assert rows.count('class="year-open"') == 2
    assert "“autumn 2025”" in rows
    assert "latest 31 Dec" in rows
    assert "year-fixed" not in rows
    assert group(html, "fixed") == ""


def test_a_narrowed_date_shows_what_it_was(page: Page, by: User) -> None:
    narrowed(by)
    html = page("/calendar/2025/")
    rows = group(html, "narrowed")
    assert "“in 2025”" in rows
    assert "now 24–27 Nov" in rows
    assert 'class="year-open" x="0.000%" width="100.000%"' in rows
    assert rows.count('class="year-fixed"') == 1
    assert group(html, "fixed") == ""
    assert "1 fixed · 0 not fixed · 1 narrowed" in re.sub(r"<[^>]+>", "", html)


def test_each_day_is_as_dark_as_it_is_full(page: Page, by: User) -> None:
    dated(by, "2025-11-24/2025-11-27", status="confirmed")
    for _ in range(3):
        dated(by, "2025-11-25", status="confirmed")
    html = page("/calendar/2025/")
    shown = [level(html, date(2025, 11, day)) for day in (23, 24, 25, 28)]
    assert shown == ["0", "1", "3", "0"]
    assert "November 2025, 4 events; busiest day: 25 Nov, 4" in html


def test_months_are_a_table_too(page: Page, by: User) -> None:
    dated(by, "2025-11-24", status="confirmed")
    table = page("/calendar/2025/").partition("The months as a table")[2]
    november = table.partition(">November 2025</a>")[2].partition("</tr>")[0]
    assert ">1</td>" in november
    assert "24 Nov" in november


def test_what_runs_over_the_new_year_stands_in_both(page: Page, by: User) -> None:
    dated(by, "2025-12-30/2026-01-02", title="Vigil", status="confirmed")
    assert "30 Dec 2025 – 2 Jan 2026" in group(page("/calendar/2025/"), "fixed")
    html = page("/calendar/2026/")
    assert "Vigil" in group(html, "fixed")
    assert level(html, date(2026, 1, 2)) == "1"


def test_more_than_a_group_holds_is_counted(page: Page, by: User) -> None:
    for _ in range(42):
        dated(by, "2025-12-10", status="confirmed")
    assert "2 more: in their months." in page("/calendar/2025/")


def test_the_quarter_holds_three_months_and_each_day_has_one_anchor(page: Page, by: User) -> None:
    dated(by, "2025-10-31/2025-11-02", title="Retreat", status="confirmed")
    html = page("/calendar/2025/q4/")
    assert "October – December 2025" in html
    assert html.count('<table class="cal-grid"') == 3
    anchors = re.findall(r'id="(d-[\d-]+)"', html)
    assert len(anchors) == len(set(anchors)) == 31 + 30 + 31


@pytest.mark.parametrize(
    "address",
    ["/calendar/2025/q0/", "/calendar/2025/q5/", "/calendar/1899/", "/calendar/2201/",
     "/calendar/2025/w00/", "/calendar/2025/w54/", "/calendar/2025/2/30/"],
)  # fmt: skip
def test_a_year_week_quarter_or_day_that_is_none_is_not_found(
    client: Client, by: User, address: str
) -> None:
    client.force_login(by)
    assert client.get(address).status_code == 404


def test_mine_are_the_events_at_which_my_desk_leads_and_nothing_else(page: Page, by: User) -> None:
    going(dated(by, "2025-11-25", title="Our meeting", status="confirmed"), by)
    dated(by, "2025-11-26", title="Their meeting", status="confirmed")
    for address in ("2025/11/", "2025/w48/", "2025/", "2025/q4/", "2025/11/25/", "agenda/"):
        html = page(f"/calendar/{address}?mine=1")
        assert "Our meeting" in html, address
        assert "Their meeting" not in html, address
    assert "Our meeting" not in page("/calendar/2025/11/?mine=1", reader())


def test_mine_can_be_taken_off_and_subscribed_to(page: Page) -> None:
    html = page("/calendar/2025/11/?mine=1")
    assert "Shown: my events" in html
    assert "scope=calendar&query=%3Fmine%3D1" in html
    assert 'href="/events/mine/"' in html
    assert "mine=1" in page("/events/mine/")


def test_every_view_can_be_subscribed_to_with_its_filters(page: Page) -> None:
    for address in ("2025/11/", "2025/w48/", "2025/", "2025/q4/", "2025/11/25/", "agenda/"):
        html = page(f"/calendar/{address}?status=held")
        assert "scope=calendar&query=%3Fstatus%3Dheld" in html, address


def test_what_has_no_date_leads_to_where_one_is_added(page: Page, by: User) -> None:
    made = event(by, title="Some day")
    claim(made, "", by=by, words="this week", needs="publication date")
    link = f'href="/events/{made.ref}/date/"'
    assert link in page("/calendar/undated/")
    assert link not in page("/calendar/undated/", cast.reader())


def test_the_scale_runs_from_the_other_side_where_the_writing_does() -> None:
    first, last = date(2025, 1, 1), date(2025, 1, 31)
    assert strip_of(Scale(2025), first, last).x == "0.000%"
    mirrored = strip_of(Scale(2025, from_end=True), first, last)
    assert float(mirrored.x[:-1]) + float(mirrored.width[:-1]) == pytest.approx(100, abs=0.01)
    assert words_of(Scale(2025, from_end=True), first, last).anchor == "start"


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 4000),
    st.integers(1995, 2050),
    st.booleans(),
)
def test_whatever_touches_a_year_is_seen_inside_it(
    first: date, days: int, year: int, from_end: bool
) -> None:
    last = date.fromordinal(first.toordinal() + days)
    strip = strip_of(Scale(year, from_end), first, last)
    x, width = float(strip.x[:-1]), float(strip.width[:-1])
    assert -0.001 <= x <= x + width <= 100.001
    assert width >= 0.499
    assert strip.from_before == (first.year < year)
    assert strip.goes_on == (last.year > year)


def test_the_squares_of_a_month_lie_in_weeks_of_the_country() -> None:
    drawn = squares(2025, 11, {date(2025, 11, 3): 9}, TODAY, first_weekday=0, from_end=False)
    assert (drawn[0].x, drawn[0].y) == (60, 0)  # a Saturday
    assert (drawn[2].x, drawn[2].y, drawn[2].level) == (0, 12, 3)
    assert [each.day for each in drawn if each.today] == [TODAY]
    mirrored = squares(2025, 11, {}, TODAY, first_weekday=0, from_end=True)
    assert mirrored[0].x == 12


@pytest.mark.parametrize(
    ("week", "title"),
    [
        ("2025/w48/", "24 to 30 November 2025"),
        ("2025/w40/", "29 September to 5 October 2025"),
        ("2026/w01/", "29 December 2025 to 4 January 2026"),
    ],
)
def test_a_week_is_named_by_its_days_with_whole_months(page: Page, week: str, title: str) -> None:
    assert title in page(f"/calendar/{week}")
