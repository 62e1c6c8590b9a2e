from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from monitor.accounts.models import User
from monitor.events.models import Event
from monitor.events.recurring import Occurrence, Recurrence
from tests import cast
from tests.factories import events
from tests.factories.recurring import act, days, fresh, recurring, repeat
from tests.subscriptions.record import Record

pytestmark = pytest.mark.django_db
MORNING = {"start_time": time(10), "end_time": time(12), "zone": "Africa/Casablanca"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chosen(made: Event, **given: Any) -> dict[str, Any]:
    """The form of a rule as a person fills it in: every week, without an end."""
    return {
        "edition": fresh(made).edition,
        "every": 1,
        "unit": "WEEKLY",
        "within": "day",
        "ends": "never",
        **given,
    }


def post(user: User, made: Event, page: str, **given: Any) -> Any:
    return signed_in(user).post(f"/events/{made.ref}/{page}", given)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"unit": "DAILY", "every": 3}, "FREQ=DAILY;INTERVAL=3"),
        ({"weekdays": ["1", "3"], "every": 2}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ({"unit": "MONTHLY"}, "FREQ=MONTHLY"),
        ({"unit": "MONTHLY", "month_days": "3, 18"}, "FREQ=MONTHLY;BYMONTHDAY=3,18"),
        (
            {"unit": "MONTHLY", "within": "weekday", "nth": "1", "nth_weekday": "1"},
            "FREQ=MONTHLY;BYDAY=1TU",
        ),
        (
            {"unit": "MONTHLY", "within": "working", "nth": "2"},
            "FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO,TU,WE,TH,FR",
        ),
        (
            {"unit": "YEARLY", "months": ["3", "9"], "ends": "count", "count": 4},
            "FREQ=YEARLY;COUNT=4;BYMONTH=3,9",
        ),
        ({"ends": "until", "until": "2026-06-30"}, "FREQ=WEEKLY;UNTIL=20260630"),
        ({"month_days": "5", "nth": "2", "count": 7}, "FREQ=WEEKLY"),
    ],
)
def test_plain_controls_make_the_rule(given: dict[str, Any], rule: str) -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03-03")
    answer = post(officer, made, "recurrence/", save=1, **chosen(made, **given))
    assert answer.status_code == 302
    assert Recurrence.objects.get(event=made).rule == rule


def test_the_next_ten_times_are_shown_before_anything_is_saved() -> None:
    officer = cast.officer()
    made = events.event(officer)
    events.claim(made, "2026-03-03", by=officer, **MORNING)
    answer = post(officer, made, "recurrence/", preview=1, **chosen(made))
    text = answer.content.decode()
    assert [row["day"] for row in answer.context["preview"]][::9] == ["3 Mar 2026", "5 May 2026"]
    assert len(answer.context["preview"]) == 10
    assert "Every week on Tuesday" in text
    assert "RRULE:FREQ=WEEKLY" in text
    assert not Recurrence.objects.exists()


def test_a_rule_that_does_not_name_the_first_date_is_refused_with_what_was_typed_kept() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03-03")
    answer = post(officer, made, "recurrence/", save=1, **chosen(made, weekdays=["4"]))
    assert answer.status_code == 422
    assert "is no day that the rule names" in answer.content.decode()
    assert answer.context["form"]["weekdays"].value() == ["4"]


def test_an_event_without_a_day_is_sent_to_record_its_date() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2026-03")
    text = signed_in(officer).get(f"/events/{made.ref}/recurrence/").content.decode()
    assert f'href="/events/{made.ref}/date/"' in text
    assert "<form" not in text.split("<main")[1].split("</main")[0]


def test_the_form_shows_the_standing_rule_in_its_controls() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU;COUNT=5")
    form = signed_in(officer).get(f"/events/{made.ref}/recurrence/").context["form"]
    values = {name: form[name].value() for name in ("every", "unit", "within", "nth", "count")}
    assert values == {
        "every": 2,
        "unit": "MONTHLY",
        "within": "weekday",
        "nth": "1",
        "count": 5,
    }
    assert form["nth_weekday"].value() == "1"


def test_a_rule_that_the_controls_can_not_show_is_named_before_it_is_replaced() -> None:
    officer = cast.officer()
    made = recurring(officer, "2026-03-03", "FREQ=MONTHLY;BYDAY=1TU,3TU")
    text = signed_in(officer).get(f"/events/{made.ref}/recurrence/").content.decode()
    assert "The standing rule says more than these controls do" in text


def test_the_page_lists_the_times_with_their_acts_and_pages_on() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY", clock=MORNING)
    act("cancel", made, "2025-12-02", by=officer, reason="No quorum.")
    act("move", made, "2025-12-09", to="2025-12-10", by=officer)
    answer = signed_in(officer).get(f"/events/{made.ref}/?from=2025-11-25")
    rows = answer.context["repeats"].rows
    assert [row.day for row in rows[:3]] == ["25 Nov 2025", "2 Dec 2025", "10 Dec 2025"]
    assert [row.label for row in rows[:3]] == ["", "Cancelled", "Moved"]
    assert rows[2].was == "9 Dec 2025"
    assert rows[1].why == "No quorum."
    assert [each.label for each in rows[1].actions] == ["Restore"]
    assert [each.label for each in rows[3].actions] == [
        "Move",
        "Cancel",
        "Leave out",
        "Another rule from here",
    ]
    assert answer.context["repeats"].later == "2026-02-03"


def test_a_reader_sees_the_times_and_no_acts() -> None:
    made = recurring(cast.officer(), "2025-11-25", "FREQ=WEEKLY")
    answer = signed_in(cast.reader()).get(f"/events/{made.ref}/?from=2025-11-25")
    assert all(row.actions == [] for row in answer.context["repeats"].rows)
    assert "Let it recur" not in answer.content.decode()


@pytest.mark.parametrize("page", ["recurrence/", "instances/2025-11-25/cancel/", "instances/add/"])
def test_a_reader_changes_no_recurrence(page: str) -> None:
    made = recurring(cast.officer(), "2025-11-25", "FREQ=WEEKLY")
    assert post(cast.reader(), made, page, edition=1).status_code == 403


@pytest.mark.parametrize(
    "page", ["instances/2025-11-26/cancel/", "instances/soon/cancel/", "instances/2025-11-25/burn/"]
)
def test_what_is_no_instance_and_no_act_is_not_found(page: str) -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    assert signed_in(officer).get(f"/events/{made.ref}/{page}").status_code == 404


def test_an_instance_is_moved_cancelled_and_restored_from_its_pages() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY;COUNT=3", clock=MORNING)
    notice = events.notice(officer)

    def done(name: str, **given: Any) -> None:
        given = {"edition": fresh(made).edition, "other_document": notice.ref, **given}
        answer = post(officer, made, f"instances/2025-12-02/{name}/", **given)
        assert answer.status_code == 302, answer.content.decode()

    done("move", starts_on="2025-12-03", start_time="15:00")
    row = Occurrence.objects.get(event=made, original_on=date(2025, 12, 2))
    assert (row.starts_on, row.start_time) == (date(2025, 12, 3), time(15))
    done("cancel")
    assert days(made) == ["2025-11-25", "2025-12-02", "2025-12-09"]
    done("restore")
    done("leave-out", reason="A holiday.")
    assert days(made) == ["2025-11-25", "2025-12-09"]


def test_a_move_without_a_notice_comes_back_with_what_is_needed() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    given = {"edition": made.edition, "starts_on": "2025-12-03"}
    answer = post(officer, made, "instances/2025-12-02/move/", **given)
    assert answer.status_code == 422
    assert "an official document" in str(answer.context["form"].errors["document"])


def test_an_instance_beyond_the_rows_has_its_page() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    page = f"/events/{made.ref}/instances/2035-11-27/cancel/"
    assert signed_in(officer).get(page).status_code == 200


def test_a_lost_race_keeps_what_was_typed_and_the_next_answer_is_done_knowing_it() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    notice = events.notice(officer)
    given = {"edition": made.edition - 1, "other_document": notice.ref, "reason": "Fire."}
    answer = post(officer, made, "instances/2025-12-02/cancel/", **given)
    assert answer.status_code == 422
    assert "Somebody changed this" in answer.content.decode()
    assert answer.context["form"]["reason"].value() == "Fire."
    assert answer.context["form"]["edition"].value() == str(made.edition)


def test_a_day_is_added_and_a_rule_is_ended() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY;COUNT=2")
    post(officer, made, "instances/add/", edition=made.edition, on="2025-11-27")
    assert days(made) == ["2025-11-25", "2025-11-27", "2025-12-02"]
    post(officer, made, "recurrence/stop/", edition=fresh(made).edition)
    answer = signed_in(officer).get(f"/events/{made.ref}/")
    assert [row.day for row in answer.context["repeats"].left_over] == ["27 Nov 2025"]
    assert "the rule no longer names their days" in answer.content.decode()


def test_another_rule_from_a_day_on_leads_to_the_new_event_and_both_name_each_other() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    given = chosen(made, every=2)
    answer = post(officer, made, "instances/2025-12-09/from/", save=1, **given)
    new = Event.objects.get(recurrence__continues=made)
    assert answer["Location"] == f"/events/{new.ref}/"
    assert (
        f"Goes on from {made.ref}" in signed_in(officer).get(f"/events/{new.ref}/").content.decode()
    )
    assert new.ref in signed_in(officer).get(f"/events/{made.ref}/").content.decode()


def test_the_public_page_has_the_times_without_acts_reasons_or_links_to_staff_pages() -> None:
    record = Record()
    made = record.event("2025-11-25")
    repeat(made, "FREQ=WEEKLY", by=record.officer)
    act(
        "cancel",
        made,
        "2025-12-02",
        by=record.officer,
        document=record.notice(),
        reason="Between us.",
    )
    answer = Client().get(f"/e/{made.ref}/?from=2025-11-25")
    text = answer.content.decode()
    assert "Every week on Tuesday" in text
    assert "2 Dec 2025" in text
    assert "Between us." not in text
    assert "/events/" not in text


def test_the_history_names_one_time_by_its_day_in_words() -> None:
    officer = cast.officer()
    made = recurring(officer, "2025-11-25", "FREQ=WEEKLY")
    act("cancel", made, "2025-12-02", by=officer)
    text = signed_in(officer).get(f"/events/{made.ref}/").content.decode()
    assert "Cancelled: the instance of 2 Dec 2025" in text
