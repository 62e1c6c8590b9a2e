"""Servers of one bench run, each on a free port of this machine, stopped when it ends."""

import os
import re
import shutil
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from django.conf import settings

from tests.architecture.tree import ROOT
from tests.clients.server import free_port
from tests.settings import DATABASE_URL

PEERS = ROOT / "var" / "bench" / "venv" / "bin"
SITE = "https://testserver"
# What a proxy in front says, because our product as installed sends plain HTTP elsewhere.
PROXIED = {"X-Forwarded-Proto": "https"}
WORKERS = 2
PATIENCE = 60  # seconds until a server answers
WRK = 4, 2  # connections, seconds a measurement
ROUNDS = 3  # measurements of each address
AS_RADICALE_KNOWS = "/bench/feed/"


def fetch(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> bytes:
    """One request on a connection of its own; the body of a good answer."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=300)
    connection.request(method, parts.path, body, sent_with(headers))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status < 400, (address, answer.status, content[:200])
    return content


def sent_with(headers: dict[str, str]) -> dict[str, str]:
    """Headers as they are sent, from names in Python's form."""
    return {**PROXIED, **{name.replace("_", "-"): value for name, value in headers.items()}}


def rate(address: str, **headers: str) -> float:
    """Requests a second under a few connections, by wrk; every answer must be good."""
    connections, seconds = WRK
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    for name, value in sent_with(headers).items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


def rates(*asked: tuple[str, dict[str, str]]) -> list[float]:
    """The median rate of each address; a round asks each once, so that a slow minute hits all."""
    rounds = [[rate(address, **headers) for address, headers in asked] for _ in range(ROUNDS)]
    return [median(column) for column in zip(*rounds, strict=True)]


@contextmanager
def started(
    command: list[str], port: int, env: dict[str, str], log: Path, cwd: Path = ROOT
) -> Iterator[int]:
    """A server's process id while it runs; its output goes to `log`."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=said, stderr=said)
        try:
            _wait(port, process, log)
            yield process.pid
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def ours(folder: Path) -> Iterator[tuple[str, int]]:
    """Our product under gunicorn on the bench's database: its address and process id."""
    port = free_port()
    env = {
        **_bare(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": DATABASE_URL,
        "SITE_URL": SITE,
        "TLS_PROXY": "1",
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "TIME_ZONE": settings.TIME_ZONE,
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *_gunicorn(port)]
    with started(command, port, env, folder / "ours.log") as pid:
        yield f"http://127.0.0.1:{port}", pid


@contextmanager
def django_ical(folder: Path, items: Path) -> Iterator[str]:
    """The same items served by django-ical, under as many workers; and an empty view."""
    port = free_port()
    env = {
        **_bare(),
        "ITEMS": str(items),
        "PEER_DB": str(folder / "peer.sqlite3"),
        "PYTHONPATH": str(ROOT),
    }
    python, peer = str(PEERS / "python"), "tests.bench.peers.with_django_ical"
    subprocess.run(
        [python, "-c", f"import {peer}"], check=True, cwd=folder, env={**env, "PEER_FILL": "1"}
    )
    command = [python, "-m", "gunicorn", peer, *_gunicorn(port)]
    # Elsewhere than ROOT, where gunicorn would find our own configuration.
    with started(command, port, env, folder / "django_ical.log", cwd=folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def radicale(folder: Path, feed: bytes) -> Iterator[str]:
    """The same calendar as a collection of Radicale: its address."""
    port = free_port()
    config = folder / "radicale.ini"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_content_length = 1000000000\n"
        "[auth]\ntype = none\n[rights]\ntype = authenticated\n"
        f"[storage]\nfilesystem_folder = {folder}/radicale\n[logging]\nlevel = error\n"
    )
    command = [str(PEERS / "python"), "-m", "radicale", "--config", str(config)]
    with started(command, port, _bare(), folder / "radicale.log"):
        address = f"http://127.0.0.1:{port}{AS_RADICALE_KNOWS}"
        fetch(address, "PUT", feed, Content_Type="text/calendar", Authorization=_somebody())
        yield address


def radicale_headers() -> dict[str, str]:
    """Who asks; Radicale believes any name here."""
    return {"Authorization": _somebody()}


@contextmanager
def nginx(folder: Path, plain: bytes, packed: bytes) -> Iterator[str]:
    """The feed's bytes on disk served by nginx, with a packed copy beside them: its address."""
    port, root = free_port(), folder / "nginx"
    root.mkdir()
    (root / "feed.ics").write_bytes(plain)
    (root / "feed.ics.gz").write_bytes(packed)
    config = root / "nginx.conf"
    config.write_text(
        f"worker_processes {WORKERS}; daemon off; pid {root}/pid; error_log {root}/error.log;\n"
        "events {}\nhttp { access_log off; sendfile on; types { text/calendar ics; }\n"
        f"client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f;\n"
        f"uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;\n"
        f"server {{ listen 127.0.0.1:{port}; root {root}; gzip_static on; gzip_vary on; }} }}\n"
    )
    # Started by root its workers are another user, who may not enter a temporary folder.
    for path in (folder, root, *root.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", str(config), "-e", str(root / "error.log")]
    with started(command, port, _bare(), folder / "nginx.log"):
        yield f"http://127.0.0.1:{port}/feed.ics"


def memory_of_workers(pid: int) -> int:
    """The largest resident set among a server's children, in octets."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = [
        int(line.split()[1]) * 1024
        for child in children
        for line in Path(f"/proc/{child}/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    ]
    return max(sizes)


def _gunicorn(port: int) -> list[str]:
    return ["--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", "--timeout", "300"]


def _bare() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": os.environ.get("HOME", "/")}


def _somebody() -> str:
    return "Basic " + b64encode(b"bench:bench").decode()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text(errors="replace")[-2000:])
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/nothing-here")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
