from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from monitor.accounts.models import Desk, User
from monitor.accounts.roles import Power

PASSWORD = "a demonstration only"
NAMES = {"desk", "reviewer", "head", "reader", "admin"}


@pytest.fixture
def demo(settings) -> None:
    settings.DEBUG, settings.DEMO_ACCOUNTS, settings.DEMO_PASSWORD = True, True, PASSWORD


def make() -> str:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"), [("DEBUG", False), ("DEMO_ACCOUNTS", False), ("DEMO_PASSWORD", "")]
)
def test_without_debug_demo_mode_or_password_no_account_is_made(
    demo, settings, name: str, value: object
) -> None:
    setattr(settings, name, value)
    with pytest.raises(CommandError, match=name):
        make()
    assert not User.objects.exists()
    assert not Desk.objects.exists()


@pytest.mark.django_db
def test_each_account_has_its_role_and_signs_in_with_the_password(demo, client: Client) -> None:
    said = make()
    people = {user.username: user for user in User.objects.all()}
    assert set(people) == NAMES
    assert all(name in said for name in NAMES)
    assert PASSWORD not in said
    special = {
        "desk": {Power.ASSESS},
        "reviewer": {Power.ASSESS, Power.CONFIRM},
        "head": {Power.ASSESS, Power.PUBLISH},
        "reader": set(),
        "admin": {Power.ADMINISTER},
    }
    asked = {Power.ASSESS, Power.CONFIRM, Power.PUBLISH, Power.ADMINISTER}
    assert {name: asked & people[name].powers for name in NAMES} == special
    assert {name for name in NAMES if people[name].is_staff} == NAMES - {"reader"}
    assert {name for name in NAMES if people[name].is_superuser} == {"admin"}
    assert all(user.desks.get().name == "Security desk" for user in people.values())
    for name in NAMES:
        answer = client.post("/login/", {"username": name, "password": PASSWORD})
        assert answer.status_code == 302, name


@pytest.mark.django_db
def test_a_second_time_changes_no_hash_and_makes_nobody_twice(demo) -> None:
    make()
    before = dict(User.objects.values_list("username", "password"))
    make()
    assert dict(User.objects.values_list("username", "password")) == before
    assert Desk.objects.count() == 1


@pytest.mark.django_db
def test_another_password_replaces_the_one_before(demo, settings) -> None:
    make()
    settings.DEMO_PASSWORD = "another one now"
    make()
    assert User.objects.get(username="desk").check_password("another one now")


@pytest.mark.django_db
def test_the_sign_in_page_names_the_accounts_on_a_demonstration_only(
    demo, settings, client: Client
) -> None:
    page = client.get("/login/").content.decode()
    assert PASSWORD in page
    assert all(f"<code>{name}</code>" in page for name in NAMES)
    settings.DEBUG = False
    page = client.get("/login/").content.decode()
    assert PASSWORD not in page
    assert "<code>desk</code>" not in page
