"""Two people at one event, document or commitment, and the numbers they are given."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest
from django.db import connections

from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile
from monitor.commitments.models import Commitment
from monitor.commitments.operations import edit_commitment, publish
from monitor.commitments.terms import terms_of
from monitor.events.models import Event, EventMove
from monitor.events.operations import edit_event, make_public, move_event
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document, DocumentVersion
from monitor.sources.operations import edit_document
from tests import cast
from tests.factories import commitments, events, sources
from tests.races.threads import ROUNDS, race, won_and_lost

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]
ACTING = {"at": cast.NOW, "via": Door.DASHBOARD}


def test_of_two_moves_of_an_event_one_is_made() -> None:
    officer, other = cast.officer(), cast.officer("other")
    notice = events.notice(officer)
    event = events.event(officer, source=notice)
    turns = [EventStatus.CONFIRMED, EventStatus.POSTPONED]
    for turn in range(ROUNDS):
        event.refresh_from_db()
        act = partial(
            move_event,
            event=event,
            to=turns[turn % 2],
            seen_status=event.status,
            document=notice,
            **ACTING,
        )
        _, lost = won_and_lost(race(partial(act, by=officer), partial(act, by=other)))
        assert isinstance(lost, ChangedMeanwhile)
        assert lost.current == {"status": turns[turn % 2]}
    event.refresh_from_db()
    assert EventMove.objects.filter(event=event).count() == ROUNDS + 1
    assert event.sequence == ROUNDS


def _edited_once(edit: Callable[..., Any], item: Any, titles: Callable[[int], str]) -> None:
    officer, other = cast.officer(), cast.officer("other")
    for turn in range(ROUNDS):
        item.refresh_from_db()
        was = item.edition
        _, lost = won_and_lost(
            race(
                partial(edit, edition=was, title=titles(2 * turn), by=officer, **ACTING),
                partial(edit, edition=was, title=titles(2 * turn + 1), by=other, **ACTING),
            )
        )
        item.refresh_from_db()
        assert isinstance(lost, ChangedMeanwhile)
        assert lost.current["title"] == item.title
        assert item.edition == was + 1


def test_of_two_edits_of_an_event_one_is_kept() -> None:
    event = events.event(cast.officer("maker"))
    _edited_once(partial(edit_event, event=event), event, "Meeting {}".format)


def test_of_two_edits_of_a_document_one_is_kept() -> None:
    document = sources.document(cast.officer("maker"))
    _edited_once(partial(edit_document, document=document), document, "Report {}".format)


def test_of_two_edits_of_a_commitment_one_is_kept() -> None:
    commitment = commitments.draft(cast.officer("maker"))
    standing = terms_of(commitment)

    def edit(*, title: str, **acting: Any) -> Any:
        return edit_commitment(
            commitment=commitment, terms=replace(standing, title=title), **acting
        )

    _edited_once(edit, commitment, "Call {}".format)


def test_a_submitted_commitment_is_published_once() -> None:
    officer, head, second = cast.officer(), cast.coordinator(), cast.coordinator("second")
    for _ in range(ROUNDS):
        waiting = commitments.submitted(officer)
        act = partial(publish, commitment=waiting, **ACTING)
        _, lost = won_and_lost(race(partial(act, by=head), partial(act, by=second)))
        assert lost.code == "no_such_move"
    assert Change.objects.filter(act="publish").count() == ROUNDS


def test_an_event_is_made_public_once() -> None:
    officer, head, second = cast.officer(), cast.coordinator(), cast.coordinator("second")
    source = events.notice(officer, visibility="public")
    Document.objects.filter(pk=source.pk).update(visibility="public", public_asked_by=None)
    source.refresh_from_db()
    for _ in range(ROUNDS):
        asked = events.event(officer, source=source, visibility="public")
        act = partial(make_public, event=asked, **ACTING)
        _, lost = won_and_lost(race(partial(act, by=head), partial(act, by=second)))
        assert lost.code == "not_asked"


def test_a_text_enters_the_record_once() -> None:
    officer, other = cast.officer(), cast.officer("other")
    for turn in range(ROUNDS):
        text = f"The very same words, for the {turn}th time."
        act = partial(sources.document, text=text)
        _, lost = won_and_lost(race(partial(act, officer), partial(act, other)))
        assert lost.code == "seen_before"
        assert lost.existing == Document.objects.get(versions__text=text)  # type: ignore[attr-defined]
    assert DocumentVersion.objects.count() == Document.objects.count() == ROUNDS


def test_a_symbol_enters_the_record_once() -> None:
    officer, other = cast.officer(), cast.officer("other")
    for turn in range(ROUNDS):
        act = partial(sources.document, symbol=f"S/2025/{turn}")
        _, lost = won_and_lost(race(partial(act, officer), partial(act, other)))
        assert lost.code == "seen_before"
    assert Document.objects.count() == ROUNDS


def test_numbers_are_given_once_and_without_gaps() -> None:
    officer, other = cast.officer(), cast.officer("other")
    notice = events.notice(officer)
    for _ in range(ROUNDS):
        race(
            partial(events.event, officer, source=notice),
            partial(events.event, other, source=notice),
        )
    numbers = sorted(Event.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 2 * ROUNDS + 1))
    changes = sorted(Change.objects.values_list("n", flat=True))
    assert changes == list(range(1, len(changes) + 1))


def test_who_reads_the_log_never_finds_an_earlier_number_later() -> None:
    """A feed that has seen change n may rely on having seen all before it."""
    officer, other = cast.officer(), cast.officer("other")
    notice = events.notice(officer)
    calls = [commitments.draft(officer) for _ in range(2)]
    done = Flag()
    holes: list[list[int]] = []

    def watch() -> None:
        try:
            while not done.is_set():
                seen = list(Change.objects.order_by("n").values_list("n", flat=True))
                if seen != list(range(1, len(seen) + 1)):
                    holes.append(seen)
        finally:
            connections.close_all()

    watcher = Thread(target=watch)
    watcher.start()
    titles = count(1)

    def edit(call: Commitment) -> None:
        kept = Commitment.objects.get(pk=call.pk)
        terms = replace(terms_of(kept), title=f"Call {next(titles)}")
        edit_commitment(commitment=kept, terms=terms, edition=kept.edition, by=officer, **ACTING)

    try:
        for _ in range(ROUNDS):
            race(
                partial(edit, calls[0]),
                partial(edit, calls[1]),
                partial(events.event, other, source=notice),
            )
    finally:
        done.set()
        watcher.join(60)
    assert holes == []
