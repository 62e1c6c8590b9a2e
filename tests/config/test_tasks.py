import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def bash(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def ci(tmp_path: Path) -> Path:
    """`.ci/run` beside a Makefile whose targets print what PRINTS says."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    targets = "check test-postgres journeys test-clients"
    (tmp_path / "Makefile").write_text(f'{targets}:\n\t@echo "$$PRINTS"; exit $${{ENDS:-0}}\n')
    return tmp_path


def test_ci_ends_with_the_closing_line_of_each_part(ci: Path) -> None:
    done = bash(".ci/run", ci, PRINTS="12 passed in 3.40s")
    assert done.returncode == 0
    assert [line.split() for line in done.stdout.splitlines()[-4:]] == [
        [part, "12", "passed", "in", "3.40s"]
        for part in ("check", "test-postgres", "journeys", "test-clients")
    ]


@pytest.mark.parametrize(
    ("prints", "ends"),
    [("12 passed in 3.40s", "2"), ("nothing ran", "0"), ("9 passed, 1 skipped in 2.00s", "0")],
)
def test_ci_fails_where_a_part_fails_runs_nothing_or_skips(
    ci: Path, prints: str, ends: str
) -> None:
    assert bash(".ci/run", ci, PRINTS=prints, ENDS=ends).returncode != 0


def test_a_running_postgres_is_used_when_it_is_named() -> None:
    done = bash("tasks/postgres printenv DATABASE_URL", ROOT, TEST_POSTGRES_URL="postgres://u@h/n")
    assert done.stdout == "postgres://u@h/n\n"


def test_a_python_too_old_is_named(tmp_path: Path) -> None:
    old = tmp_path / "python2"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = bash("tasks/install requirements.txt", ROOT, PYTHON=str(old))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert str(old) in done.stderr
