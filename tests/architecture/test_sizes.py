import subprocess
import sys

from tests.architecture.tree import ROOT, is_migration, modules


def test_the_listing_of_sizes_starts_with_the_longest_file() -> None:
    counts = {
        path: (ROOT / path).read_text(encoding="utf-8").count("\n")
        for path in modules()
        if not is_migration(path)
    }
    listed = subprocess.run(
        [sys.executable, "tasks/sizes.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert listed[0] == "files"
    assert int(listed[1].split()[0]) >= max(counts.values())
    assert listed.index("functions") == 11
