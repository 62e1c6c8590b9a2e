"""A change of an event that begins within 72 hours offers its line as text, in the same toast."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from monitor.accounts.models import User, Visibility
from monitor.accounts.roles import Role
from monitor.changes.clock import office_day
from monitor.events.models import Event
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, fresh, recurring

pytestmark = pytest.mark.django_db


def days_from_today(days: int) -> date:
    return office_day(timezone.now()) + timedelta(days=days)


def after_cancelling(user: User, made: Event) -> str:
    return after(
        user,
        made,
        "move/cancelled/",
        seen_status=made.status,
        other_document=events.notice(user).ref,
        reason="Called off.",
    )


def after(user: User, made: Event, page: str, **given: Any) -> str:
    """The page that stands after a change, with its toast."""
    client = Client()
    client.force_login(user)
    answer = client.post(f"/events/{made.ref}/{page}", given, follow=True)
    assert answer.redirect_chain
    return answer.content.decode()


@pytest.mark.parametrize(("days", "offered"), [(1, True), (30, False), (-30, False)])
def test_cancelling_what_begins_soon_offers_its_line(days: int, offered: bool) -> None:
    officer = cast.officer()
    made = events.dated(officer, days_from_today(days).isoformat())
    events.move(made, EventStatus.TENTATIVE, by=officer)
    text = after_cancelling(officer, made)
    assert (f'href="/events/{made.ref}/text/" data-copy-address' in text) is offered


def test_what_began_soon_offers_its_line_when_it_is_put_off_by_weeks() -> None:
    officer = cast.officer()
    made = events.event(officer)
    later = events.claim(made, days_from_today(40).isoformat(), by=officer)
    soon = events.claim(made, days_from_today(1).isoformat(), by=officer)
    assert made.current_claim == soon
    given = {"claim": later.pk, "edition": made.edition}
    assert "data-copy-address" in after(officer, made, "date/choose/", **given)


def test_without_script_the_link_leads_to_the_line_as_plain_text() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24", title="General Assembly")
    client = Client()
    client.force_login(officer)
    answer = client.get(f"/events/{made.ref}/text/")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    line = answer.content.decode()
    assert line.startswith("General Assembly, 24 November 2025. Mentioned.")
    assert line.endswith(f"{made.ref}.\n")


def test_the_line_is_hidden_from_who_may_not_see_the_event() -> None:
    desk = cast.desk()
    officer = cast.person("insider", Role.CONTRIBUTOR, desk=desk)
    made = events.event(officer, visibility=Visibility.RESTRICTED, desks=[desk])
    client = Client()
    client.force_login(cast.reader())
    assert client.get(f"/events/{made.ref}/text/").status_code == 404


def test_the_line_of_one_time_says_where_it_was_moved_from() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=WEEKLY;COUNT=3", title="Desk meeting")
    act("move", made, "2026-03-10", by=officer, to="2026-03-12")
    client = Client()
    client.force_login(officer)
    line = client.get(f"/events/{made.ref}/text/?on=2026-03-10").content.decode()
    assert line.startswith("Desk meeting, 12 Mar 2026. Moved from 10 Mar 2026.")
    for wrong in ("2026-03-11", "now"):
        assert client.get(f"/events/{made.ref}/text/?on={wrong}").status_code == 404


def test_cancelling_one_time_that_begins_soon_offers_the_line_of_that_time() -> None:
    officer = cast.officer()
    first = days_from_today(1)
    made = recurring(officer, first.isoformat(), "FREQ=WEEKLY;COUNT=3")
    for day, offered in ((first + timedelta(days=7), False), (first, True)):
        text = after(
            officer,
            made,
            f"instances/{day}/cancel/",
            edition=fresh(made).edition,
            other_document=events.notice(officer).ref,
            reason="",
        )
        address = f'href="/events/{made.ref}/text/?on={day}" data-copy-address'
        assert (address in text) is offered
