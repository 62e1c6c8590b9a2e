"""One server and its feeds for all clients."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.clients.server import FEEDS, serving


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    with serving(folder) as site:
        yield site


@pytest.fixture(scope="session")
def address(site: str) -> str:
    return f"{site}/feeds/public.ics"


@pytest.fixture(scope="session")
def personal(
    site: str, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, str]]:
    """The personal feeds by name: each as a file, and its address."""
    found = {}
    for name, path in json.loads((folder / FEEDS).read_text()).items():
        file = tmp_path_factory.mktemp("personal") / f"{name}.ics"
        with urlopen(f"{site}{path}", timeout=30) as answer:
            file.write_bytes(answer.read())
        found[name] = (file, f"{site}{path}")
    return found


@pytest.fixture(scope="session")
def feed(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feed") / "public.ics"
    with urlopen(address, timeout=30) as answer:
        path.write_bytes(answer.read())
    return path
