import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitor.accounts.models import User, Visibility
from monitor.actors.models import Actor, AddresseeSetMember, Membership
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.workflow import Code
from monitor.events.models import Event
from tests import cast
from tests.cast import NOW, TODAY
from tests.factories import commitments, events

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> User:
    commitments.members()
    return cast.officer()


@pytest.fixture
def head() -> User:
    return cast.coordinator()


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def listed(text: str) -> dict[str, str]:
    found = re.findall(
        r'<span class="ref">([A-Z]{3})</span>.*?<span class="meta">([^<]*)</span>', text, re.DOTALL
    )
    return dict(found)


def test_every_state_has_the_counts_of_a_plain_recount(desk, head) -> None:
    calls = [commitments.published(desk, head) for _ in range(2)]
    commitments.published(desk, head, addressee_group=None, addressees=(commitments.state("KEN"),))
    commitments.draft(desk)
    for code, actor in ((Code.ANNOUNCED, "KEN"), (Code.IN_PROGRESS, "MAR")):
        commitments.judged(calls[0], code, actor=actor, by=desk)
    expected = {}
    for actor in Actor.objects.states():
        bound = [
            each.pk
            for each in Commitment.objects.filter(record="published")
            if AddresseeSetMember.objects.filter(set=each.duty_bearers_id, actor=actor).exists()
        ]
        rows = Obligation.objects.filter(actor=actor, commitment__in=bound)
        n = sum(row.code != Code.NOT_ASSESSED for row in rows)
        expected[actor.code] = f"{n} of {len(bound)} assessed"
    assert listed(page(desk, "/states/")) == expected
    assert expected["KEN"] == "1 of 3 assessed"


def test_states_stand_a_to_z_in_their_groups_and_observers_after_them(desk) -> None:
    commitments.actor("VAT", "Holy See", "observer")
    commitments.actor("CIV", "Côte d’Ivoire", "state", un_group=Actor.objects.get(code="african"))
    commitments.actor("COM", "Comoros", "state", un_group=Actor.objects.get(code="african"))
    text = page(desk, "/states/")
    heads = re.findall(r'<h2 id="region-\d+">([^<]+)<', text)
    assert heads == ["African Group", "Western European and Others Group", "Observer States"]
    assert list(listed(text)) == ["DZA", "COM", "CIV", "EGY", "KEN", "MAR", "AUT", "SWE", "VAT"]


@pytest.mark.parametrize(
    ("search", "found"), [("cote", ["CIV"]), ("mar", ["MAR"]), ("MOR", ["MAR"]), ("zz", [])]
)
def test_a_name_is_found_without_its_accents_and_a_code_as_a_whole(
    desk, search: str, found: list[str]
) -> None:
    commitments.actor("CIV", "Côte d’Ivoire", "state")
    text = page(desk, f"/states/?q={search}")
    assert list(listed(text)) == found
    assert ("No State has that in its name" in text) is not bool(found)


def test_names_are_in_the_language_of_the_page(desk) -> None:
    Actor.objects.filter(code="KEN").update(name_fr="Kenya (la République)")
    client = Client()
    client.force_login(desk)
    text = client.get("/states/KEN/", headers={"accept-language": "fr"}).content.decode()
    assert "Kenya (la République)" in text


def test_a_state_s_page_has_its_bar_its_topics_and_its_own_words(desk, head) -> None:
    call = commitments.published(desk, head, words="calls on everybody to keep registers")
    commitments.judged(call, Code.IN_PROGRESS, by=desk)
    commitments.published(desk, head)
    pledge = commitments.pledge(desk, head, words="will host the assembly")
    events.event(desk, title="The assembly", host=commitments.state("MAR"))
    text = page(desk, "/states/MAR/")
    assert "1 of 3 follow-ups assessed" in text
    assert 'aria-label="Morocco: In progress 1, Not yet assessed 2"' in text
    assert ">calls on everybody to keep registers</q>" in text
    assert "<mark>will host the assembly</mark>" in text
    assert f'href="/commitments/{pledge.ref}/MAR/"' in text
    assert f'href="/events/{Event.objects.get().ref}/"' in text
    assert "none overdue" in text


def test_a_position_is_told_apart_from_what_is_tracked(desk, head) -> None:
    commitments.published(
        desk,
        head,
        issuer=commitments.state("MAR"),
        title="Cooperate",
        addressee_group=None,
        addressee_words="",
        verb="calls for",
    )
    text = page(desk, "/states/MAR/")
    assert "Stated positions" in text
    assert "recorded, not tracked" in text
    assert "no follow-ups" in text


def test_overdue_counts_what_was_assessed_and_is_open_after_its_last_day(desk, head) -> None:
    day = (TODAY - timedelta(days=1)).isoformat()
    given = {"deadline_kind": "by", "deadline_edtf": day, "deadline_words": "by then"}
    commitments.published(desk, head, **given)
    assert "none overdue" in page(desk, "/states/MAR/")
    commitments.judged(commitments.published(desk, head, **given), Code.ANNOUNCED, by=desk)
    assert "1 overdue" in page(desk, "/states/MAR/")


def test_groups_have_their_days_and_the_regional_group_its_note(desk) -> None:
    home = commitments.state("MAR")
    Actor.objects.filter(pk=home.pk).update(un_group_note="Counted here for elections.")
    union = commitments.actor("au", "African Union", "organisation")
    old = commitments.actor("old", "An Older Union", "organisation")
    Membership.objects.create(group=union, member=home, since=date(2017, 1, 31))
    Membership.objects.create(group=old, member=home, until=date(1984, 11, 12))
    text = page(desk, "/states/MAR/")
    assert "since 31 Jan 2017" in text
    assert "no longer from 12 Nov 1984" in text
    assert "Counted here for elections." in text


@pytest.mark.parametrize("code", ["un-members", "XXX", "mar"])
def test_only_states_have_such_a_page(desk, code: str) -> None:
    client = Client()
    client.force_login(desk)
    assert client.get(f"/states/{code}/").status_code == 404


def test_what_is_restricted_is_absent_for_others_from_rows_and_counts(desk, head) -> None:
    closed = cast.desk("closed", "Closed desk")
    desk.desks.add(closed)
    head.desks.add(closed)
    kept = {"visibility": Visibility.RESTRICTED, "desks": (closed,)}
    hidden = commitments.published(desk, head, title="Kept among a few", **kept)
    commitments.judged(hidden, Code.ANNOUNCED, by=desk)
    inside, outside = User.objects.get(pk=desk.pk), cast.verifier()
    assert listed(page(inside, "/states/"))["MAR"] == "1 of 1 assessed"
    assert listed(page(outside, "/states/"))["MAR"] == "No follow-ups"
    assert "Kept among a few" in page(inside, "/states/MAR/")
    text = page(outside, "/states/MAR/")
    assert "Kept among a few" not in text
    assert "no follow-ups" in text


def test_the_queries_do_not_grow_and_pages_follow_one_another(desk, head, monkeypatch) -> None:
    monkeypatch.setattr("monitor.dashboard.states.PAGE", 4)
    for _ in range(2):
        commitments.judged(commitments.published(desk, head), Code.ANNOUNCED, by=desk)

    def queries() -> list[int]:
        found = []
        for address in ("/states/", "/states/MAR/"):
            with CaptureQueriesContext(connection) as each:
                page(desk, address)
            found.append(len(each))
        return found

    few = queries()
    for _ in range(5):
        commitments.judged(commitments.published(desk, head), Code.ANNOUNCED, by=desk)
    assert queries() == few
    text = page(desk, "/states/MAR/")
    later = re.search(r'rel="next" href="([^"]+)"', text).group(1)  # type: ignore[union-attr]
    refs = re.findall(r'class="code">(C-\d+)<', text + page(desk, later))
    assert sorted(refs) == sorted(each.ref for each in Commitment.objects.all())
