"""A document is not closed while what rests on it is more open."""

from typing import Any

import pytest

from monitor.accounts.openness import OpennessRefused
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.sources.models import Document
from monitor.sources.operations import archive_document, edit_document
from tests import cast
from tests.factories.commitments import draft
from tests.factories.events import event
from tests.factories.sources import article, document, passage

pytestmark = pytest.mark.django_db


def close(found: Document, by: Any) -> Document:
    return edit_document(
        document=found,
        edition=Document.objects.get(pk=found.pk).edition,
        by=by,
        at=cast.NOW,
        via=Door.DASHBOARD,
        visibility="restricted",
        desks=[cast.desk()],
    )


@pytest.mark.parametrize("how", ["named", "quoted"])
def test_a_document_is_not_closed_under_an_event(how: str) -> None:
    by = cast.officer(desk=cast.desk())
    version = article(by)
    given = (
        {"documents": [version.document]}
        if how == "named"
        else {"passage": passage(version, "The Council", by=by)}
    )
    event(by, title="A meeting", **given)
    changes = Change.objects.count()
    with pytest.raises(OpennessRefused) as refused:
        close(version.document, by)
    assert (refused.value.code, refused.value.field) == ("under_what_rests_on_it", "visibility")
    assert "E-1 A meeting" in refused.value.message
    assert Document.objects.get(pk=version.document_id).visibility == "staff"
    assert Change.objects.count() == changes


def test_a_document_is_not_closed_under_a_commitment() -> None:
    by = cast.officer(desk=cast.desk())
    call = draft(by, title="A call")
    with pytest.raises(OpennessRefused, match="C-101 A call"):
        close(call.quotes.get().passage.version.document, by)


def test_a_document_is_closed_with_what_is_as_closed() -> None:
    by = cast.officer(desk=cast.desk())
    found = document(by, visibility="restricted", desks=[cast.desk(), cast.desk("other", "Other")])
    event(by, documents=[found], visibility="restricted", desks=[cast.desk()])
    assert close(found, by).desks.get() == cast.desk()


def test_restricted_items_that_would_be_more_open_are_not_named() -> None:
    by = cast.officer(desk=cast.desk())
    other = cast.desk("other", "Other")
    found = document(by, visibility="restricted", desks=[cast.desk(), other])
    by.desks.add(other)
    event(by, title="A secret", documents=[found], visibility="restricted", desks=[other])
    with pytest.raises(OpennessRefused) as refused:
        close(found, by)
    assert "secret" not in refused.value.message


def test_other_edits_of_a_staff_document_are_not_hindered() -> None:
    by = cast.coordinator()
    found = document(by)
    event(by, documents=[found])
    edited = edit_document(
        document=found, edition=1, by=by, at=cast.NOW, via=Door.DASHBOARD, note="Ours."
    )
    gone = archive_document(
        document=edited, reason="Entered twice.", by=by, at=cast.NOW, via=Door.DASHBOARD
    )
    assert (gone.note, gone.record) == ("Ours.", "archived")
