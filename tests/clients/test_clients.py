"""The public feed in the hands of clients that nobody here wrote."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import icalendar
import pytest

from tests.architecture.tree import ROOT
from tests.clients.fill import FEEDS as CHOSEN
from tests.clients.fill import SHOWN, SHOWN_TO_ITS_OWNER
from tests.clients.server import FEEDS, serving

pytestmark = pytest.mark.clients

INSTALLED = ROOT / "var" / "clients"
READERS = Path(__file__).parent / "readers"
PYTHON = INSTALLED / "venv" / "bin" / "python"
Entries = list[list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(folder) as site:
        yield site


@pytest.fixture(scope="module")
def address(site: str) -> str:
    return f"{site}/feeds/public.ics"


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def feed(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feed") / "public.ics"
    with urlopen(address, timeout=30) as answer:
        path.write_bytes(answer.read())
    return path


def run(*command: object, env: dict[str, str] | None = None, answer: str = "") -> str:
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        input=answer,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def as_we_read(feed: Path, kind: str = "VEVENT") -> Entries:
    """By the library that also wrote it: the others must see the same."""
    read = []
    for entry in icalendar.Calendar.from_ical(feed.read_bytes()).walk(kind):
        start = entry["DUE" if kind == "VTODO" else "DTSTART"].dt
        if isinstance(start, datetime):
            shown = f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        else:
            shown = f"{start:%Y%m%d}"
        read.append([str(entry["UID"]), str(entry["SUMMARY"]), shown])
    return read


def as_read(client: str, feed: Path, address: str, kind: str = "VEVENT") -> Entries:
    match client:
        case "ical.js" | "node-ical":
            command: tuple[object, ...] = (
                "node", READERS / "node.mjs", client, feed, address, INSTALLED, kind,
            )  # fmt: skip
        case "libical":
            command = ("/usr/bin/python3", READERS / "libical.py", feed, kind)
        case _:
            command = (PYTHON, READERS / "python.py", client, feed, kind)
    found: Entries = json.loads(run(*command))
    return found


@pytest.mark.parametrize(
    "client", ["ical.js", "node-ical", "libical", "vobject", "ics", "recurring"]
)
def test_a_client_reads_every_entry_with_its_words_and_start(
    client: str, feed: Path, address: str
) -> None:
    found = as_read(client, feed, address)
    assert SHOWN.items() <= {summary: start for _, summary, start in found}.items()
    assert sorted(found) == sorted(as_we_read(feed))
    assert (
        len({uid for uid, _, _ in found}) == len(found) == feed.read_bytes().count(b"BEGIN:VEVENT")
    )


FAST = ["ical.js", "node-ical", "vobject", "ics", "recurring"]
# Parsers of libical refuse RFC 9073 and 9253, which is why that profile is a choice of its own.
READ_BY = [
    (name, client)
    for name in CHOSEN
    for client in [*FAST, "libical"]
    if (name, client) != ("extended", "libical")
]


@pytest.mark.parametrize(("name", "client"), READ_BY)
def test_a_client_reads_every_entry_of_a_personal_feed(
    name: str, client: str, personal: dict[str, tuple[Path, str]]
) -> None:
    file, address = personal[name]
    found = as_read(client, file, address)
    assert sorted(found) == sorted(as_we_read(file))
    assert len({uid for uid, _, _ in found}) == len(found)
    if name in {"everything", "extended"}:
        shown = {summary: start for _, summary, start in found}
        assert SHOWN_TO_ITS_OWNER.items() <= shown.items()
    assert bool(found) is (name != "empty")


@pytest.mark.parametrize("client", ["ical.js", "libical", "vobject", "ics", "recurring"])
@pytest.mark.parametrize("name", ["everything", "todo", "none"])
def test_a_client_reads_every_task(
    name: str, client: str, personal: dict[str, tuple[Path, str]]
) -> None:
    file, address = personal[name]
    found = as_read(client, file, address, "VTODO")
    assert sorted(found) == sorted(as_we_read(file, "VTODO"))
    titles = {summary for _, summary, _ in found}
    assert ("Ratify the protocol; and “deposit” it, soon" in titles) is (name != "none")


def home(folder: Path) -> dict[str, str]:
    """An environment in which a client keeps its files below `folder`."""
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **dict.fromkeys(places, str(folder))}


@pytest.fixture(scope="module")
def synced(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vdirsyncer")
    (folder / "config").write_text(
        f'[general]\nstatus_path = "{folder}/status/"\n'
        '[pair feed]\na = "ours"\nb = "theirs"\ncollections = null\n'
        f'[storage ours]\ntype = "http"\nurl = "{address}"\n'
        f'[storage theirs]\ntype = "filesystem"\npath = "{folder}/items/"\nfileext = ".ics"\n'
    )
    vdirsyncer(folder, "discover", answer="y\ny\n")
    vdirsyncer(folder, "sync")
    return folder


def vdirsyncer(folder: Path, *command: str, answer: str = "") -> str:
    program = INSTALLED / "venv" / "bin" / "vdirsyncer"
    return run(
        program, "-v", "INFO", "-c", folder / "config", *command, env=home(folder), answer=answer
    )


def test_vdirsyncer_keeps_each_entry_as_an_item(synced: Path, feed: Path) -> None:
    assert len(list((synced / "items").glob("*.ics"))) == len(as_we_read(feed)) > len(SHOWN)


def test_a_second_sync_copies_nothing(synced: Path) -> None:
    files = {path: path.read_bytes() for path in (synced / "items").glob("*.ics")}
    assert not re.search("copying|deleting", vdirsyncer(synced, "sync"), re.IGNORECASE)
    assert {path: path.read_bytes() for path in (synced / "items").glob("*.ics")} == files


def test_khal_lists_what_vdirsyncer_brought(synced: Path, feed: Path) -> None:
    (synced / "khal").write_text(
        f"[calendars]\n[[feed]]\npath = {synced}/items\nreadonly = True\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {synced}/khal.db\n"
    )
    listed = run(
        INSTALLED / "venv" / "bin" / "khal",
        *("-c", synced / "khal", "list", "--once", "--day-format", ""),
        *("--format", "{title}", "2020-01-01", "2091-01-01"),
        env=home(synced),
    )
    assert set(filter(None, listed.splitlines())) == {entry[1] for entry in as_we_read(feed)}
