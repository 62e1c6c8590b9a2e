"""The calendar's pages: what stands where, for whom, in which words."""

import re
from collections.abc import Callable
from datetime import time
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User
from monitor.actors.models import Actor, Place
from monitor.commitments.models import Commitment
from monitor.dashboard.calendar.ahead import next_days
from monitor.events.models import Event
from monitor.events.workflow import EventStatus
from tests.cast import NOW, TODAY, coordinator, desk, officer, reader
from tests.factories.commitments import draft, judged, published
from tests.factories.events import claim, dated, event, move

pytestmark = pytest.mark.django_db

Page = Callable[..., str]
NOVEMBER = "/calendar/2025/11/"


@pytest.fixture
def by() -> User:
    return officer()


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


def cell(html: str, day: str) -> str:
    """The cell of a day."""
    [found] = [
        part
        for part in re.findall(r"<td class=\"cal-day.*?</td>", html, re.DOTALL)
        if f'id="d-{day}"' in part
    ]
    return found


def lane(html: str) -> str:
    """The lane of dates not fixed."""
    found = re.search(r'<table class="cal-scale".*?</table>', html, re.DOTALL)
    return found.group() if found else ""


def summit(by: User, **fields: object) -> Event:
    """The assembly of the pictures."""
    morocco = Actor.objects.create(kind="state", code="MAR", name_en="Morocco")
    place = Place.objects.create(code="marrakech", name_en="Marrakech", country=morocco)
    given = {"title": "INTERPOL General Assembly", "status": "confirmed", "host": morocco}
    return dated(by, "2025-11-24/2025-11-27", place=place, **{**given, **fields})


def test_each_event_reads_as_a_sentence(page: Page, by: User) -> None:
    summit(by)
    label = 'aria-label="24 to 27 November, INTERPOL General Assembly, Marrakech, confirmed"'
    assert label in cell(page(NOVEMBER), "2025-11-24")


def test_days_are_named_in_full_and_today_is_marked(page: Page, by: User) -> None:
    dated(by, "2025-11-19", status="confirmed")
    html = page("/calendar/")
    assert "Wednesday 19 November 2025, 1 item" in cell(html, "2025-11-19")
    assert 'aria-current="date"' in cell(html, "2025-11-19").partition(">")[0]
    assert html.count('aria-current="date"') == 2  # the cell, and the phone's list
    assert html.count('<th scope="col"') == 8
    assert html.count('<th scope="row"') == 5


def test_known_days_run_over_them_and_lose_their_end_at_the_week(page: Page, by: User) -> None:
    dated(by, "2025-11-21/2025-11-25", title="Long meeting", status="confirmed")
    html = page(NOVEMBER)
    first, second = cell(html, "2025-11-21"), cell(html, "2025-11-24")
    assert 'data-days="3"' in first
    assert "event-goes-on" in first
    assert 'data-days="2"' in second
    assert "event-from-before" in second
    assert "to 25 Nov" in second
    assert "Long meeting" not in cell(html, "2025-11-22")


@pytest.mark.parametrize("edtf", ["2025", "2025-11", "[..2025-12-31]", "2025-11-24?", "2025-23"])
def test_an_imprecise_event_never_stands_on_a_day(page: Page, by: User, edtf: str) -> None:
    dated(by, edtf, title="Review conference", status="confirmed")
    html = page(NOVEMBER)
    assert "Review conference" in lane(html)
    grid = html[html.index('<table class="cal-grid"') :].partition("</table>")[0]
    assert "Review conference" not in grid


def test_some_day_of_a_week_is_hatched_over_all_its_days(page: Page, by: User) -> None:
    made = event(by, title="Expert meeting", status="tentative")
    claim(made, "[2025-11-24..2025-11-30]", by=by, words="the last week of November")
    html = page(NOVEMBER)
    found = cell(html, "2025-11-24")
    assert 'data-look="imprecise"' in found
    assert 'data-days="7"' in found
    assert "the last week of November</q>" in found
    assert lane(html) == ""


def test_the_lane_says_until_when_and_points_beyond_the_month(page: Page, by: User) -> None:
    made = event(by, title="Review")
    claim(made, "2025", by=by, words="2025")
    found = lane(page(NOVEMBER))
    assert "any day to 31 Dec" in found
    assert "chevron-back" in found
    assert "chevron-on" in found
    assert 'colspan="30"' in found


def test_a_date_within_the_month_covers_its_possible_days_only(page: Page, by: User) -> None:
    dated(by, "[2025-11-11..2025-11-20]", title="Consultation")
    found = lane(page(NOVEMBER))
    assert re.findall(r'colspan="(\d+)"', found) == ["10", "10", "10"]
    assert "11–20" in found


def test_time_is_the_office_s_and_the_source_s_stands_beside_it(page: Page, by: User) -> None:
    made = event(by, title="Council briefing", status="confirmed")
    claim(
        made, "2025-11-24", by=by, start_time=time(22), end_time=time(23), zone="America/New_York"
    )
    html = page(NOVEMBER)
    assert "Council briefing" not in cell(html, "2025-11-24")
    assert '<span class="event-time">04:00</span>' in cell(html, "2025-11-25")
    assert "22:00 in New York" in html
    assert "Casablanca time" in html


def test_each_status_has_its_own_drawing(page: Page, by: User) -> None:
    dated(by, "2025-11-20", title="Maybe", status="tentative")
    dated(by, "2025-11-18", title="Unanswered", status="confirmed")
    move(dated(by, "2025-11-21", title="Off", status="confirmed"), EventStatus.CANCELLED, by=by)
    move(dated(by, "2025-11-17", title="Done", status="confirmed"), EventStatus.HELD, by=by)
    html = page(NOVEMBER)
    assert 'data-look="tentative"' in cell(html, "2025-11-20")
    assert 'data-look="passed"' in cell(html, "2025-11-18")
    assert ": held?" in cell(html, "2025-11-18")
    assert "did it take place?" in cell(html, "2025-11-18")
    assert 'data-look="cancelled"' in cell(html, "2025-11-21")
    assert 'data-state="held"' in cell(html, "2025-11-17")


def test_four_lines_a_day_then_the_rest_is_counted_and_linked(page: Page, by: User) -> None:
    for n in range(7):
        dated(by, "2025-11-20", title=f"Meeting number {n}", status="confirmed")
    found = cell(page(NOVEMBER), "2025-11-20")
    assert found.count('data-look="all-day"') == 4
    assert "3 more" in found
    assert 'href="/calendar/2025/11/20/"' in found


def test_counts_are_of_the_month_not_of_the_weeks_around_it(page: Page, by: User) -> None:
    dated(by, "2025-10-31", status="confirmed")
    dated(by, "2025-11-03", status="confirmed")
    dated(by, "2025-11", status="confirmed")
    html = page(NOVEMBER)
    assert "<bdi>1 event</bdi> · <bdi>0 deadlines</bdi> · <bdi>1 not fixed</bdi>" in html
    assert 'data-look="passed"' in cell(html, "2025-10-31")


def test_a_filter_narrows_page_and_counts_alike(page: Page, by: User) -> None:
    dated(by, "2025-11-20", title="Sure", status="confirmed")
    dated(by, "2025-11-20", title="Unsure", status="tentative")
    html = page(f"{NOVEMBER}?status=tentative")
    assert "<bdi>1 event</bdi>" in html
    assert "Sure<" not in html
    assert 'href="/calendar/2025/12/?status=tentative"' in html


def test_a_choice_that_no_filter_knows_is_named_and_left_out(page: Page, by: User) -> None:
    dated(by, "2025-11-20", title="Sure", status="confirmed")
    html = page(f"{NOVEMBER}?status=fancy")
    assert "“fancy” is no choice of this page and was left out." in html
    assert "<bdi>1 event</bdi>" in html


def test_an_empty_month_keeps_its_grid_and_links_the_nearest_others(page: Page, by: User) -> None:
    dated(by, "2025-08-14", title="Summer session", status="confirmed")
    dated(by, "2026-02-03", title="Winter session", status="confirmed")
    html = page(NOVEMBER)
    assert 'class="cal-grid"' in html
    assert '<a href="/calendar/2025/8/">August 2025</a> (14 Aug, Summer session)' in html
    assert '<a href="/calendar/2026/2/">February 2026</a> (3 Feb, Winter session)' in html


def test_a_month_with_something_links_no_other(page: Page, by: User) -> None:
    dated(by, "2025-11-20", status="confirmed")
    assert "Nothing has a known day" not in page(NOVEMBER)


@pytest.mark.parametrize("address", ["2025/13", "1700/1", "2025/0"])
def test_a_month_that_is_none_is_not_found(client: Client, by: User, address: str) -> None:
    client.force_login(by)
    assert client.get(f"/calendar/{address}/").status_code == 404


@pytest.mark.parametrize("address", [NOVEMBER, "/calendar/agenda/?from=2025-11-01"])
def test_what_a_person_may_not_see_is_neither_drawn_nor_counted(
    page: Page, by: User, address: str
) -> None:
    by.desks.add(desk())
    by.__dict__.pop("desk_ids", None)
    dated(
        by,
        "2025-11-20",
        title="Closed talks",
        status="confirmed",
        visibility="restricted",
        desks=[desk()],
    )
    dated(by, "2025-11-20", title="Open talks", status="confirmed")
    assert "<bdi>2 events</bdi>" in page(address)
    html = page(address, reader())
    assert "Closed talks" not in html
    assert "<bdi>1 event</bdi>" in html


def test_what_is_archived_leaves_the_calendar(page: Page, by: User) -> None:
    made = dated(by, "2025-11-20", title="Entered twice", status="confirmed")
    Event.objects.filter(pk=made.pk).update(record="archived")
    assert "Entered twice" not in page(NOVEMBER)


def test_the_calendar_asks_for_sign_in(client: Client) -> None:
    assert client.get(NOVEMBER).status_code == 302


def test_the_agenda_shows_each_thing_once_and_where_it_stands(page: Page, by: User) -> None:
    dated(by, "2025-11-18/2025-11-21", title="Four days", status="confirmed")
    html = page("/calendar/agenda/?from=2025-11-19")
    assert html.count(">Four days<") == 1
    assert "2 of 4" in html
    assert "Today, Wednesday 19 November 2025" in html


def test_a_day_that_is_none_is_named_and_today_shown(page: Page, by: User) -> None:
    html = page("/calendar/agenda/?from=2025-02-30")
    assert "“2025-02-30” is no choice of this page" in html
    assert "19 November to 16 December" in html


def test_earlier_and_later_of_an_empty_agenda_lead_to_something(page: Page, by: User) -> None:
    dated(by, "2026-06-09", title="Far", status="confirmed")
    assert 'href="/calendar/agenda/?from=2026-06-09"' in page("/calendar/agenda/")


def test_what_has_no_date_is_listed_with_what_would_place_it(page: Page, by: User) -> None:
    made = event(by, title="Ministerial talks")
    claim(made, "", by=by, words="this week", needs="publication date")
    assert "1 without a date" in page(NOVEMBER)
    html = page("/calendar/undated/")
    assert "Ministerial talks" in html
    assert "this week" in html
    assert "The document’s publication date" in html


@pytest.mark.parametrize(
    "address", [NOVEMBER, "/calendar/agenda/?from=2025-11-01", "/calendar/undated/"]
)
def test_a_page_asks_the_database_as_often_with_2_events_as_with_20(
    client: Client, by: User, address: str
) -> None:
    def asked() -> int:
        client.force_login(by)
        with time_machine.travel(NOW, tick=False), CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    def add(count: int) -> None:
        for n in range(count):
            made = event(by, title=f"M{n}", status="confirmed")
            day = "" if "undated" in address else f"2025-11-{n + 1:02d}"
            claim(made, day, by=by)

    add(2)
    few = asked()
    add(18)
    assert asked() == few


def test_the_next_days_hold_what_is_near_and_not_what_is_called_off(by: User) -> None:
    summit(by)
    dated(by, "2025-11", title="Some day", status="tentative")
    dated(by, "2025-12-20", title="Too far", status="confirmed")
    move(dated(by, "2025-11-20", title="Off", status="confirmed"), EventStatus.CANCELLED, by=by)
    rows = next_days(by, TODAY)
    assert [(row.item.title, row.days, row.month) for row in rows] == [
        ("INTERPOL General Assembly", "24–27", "Nov"),
        ("Some day", "", ""),
    ]
    assert rows[1].open_days == "1–30 Nov, 12 days left"


def call(by: User, edtf: str, **changes: object) -> Commitment:
    """A published call on two States, due by this date."""
    given = {"title": "Report on border management", "deadline_kind": "by", **changes}
    return published(by, coordinator(), deadline_edtf=edtf, deadline_words="by then", **given)


def test_a_deadline_flies_its_flag_on_its_last_day(page: Page, by: User) -> None:
    made = call(by, "[..2025-11-28]")
    found = cell(page(NOVEMBER), "2025-11-28")
    assert 'data-look="deadline"' in found
    assert f"28 November, deadline of {made.ref}, Report on border management" in found


def test_a_deadline_nobody_looked_at_is_due_and_not_overdue(page: Page, by: User) -> None:
    made = call(by, "[..2025-11-18]")
    found = cell(page(NOVEMBER), "2025-11-18")
    assert 'data-look="deadline"' in found
    assert f"{made.duty_bearer_count} due, not assessed" in found
    assert "overdue" not in found


def test_an_overdue_deadline_is_one_that_we_assessed_and_found_open(page: Page, by: User) -> None:
    made = call(by, "[..2025-11-18]")
    judged(made, "in_progress", by=by)
    found = cell(page(NOVEMBER), "2025-11-18")
    assert 'data-look="overdue"' in found
    assert "1 overdue" in found


def test_deadlines_can_be_hidden_and_are_then_not_counted(page: Page, by: User) -> None:
    made = call(by, "[..2025-11-28]")
    assert "<bdi>1 deadline</bdi>" in page(NOVEMBER)
    html = page(f"{NOVEMBER}?deadlines=hidden")
    assert made.ref not in html
    assert "<bdi>0 deadlines</bdi>" in html


def test_a_deadline_stands_only_once_its_commitment_is_published(page: Page, by: User) -> None:
    made = draft(by, deadline_kind="by", deadline_edtf="[..2025-11-28]", deadline_words="by then")
    assert made.ref not in page(NOVEMBER)
