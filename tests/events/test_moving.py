from contextlib import suppress
from datetime import date, timedelta

import pytest

from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.accounts.roles import POWERS, Role
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import WordingRefused
from monitor.events.models import Event, EventMove
from monitor.events.operations import EventRefused, MoveRefused, move_event, undo_superseded
from monitor.events.workflow import ARRIVING, MOVES, EventStatus, Move, Need, move_between
from monitor.sources.models import Document
from tests import cast
from tests.factories import events, sources

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}
S = EventStatus
NAMED = [pytest.param(move, id=f"{move.frm}-{move.to}") for move in MOVES]


def standing_at(status: EventStatus, by: object) -> Event:
    """An event whose row stands at `status`, whatever way led there."""
    made = events.event(by)
    other = events.event(by) if status is S.SUPERSEDED else None
    Event.objects.filter(pk=made.pk).update(status=status, superseded_by=other)
    made.refresh_from_db()
    return made


def brought(move: Move, by: object) -> dict[str, object]:
    """Exactly what the move needs, and nothing else."""
    given: dict[str, object] = {}
    for need in move.needs:
        if need in {Need.SOURCE, Need.RECORD}:
            given["document"] = sources.document(by)
        elif need is Need.NOTICE:
            given["document"] = events.notice(by)
        elif need is Need.REASON:
            given["reason"] = "Entered in error."
        else:
            given["superseded_by"] = events.event(by)
    return given


def attempt(event: Event, to: str, by: object, **given: object) -> EventMove:
    seen = given.pop("seen_status", event.status)
    return move_event(event=event, to=to, seen_status=seen, by=by, **DASHBOARD, **given)


@pytest.mark.parametrize("move", NAMED)
def test_a_move_of_the_table_is_made_with_just_what_it_needs(move: Move) -> None:
    head = cast.coordinator()
    made = standing_at(move.frm, head)
    row = attempt(made, move.to, head, **brought(move, head))
    made.refresh_from_db()
    assert (made.status, made.sequence) == (move.to, 1)
    assert (row.frm, row.to, row.by, row.via) == (move.frm, move.to, head, Door.DASHBOARD)


@pytest.mark.parametrize("move", NAMED)
def test_a_move_without_what_it_needs_is_refused_and_names_it(move: Move) -> None:
    head = cast.coordinator()
    made = standing_at(move.frm, head)
    for need in move.needs:
        given = brought(move, head)
        given.pop({Need.REASON: "reason", Need.EVENT: "superseded_by"}.get(need, "document"))
        with pytest.raises(MoveRefused) as refused:
            attempt(made, move.to, head, **given)
        assert refused.value.code == f"needs_{need.value}"
    made.refresh_from_db()
    assert (made.status, made.sequence) == (move.frm, 0)
    assert made.moves.count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_a_role_makes_exactly_the_moves_that_its_powers_allow(role: Role) -> None:
    head, person = cast.coordinator(), cast.person("someone", role)
    made = set()
    for move in MOVES:
        event = standing_at(move.frm, head)
        with suppress(PowerRefused):
            made.add((move.frm, attempt(event, move.to, person, **brought(move, head)).to))
    assert made == {(move.frm, move.to) for move in MOVES if move.power in POWERS[role]}
    assert EventMove.objects.filter(by=person).count() == len(made)


@pytest.mark.parametrize("frm", list(S))
def test_a_move_missing_from_the_table_is_refused(frm: EventStatus) -> None:
    head = cast.coordinator()
    made = standing_at(frm, head)
    everything = {
        "document": events.notice(head),
        "reason": "Because.",
        "superseded_by": events.event(head),
    }
    for to in [to for to in S if move_between(frm, to) is None] + ["approved"]:
        with pytest.raises(MoveRefused) as refused:
            attempt(made, to, head, **everything)
        assert refused.value.code == "no_such_move"
    assert made.moves.count() == 1


def test_the_superuser_flag_moves_nothing() -> None:
    head = cast.coordinator()
    made = standing_at(S.MENTIONED, head)
    flagged = cast.person("flagged", is_superuser=True)
    with pytest.raises(EventRefused):
        attempt(made, S.HELD, flagged, document=events.notice(head))


@pytest.mark.parametrize("need_of", [S.CONFIRMED, S.POSTPONED, S.CANCELLED])
def test_a_report_of_others_is_no_notice_and_is_named(need_of: EventStatus) -> None:
    officer = cast.officer()
    made = standing_at(S.MENTIONED, officer)
    press = sources.document(officer)
    with pytest.raises(MoveRefused, match=press.ref) as refused:
        attempt(made, need_of, officer, document=press)
    assert refused.value.field == "document"
    assert ARRIVING[need_of] == (Need.NOTICE,)


def test_a_passage_brings_its_document() -> None:
    officer = cast.officer()
    made = standing_at(S.MENTIONED, officer)
    version = sources.article(officer)
    words = sources.passage(version, "improve border management", by=officer)
    assert attempt(made, S.HELD, officer, passage=words).document == version.document


def test_who_saw_another_status_is_told_who_moved_it() -> None:
    first, second = cast.officer("first"), cast.officer("second")
    made = standing_at(S.CONFIRMED, first)
    attempt(made, S.HELD, first, document=sources.document(first))
    with pytest.raises(ChangedMeanwhile, match="first") as refused:
        attempt(made, S.CANCELLED, second, seen_status=S.CONFIRMED, document=events.notice(second))
    assert refused.value.current == {"status": "held"}
    made.refresh_from_db()
    assert (made.status, made.moves.count()) == (S.HELD, 2)


def test_two_who_saw_the_same_move_it_once() -> None:
    first, second = cast.officer("first"), cast.officer("second")
    made = standing_at(S.CONFIRMED, first)
    record = sources.document(first)
    attempt(made, S.HELD, first, seen_status=S.CONFIRMED, document=record)
    with pytest.raises(ChangedMeanwhile):
        attempt(made, S.HELD, second, seen_status=S.CONFIRMED, document=record)
    assert made.moves.count() == 2


def test_the_office_day_of_the_cancellation_is_kept_and_goes_when_it_is_revived() -> None:
    officer = cast.officer()
    made = standing_at(S.CONFIRMED, officer)
    night = cast.NOW.replace(hour=23, minute=30)
    events.move(made, S.CANCELLED, by=officer, at=night)
    assert made.cancelled_on == date(2025, 11, 20)
    events.move(made, S.TENTATIVE, by=officer, at=night + timedelta(days=1))
    assert (made.cancelled_on, made.sequence) == (None, 2)


def test_a_duplicate_names_the_event_that_takes_its_place() -> None:
    head = cast.coordinator()
    made, other = events.event(head), events.event(head)
    events.move(made, S.SUPERSEDED, by=head, superseded_by=other)
    assert (made.superseded_by, made.cancelled_on) == (other, cast.TODAY)


def test_a_duplicate_gives_way_to_neither_itself_nor_another_duplicate() -> None:
    head = cast.coordinator()
    made, gone = events.event(head), standing_at(S.SUPERSEDED, head)
    for successor in (made, gone):
        with pytest.raises(MoveRefused) as refused:
            attempt(made, S.SUPERSEDED, head, reason="Twice.", superseded_by=successor)
        assert refused.value.field == "superseded_by"


def test_no_other_status_names_a_successor() -> None:
    officer = cast.officer()
    made = standing_at(S.MENTIONED, officer)
    with pytest.raises(MoveRefused) as refused:
        attempt(
            made,
            S.HELD,
            officer,
            document=events.notice(officer),
            superseded_by=events.event(officer),
        )
    assert refused.value.code == "no_successor_here"


def test_a_coordinator_takes_a_supersession_back_to_the_status_before() -> None:
    head = cast.coordinator()
    made = standing_at(S.TENTATIVE, head)
    events.move(made, S.SUPERSEDED, by=head, superseded_by=events.event(head))
    undo_superseded(event=made, reason="Two meetings after all.", by=head, **DASHBOARD)
    made.refresh_from_db()
    assert (made.status, made.superseded_by, made.cancelled_on) == (S.TENTATIVE, None, None)
    assert next((row.frm, row.to) for row in made.moves.all()) == ("superseded", "tentative")


def test_a_supersession_is_taken_back_by_nobody_else_nor_without_a_reason() -> None:
    head = cast.coordinator()
    made = events.event(head)
    events.move(made, S.SUPERSEDED, by=head, superseded_by=events.event(head))
    with pytest.raises(PowerRefused):
        undo_superseded(event=made, reason="Mine.", by=cast.officer(), **DASHBOARD)
    with pytest.raises(MoveRefused) as refused:
        undo_superseded(event=made, reason=" ", by=head, **DASHBOARD)
    assert refused.value.field == "reason"


def test_a_document_that_one_may_not_see_moves_nothing() -> None:
    desk = cast.desk()
    insider = cast.officer("insider", desk=desk)
    note = events.notice(insider, visibility="restricted", desks=[desk])
    made = standing_at(S.MENTIONED, insider)
    with pytest.raises(EventRefused, match="no such document"):
        attempt(made, S.CONFIRMED, cast.officer("outsider"), document=note)
    with pytest.raises(OpennessRefused, match=note.ref):
        attempt(made, S.CONFIRMED, insider, document=note)


def test_the_log_says_from_which_status_to_which_and_why() -> None:
    officer = cast.officer()
    made = standing_at(S.CONFIRMED, officer)
    events.move(made, S.HELD, by=officer, reason="The communiqué says so.")
    change = Change.objects.latest("n")
    assert (change.act, change.fields, change.note) == (
        "move",
        {"status": ["confirmed", "held"]},
        "The communiqué says so.",
    )


def test_a_control_character_in_a_reason_is_refused_naming_its_line() -> None:
    officer = cast.officer()
    made = standing_at(S.MENTIONED, officer)
    with pytest.raises(WordingRefused, match="Line 2") as refused:
        attempt(made, S.HELD, officer, document=events.notice(officer), reason="One\ntwo\x07")
    assert refused.value.field == "reason"
    assert Document.objects.count() == 2
