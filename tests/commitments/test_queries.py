"""The list, its facets and the standing of the 193 against a plain recount from the raw rows."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power, Role
from monitor.actors.models import Topic
from monitor.commitments.facets import facets
from monitor.commitments.filters import DUE_ORDER, NAMED, Filters, View
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.queries import commitment_list
from monitor.commitments.reviews import proposals
from monitor.commitments.status import by_group, by_status, of_actor, standing_of
from monitor.commitments.timeliness import Timeliness, timeliness
from monitor.commitments.workflow import Code
from tests import cast
from tests.factories import commitments as make

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def by(offset: int) -> dict[str, str]:
    return {"deadline_kind": "by", "deadline_edtf": day(offset)}


@pytest.fixture(scope="module")
def cast_once(for_the_module: None) -> dict[str, User]:
    security = cast.desk()
    return {
        "reader": cast.reader(),
        "officer": cast.officer(),
        "insider": cast.person("insider", cast.Role.READER, desk=security),
        "administrator": cast.administrator(),
    }


@pytest.fixture
def people(cast_once: dict[str, User]) -> dict[str, User]:
    return {name: User.objects.get(pk=user.pk) for name, user in cast_once.items()}


@pytest.fixture
def record(kept: dict[str, int]) -> dict[str, Commitment]:
    return {name: Commitment.objects.get(pk=pk) for name, pk in kept.items()}


@pytest.fixture(scope="module")
def kept(cast_once: dict[str, User]) -> dict[str, int]:
    """Calls late and ahead, a pledge, a position, a restricted one, a draft, an archived one."""
    people = cast_once
    one, checker = people["officer"], cast.person("checker", *Role, desk=cast.desk())
    head = cast.person("head", Role.COORDINATOR, desk=cast.desk())
    topic = Topic.objects.create(code="border", name_en="Borders")
    made = {
        "late": make.published(one, checker, **by(-10), topics=(topic,)),
        "soon": make.published(one, checker, **by(20)),
        "window": make.published(
            one, checker, deadline_kind="by", deadline_edtf=f"{day(-5)}/{day(90)}"
        ),
        "ahead": make.published(one, checker, **by(200), duty="continuing"),
        "none": make.published(one, checker, duty="continuing", topics=(topic,)),
        "pledge": make.pledge(one, checker, owner_desk=cast.desk()),
        "named": make.published(one, checker, addressees=(make.state("MAR"), make.state("EGY"))),
        "position": make.published(one, checker, addressee_group=None, verb="calls for"),
        "restricted": make.published(
            checker,
            head,
            visibility="restricted",
            desks=(cast.desk(),),
            **by(-3),
        ),
        "draft": make.draft(one, **by(-1)),
    }
    for code, actor in (("in_progress", "MAR"), ("not_fulfilled", "SWE"), ("announced", "EGY")):
        make.stands(made["late"], code, actor=actor, by=one, checker=checker)
    make.stands(made["ahead"], "observed", by=one, checker=checker)
    make.judged(made["none"], "observed", actor="KEN", by=one)
    make.stands(made["pledge"], "fulfilled", by=one, checker=checker)
    return {name: commitment.pk for name, commitment in made.items()}


def recount(user: User, today=TODAY) -> dict[int, Counter]:
    """Per visible commitment, from raw rows in Python: codes and timeliness of every bearer."""
    out = {}
    for one in Commitment.objects.all():
        seen = one.visibility != "restricted" or one.desks.filter(members=user).exists()
        drafts = user.may(Power.READ_DRAFTS)
        if not seen or (one.record not in ("published", "archived") and not drafts):
            continue
        counts: Counter = Counter()
        if one.record == "published" and one.duty_bearers:
            rows = {row.actor_id: row for row in Obligation.objects.filter(commitment=one)}
            for actor in one.duty_bearers.members():
                row = rows.get(actor.pk)
                code = Code(row.code) if row else Code.NOT_ASSESSED
                counts[code.value] += 1
                counts[
                    timeliness(
                        code=code,
                        earliest=one.earliest_on,
                        latest=one.latest_on,
                        today=today,
                        done_on=row.effective_on if row else None,
                        valid_until=row.valid_until if row else None,
                    ).value
                ] += 1
        out[one.pk] = counts
    return out


@pytest.mark.parametrize("role", ["reader", "officer", "insider", "administrator"])
def test_the_list_shows_each_role_what_a_plain_recount_finds(record, people, role):
    page = commitment_list(people[role], Filters(), TODAY, size=50)
    assert {row.pk for row in page.rows} == set(recount(people[role]))
    assert page.total == len(page.rows)


@pytest.mark.parametrize("role", ["reader", "officer", "insider"])
def test_a_status_facet_counts_commitments_with_at_least_one(record, people, role):
    recounted = recount(people[role])
    for code in Code:
        expected = {pk for pk, counts in recounted.items() if counts[code.value]}
        page = commitment_list(people[role], Filters(status=code.value), TODAY, size=50)
        assert {row.pk for row in page.rows} == expected, code


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_a_due_facet_counts_as_the_rule_for_one_follow_up_does(record, people, role):
    for today in (TODAY + timedelta(days=shift) for shift in (0, 20, 150, 400)):
        recounted = recount(people[role], today)
        for due in DUE_ORDER:
            expected = {pk for pk, counts in recounted.items() if counts[due.value]}
            page = commitment_list(people[role], Filters(due=due.value), today, size=50)
            assert {row.pk for row in page.rows} == expected, (due, today)


@pytest.mark.parametrize("role", ["reader", "officer", "insider"])
def test_every_count_beside_a_choice_is_what_the_list_then_shows(record, people, role):
    checked = 0
    for chosen in (Filters(), Filters(status="in_progress"), Filters(kind="call", topic="border")):
        for facet in facets(people[role], chosen, TODAY):
            for option in facet.options:
                then = replace(chosen, **{facet.name: option.value})
                shown = commitment_list(people[role], then, TODAY).total
                assert option.count == shown, (facet.name, option)
                checked += 1
    assert checked > 30


def test_the_follow_ups_of_a_list_are_those_of_its_published_commitments(record, people):
    page = commitment_list(people["officer"], Filters(), TODAY)
    codes = set(Code)
    assert page.bearers == sum(
        n for c in recount(people["officer"]).values() for code, n in c.items() if code in codes
    )


def test_a_bar_counts_what_the_tiles_show(record, people):
    for one in record.values():
        if one.record != "published" or not one.duty_bearers:
            continue
        tiles = Counter(each.code for each in standing_of(one, user=people["reader"], today=TODAY))
        assert {code: n for code, n in one.counts.items() if n} == dict(tiles)


def test_positions_are_a_view_of_their_own(record, people):
    page = commitment_list(people["reader"], Filters(view=View.POSITIONS), TODAY)
    assert [row.pk for row in page.rows] == [record["position"].pk]


def test_addressees_named_one_by_one_are_a_choice(record, people):
    page = commitment_list(people["reader"], Filters(addressee=NAMED), TODAY)
    assert {row.pk for row in page.rows} == {record["named"].pk, record["pledge"].pk}


@pytest.mark.parametrize(
    ("words", "found"),
    [("host the ASSEMBLY", "pledge"), ("calls for", "position")],
)
def test_a_search_looks_in_titles_and_verbs(record, people, words, found):
    page = commitment_list(people["officer"], Filters(q=words), TODAY)
    assert [row.pk for row in page.rows] == [record[found].pk]


def test_a_search_finds_the_reference_and_the_exact_words(record, people):
    late = record["late"]
    exact = late.quotes.get().passage.exact
    for words in (late.ref.lower(), exact):
        page = commitment_list(people["reader"], Filters(q=words), TODAY)
        assert [row.pk for row in page.rows] == [late.pk]


def test_an_archived_entry_is_shown_when_asked_for_only(record, people):
    Commitment.objects.filter(pk=record["soon"].pk).update(record=RecordStatus.ARCHIVED)
    assert record["soon"].pk not in {
        row.pk for row in commitment_list(people["reader"], Filters(), TODAY).rows
    }
    page = commitment_list(people["reader"], Filters(record="archived"), TODAY)
    assert [row.pk for row in page.rows] == [record["soon"].pk]


def test_an_unknown_choice_in_an_address_is_named_and_left_out():
    filters, unknown = Filters.read({"status": "excellent", "due": "overdue", "q": " x "})
    assert (filters, unknown) == (Filters(due="overdue", q="x"), ["excellent"])


def test_filters_survive_the_address():
    given = {"status": "announced", "issuer": "unsc", "q": "border"}
    assert Filters.read(given)[0].given() == given


def test_pages_follow_one_another_by_due_date_without_a_gap_or_a_repeat(record, people):
    for size in (1, 2, 3, 4, 20):
        walk(people["officer"], size)


def walk(user: User, size: int) -> None:
    whole = commitment_list(user, Filters(), TODAY, size=50).rows
    dated = [row.latest_on for row in whole if row.latest_on]
    assert dated == sorted(dated)
    assert all(row.latest_on is None for row in whole[len(dated) :])
    page = commitment_list(user, Filters(), TODAY, size=size)
    pages = [page]
    while page.later:
        page = commitment_list(user, Filters(), TODAY, after=page.later, size=size)
        pages.append(page)
    forward = [row.pk for each in pages for row in each.rows]
    assert forward == [row.pk for row in whole]
    back = []
    while page.earlier:
        page = commitment_list(user, Filters(), TODAY, before=page.earlier, size=size)
        back.append([row.pk for row in page.rows])
    assert (back[-1] if back else forward)[:size] == forward[:size]


def test_a_cursor_that_is_none_starts_anew(record, people):
    first = commitment_list(people["reader"], Filters(), TODAY).rows
    for cursor in ("x", "2025-13-45.1", "none.", "none.-1", "2025.9"):
        assert commitment_list(people["reader"], Filters(), TODAY, after=cursor).rows == first


def cost(act) -> tuple[int, int]:
    """Queries run, and rows read into models, by `act`."""
    built: list[type] = []

    def count(sender: type, **given: object) -> None:
        built.append(sender)

    post_init.connect(count)
    try:
        with CaptureQueriesContext(connection) as ran:
            act()
    finally:
        post_init.disconnect(count)
    return len(ran), len(built)


def test_the_list_costs_as_many_queries_for_twenty_rows_as_for_two(people):
    one, checker = people["officer"], cast.person("second", *Role)
    user = people["reader"]

    def read() -> None:
        assert commitment_list(user, Filters(), TODAY).rows
        assert facets(user, Filters(), TODAY)

    user.powers  # noqa: B018 - read once a request
    user.desk_ids  # noqa: B018
    for _ in range(2):
        make.published(one, checker, **by(5))
    few = cost(read)
    for _ in range(18):
        make.published(one, checker, **by(5))
    assert cost(read)[0] == few[0]


def test_rows_read_do_not_grow_with_the_table(people):
    one, checker = people["officer"], cast.person("second", *Role)
    user = people["reader"]
    user.powers  # noqa: B018
    user.desk_ids  # noqa: B018
    for offset in range(8):
        make.published(one, checker, **by(offset))
    read = lambda: commitment_list(user, Filters(), TODAY, size=3)  # noqa: E731
    few = cost(read)
    for offset in range(12):
        make.published(one, checker, **by(offset))
    assert cost(read) == few


def test_a_commitment_stands_in_as_many_queries_for_six_states_as_for_two(people):
    one, checker = people["officer"], cast.person("second", *Role)
    few = make.published(one, checker, addressees=(make.state("MAR"), make.state("EGY")))
    many = make.published(one, checker)
    for actor in ("MAR", "SWE", "EGY", "KEN"):
        make.judged(many, "in_progress", actor=actor, by=one)

    reader = people["reader"]
    assert reader.powers
    assert not reader.desk_ids

    def read(commitment: Commitment):
        fresh = Commitment.objects.select_related("duty_bearers").get(pk=commitment.pk)
        rows = [each.obligation for each in standing_of(fresh, user=reader, today=TODAY)]
        return [str(row.last_assessment.by) for row in rows if row]

    assert cost(lambda: read(few))[0] == cost(lambda: read(many))[0]


def test_tiles_stand_by_regional_group_and_name(record, people):
    groups = by_group(standing_of(record["none"], user=people["reader"], today=TODAY))
    assert [(g.actor.code, [e.actor.code for e in g.follow_ups]) for g in groups] == [
        ("african", ["DZA", "EGY", "KEN", "MAR"]),
        ("weog", ["AUT", "SWE"]),
    ]


def test_by_status_the_furthest_along_come_first(record, people):
    parts = by_status(standing_of(record["late"], user=people["reader"], today=TODAY))
    assert [(code.value, len(part)) for code, part in parts] == [
        ("in_progress", 1),
        ("announced", 1),
        ("not_assessed", 3),
        ("not_fulfilled", 1),
    ]


def test_a_proposal_stands_beside_the_status_and_never_instead_of_it(record, people):
    standing = standing_of(record["none"], user=people["reader"], today=TODAY)
    [kenya] = [each for each in standing if each.actor.code == "KEN"]
    assert (kenya.code, kenya.pending) == (Code.NOT_ASSESSED, Code.OBSERVED)


def test_a_state_has_its_most_pressing_follow_up_first(record, people):
    found = of_actor(
        make.state("MAR"), Commitment.objects.all(), user=people["reader"], today=TODAY
    )
    assert found[0].timeliness == Timeliness.OVERDUE
    assert [each.commitment.pk for each in found][:3] == [
        record["late"].pk,
        record["soon"].pk,
        record["window"].pk,
    ]


def test_a_row_of_a_state_no_longer_bound_is_kept_and_not_counted(record, people):
    late = record["late"]
    late.duty_bearers = record["named"].duty_bearers
    standing = standing_of(late, user=people["reader"], today=TODAY)
    assert [each.actor.code for each in standing if each.outside] == ["SWE"]
    assert [each.actor.code for each in standing if not each.outside] == ["EGY", "MAR"]


def test_proposals_come_oldest_first_in_pages(record, people):
    one = people["officer"]
    for actor in ("SWE", "AUT", "DZA"):
        make.judged(record["none"], "observed", actor=actor, by=one)
    first = proposals(people["reader"], size=2)
    assert [row.actor.code for row in first.rows] == ["KEN", "SWE"]
    second = proposals(people["reader"], after=first.later, size=2)
    assert [row.actor.code for row in second.rows] == ["AUT", "DZA"]
    assert (first.total, first.earlier, second.later) == (4, "", "")
    again = proposals(people["reader"], before=second.earlier, size=2)
    assert again.rows == first.rows
