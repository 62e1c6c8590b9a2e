import pytest
from django.test import Client

from tests.config.processes import started


@pytest.mark.django_db
def test_the_health_check_answers_ok_without_sign_in(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


ASK = """
import django; django.setup()
from django.test import Client
answer = Client().get("/healthz", headers={"host": "monitor.example.org"})
print("ANSWER", answer.status_code, answer.content.decode())
"""


def test_the_health_check_says_so_when_the_database_is_away() -> None:
    done = started(ASK, DATABASE_URL="sqlite:////nowhere/at/all.sqlite3")
    assert done.stdout.splitlines()[-1] == "ANSWER 503 database unavailable"


def test_a_probe_in_plain_http_is_not_redirected() -> None:
    assert started(ASK).stdout.splitlines()[-1] == "ANSWER 200 ok"


@pytest.mark.django_db
def test_the_content_policy_allows_nothing_inline_and_no_other_host(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.django_db
def test_answers_forbid_framing_sniffing_and_referrers_elsewhere(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
