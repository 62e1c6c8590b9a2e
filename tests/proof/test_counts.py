"""Every count of a page is that of a plain recount from the raw rows, for each role."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django import conf
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.formats import number_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.accounts.models import Desk, User
from monitor.accounts.roles import Role
from monitor.actors.models import Actor
from monitor.commitments.models import Commitment, Obligation
from tests import cast
from tests.proof.recount import DRAFTS, READS_DRAFTS, FollowUp, Record, Who, who_is

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

FACETS = ("status", "due", "issuer", "addressee", "topic", "desk", "kind", "record", "view")
# The facets without a fixed list show so many choices, those of most commitments.
LISTED = 12
ROLES = {
    "reader": (Role.READER, ""),
    "officer": (Role.CONTRIBUTOR, ""),
    "verifier": (Role.VERIFIER, ""),
    "coordinator": (Role.COORDINATOR, ""),
    "administrator": (Role.ADMINISTRATOR, ""),
    "member of a desk": (Role.CONTRIBUTOR, "security"),
}


class Looker:
    """A person, how the recount knows them, and what they open."""

    def __init__(self, user: User, record: Record, today: date) -> None:
        self.user, self.who = user, who_is(user)
        self.record, self.today = record, today
        self.client = Client()
        self.client.force_login(user)

    def open(self, address: str, status: int = 200) -> HttpResponse:
        response = self.client.get(address)
        assert response.status_code == status, address
        return response


@pytest.fixture(scope="package")
def raw(demo_record: date) -> Record:
    return Record()


@pytest.fixture(params=ROLES)
def looker(
    request: pytest.FixtureRequest, demo: date, raw: Record, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Looker]:
    role, desk = ROLES[request.param]
    user = cast.person("looker", role, is_staff=True)
    if desk:
        user.desks.add(Desk.objects.get(code=desk))
    monkeypatch.setattr(conf.settings, "HOME_ACTOR", "XAA")
    with time_machine.travel(demo, tick=False):
        yield Looker(user, raw, demo)


def listed(counts: dict[str, int]) -> dict[str, int]:
    """What is left of many choices: those of most commitments, ties in the order of codes."""
    first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:LISTED]
    return dict(first)


def test_the_record_shows_a_desk_more_than_others(raw: Record) -> None:
    role = frozenset({"Contributor"})
    desks = frozenset(Desk.objects.filter(code="security").values_list("pk", flat=True))
    for rows in (raw.commitments, raw.events, raw.documents):
        assert len(raw.seen(Who(roles=role, desks=desks), rows)) > len(
            raw.seen(Who(roles=role), rows)
        )


def test_the_list_counts_commitments_and_follow_ups(looker: Looker) -> None:
    page = looker.open("/commitments/")
    rows = looker.record.listed(looker.who)
    bearers = sum(len(looker.record.follow_ups(row)) for row in rows)
    assert page.context["lede"] == f"{len(rows)} commitments · {bearers} follow-ups"
    assert page.context["said"] == f"{len(rows)} commitments"
    assert page.context["tabs"][0]["count"] == len(rows)


@pytest.mark.parametrize("name", FACETS)
def test_each_choice_of_a_facet_says_how_many(name: str, looker: Looker) -> None:
    page = looker.open("/commitments/")
    counts = dict(looker.record.facet(name, looker.who, looker.today))
    if name == "view":
        shown = [each["count"] for each in page.context["tabs"]]
        assert shown[1:] == [counts.get("followed", 0), counts.get("positions", 0)]
        return
    start = f"facet-{name}-"
    shown = {
        option["id"].removeprefix(start): option["count"]
        for facet in page.context["facets"]
        for option in facet["options"]
        if option["id"].startswith(start)
    }
    named = {"named": counts.pop("named")} if "named" in counts else {}
    if name in {"issuer", "addressee", "topic", "desk"}:
        counts = listed(counts)
    assert shown == {**counts, **named}


def test_a_choice_of_a_facet_opens_as_many(looker: Looker) -> None:
    page = looker.open("/commitments/")
    options = [
        option
        for facet in page.context["facets"]
        for option in facet["options"]
        if option["id"].startswith(("facet-status", "facet-due", "facet-record"))
    ]
    assert len(options) > 10
    for option in options:
        said = looker.open(option["url"]).context["said"]
        assert said.split(" ")[0] == str(option["count"]), option["url"]


def test_the_states_have_as_many_follow_ups_and_assessed(looker: Looker) -> None:
    page = looker.open("/states/")
    shown = {
        row.code: (row.load.total, row.load.assessed)
        for group in page.context["groups"]
        for row in group.rows
    }
    found = list(looker.record.all_follow_ups(looker.who))
    for code, counts in shown.items():
        own = [each for each in found if looker.record.actors[each.actor] == code]
        assert counts == (len(own), sum(each.code != "not_assessed" for each in own)), code
    assert len(shown) == Actor.objects.states().count()


@pytest.mark.parametrize("code", ["XAA", "XAB", "XAI", "XBJ"])
def test_a_state_stands_as_the_rows_say(code: str, looker: Looker) -> None:
    context = looker.open(f"/states/{code}/").context
    record, who = looker.record, looker.who
    actor = next(key for key, each in record.actors.items() if each == code)
    own = [each for each in record.all_follow_ups(who) if each.actor == actor]
    assert bar(context["counts"]) == by_code(own)
    assert context["total"] == len(own)
    assert context["overdue"] == sum(each.due(looker.today) == "overdue" for each in own)
    issued = [
        row
        for row in record.seen(who, record.commitments)
        if row["issuer_id"] == actor and row["record"] == "published"
    ]
    assert context["pledge_count"] == sum(
        row["kind"] == "pledge" and row["duty_bearers_id"] is not None for row in issued
    )
    assert context["position_count"] == sum(row["duty_bearers_id"] is None for row in issued)
    assert context["hosted_count"] == hosted(record, who, actor)


def hosted(record: Record, who: Who, actor: int) -> int:
    return sum(
        row["host_id"] == actor and row["record"] == "published" and row["status"] != "superseded"
        for row in record.seen(who, record.events)
    )


def by_code(found: list[FollowUp]) -> dict[str, int]:
    return {code: sum(each.code == code for each in found) for code in {e.code for e in found}}


def bar(counts: list[object]) -> dict[str, int]:
    """The parts of a bar that are not empty."""
    return {each.code: each.count for each in counts if each.count}  # type: ignore[attr-defined]


def test_each_commitment_one_may_see_stands_as_the_rows_say(looker: Looker) -> None:
    record, today = looker.record, looker.today
    seen = {row["id"] for row in record.seen(looker.who, record.commitments)}
    for row in record.commitments:
        address = f"/commitments/C-{row['number']}/"
        if row["id"] not in seen:
            looker.open(address, 404)
            continue
        context = looker.open(address).context
        if row["record"] not in {"published", "archived"} or row["duty_bearers_id"] is None:
            assert "counts" not in context
            continue
        bound = record.bound(row)
        assert bar(context["counts"]) == by_code(bound), address
        late = sum(each.due(today) == "overdue" for each in bound)
        assert context["overdue"] == (late if row["latest_on"] else None), address
        waits = sum(
            each["pending_id"] is not None and each["commitment_id"] == row["id"]
            for each in record.obligations
        )
        assert context["proposed"] == (waits or None), address
        tiles = sum(len(group["tiles"]) for group in context["tiles"])
        assert tiles == len(bound), address


def test_ours_counts_what_is_promised_asked_and_hosted(looker: Looker) -> None:
    record, who = looker.record, looker.who
    home = next(key for key, code in record.actors.items() if code == "XAA")
    published = [
        row for row in record.seen(who, record.commitments) if row["record"] == "published"
    ]
    promised = sum(row["issuer_id"] == home and row["kind"] == "pledge" for row in published)
    asked = sum(
        home in record.members.get(row["duty_bearers_id"], ()) and row["issuer_id"] != home
        for row in published
    )
    tabs = looker.open("/ours/").context["tabs"]
    assert [tab["count"] for tab in tabs] == [promised, asked, hosted(record, who, home)]
    for tab in tabs:
        context = looker.open(tab["url"]).context
        [facet] = context["facets"]
        assert sum(option["count"] for option in facet["options"]) == tab["count"]


def test_the_reviews_count_what_awaits_a_second_person(looker: Looker) -> None:
    record, who = looker.record, looker.who
    drafts = bool(who.roles & READS_DRAFTS)
    wanted = [
        len(record.waiting(who)),
        len(record.submitted(who)),
        len(record.open_changes(who)) if drafts else 0,
        record.asked_public(who) if drafts else 0,
    ]
    context = looker.open("/reviews/").context
    assert [group["total"] for group in context["groups"]] == [n for n in wanted if n]
    assert context["total"] == sum(wanted)


def test_the_overview_counts_what_needs_one(looker: Looker) -> None:
    record, who, today = looker.record, looker.who, looker.today
    roles, dues = who.roles, record.facet("due", who, today)
    confirms = bool(roles & {"Verifier"})
    publishes, drafts = "Coordinator" in roles, bool(roles & DRAFTS)
    waiting = record.waiting(who)
    changes = record.open_changes(who)
    own = [row for row in record.seen(who, record.commitments) if row["created_by_id"] == who.key]
    wanted = {
        **{name: dues[name] for name in
           ("overdue", "due_unassessed", "due_soon", "in_window", "review_due")},
        "check_due": sum(
            row["check_on"] is not None
            and row["check_on"] <= today
            and bool(record.follow_ups(row))
            for row in record.listed(who)
        ),
        "reviews": len(waiting) if confirms else 0,
        "amendments": len(changes) if publishes else 0,
        "submitted": len(record.submitted(who)) if publishes else 0,
        "public": record.asked_public(who) if publishes else 0,
        "passed": record.passed(who, today) if drafts else 0,
        "drafts": sum(row["record"] == "draft" for row in own) if drafts else 0,
    }  # fmt: skip
    context = looker.open("/").context
    shown = {group.code: group.count for group in context["groups"]}
    assert shown == {name: n for name, n in wanted.items() if n}
    assert [figure.count for figure in context["strip"]][:2] == [
        dues["overdue"],
        dues["due_unassessed"],
    ]
    for call in context["calls"]:
        row = next(each for each in record.commitments if f"C-{each['number']}" == call.ref)
        assert bar(call.counts) == by_code(record.follow_ups(row))


def test_the_lists_of_the_panel_count_what_one_may_see(looker: Looker) -> None:
    record, who = looker.record, looker.who
    keys = {row["id"] for row in record.seen(who, record.commitments)}
    touched = {row["id"]: row for row in record.obligations if row["commitment_id"] in keys}
    wanted = {
        "commitments/commitment": len(keys),
        "commitments/obligation": len(touched),
        "commitments/assessment": sum(
            row["obligation_id"] in touched for row in record.assessments
        ),
        "events/event": len(record.seen(who, record.events)),
        "sources/document": len(record.seen(who, record.documents)),
    }
    for name, n in wanted.items():
        context = looker.open(f"/admin/{name}/").context
        assert context["cl"].result_count == n, name
    rowless = sum(
        (each.commitment["id"], each.actor) not in record.row_of
        for each in record.all_follow_ups(who)
    )
    page = looker.open("/admin/commitments/obligation/").content.decode()
    assert f"+ {number_format(rowless, force_grouping=True)} not yet assessed" in page


@pytest.mark.parametrize("table", ["commitments", "events"])
def test_a_visitor_reads_what_is_public_and_published_and_nothing_else(
    table: str, demo: date, raw: Record
) -> None:
    rows = getattr(raw, table)
    open_to_all = {row["number"] for row in raw.seen(Who(), rows)}
    letter = {"commitments": "c/C", "events": "e/E"}[table]
    found = {
        row["number"]
        for row in rows
        if Client().get(f"/{letter}-{row['number']}/").status_code == 200
    }
    assert found == open_to_all
    assert 0 < len(found) < len(rows)


def test_the_public_feed_holds_only_what_a_visitor_may_read(demo: date, raw: Record) -> None:
    open_to_all = {f"/e/E-{row['number']}/" for row in raw.seen(Who(), raw.events)}
    with time_machine.travel(demo, tick=False):
        text = b"".join(Client().get("/feeds/public.ics")).decode().replace("\r\n ", "")
    found = {line.partition("testserver")[2] for line in text.splitlines()
             if line.startswith("URL") and "/e/" in line}  # fmt: skip
    assert found <= open_to_all
    assert len(found) > 5


DAYS = st.one_of(
    st.none(), st.sampled_from([-400, -31, -1, 0, 1, 29, 30, 31, 400]), st.integers(-60, 60)
)


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_days_of_the_deadlines_the_counts_are_those_of_the_rows(
    demo: date, data: st.DataObject
) -> None:
    with time_machine.travel(demo, tick=False), transaction.atomic():
        for row in Commitment.objects.filter(deadline_kind="by"):
            latest = data.draw(DAYS)
            earliest = None if latest is None else latest - data.draw(st.integers(0, 40))
            ends = {"earliest_on": earliest, "latest_on": latest}
            Commitment.objects.filter(pk=row.pk).update(
                **{name: None if n is None else demo + timedelta(n) for name, n in ends.items()}
            )
        Obligation.objects.filter(code="observed").update(
            valid_until=demo + timedelta(data.draw(st.integers(-1, 1)))
        )
        user = User.objects.get(username="desk")
        looker = Looker(user, Record(), demo)
        dues = {name: n for name, n in looker.record.facet("due", looker.who, demo).items() if n}
        shown = {
            option["id"].removeprefix("facet-due-"): option["count"]
            for facet in looker.open("/commitments/").context["facets"]
            for option in facet["options"]
            if option["id"].startswith("facet-due-")
        }
        assert shown == dues
        groups = {group.code: group.count for group in looker.open("/").context["groups"]}
        for name in ("overdue", "due_unassessed", "due_soon", "in_window", "review_due"):
            assert groups.get(name, 0) == dues.get(name, 0)
        transaction.set_rollback(True)
