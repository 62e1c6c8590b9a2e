"""Who of us goes: what is kept, who sees it, what is logged."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.accounts.roles import POWERS, Power, Role
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import WordingRefused
from monitor.events.models import Event, Participation
from monitor.events.operations import (
    EventRefused,
    ParticipationRefused,
    archive_event,
    edit_participation,
    withdraw_participation,
)
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events
from tests.factories.delegations import going
from tests.subscriptions.record import Record, component, public_feed

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}


def touch(act: str, made: Participation, by: User) -> None:
    """Edit or withdraw it as it stood when it was entered."""
    if act == "edit":
        edit_participation(participation=made, edition=1, part="regrets", by=by, **DASHBOARD)
    else:
        withdraw_participation(participation=made, edition=1, reason="No.", by=by, **DASHBOARD)


def test_a_post_stands_without_a_name_a_level_or_a_decision() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer, post=" Consul General ", part="undecided")
    assert (made.post, made.level, made.part, made.drafting) == (
        "Consul General",
        "",
        "undecided",
        False,
    )
    assert (made.visibility, made.withdrawn_at, made.edition) == ("staff", None, 1)


@pytest.mark.parametrize(
    ("wrong", "refused", "code", "field"),
    [
        ({"post": " "}, WordingRefused, "empty", "post"),
        ({"post": "x" * 201}, WordingRefused, "too_long", "post"),
        ({"post": "turned \u202e round"}, WordingRefused, "barred_character", "post"),
        ({"lead_desk": None}, ParticipationRefused, "no_lead", "lead_desk"),
        ({"level": "emperor"}, ParticipationRefused, "unknown_choice", "level"),
        ({"part": "sings"}, ParticipationRefused, "unknown_choice", "part"),
        ({"note": "a\x07"}, WordingRefused, "barred_character", "note"),
        ({"visibility": "public"}, ParticipationRefused, "never_public", "visibility"),
        ({"visibility": "restricted"}, OpennessRefused, "no_desk", "desks"),
    ],
)
def test_what_can_not_be_kept_is_refused_at_its_field(
    wrong: dict[str, Any], refused: type[Exception], code: str, field: str
) -> None:
    officer = cast.officer()
    with pytest.raises(refused) as raised:
        going(events.event(officer), officer, **wrong)
    assert (raised.value.code, raised.value.field) == (code, field)  # type: ignore[attr-defined]
    assert not Participation.objects.exists()
    assert not Change.objects.filter(kind=ItemKind.DELEGATION).exists()


def test_no_desk_drafts_where_there_is_no_statement() -> None:
    officer, desk = cast.officer(), cast.desk()
    made = events.event(officer)
    with pytest.raises(ParticipationRefused) as refused:
        going(made, officer, drafting_desk=desk)
    assert refused.value.code == "nothing_to_draft"
    assert going(made, officer, drafting=True, drafting_desk=desk).drafting_desk == desk


def test_it_is_never_wider_than_its_event() -> None:
    desk, other = cast.desk(), cast.desk("law", "Law desk")
    insider = cast.officer(desk=desk)
    closed = events.event(insider, visibility="restricted", desks=[desk])
    for wide in ({}, {"visibility": "restricted", "desks": [desk, other]}):
        with pytest.raises(OpennessRefused) as refused:
            going(closed, insider, **wide)
        assert refused.value.code == "too_open"
    assert going(closed, insider, visibility="restricted", desks=[desk])


@pytest.mark.parametrize("name", ["lead_desk", "drafting_desk"])
def test_a_desk_that_leads_or_drafts_is_among_those_that_see_it(name: str) -> None:
    desk, other = cast.desk(), cast.desk("law", "Law desk")
    officer = cast.officer(desk=desk)
    with pytest.raises(ParticipationRefused, match="Law desk") as refused:
        going(
            events.event(officer),
            officer,
            visibility="restricted",
            desks=[desk],
            drafting=True,
            **{name: other},
        )
    assert (refused.value.code, refused.value.field) == ("desk_left_out", "desks")


@pytest.mark.parametrize("role", list(Role))
def test_exactly_those_who_draft_enter_edit_and_withdraw(role: Role) -> None:
    officer, person = cast.officer(), cast.person("someone", role)
    event = events.event(officer)
    standing = going(event, officer)

    def done(act: Any) -> bool:
        try:
            act()
        except PowerRefused:
            return False
        return True

    allowed = [
        done(lambda: going(event, person)),
        done(
            lambda: edit_participation(
                participation=standing, edition=1, note="Later.", by=person, **DASHBOARD
            )
        ),
        done(
            lambda: withdraw_participation(
                participation=standing, edition=2, reason="Not now.", by=person, **DASHBOARD
            )
        ),
    ]
    assert set(allowed) == {Power.DRAFT in POWERS[role]}


def test_the_public_sees_none_and_a_desk_sees_its_own() -> None:
    desk = cast.desk()
    officer, outsider = cast.officer(desk=desk), cast.officer("outsider")
    event = events.event(officer)
    open_, closed = (
        going(event, officer),
        going(event, officer, visibility="restricted", desks=[desk]),
    )

    def seen(user: Any) -> set[Participation]:
        return set(Participation.objects.visible_to(user))

    assert seen(officer) == {open_, closed}
    assert seen(outsider) == {open_}
    assert seen(AnonymousUser()) == set()


def test_what_hangs_on_an_event_that_one_may_not_see_is_absent_too() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer)
    Event.objects.update(visibility="restricted")
    assert not Participation.objects.visible_to(officer).filter(pk=made.pk).exists()


@pytest.mark.parametrize("act", ["edit", "withdraw"])
def test_one_that_one_may_not_see_can_not_be_touched_either(act: str) -> None:
    desk = cast.desk()
    officer, outsider = cast.officer(desk=desk), cast.officer("outsider")
    made = going(events.event(officer), officer, visibility="restricted", desks=[desk])
    with pytest.raises(ParticipationRefused) as refused:
        touch(act, made, outsider)
    assert refused.value.code == "unknown"


def test_an_edit_changes_what_is_named_and_logs_before_and_after() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer, level="minister")
    edit_participation(participation=made, edition=1, part="regrets", by=officer, **DASHBOARD)
    made.refresh_from_db()
    assert (made.part, made.level, made.edition) == ("regrets", "minister", 2)
    change = Change.objects.get(act="edit")
    assert (change.kind, change.item) == ("delegation", made.uuid)
    assert change.fields == {"part": ["attends", "regrets"]}


def test_the_same_again_is_no_change() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer)
    edit_participation(
        participation=made, edition=1, part="attends", desks=[], by=officer, **DASHBOARD
    )
    assert not Change.objects.filter(act="edit").exists()


def test_an_edit_is_checked_as_a_whole() -> None:
    """Narrowing alone names no desk; widening alone would pass the event."""
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    made = going(events.event(officer), officer)
    with pytest.raises(OpennessRefused):
        edit_participation(
            participation=made, edition=1, visibility="restricted", by=officer, **DASHBOARD
        )
    made.refresh_from_db()
    assert (made.visibility, made.edition) == ("staff", 1)


@pytest.mark.parametrize("act", ["edit", "withdraw"])
def test_who_read_an_older_state_overwrites_nothing(act: str) -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer)
    edit_participation(participation=made, edition=1, part="speaks", by=officer, **DASHBOARD)
    with pytest.raises(ChangedMeanwhile) as refused:
        touch(act, made, officer)
    assert refused.value.current == {"edition": 2}
    made.refresh_from_db()
    assert (made.part, made.withdrawn_at) == ("speaks", None)


def test_withdrawing_needs_a_reason_keeps_the_row_and_ends_it() -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer)
    acts = {"participation": made, "edition": 1, "by": officer, **DASHBOARD}
    with pytest.raises(ParticipationRefused) as refused:
        withdraw_participation(reason=" ", **acts)
    assert refused.value.field == "reason"
    withdraw_participation(reason="The visit is off.", **acts)
    made.refresh_from_db()
    assert made.withdrawn_at == cast.NOW
    assert not Participation.objects.standing().exists()
    assert Change.objects.get(act="withdraw").note == "The visit is off."
    with pytest.raises(ParticipationRefused):
        withdraw_participation(reason="Again.", **{**acts, "edition": 2})


def test_nobody_is_entered_at_an_archived_event() -> None:
    head = cast.coordinator()
    made = events.event(head)
    archive_event(event=made, reason="Entered twice.", by=head, **DASHBOARD)
    with pytest.raises(EventRefused) as refused:
        going(made, head)
    assert refused.value.code == "archived"


@pytest.mark.parametrize(
    "wrong",
    [
        {"visibility": "public"},
        {"part": "sings"},
        {"level": "emperor"},
        {"post": ""},
        {"drafting": False},
    ],
)
def test_the_database_refuses_what_the_operation_would(wrong: dict[str, Any]) -> None:
    officer = cast.officer()
    made = going(events.event(officer), officer, drafting=True, drafting_desk=cast.desk())
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=made.pk).update(**wrong)


def test_the_event_and_its_public_entry_stay_as_they_were() -> None:
    record = Record()
    event = record.event()
    before = (event.edition, event.sequence, component(event).revision, public_feed())
    going(event, record.officer, at=cast.NOW + timedelta(minutes=5))
    event.refresh_from_db()
    after = (event.edition, event.sequence, component(event).revision, public_feed())
    assert before == after
    assert not Change.objects.filter(kind=ItemKind.EVENT, item=event.uuid, act="edit").exists()


# My events


def mine(user: Any) -> set[Event]:
    return set(Event.objects.visible_to(user).mine(user))


def test_my_events_are_those_that_my_desk_leads_or_drafts_for() -> None:
    desk, law = cast.desk(), cast.desk("law", "Law desk")
    officer, lawyer = cast.officer(desk=desk), cast.officer("lawyer", desk=law)
    led, drafted, other = (events.event(officer) for _ in range(3))
    going(led, officer, lead_desk=desk)
    going(drafted, officer, lead_desk=desk, drafting=True, drafting_desk=law)
    going(drafted, officer, lead_desk=desk, post="Ambassador")
    assert mine(officer) == {led, drafted}
    assert mine(lawyer) == {drafted}
    assert other not in mine(officer)
    assert mine(cast.reader("of no desk")) == set()
    assert set(Event.objects.mine(AnonymousUser())) == set()


def test_one_that_is_withdrawn_or_not_to_be_seen_makes_an_event_nobodys() -> None:
    desk, law = cast.desk(), cast.desk("law", "Law desk")
    both = cast.officer(desk=desk)
    both.desks.add(law)
    lawyer = cast.officer("lawyer", desk=law)
    event, other = events.event(both), events.event(both)
    gone = going(event, both, lead_desk=desk)
    withdraw_participation(participation=gone, edition=1, reason="Off.", by=both, **DASHBOARD)
    going(other, both, lead_desk=desk, visibility="restricted", desks=[desk])
    Participation.objects.filter(event=other).update(lead_desk=law)
    assert mine(both) == {other}
    assert mine(lawyer) == set()


def test_only_published_events_are_mine_and_a_duplicate_stands_for_its_successor() -> None:
    desk = cast.desk()
    head = cast.coordinator(desk=desk)
    archived, twice, stays = (events.event(head) for _ in range(3))
    for each in (archived, twice):
        going(each, head)
    events.move(twice, EventStatus.SUPERSEDED, by=head, superseded_by=stays)
    archive_event(event=archived, reason="Not ours.", by=head, **DASHBOARD)
    archived.refresh_from_db()
    assert archived.record == RecordStatus.ARCHIVED
    assert mine(head) == {stays}
