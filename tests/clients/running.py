"""Where the clients are installed, and how one is run."""

import subprocess
from pathlib import Path

from tests.architecture.tree import ROOT

INSTALLED = ROOT / "var" / "clients"
READERS = Path(__file__).parent / "readers"
PYTHON = INSTALLED / "venv" / "bin" / "python"


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
