"""Entering documents and texts: what is kept, what is refused, and that refusals write nothing."""

from hashlib import sha256
from typing import Any

import pytest

from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.sources.models import Document, DocumentVersion
from monitor.sources.operations import (
    add_version,
    archive_document,
    ask_public,
    create_document,
    edit_document,
    make_public,
)
from monitor.sources.refusals import DocumentRefused
from monitor.sources.text import LONGEST_TEXT
from tests import cast
from tests.factories.sources import SAID, article, document

pytestmark = pytest.mark.django_db
NOW, DASHBOARD = cast.NOW, Door.DASHBOARD


def refused_code(found: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    return found.value.code, found.value.field


def test_a_staff_document_is_published_on_saving_and_logged() -> None:
    by = cast.officer()
    made = document(by, title="Statement", text=SAID)
    assert (made.ref, made.record, made.visibility) == ("D-1", "published", "staff")
    change = Change.objects.get()
    assert (change.item, change.act, change.by) == (made.uuid, "create", "officer")


def test_one_that_is_to_be_public_waits_for_a_second_person() -> None:
    by = cast.officer()
    made = document(by, visibility="public")
    assert (made.visibility, made.public_asked_by) == ("staff", by)


def test_a_text_is_kept_with_line_feeds_and_the_hash_of_what_is_kept() -> None:
    version = article(cast.officer(), text="One.\r\n\tTwo.\rThree\u00a0.\n")
    assert version.text == "One.\n\tTwo.\nThree\u00a0.\n"
    assert version.sha256 == sha256(version.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"text": "a\x00b"}, "control_character", "text"),
        ({"text": "a\x0cb"}, "control_character", "text"),
        ({"text": "a\ud800b"}, "control_character", "text"),
        ({"text": " \n"}, "empty", "text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "too_long", "text"),
        ({"text": "x", "stage": "final"}, "not_a_choice", "stage"),
        ({"text": "x", "file_sha256": "abc"}, "not_a_hash", "file_sha256"),
        ({"kind": "poem"}, "not_a_choice", "kind"),
        ({"visibility": "all"}, "not_a_choice", "visibility"),
        ({"visibility": "restricted"}, "no_desk", "desks"),
        ({"title": "  "}, "empty", "title"),
        ({"title": "a\u202eb"}, "barred_character", "title"),
        ({"symbol": "a\nb"}, "barred_character", "symbol"),
        ({"note": "a\x1bb"}, "barred_character", "note"),
        ({"note": "x" * 5001}, "too_long", "note"),
        ({"url": "ftp://example.org"}, "not_an_address", "url"),
        (
            {"published_edtf": "2023-13", "published_basis": "stated"},
            "not_a_date",
            "published_edtf",
        ),
        ({"published_edtf": "2023"}, "date_without_basis", "published_basis"),
        ({"published_basis": "stated"}, "basis_without_date", "published_edtf"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(
    given: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        document(cast.officer(), **given)
    assert refused_code(refused) == (code, field)
    assert not Document.objects.exists()
    assert not DocumentVersion.objects.exists()
    assert not Change.objects.exists()


def test_the_date_is_kept_with_its_possible_days() -> None:
    made = document(cast.officer(), published_edtf="2023-12", published_basis="inferred")
    days = (made.published_earliest, made.published_latest)
    assert [day.isoformat() for day in days if day] == ["2023-12-01", "2023-12-31"]


def test_the_same_text_is_one_document_however_its_lines_end() -> None:
    by = cast.officer()
    first = article(by, text="One.\nTwo.").document
    with pytest.raises(DocumentRefused) as refused:
        article(by, text="One.\r\nTwo.")
    assert refused_code(refused) == ("seen_before", "text")
    assert refused.value.existing == first
    assert Document.objects.count() == 1


def test_a_text_seen_in_a_document_one_may_not_see_is_refused_without_naming_it() -> None:
    owner = cast.officer(desk=cast.desk())
    article(owner, visibility="restricted", desks=[cast.desk()], title="A secret")
    with pytest.raises(DocumentRefused) as refused:
        article(cast.officer("other"))
    assert refused.value.existing is None
    assert "D-1" not in refused.value.message
    assert "record" not in refused.value.message


def test_a_symbol_stands_once_among_what_a_person_may_see() -> None:
    by = cast.officer()
    first = document(by, symbol="S/PRST/2023/6")
    with pytest.raises(DocumentRefused) as refused:
        document(by, symbol="s/prst/2023/6")
    assert refused.value.existing == first
    second = document(by)
    with pytest.raises(DocumentRefused) as refused:
        edit_document(
            document=second, edition=1, by=by, at=NOW, via=DASHBOARD, symbol="S/PRST/2023/6"
        )
    assert refused_code(refused) == ("seen_before", "symbol")


def test_a_reader_adds_and_edits_nothing() -> None:
    made = document(cast.officer())
    reader = cast.reader()
    with pytest.raises(PowerRefused):
        document(reader)
    with pytest.raises(PowerRefused):
        edit_document(document=made, edition=1, by=reader, at=NOW, via=DASHBOARD, note="x")
    with pytest.raises(PowerRefused):
        add_version(document=made, language="en", text="x", by=reader, at=NOW, via=DASHBOARD)


def test_one_text_for_each_language_and_stage() -> None:
    by = cast.officer()
    made = article(by).document
    add_version(document=made, language="fr", text="Le Conseil.", by=by, at=NOW, via=DASHBOARD)
    with pytest.raises(DocumentRefused) as refused:
        add_version(document=made, language="fr", text="Autre.", by=by, at=NOW, via=DASHBOARD)
    assert refused_code(refused) == ("stage_taken", "stage")
    assert made.versions.count() == 2


def test_an_edit_changes_what_it_names_and_logs_before_and_after() -> None:
    by = cast.officer()
    made = document(by, title="Before", publisher="One")
    edited = edit_document(
        document=made, edition=1, by=by, at=NOW, via=DASHBOARD, title="After", publisher="One"
    )
    assert (edited.title, edited.publisher, edited.edition) == ("After", "One", 2)
    assert Change.objects.latest("n").fields == {"title": ["Before", "After"]}


def test_an_edit_of_nothing_leaves_no_trace() -> None:
    by = cast.officer()
    made = document(by, title="Same")
    edited = edit_document(document=made, edition=1, by=by, at=NOW, via=DASHBOARD, title="Same")
    assert edited.edition == 1
    assert Change.objects.count() == 1


def test_an_edit_of_what_changed_meanwhile_gives_what_stands_now() -> None:
    by = cast.officer()
    made = document(by, title="Before")
    edit_document(document=made, edition=1, by=by, at=NOW, via=DASHBOARD, title="Theirs")
    with pytest.raises(ChangedMeanwhile) as refused:
        edit_document(document=made, edition=1, by=by, at=NOW, via=DASHBOARD, title="Mine")
    assert refused.value.current["title"] == "Theirs"
    made.refresh_from_db()
    assert made.title == "Theirs"


def test_an_edit_does_not_make_public() -> None:
    by = cast.coordinator()
    made = document(by)
    with pytest.raises(DocumentRefused) as refused:
        edit_document(document=made, edition=1, by=by, at=NOW, via=DASHBOARD, visibility="public")
    assert refused_code(refused) == ("ask_public_first", "visibility")


def test_a_restricted_document_names_its_desks_and_forgets_them_when_opened() -> None:
    by = cast.officer(desk=cast.desk())
    made = document(by)
    with pytest.raises(OpennessRefused):
        edit_document(
            document=made, edition=1, by=by, at=NOW, via=DASHBOARD, visibility="restricted"
        )
    closed = edit_document(
        document=made,
        edition=1,
        by=by,
        at=NOW,
        via=DASHBOARD,
        visibility="restricted",
        desks=[cast.desk()],
    )
    assert list(closed.desks.all()) == [cast.desk()]
    opened = edit_document(
        document=made, edition=2, by=by, at=NOW, via=DASHBOARD, visibility="staff"
    )
    assert not opened.desks.exists()


def test_the_person_who_asked_does_not_make_it_public() -> None:
    asker, other = cast.coordinator(), cast.coordinator("second")
    made = ask_public(document=document(asker), by=asker, at=NOW, via=DASHBOARD)
    with pytest.raises(DocumentRefused) as refused:
        make_public(document=made, by=asker, at=NOW, via=DASHBOARD)
    assert refused.value.code == "own_request"
    assert make_public(document=made, by=other, at=NOW, via=DASHBOARD).visibility == "public"


def test_nothing_is_made_public_that_nobody_asked_for() -> None:
    by = cast.coordinator()
    with pytest.raises(DocumentRefused) as refused:
        make_public(document=document(by), by=by, at=NOW, via=DASHBOARD)
    assert refused.value.code == "not_asked"


def test_archiving_needs_a_reason_and_is_done_once() -> None:
    by = cast.coordinator()
    made = document(by)
    with pytest.raises(DocumentRefused) as refused:
        archive_document(document=made, reason=" ", by=by, at=NOW, via=DASHBOARD)
    assert refused_code(refused) == ("needs_reason", "reason")
    gone = archive_document(document=made, reason="Entered twice.", by=by, at=NOW, via=DASHBOARD)
    assert gone.record == "archived"
    with pytest.raises(DocumentRefused) as refused:
        archive_document(document=made, reason="Again.", by=by, at=NOW, via=DASHBOARD)
    assert refused.value.code == "no_such_move"


def test_what_is_archived_takes_no_new_text() -> None:
    by = cast.coordinator()
    made = document(by)
    archive_document(document=made, reason="Twice.", by=by, at=NOW, via=DASHBOARD)
    with pytest.raises(DocumentRefused) as refused:
        add_version(document=made, language="en", text="x", by=by, at=NOW, via=DASHBOARD)
    assert refused.value.code == "archived"


def test_arguments_are_named_ones() -> None:
    with pytest.raises(TypeError):
        create_document("news_article", "Title", "en")  # type: ignore[misc]
