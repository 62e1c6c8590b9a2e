"""The reference lists in the panel: kept through operations, logged, and absent where closed."""

import pytest
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import User
from monitor.actors.models import Actor, Membership, Place, Topic
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from tests import cast

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def keeper() -> User:
    return cast.administrator("keeper", is_staff=True)


@pytest.fixture
def state() -> Actor:
    return Actor.objects.create(code="AAA", kind="state", name_en="State AAA")


def test_a_name_is_corrected_and_the_log_keeps_both(keeper: User, state: Actor) -> None:
    url = reverse("admin:actors_actor_change", args=[state.pk])
    sent = {"kind": "state", "code": "AAA", "name_en": "Republic of AAA"}
    assert signed_in(keeper).post(url, sent).status_code == 302
    state.refresh_from_db()
    assert state.name_en == "Republic of AAA"
    change = Change.objects.of(kind=ItemKind.ACTOR, uuid=state.uuid).get()
    assert change.fields["name_en"] == ["State AAA", "Republic of AAA"]
    assert (change.by, change.via) == ("keeper", Door.ADMIN)


def test_a_code_that_can_not_be_is_refused_with_what_was_typed(keeper: User, state: Actor) -> None:
    url = reverse("admin:actors_actor_change", args=[state.pk])
    answer = signed_in(keeper).post(url, {"kind": "state", "code": "a1", "name_en": "Typed"})
    assert answer.status_code == 200
    assert 'value="Typed"' in answer.content.decode()
    state.refresh_from_db()
    assert state.code == "AAA"


def test_a_membership_ends_on_a_day_and_its_start_stays(keeper: User, state: Actor) -> None:
    group = Actor.objects.create(code="group", kind="group", name_en="Group")
    kept = Membership.objects.create(group=group, member=state)
    url = reverse("admin:actors_membership_change", args=[kept.pk])
    sent = {"until": "2020-01-01", "since": "1999-01-01", "note": "Left.", "source": "Register"}
    signed_in(keeper).post(url, sent)
    kept.refresh_from_db()
    assert (kept.since, str(kept.until), kept.note) == (None, "2020-01-01", "Left.")
    assert Change.objects.get().act == "members"


def test_a_membership_that_ends_before_it_begins_is_refused(keeper: User, state: Actor) -> None:
    group = Actor.objects.create(code="group", kind="group", name_en="Group")
    sent = {"group": group.pk, "member": state.pk, "since": "2020-01-02", "until": "2020-01-01"}
    answer = signed_in(keeper).post(reverse("admin:actors_membership_add"), sent)
    assert answer.status_code == 200
    assert not Membership.objects.exists()


def test_a_topic_is_added(keeper: User) -> None:
    sent = {"code": "borders", "name_en": "Borders"}
    signed_in(keeper).post(reverse("admin:actors_topic_add"), sent)
    topic = Topic.objects.get()
    assert Change.objects.of(kind=ItemKind.TOPIC, uuid=topic.uuid).get().act == "add"


def test_a_restricted_place_is_absent_for_who_is_on_no_desk_of_it(keeper: User) -> None:
    place = Place.objects.create(code="safe-house", name_en="Hidden", visibility="restricted")
    place.desks.add(cast.desk())
    page = signed_in(keeper).get(reverse("admin:actors_place_changelist"))
    assert page.context["cl"].result_count == 0
    url = reverse("admin:actors_place_change", args=[place.pk])
    assert signed_in(keeper).get(url).status_code == 302


def test_lists_are_read_by_all_and_kept_by_an_administrator_only(state: Actor) -> None:
    for make in (cast.reader, cast.officer, cast.verifier, cast.coordinator):
        client = signed_in(make(is_staff=True))
        assert client.get(reverse("admin:actors_actor_changelist")).status_code == 200
        url = reverse("admin:actors_actor_change", args=[state.pk])
        assert client.post(url, {"kind": "state", "code": "AAA", "name_en": "X"}).status_code == 403
    state.refresh_from_db()
    assert state.name_en == "State AAA"
