import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User, Visibility
from monitor.actors.models import AddresseeSetMember
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    NewEvidence,
    add_evidence,
    ask_public,
    edit_commitment,
    publish,
    return_commitment,
    return_proposal,
    submit,
)
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import OPEN_ASSESSED, Code
from monitor.dashboard.overview import deadlines
from monitor.events.workflow import EventStatus
from monitor.sources.operations import ask_public as ask_document
from tests import cast
from tests.cast import NOW, TODAY
from tests.factories import commitments, events, sources

pytestmark = pytest.mark.django_db
ACT = {"at": NOW, "via": Door.DASHBOARD}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people() -> dict[str, User]:
    desk = cast.desk()
    found = {
        "desk": cast.officer("desk"),
        "reviewer": cast.verifier("reviewer"),
        "head": cast.coordinator("head"),
        "reader": cast.reader("reader"),
        "admin": cast.administrator("admin"),
    }
    for user in found.values():
        user.desks.add(desk)
    return found


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def due(people: dict[str, User], days: int, **fields: object) -> Commitment:
    given = {"deadline_kind": "by", "deadline_edtf": day(days), "deadline_words": "by then"}
    return commitments.published(people["desk"], people["head"], **{**given, **fields})


def page(user: User, address: str = "/") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def group(text: str, code: str) -> str:
    """The part of the page that is this group, "" where there is none."""
    start = text.find(f'<section id="{code}"')
    return text[start : text.index("</section>", start)] if start >= 0 else ""


def text_of(text: str, title: str) -> str:
    """The section that this title names."""
    return text[text.index(f'id="{title}-title"') :].partition("</section>")[0]


def count_of(text: str, code: str) -> int:
    part = group(text, code)
    return int(re.search(r'<span class="count">(\d+)</span>', part).group(1)) if part else 0  # type: ignore[union-attr]


def record_of_everything(people: dict[str, User]) -> None:
    desk, reviewer, head = people["desk"], people["reviewer"], people["head"]
    for n in range(2):
        late = due(people, -19 - n)
        commitments.judged(late, Code.IN_PROGRESS, actor="KEN", by=desk)
    due(people, 9)
    due(people, 90)
    due(people, -1, duty="continuing")
    commitments.published(desk, head, check_on=TODAY)
    kept = commitments.published(desk, head, duty="continuing")
    early = NOW - timedelta(days=40)
    commitments.stands(
        kept,
        Code.OBSERVED,
        actor="SWE",
        by=desk,
        checker=reviewer,
        at=early,
        valid_until=TODAY - timedelta(days=2),
    )
    commitments.judged(kept, Code.STALLED, actor="DZA", by=desk)
    commitments.judged(kept, Code.STALLED, actor="EGY", by=reviewer)
    commitments.draft(desk)
    commitments.submitted(desk)
    commitments.submitted(head)
    back = commitments.submitted(desk)
    return_commitment(commitment=back, reason="Name the paragraph.", by=head, **ACT)
    asked = commitments.published(desk, head)
    ask_public(commitment=asked, by=desk, **ACT)
    passed = events.dated(desk, f"{day(-4)}/{day(-3)}", title="Peer review")
    events.move(passed, EventStatus.CONFIRMED, by=desk)
    ask_document(document=sources.document(desk), by=desk, **ACT)


def bearers(commitment: Commitment) -> set[int]:
    places = AddresseeSetMember.objects.filter(set=commitment.duty_bearers_id)
    return set(places.values_list("actor", flat=True))


def recount(today: date) -> dict[str, int]:
    """Each group of due commitments, counted one row at a time from the raw rows."""
    found = dict.fromkeys(deadlines.ORDER, 0)
    for each in Commitment.objects.filter(record="published", validity="in_force"):
        bound = bearers(each)
        rows = {row.actor_id: row for row in Obligation.objects.filter(commitment=each)}
        codes = [Code(rows[one].code) if one in rows else Code.NOT_ASSESSED for one in bound]
        last, first = each.latest_on, each.earliest_on
        is_open = any(code in (*OPEN_ASSESSED, Code.NOT_ASSESSED) for code in codes)
        past = last is not None and last < today
        found["overdue"] += past and any(code in OPEN_ASSESSED for code in codes)
        found["due_unassessed"] += past and Code.NOT_ASSESSED in codes
        ahead = is_open and last is not None and last >= today
        window = ahead and first is not None and first < last and first <= today
        found["in_window"] += window
        found["due_soon"] += ahead and not window and (last - today).days <= 30
        found["review_due"] += any(
            row.code == Code.OBSERVED and row.valid_until < today for row in rows.values()
        )
        found["check_due"] += bool(bound) and each.check_on is not None and each.check_on <= today
    return found


def test_the_counts_of_every_role_are_those_of_a_plain_recount(people) -> None:
    record_of_everything(people)
    expected = recount(TODAY)
    assert expected["overdue"] == 2
    assert expected["review_due"] == expected["check_due"] == 1
    for who, user in people.items():
        text = page(user)
        assert {code: count_of(text, code) for code in deadlines.ORDER} == expected, who
        drafts = who in {"desk", "reviewer", "head"}
        assert count_of(text, "passed") == (1 if drafts else 0), who


def test_every_count_is_that_of_the_list_it_opens(people) -> None:
    record_of_everything(people)
    for who in ("desk", "head", "reader"):
        check_lists(people[who])


def check_lists(user: User) -> None:
    text = page(user)
    links = re.findall(r'href="(/commitments/\?[^"]+)"[^>]*><b>(\d+)</b>', text)
    assert links
    for address, count in links:
        shown = page(user, address)
        assert re.search(r'data-say="(\d+) commitment', shown).group(1) == count, address  # type: ignore[union-attr]
    for code in deadlines.ORDER:
        part = group(text, code)
        address = re.search(r'class="push" href="([^"]+)"', part)
        if address:
            said = f'data-say="{count_of(text, code)} commitment'
            assert said in page(user, address.group(1))


def test_each_role_has_its_own_queues_and_actions(people) -> None:
    record_of_everything(people)
    queues = ("reviews", "submitted", "public", "passed", "returned", "drafts")
    texts = {who: page(user) for who, user in people.items()}
    assert {who: [code for code in queues if group(text, code)] for who, text in texts.items()} == {
        "desk": ["reviews", "passed", "returned", "drafts"],
        "reviewer": ["reviews", "passed"],
        "head": ["submitted", "public", "passed"],
        "reader": [],
        "admin": [],
    }
    assert count_of(texts["head"], "public") == 2
    assert "Name the paragraph." in group(texts["desk"], "returned")
    check_answers(group(texts["desk"], "passed"))
    check_submitted(group(texts["head"], "submitted"))
    check_proposals(texts["reviewer"], texts["desk"])


def check_answers(part: str) -> None:
    for status in ("held", "postponed", "cancelled"):
        assert re.search(rf'href="/events/E-\d+/move/{status}/"', part)


def check_submitted(part: str) -> None:
    assert part.count("Read and publish") == 1
    assert part.count("Yours: another person publishes") == 1


def check_proposals(reviewer: str, desk: str) -> None:
    """One's own stands locked, another's has its review."""
    part = group(reviewer, "reviews")
    assert count_of(reviewer, "reviews") == 2
    rows = {code: row for row in part.split("<li ")[1:] for code in ("DZA", "EGY") if code in row}
    assert "Review" in rows["DZA"]
    assert "Yours: another confirms" not in rows["DZA"]
    assert "Yours: another confirms" in rows["EGY"]
    assert "button" not in rows["EGY"]
    mine = group(desk, "reviews")
    assert "DZA" in mine
    assert "EGY" not in mine
    assert "button" not in mine


def test_a_reader_opens_what_an_officer_assesses(people) -> None:
    due(people, -1)
    assert ">Assess<" in group(page(people["desk"]), "due_unassessed")
    read = group(page(people["reader"]), "due_unassessed")
    assert ">Assess<" not in read
    assert ">Open<" in read


def test_due_and_never_looked_at_stands_apart_from_overdue(people) -> None:
    late = due(people, -5)
    text = page(people["desk"])
    assert not group(text, "overdue")
    assert "due date passed, 6 not yet assessed" in group(text, "due_unassessed")
    commitments.judged(late, Code.ANNOUNCED, actor="KEN", by=people["desk"])
    text = page(people["desk"])
    assert "1 of 6 overdue: Kenya" in group(text, "overdue")
    assert "due date passed, 5 not yet assessed" in group(text, "due_unassessed")


def test_the_day_itself_is_not_late_and_the_day_after_is(people) -> None:
    late = due(people, 0)
    commitments.judged(late, Code.ANNOUNCED, actor="KEN", by=people["desk"])
    assert not group(page(people["desk"]), "overdue")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "1 day late" in group(page(people["desk"]), "overdue")


def test_a_check_day_is_a_clock_and_never_late(people) -> None:
    commitments.published(people["desk"], people["head"], check_on=TODAY - timedelta(days=9))
    text = page(people["desk"])
    assert "Check due since" in group(text, "check_due")
    assert 'data-tone="danger"' not in text


def test_one_s_own_and_one_s_desk_s_come_first(people) -> None:
    due(people, 1, title="Of nobody")
    due(people, 3, title="Of the desk", owner_desk=cast.desk())
    due(people, 5, title="Of mine", owner=people["desk"])
    part = group(page(people["desk"]), "due_soon")
    assert part.index("Of mine") < part.index("Of the desk") < part.index("Of nobody")


def test_a_commitment_of_one_state_is_a_row_of_that_state(people) -> None:
    pledge = commitments.pledge(
        people["desk"],
        people["head"],
        deadline_kind="by",
        deadline_edtf=day(-2),
        deadline_words="by then",
    )
    commitments.judged(pledge, Code.IN_PROGRESS, by=people["desk"])
    part = group(page(people["desk"]), "overdue")
    assert f'href="/commitments/{pledge.ref}/MAR/"' in part
    assert 'data-status="in_progress"' in part


def test_a_proposed_change_of_terms_waits_for_who_may_decide(people) -> None:
    standing = commitments.published(people["desk"], people["head"])
    changed(standing, people["desk"], verb="urges")
    assert "Decide" in group(page(people["head"]), "amendments")
    own = group(page(people["desk"]), "amendments")
    assert "Yours: another person decides" in own
    assert not group(page(people["reader"]), "amendments")


def changed(commitment: Commitment, by: User, **terms: object) -> None:
    """Edited by `by`: a guarded term becomes a proposed change."""
    edition, now = commitment.edition, replace(terms_of(commitment), **terms)  # type: ignore[arg-type]
    edit_commitment(commitment=commitment, terms=now, edition=edition, by=by, **ACT)


def test_what_is_restricted_is_absent_for_others_from_rows_counts_and_changes(people) -> None:
    closed = cast.desk("closed", "Closed desk")
    people["desk"].desks.add(closed)
    people["head"].desks.add(closed)
    hidden = due(
        people,
        -3,
        title="Kept among a few",
        visibility=Visibility.RESTRICTED,
        desks=(closed,),
    )
    commitments.judged(hidden, Code.STALLED, actor="KEN", by=people["desk"])
    inside, outside = page(people["desk"]), page(people["reviewer"])
    assert count_of(inside, "due_unassessed") == count_of(inside, "reviews") == 1
    assert "Kept among a few" in inside
    assert "Kept among a few" not in outside
    assert hidden.ref not in outside
    assert count_of(outside, "due_unassessed") == count_of(outside, "reviews") == 0
    assert ">0</b>" in outside
    assert "Nothing needs you today" in outside


def queries(user: User) -> int:
    with CaptureQueriesContext(connection) as found:
        page(user)
    return len(found)


def test_the_queries_do_not_grow_with_the_rows(people) -> None:
    record_of_everything(people)
    few = {who: queries(user) for who, user in people.items()}
    for _ in range(8):
        late = due(people, -7)
        commitments.judged(late, Code.IN_PROGRESS, actor="KEN", by=people["desk"])
        commitments.judged(late, Code.STALLED, actor="DZA", by=people["desk"])
        commitments.draft(people["desk"])
        commitments.submitted(people["desk"])
        passed = events.dated(people["desk"], day(-2))
        events.move(passed, EventStatus.CONFIRMED, by=people["desk"])
    assert {who: queries(user) for who, user in people.items()} == few
    text = page(people["desk"])
    assert count_of(text, "overdue") == 10
    assert group(text, "overdue").count("<li data-row") == 6


def test_a_queue_longer_than_the_page_says_what_is_behind(people) -> None:
    for _ in range(8):
        commitments.draft(people["desk"])
    assert "2 more come up as these are dealt with" in group(page(people["desk"]), "drafts")


def test_since_you_last_looked_has_what_others_did_and_not_one_s_own(people) -> None:
    sources.document(people["desk"], title="By the desk")
    sources.document(people["reviewer"], title="By the reviewer")
    text = page(people["desk"])
    assert "By the reviewer" in text
    assert "By the desk" not in text


def test_since_you_last_looked_is_silent_on_evidence_that_one_may_not_see(people) -> None:
    call = commitments.published(people["desk"], people["head"])
    desk = cast.desk()
    secret = sources.document(people["desk"], visibility="restricted", desks=[desk])
    add_evidence(
        obligation=obligation_of(call, commitments.state("KEN")),
        pieces=[NewEvidence(document=secret, visibility="restricted", desks=(desk,))],
        by=people["desk"],
        **ACT,
    )
    assert "Evidence added" in page(people["reviewer"])
    assert f"Kenya · {call.ref}" not in page(cast.verifier("stranger"))


def test_since_you_last_looked_tells_a_reader_nothing_of_what_came_before_publishing(
    people,
) -> None:
    earlier = {**ACT, "at": NOW - timedelta(days=1)}
    call = commitments.draft(people["desk"], at=earlier["at"])
    summed = replace(terms_of(call), summary="What it is about.")
    edit_commitment(
        commitment=call, terms=summed, edition=call.edition, by=people["desk"], **earlier
    )
    submit(commitment=call, by=people["desk"], **ACT)
    publish(commitment=call, by=people["head"], **ACT)
    assert "and 3 changes before" in page(people["reviewer"])
    assert "before" not in text_of(page(people["reader"]), "since")
    call.refresh_from_db()
    changed(call, people["desk"], verb="urges")
    assert "Change of the terms proposed" in page(people["reviewer"])
    assert "Change of the terms proposed" not in page(people["reader"])


def test_a_proposal_sent_back_is_told_to_readers_too(people) -> None:
    call = commitments.published(people["desk"], people["head"])
    proposal = commitments.judged(call, Code.FULFILLED, actor="KEN", by=people["desk"])
    return_proposal(
        proposal=proposal, seen=proposal.pk, reason="No source.", by=people["reviewer"], **ACT
    )
    assert "Returned" in page(people["reader"])


def test_marked_as_seen_is_what_the_page_had_and_not_what_came_after(people) -> None:
    sources.document(people["reviewer"], title="Before")
    client = Client()
    client.force_login(people["desk"])
    text = client.get("/").content.decode()
    number = re.search(r'name="change" value="(\d+)"', text).group(1)  # type: ignore[union-attr]
    sources.document(people["reviewer"], title="Meanwhile")
    assert client.post("/seen/", {"change": number}).status_code == 302
    text = client.get("/").content.decode()
    assert "Before" not in text
    assert "Meanwhile" in text
    assert "Since you last looked" in text


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_marks_nothing(people, number: str) -> None:
    client = Client()
    client.force_login(people["desk"])
    text = client.post("/seen/", {"change": number}, follow=True).content.decode()
    assert "nothing was marked as seen" in text
    people["desk"].refresh_from_db()
    assert people["desk"].seen_change == 0


def test_a_change_of_a_follow_up_is_named_with_its_status(people) -> None:
    call = commitments.published(people["desk"], people["head"])
    commitments.judged(call, Code.IN_PROGRESS, actor="KEN", by=people["desk"])
    text = page(people["reviewer"])
    assert f"Kenya · {call.ref}" in text
    assert "Assessed: In progress" in text
    assert Assessment.objects.get().reason not in text


def test_where_the_calls_stand_counts_nobody_unassessed_as_a_failure(people) -> None:
    call = commitments.published(people["desk"], people["head"])
    commitments.judged(call, Code.IN_PROGRESS, actor="KEN", by=people["desk"])
    text = page(people["reader"])
    assert "1 of 6 assessed" in text
    assert 'aria-label="Improve border management: In progress 1, Not yet assessed 5"' in text


def test_with_nothing_to_do_the_page_says_what_comes_next(people) -> None:
    ahead = events.dated(people["desk"], "2025-12-24", title="The assembly")
    assert ahead.earliest == date(2025, 12, 24)
    text = page(people["reader"])
    assert "Nothing needs you today" in text
    assert "Next: 24 Dec, The assembly." in text


def test_the_next_fourteen_days_have_the_words_of_a_date_not_fixed(people) -> None:
    events.dated(people["desk"], day(3), title="In three days")
    open_ = events.event(people["desk"], title="Some day")
    events.claim(open_, f"[{day(1)}..{day(40)}]", words="by the end of the year", by=people["desk"])
    text = page(people["reader"])
    ahead = text[text.index('id="ahead-title"') : text.index('id="since-title"')]
    assert "In three days" in ahead
    assert "Not fixed" in ahead
    assert "by the end of the year" in ahead


@pytest.mark.parametrize(("who", "offered"), [("desk", True), ("reader", False)])
def test_an_empty_record_says_how_it_begins(people, who: str, offered: bool) -> None:
    text = page(people[who])
    assert "The record is empty" in text
    assert ('href="/documents/add/"' in text) is offered


def test_who_has_no_role_sees_nothing() -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody-yet"))
    assert client.get("/").status_code == 403
