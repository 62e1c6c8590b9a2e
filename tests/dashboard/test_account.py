import pytest
from django.test import Client

from monitor.accounts.models import User
from monitor.accounts.operations import mark_seen
from tests import cast
from tests.factories import sources


@pytest.fixture
def person(client: Client) -> User:
    user = cast.officer()
    client.force_login(user)
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["dark", "light", ""])
def test_a_theme_is_kept_and_one_is_back_where_one_was(
    client: Client, person: User, theme: str
) -> None:
    answer = client.post("/account/theme/", {"theme": theme, "next": "/account/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/?a=1")
    person.refresh_from_db()
    assert person.theme == theme
    marked = f'data-theme="{theme}"' in client.get("/account/").content.decode()
    assert marked is bool(theme)


@pytest.mark.django_db
def test_an_unknown_theme_changes_nothing_and_is_named(client: Client, person: User) -> None:
    page = client.post("/account/theme/", {"theme": "neon"}, follow=True).content.decode()
    assert "There is no theme “neon”" in page
    person.refresh_from_db()
    assert person.theme == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_choosing_a_theme_never_leads_to_another_site(
    client: Client, person: User, elsewhere: str
) -> None:
    answer = client.post("/account/theme/", {"theme": "dark", "next": elsewhere})
    assert answer["Location"] == "/account/"


@pytest.mark.django_db
def test_single_letter_keys_are_switched_off_and_on(client: Client, person: User) -> None:
    client.post("/account/keys/", {})
    assert 'data-keys="off"' in client.get("/account/").content.decode()
    client.post("/account/keys/", {"single_keys": "on"})
    assert 'data-keys="off"' not in client.get("/account/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/theme/", "/account/keys/"])
def test_a_preference_is_not_changed_by_reading(client: Client, person: User, address: str) -> None:
    assert client.get(address).status_code == 405


@pytest.mark.django_db
def test_the_page_says_which_roles_one_has_and_what_they_lack(client: Client, person: User) -> None:
    page = client.get("/account/").content.decode()
    assert "Contributor" in page
    confirming = page.index("Confirm or return what others proposed")
    assert "(not with your roles)" in page[confirming : confirming + 120]


@pytest.mark.django_db
def test_a_password_is_changed_with_the_old_one(client: Client) -> None:
    user = cast.officer(password="the old one, long")
    client.force_login(user)
    new = {"new_password1": "quite another 1", "new_password2": "quite another 1"}
    refused = client.post("/account/password/", {"old_password": "wrong", **new})
    assert "field-error" in refused.content.decode()
    client.post("/account/password/", {"old_password": "the old one, long", **new})
    user.refresh_from_db()
    assert user.check_password("quite another 1")


@pytest.mark.django_db
def test_somebody_without_a_role_still_reaches_their_account(client: Client) -> None:
    client.force_login(User.objects.create_user("nobody-yet"))
    assert "No role yet" in client.get("/account/").content.decode()


@pytest.mark.django_db
def test_what_was_seen_never_goes_back_and_never_ahead_of_the_last_change(person: User) -> None:
    for _ in range(3):
        sources.document(person)
    mark_seen(by=person, change=2)
    mark_seen(by=person, change=1)
    person.refresh_from_db()
    assert person.seen_change == 2
    mark_seen(by=person, change=10**30)
    person.refresh_from_db()
    assert person.seen_change == 3
