"""A server of its own, as in production but for TLS, on a database of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.architecture.tree import ROOT

PATIENCE = 60  # seconds until it answers
# In the server's folder: the paths of personal feeds by name, and the instances of what recurs.
FEEDS = "feeds.json"
RECURRING = "recurring.json"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server that holds the seeded record and what fill.py adds."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    given = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "DATABASE_URL": f"sqlite:///{folder}/record.sqlite3",
        "SITE_URL": site,
        "TIME_ZONE": "Africa/Casablanca",
        "FEED_MAX_VISIBILITY": "staff",
    }

    def run(*command: str) -> None:
        subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=given)

    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "seed")
    run(
        "manage.py",
        "shell",
        "-v",
        "0",
        "-c",
        f"from tests.clients.fill import fill; fill('{folder}/{FEEDS}', '{folder}/{RECURRING}')",
    )
    run("manage.py", "feeds", "verify")
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "2"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=given, stderr=log
        )
        try:
            _wait(site)
            yield site
        finally:
            server.terminate()
            server.wait(20)


def _wait(site: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{site}/healthz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
