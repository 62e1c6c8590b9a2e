"""The public feed in the hands of clients that nobody here wrote."""

import json
import os
import re
from pathlib import Path

import icalendar
import pytest

from tests.clients.fill import FEEDS as CHOSEN
from tests.clients.fill import SHOWN, SHOWN_TO_ITS_OWNER
from tests.clients.fill_recurring import written
from tests.clients.running import INSTALLED, PYTHON, READERS, run

pytestmark = pytest.mark.clients

Entries = list[list[str]]


def as_we_read(feed: Path, kind: str = "VEVENT") -> Entries:
    """By the library that also wrote it: UID, words, start, and of a changed instance the start
    that it had. The others must see the same.
    """
    read = []
    for entry in icalendar.Calendar.from_ical(feed.read_bytes()).walk(kind):
        start = entry["DUE" if kind == "VTODO" else "DTSTART"].dt
        named = written(entry["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in entry else ""
        read.append([str(entry["UID"]), str(entry["SUMMARY"]), written(start), named])
    return read


def taking_place_once(feed: Path, found: Entries) -> Entries:
    """Without what recurs: a reader that expands it is asked elsewhere (`test_recurring`)."""
    calendar = icalendar.Calendar.from_ical(feed.read_bytes())
    recurring = {str(entry["UID"]) for entry in calendar.walk("VEVENT") if "RRULE" in entry}
    return sorted(entry for entry in found if entry[0] not in recurring)


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
    assert SHOWN.items() <= {summary: start for _, summary, start, _ in found}.items()
    check_all_read(client, feed, found)


def check_all_read(client: str, feed: Path, found: Entries) -> None:
    """Each entry once, by UID and instance, with its words and start."""
    meant = as_we_read(feed)
    if client == "recurring":
        found, meant = taking_place_once(feed, found), taking_place_once(feed, meant)
    else:
        assert len(found) == feed.read_bytes().count(b"BEGIN:VEVENT")
    assert sorted(found) == sorted(meant)
    assert len({(entry[0], entry[3]) for entry in found}) == len(found)


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
    check_all_read(client, file, found)
    if name in {"everything", "extended"}:
        shown = {summary: start for _, summary, start, _ in found}
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
    titles = {summary for _, summary, _, _ in found}
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
    assert (
        len(list((synced / "items").glob("*.ics")))
        == len({uid for uid, *_ in as_we_read(feed)})
        > len(SHOWN)
    )


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
    # An instance that is called off it does not list at all; an event, it does.
    shown = {
        summary
        for _, summary, _, instance in as_we_read(feed)
        if not (instance and summary.startswith("CANCELLED"))
    }
    assert set(filter(None, listed.splitlines())) == shown
