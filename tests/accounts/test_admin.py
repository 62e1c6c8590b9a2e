"""Users, roles and desks in the panel: kept by an Administrator, logged, no way to a verdict."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import Desk, User
from monitor.accounts.operations import AccountRefused, account_uuid, keep_user, roles_of
from monitor.accounts.roles import PANEL, Power, Role
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from tests import cast

pytestmark = pytest.mark.django_db

USERS = "admin:accounts_user_changelist"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def form(user: User, **values: Any) -> dict[str, Any]:
    standing = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "is_active": "on",
        "is_staff": "on",
        "roles": [role.value for role in roles_of(user)],
    }
    return {**standing, **values}


@pytest.fixture
def keeper() -> User:
    return cast.administrator("keeper", is_staff=True)


def test_a_role_is_given_and_logged_with_before_and_after(keeper: User) -> None:
    officer = cast.officer()
    url = reverse("admin:accounts_user_change", args=[officer.pk])
    sent = form(officer, roles=["Contributor", "Verifier"])
    assert signed_in(keeper).post(url, sent).status_code == 302
    assert roles_of(officer) == {Role.CONTRIBUTOR, Role.VERIFIER}
    change = Change.objects.of(kind=ItemKind.USER, uuid=account_uuid(officer)).get()
    assert change.fields["roles"] == [["Contributor"], ["Contributor", "Verifier"]]
    assert (change.by, change.via) == ("keeper", Door.ADMIN)
    history = signed_in(keeper).get(reverse("admin:accounts_user_history", args=[officer.pk]))
    assert list(history.context["changes"]) == [change]


def test_joining_a_desk_is_logged(keeper: User) -> None:
    desk = cast.desk()
    url = reverse("admin:accounts_user_change", args=[keeper.pk])
    signed_in(keeper).post(url, form(keeper, desks=[desk.pk]))
    change = Change.objects.of(kind=ItemKind.USER, uuid=account_uuid(keeper)).get()
    assert change.fields["desks"] == [[], ["security"]]


def test_a_new_user_is_added_and_a_weak_password_refused_with_what_was_typed(keeper: User) -> None:
    url = reverse("admin:accounts_user_add")
    typed = {"username": "newcomer", "first_name": "Nadia", "is_active": "on", "roles": ["Reader"]}
    refused = signed_in(keeper).post(url, {**typed, "password": "short"})
    assert "too short" in refused.content.decode()
    assert 'value="Nadia"' in refused.content.decode()
    assert not User.objects.filter(username="newcomer").exists()
    signed_in(keeper).post(url, {**typed, "password": "a long enough sentence"})
    made = User.objects.get(username="newcomer")
    assert made.check_password("a long enough sentence")
    assert made.may(Power.READ)
    assert not made.is_staff


def test_a_password_is_set_and_logged_without_it(keeper: User) -> None:
    officer = cast.officer()
    url = reverse("admin:accounts_user_act", args=["password"])
    sent = {"row": officer.pk, "apply": "1", "password": "another long sentence"}
    signed_in(keeper).post(url, sent)
    officer.refresh_from_db()
    assert officer.check_password("another long sentence")
    change = Change.objects.of(kind=ItemKind.USER, uuid=account_uuid(officer)).get()
    assert (change.act, change.fields, change.note) == ("password", {}, "")


def test_nobody_but_an_administrator_opens_the_users() -> None:
    for make in (cast.reader, cast.officer, cast.verifier, cast.coordinator):
        user = make(is_staff=True)
        assert signed_in(user).get(reverse(USERS)).status_code == 403
        add = reverse("admin:accounts_user_add")
        assert signed_in(user).post(add, {"username": "x"}).status_code == 403


def test_an_administrator_does_not_touch_a_superuser(keeper: User) -> None:
    root = cast.person("root", is_superuser=True, is_staff=True)
    url = reverse("admin:accounts_user_act", args=["password"])
    sent = {"row": root.pk, "apply": "1", "password": "another long sentence"}
    answer = signed_in(keeper).post(url, sent).content.decode()
    assert "changed by a superuser only" in answer
    root.refresh_from_db()
    assert not root.check_password("another long sentence")


def test_the_superuser_flag_is_no_field_of_the_form(keeper: User) -> None:
    url = reverse("admin:accounts_user_change", args=[keeper.pk])
    signed_in(keeper).post(url, form(keeper, is_superuser="on"))
    keeper.refresh_from_db()
    assert not keeper.is_superuser


def test_an_operation_refuses_who_may_not_keep_users() -> None:
    officer = cast.officer()
    with pytest.raises(Exception, match="Your role does not allow this"):
        keep_user(
            user=officer, values={}, roles={Role.VERIFIER}, desks=(), by=officer,
            at=cast.NOW, via=Door.ADMIN,
        )  # fmt: skip
    assert roles_of(officer) == {Role.CONTRIBUTOR}


def test_a_name_that_is_taken_is_refused_at_its_field(keeper: User) -> None:
    cast.officer()
    with pytest.raises(AccountRefused) as refused:
        keep_user(
            user=User(), values={"username": "officer"}, roles=(), desks=(), by=keeper,
            at=cast.NOW, via=Door.ADMIN,
        )  # fmt: skip
    assert refused.value.field == "username"


def test_a_desk_is_kept_and_logged(keeper: User) -> None:
    sent = {"code": "climate", "name": "Climate desk"}
    signed_in(keeper).post(reverse("admin:accounts_desk_add"), sent)
    desk = Desk.objects.get(code="climate")
    assert Change.objects.of(kind=ItemKind.DESK, uuid=account_uuid(desk)).get().act == "add"


def test_what_a_role_may_do_is_edited_nowhere() -> None:
    assert not admin.site.is_registered(Group)
    assert "accounts.user" not in PANEL[Role.COORDINATOR]


def test_the_stock_delete_stands_nowhere(keeper: User) -> None:
    root = cast.person("root", *Role, is_superuser=True, is_staff=True)
    for user in (keeper, root):
        client = signed_in(user)
        assert client.post(reverse("admin:accounts_user_delete", args=[root.pk])).status_code == 403
        sent = {"action": "delete_selected", "_selected_action": root.pk, "index": "0"}
        client.post(reverse(USERS), sent)
    assert User.objects.filter(pk=root.pk).exists()


def test_who_is_not_staff_is_sent_to_the_one_sign_in_page() -> None:
    answer = signed_in(cast.officer()).get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/login/")


def test_the_panel_has_the_way_back_and_no_word_of_the_framework(keeper: User) -> None:
    page = signed_in(keeper).get(reverse("admin:index")).content.decode()
    assert "Back to the dashboard" in page
    assert "Django" not in page
