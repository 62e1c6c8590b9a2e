"""The database and `manage.py verify`: a passage equals its text, a text never changes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from monitor.sources.integrity import problems
from monitor.sources.models import DocumentVersion, Passage
from monitor.sources.operations import quote
from tests import cast
from tests.factories.sources import article, passage

pytestmark = pytest.mark.django_db


class AnyText(TestCase):
    """The promise that holds for any text: what is quoted is what stands there."""

    @settings(deadline=None, max_examples=40)
    @given(
        text=st.text(
            alphabet=st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1
        ).filter(str.strip),
        data=st.data(),
    )
    def test_a_quote_equals_the_text_at_its_place(self, text: str, data: st.DataObject) -> None:
        by = cast.officer()
        version = article(by, text=text)
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        if text[start:end].strip():
            found = quote(version=version, start=start, end=end, by=by, at=cast.NOW)
            found.refresh_from_db()
            assert found.exact == version.text[start:end] == text[start:end]


def test_no_write_makes_a_passage_differ_from_its_text() -> None:
    by = cast.officer()
    found = passage(article(by), "border management", by=by)
    for change in ({"exact": "other words"}, {"start": 0}, {"end": found.end + 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Passage.objects.filter(pk=found.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.bulk_create(
            [
                Passage(
                    version=found.version,
                    start=0,
                    end=3,
                    exact="She",
                    created_by=by,
                    created_at=cast.NOW,
                )
            ]
        )
    assert list(problems()) == []


def test_no_write_changes_a_text() -> None:
    version = article(cast.officer())
    for change in ({"text": "Other."}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.filter(pk=version.pk).update(**change)


def test_a_text_with_passages_is_not_deleted() -> None:
    by = cast.officer()
    version = article(by)
    passage(version, "border management", by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()


def test_verify_says_that_all_is_well() -> None:
    by = cast.officer()
    passage(article(by), "border management", by=by)
    said = StringIO()
    call_command("verify", stdout=said)
    assert "sources: no fault" in said.getvalue()


def test_verify_names_what_was_changed_behind_the_triggers() -> None:
    by = cast.officer()
    version = article(by)
    passage(version, "border management", by=by)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Checks of foreign keys still waiting for the end of the transaction forbid the ALTER.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "ALTER TABLE sources_documentversion DISABLE TRIGGER sources_version_never_changes"
            )
        else:
            cursor.execute("DROP TRIGGER sources_version_never_changes")
    DocumentVersion.objects.filter(pk=version.pk).update(
        text=version.text.replace("border", "bord")
    )
    said = StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("verify", stdout=said)
    assert "D-1, en, official: the text does not have its SHA-256." in said.getvalue()
    assert "the text has other words there" in said.getvalue()
