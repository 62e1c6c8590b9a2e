"""Spoiled seed files: the complaint names file, line and field, and nothing is half-loaded."""

from pathlib import Path

import pytest

from monitor.actors.models import Actor
from monitor.events.models import Event
from monitor.intake.seeding.rows import SeedRefused
from tests.intake.files import copied, load, respell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("states.csv", "asia-pacific", "asia-atlantic", "states.csv:2: un_group"),
        ("memberships.csv", "1946-11-19", "19.11.1946", "memberships.csv:2: since"),
        ("record/passages.csv", "110,293", "111,293", "passages.csv:13: exact"),
        ("record/passages.csv", "own-call", "their-call", "commitments.csv:5: passage"),
        ("record/date_claims.csv", "2023-12-07", "2023-13-07", "date_claims.csv:2: edtf"),
        ("record/documents.csv", "presidential_statement", "verdict", "documents.csv:5: kind"),
        ("topics.csv", "code,parent", "code,elder", "topics.csv:1: parent"),
        ("topics.csv", "code,parent", 'code,"parent', "topics.csv:"),
    ],
)
def test_a_bad_row_names_file_line_and_field_and_nothing_is_loaded(folder, name, old, new, said):
    respell(folder / name, old, new)
    with pytest.raises(SeedRefused) as refused:
        load(folder)
    assert str(refused.value).startswith(said)
    assert (Actor.objects.count(), Event.objects.count()) == (0, 0)
