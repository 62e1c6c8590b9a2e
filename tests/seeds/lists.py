"""The seed files read as they stand, before any database sees them."""

import csv
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


STATES = read("states.csv")
ACTORS = read("actors.csv")
MEMBERSHIPS = read("memberships.csv")
TOPICS = read("topics.csv")
PLACES = read("places.csv")
STATE = {row["code"]: row for row in STATES}
