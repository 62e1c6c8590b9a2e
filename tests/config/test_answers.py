import pytest
from django.conf import settings as configured
from django.test import Client

from tests import cast
from tests.config.processes import started

CLOSED = """
import django; django.setup()
from django.test import Client
for path in ("/", "/feeds/public.ics", "/healthz"):
    answer = Client().get(path, headers={"host": "monitor.example.org"}, secure=True)
    said = b"maintenance" in answer.content
    print("ANSWER", answer.status_code, answer.headers.get("Retry-After"), said)
"""


def test_under_maintenance_all_but_the_health_check_is_closed_and_no_database_is_asked() -> None:
    done = started(
        CLOSED, DEBUG="1", MAINTENANCE="1", DATABASE_URL="sqlite:////nowhere/at/all.sqlite3"
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
    assert said == ["ANSWER 503 300 True", "ANSWER 503 300 True", "ANSWER 503 None False"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no/such/page/", "/commitments/C-999999/"])
def test_under_debug_too_what_is_not_there_has_our_own_page(settings, path: str) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*configured.MIDDLEWARE, "config.answers.own_not_found"]
    client = Client()
    client.force_login(cast.reader())
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
