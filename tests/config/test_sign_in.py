import pytest
from django.test import Client, RequestFactory

from config.sign_in import client_address
from monitor.accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("person", password=PASSWORD)


def sign_in(client: Client, password: str, name: str = "person") -> int:
    return client.post("/login/", {"username": name, "password": password}).status_code


@pytest.mark.django_db
def test_the_sixth_try_is_refused_even_with_the_right_password(
    client: Client, person: User
) -> None:
    tries = [sign_in(client, "wrong") for _ in range(5)]
    assert tries[:4] == [200] * 4
    assert sign_in(client, PASSWORD) == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_lockout_says_the_same_of_a_name_that_nobody_has(client: Client, person: User) -> None:
    answers = []
    for name in ("person", "nobody"):
        for _ in range(5):
            sign_in(client, "wrong", name)
        answer = client.post("/login/", {"username": name, "password": "wrong"})
        assert "Try again in 15 minutes" in answer.content.decode()
        answers.append(answer.status_code)
    assert answers == [429, 429]


@pytest.mark.django_db
def test_a_sign_in_that_works_forgets_the_tries_before_it(client: Client, person: User) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "wrong")
        assert sign_in(client, PASSWORD) == 302
        client.logout()


@pytest.mark.django_db
def test_the_admin_has_no_sign_in_page_of_its_own(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/login/?next=%2Fadmin%2F"


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote(settings) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"})
    settings.TLS_PROXY = True
    assert client_address(request) == "192.0.2.7"


def test_without_a_proxy_a_forwarded_address_is_not_believed(settings) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6"})
    settings.TLS_PROXY = False
    assert client_address(request) == "127.0.0.1"
