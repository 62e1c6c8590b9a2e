"""From DATABASE_URL to Django's DATABASES entry."""

from typing import Any

import dj_database_url

from config.env import SettingRefused

# IMMEDIATE takes the write lock when a transaction begins, so that two writers queue for
# `timeout` seconds; a deferred one that reads first and writes later fails at once instead.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"),
}
ENGINES = {
    "django.db.backends.sqlite3": "sqlite",
    "django.db.backends.postgresql": "postgresql",
}


def database(url: str, *, pool: bool) -> dict[str, Any]:
    """Return the DATABASES entry for `sqlite:///path` or `postgres://user@host/name`.

    `pool` keeps a pool of PostgreSQL connections in each process; SQLite refuses it.
    Raises SettingRefused for any other address. The address is never shown: it may hold a password.
    """
    entry = _parse(url)
    options = entry.setdefault("OPTIONS", {})
    if ENGINES[entry["ENGINE"]] == "sqlite":
        if pool:
            raise SettingRefused("DATABASE_POOL is for PostgreSQL: leave it out with SQLite.")
        options.update(SQLITE_OPTIONS)
        # Opening the file with its pragmas costs more than most statements.
        entry.update(CONN_MAX_AGE=60)
    elif pool:
        options["pool"] = True
    else:
        entry.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    return entry


def _parse(url: str) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise SettingRefused(_WANTED) from error
    if entry["ENGINE"] not in ENGINES or not entry["NAME"]:
        raise SettingRefused(_WANTED)
    return entry


_WANTED = "DATABASE_URL cannot be used: write sqlite:///path or postgres://user@host/name."
