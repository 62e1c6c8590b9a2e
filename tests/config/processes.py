"""A process of its own for what happens once, when settings are read."""

import os
import subprocess
import sys

from tests.architecture.tree import ROOT

PRODUCTION = {
    "SECRET_KEY": "0123456789" * 6,
    "DATABASE_URL": "sqlite:///:memory:",
    "SITE_URL": "https://monitor.example.org",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def started(code: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python code with a production environment, changed; None takes a variable away."""
    given = {name: value for name, value in {**PRODUCTION, **changes}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        timeout=60,
    )
