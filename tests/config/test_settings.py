import json

import pytest

from tests.config.processes import started

READ = "import config.settings"


def test_a_complete_environment_starts() -> None:
    done = started(READ)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "oracle://u:p@h/n"),
        ("SITE_URL", None),
        ("SITE_URL", "http://monitor.example.org"),
        ("FEED_BASE_URL", "http://feeds.example.org"),
        ("FEED_MAX_VISIBILITY", "restricted"),
        ("FEED_REACH", "everywhere"),
        ("DEBUG", "perhaps"),
        ("TIME_ZONE", "Atlantis/Capital"),
        ("LANGUAGE_CODE", "tlh"),
        ("COUNTRY", "Morocco"),
        ("HOME_ACTOR", "Morocco"),
        ("DEMO_ACCOUNTS", "1"),
        ("TLS_PROXY", "2"),
    ],
)
def test_a_missing_or_bad_value_stops_the_start_and_is_named(name: str, value: str | None) -> None:
    done = started(READ, **{name: value})
    assert done.returncode != 0
    assert f"SettingRefused: {name} " in done.stderr.splitlines()[-1]


SAY = "from config import settings as s; import json; print(json.dumps({}))"


def test_production_is_closed_unless_told_otherwise() -> None:
    names = [
        "DEBUG",
        "DEMO_ACCOUNTS",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "ALLOWED_HOSTS",
        "SECURE_HSTS_SECONDS",
    ]
    said = started(SAY.format(f"[getattr(s, name) for name in {names}]"))
    assert json.loads(said.stdout) == [
        False,
        False,
        True,
        True,
        True,
        ["monitor.example.org"],
        31536000,
    ]


def test_debug_serves_this_machine_without_tls() -> None:
    said = started(SAY.format("[s.SECURE_SSL_REDIRECT, s.SITE_URL]"), DEBUG="1", SITE_URL=None)
    assert json.loads(said.stdout) == [False, "http://127.0.0.1:8000"]


def test_a_forwarded_scheme_is_believed_only_behind_a_declared_proxy() -> None:
    asked = SAY.format("getattr(s, 'SECURE_PROXY_SSL_HEADER', None)")
    assert json.loads(started(asked).stdout) is None
    behind = started(asked, TLS_PROXY="1")
    assert json.loads(behind.stdout) == ["HTTP_X_FORWARDED_PROTO", "https"]


SQLITE = """
import django; django.setup()
from django.db import connection
with connection.cursor() as c:
    for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
        print(c.execute(f"PRAGMA {name}").fetchone()[0])
"""


def test_sqlite_is_opened_with_wal_foreign_keys_and_a_busy_timeout(tmp_path) -> None:
    done = started(SQLITE, DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3")
    assert done.stdout.split() == ["wal", "1", "1", "20000"]
