import re

import pytest

from tests.architecture.tree import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 10
    for line in lines:
        assert re.match(r"[a-z0-9._-]+(\[[a-z, -]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), (
            line
        )


def test_the_longer_lock_contains_the_shorter() -> None:
    pins = {
        lock: set(
            re.findall(
                r"^[a-z0-9._-]+(?:\[.+\])?==[^\s;\\]+", (ROOT / lock).read_text(), re.MULTILINE
            )
        )
        for lock in LOCKS
    }
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]


def test_the_longer_lock_keeps_extras() -> None:
    """Without them pip takes the newest release of a package that is asked for with an extra."""
    asked = re.findall(r'"([\w-]+)\[', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = re.findall(r"^([\w-]+)\[", (ROOT / LOCKS[1]).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(asked) <= set(held)
