"""The dates an event stood at, in order, those that no longer stand struck through."""

from datetime import timedelta

import pytest
from django.test import Client

from monitor.accounts.models import User, Visibility
from monitor.accounts.roles import Role
from monitor.changes.item import Door
from monitor.dashboard.events.dates import DateRow
from monitor.events.models import Event
from monitor.events.operations import choose_claim
from monitor.events.workflow import EventStatus
from tests import cast
from tests.dashboard.test_events import public
from tests.factories import events

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(days=2)


def shown(event: Event, user: User | None = None) -> tuple[list[DateRow], str]:
    """The rows and the page; the public one without `user`."""
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(f"/events/{event.ref}/" if user else f"/e/{event.ref}/")
    return answer.context["dates"], answer.content.decode()


def official(event: Event, edtf: str, officer: User, **fields: object) -> None:
    notice = events.notice(officer, title=f"Note on {edtf}")
    events.claim(event, edtf, by=officer, note="", document=notice, **fields)


def test_dates_stand_in_order_and_all_but_the_last_are_struck_through() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025")
    official(made, "2025-11-24", officer, at=LATER)
    official(made, "2025-12-01", officer, at=LATER + timedelta(days=3))
    rows, text = shown(made, officer)
    assert [(row.date, row.step, row.struck) for row in rows] == [
        ("2025", "first date", True),
        ("24 Nov 2025", "narrowed", True),
        ("1 Dec 2025", "moved", False),
    ]
    assert [(row.since, row.until) for row in rows[1:]] == [
        ("21 Nov 2025", "24 Nov 2025"),
        ("24 Nov 2025", ""),
    ]
    assert [row.source for row in rows[1:]] == ["Note on 2025-11-24", "Note on 2025-12-01"]
    assert "<s>24 Nov 2025</s>" in text
    assert "<b>1 Dec 2025</b>" in text
    assert "stood from 21 Nov 2025 to 24 Nov 2025" in text


def test_a_date_that_stands_again_has_a_row_of_its_own() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    first = made.current_claim
    official(made, "2025-12-01", officer, at=LATER)
    choose_claim(
        event=made, claim=first, edition=made.edition, by=officer, at=LATER, via=Door.DASHBOARD
    )
    rows, _ = shown(made, officer)
    assert [row.date for row in rows] == ["24 Nov 2025", "1 Dec 2025", "24 Nov 2025"]
    assert [row.struck for row in rows] == [True, True, False]


def test_one_date_alone_has_no_history() -> None:
    officer = cast.officer()
    rows, text = shown(events.dated(officer, "2025-11-24"), officer)
    assert rows == []
    assert "date-history" not in text


def test_the_date_of_an_event_put_off_without_another_is_struck_through() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    for status in (EventStatus.TENTATIVE, EventStatus.POSTPONED):
        events.move(made, status, by=officer, at=LATER)
    [row], _ = shown(made, officer)
    assert row.struck


def test_who_said_so_is_left_out_for_who_may_not_see_the_document() -> None:
    desk = cast.desk()
    insider = cast.person("insider", Role.CONTRIBUTOR, desk=desk)
    made = events.dated(insider, "2025-11-24")
    official(made, "2025-12-01", insider, at=LATER)
    claim = made.current_claim
    assert claim is not None
    assert claim.document is not None
    claim.document.visibility = Visibility.RESTRICTED
    claim.document.save()
    claim.document.desks.add(desk)
    rows, text = shown(made, cast.reader())
    assert [row.source for row in rows][-1] == ""
    assert "Note on 2025-12-01" not in text


def test_the_public_page_has_the_dates_without_the_days_on_which_we_recorded_them() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = public(officer, head)
    events.claim(made, "2025-11", by=officer, at=LATER, words="November")
    rows, text = shown(made)
    assert [row.date for row in rows] == ["2025", "Nov 2025"]
    assert "<s>2025</s>" in text
    assert "21 Nov 2025" not in text
    assert "/documents/" not in text
