"""Drafting, publishing by a second person, and changing what is published."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from monitor.accounts.models import User
from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.actors.models import AddresseeSet, Membership
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import WordingRefused
from monitor.commitments.models import Amendment, Commitment, Obligation
from monitor.commitments.operations import (
    AmendmentRefused,
    CommitmentRefused,
    RecordRefused,
    archive_commitment,
    ask_public,
    decide_amendment,
    draft_commitment,
    edit_commitment,
    make_public,
    publish,
    quote_also,
    return_commitment,
    submit,
)
from monitor.commitments.terms import terms_of
from monitor.events.models import Event
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return cast.officer()


@pytest.fixture
def chief() -> User:
    return cast.coordinator()


def act(by: User) -> dict:
    return {"by": by, "at": cast.NOW, "via": Door.DASHBOARD}


def test_a_draft_takes_the_next_number_from_101(officer):
    assert [record.draft(officer).ref, record.draft(officer).ref] == ["C-101", "C-102"]


def test_a_call_on_a_group_binds_its_members_on_the_documents_date(officer):
    group = record.members("AAA", "BBB")
    Membership.objects.create(group=group, member=record.state("NEW"), since=date(2024, 1, 1))
    words = record.passage(
        officer,
        published_edtf="2023-12-08",
        published_earliest=date(2023, 12, 8),
        published_latest=date(2023, 12, 8),
        published_basis="inferred",
    )
    call = draft_commitment(
        terms=record.terms(addressee_group=group), passage=words, **act(officer)
    )
    assert "NEW" not in [actor.code for actor in call.duty_bearers.members()]
    assert (call.addressees_basis, call.addressees_on) == ("inferred", date(2023, 12, 8))


def test_without_a_date_todays_members_are_taken_and_marked(officer):
    call = record.draft(officer)
    assert (call.addressees_basis, call.addressees_on) == ("today", cast.TODAY)


def test_commitments_on_the_same_states_share_one_set(officer):
    record.draft(officer)
    record.draft(officer)
    assert AddresseeSet.objects.count() == 1


def test_a_pledge_binds_its_issuer(officer):
    pledge = record.draft(
        officer,
        kind="pledge",
        verb="will host",
        issuer=record.state("AAA"),
        addressee_group=None,
        addressee_words="",
    )
    assert [actor.code for actor in pledge.duty_bearers.members()] == ["AAA"]


def test_a_call_to_nobody_named_is_a_position(officer):
    record.draft(officer, addressee_group=None, addressee_words="")
    assert Commitment.objects.positions().count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "Improve\x07"}, "title"),
        ({"title": "Improve \u202e borders"}, "title"),
    ],
)
def test_a_title_no_reader_should_meet_is_refused(officer, changes, field):
    with pytest.raises(WordingRefused, check=lambda refusal: refusal.field == field):
        record.draft(officer, **changes)
    assert Commitment.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verb": "hums"}, "unknown_verb"),
        ({"strength": 0}, "no_strength"),
        ({"deadline_edtf": "2025"}, "deadline_without_kind"),
        ({"deadline_kind": "by"}, "deadline_missing"),
        ({"deadline_kind": "by", "deadline_edtf": "soon"}, "deadline_not_a_date"),
        ({"deadline_kind": "relative"}, "deadline_without_trigger"),
    ],
)
def test_terms_that_can_not_be_are_refused(officer, changes, code):
    with pytest.raises(CommitmentRefused, check=lambda refusal: refusal.code == code):
        record.draft(officer, **changes)


def test_a_deadline_of_a_year_ends_with_the_year(officer):
    call = record.draft(officer, deadline_kind="by", deadline_edtf="2025", deadline_words="2025")
    assert (call.earliest_on, call.latest_on) == (date(2025, 1, 1), date(2025, 12, 31))


def event(number: int = 1, **fields: object) -> Event:
    return Event.objects.create(
        number=number,
        kind="assembly",
        title="Assembly",
        created_at=cast.NOW,
        record="published",
        **fields,
    )


def test_a_relative_deadline_counts_from_its_event(officer):
    trigger = event(edtf="2025-11-24", earliest=date(2025, 11, 24), latest=date(2025, 11, 24))
    call = record.draft(officer, deadline_kind="relative", deadline_days=90, deadline_event=trigger)
    assert call.latest_on == date(2026, 2, 22)


def test_a_relative_deadline_without_a_dated_event_is_on_no_day(officer):
    call = record.draft(officer, deadline_kind="relative", deadline_days=90, deadline_event=event())
    assert call.latest_on is None


def test_a_pledge_to_host_is_never_due_while_its_event_stands_postponed(officer):
    put_off = event(
        edtf="2025-11-24",
        earliest=date(2025, 11, 24),
        latest=date(2025, 11, 24),
        status="postponed",
    )
    call = record.draft(officer, deadline_kind="by", deadline_edtf="2025", deadline_event=put_off)
    assert call.latest_on is None


def test_the_one_who_submitted_does_not_publish(chief):
    call = record.draft(chief)
    submit(commitment=call, **act(chief))
    with pytest.raises(RecordRefused, check=lambda refusal: refusal.code == "own_submission"):
        publish(commitment=call, **act(chief))


def test_an_officer_does_not_publish(officer, chief):
    call = record.draft(chief)
    submit(commitment=call, **act(chief))
    with pytest.raises(PowerRefused):
        publish(commitment=call, **act(officer))


def test_a_returned_draft_says_why_and_can_be_submitted_again(officer, chief):
    call = record.draft(officer)
    submit(commitment=call, **act(officer))
    with pytest.raises(RecordRefused):
        return_commitment(commitment=call, reason="", **act(chief))
    return_commitment(commitment=call, reason="Which states?", **act(chief))
    submit(commitment=call, **act(officer))
    assert publish(commitment=call, **act(chief)).record == "published"


def test_archiving_takes_a_reason(officer, chief):
    call = record.published(officer, chief)
    with pytest.raises(RecordRefused):
        archive_commitment(commitment=call, reason=" ", **act(chief))


def test_a_public_wish_starts_as_staff_and_its_document_must_be_open(officer, chief):
    call = record.draft(officer, visibility="public")
    assert call.visibility == "staff"
    submit(commitment=call, **act(officer))
    with pytest.raises(OpennessRefused, match="D-1"):
        publish(commitment=call, **act(chief))


def test_the_one_who_asked_does_not_make_it_public(officer, chief):
    call = record.published(officer, chief)
    document = call.quotes.get().passage.version.document
    document.visibility = "public"
    document.save()
    ask_public(commitment=call, **act(chief))
    with pytest.raises(RecordRefused, check=lambda refusal: refusal.code == "own_request"):
        make_public(commitment=call, **act(chief))
    other = cast.coordinator("other")
    assert make_public(commitment=call, **act(other)).visibility == "public"


def test_a_summary_takes_effect_at_once_on_a_published_commitment(officer, chief):
    call = record.published(officer, chief)
    now = replace(terms_of(call), summary="What it is about.")
    assert edit_commitment(commitment=call, terms=now, edition=call.edition, **act(officer)) is None
    assert Commitment.objects.get().summary == "What it is about."


def test_a_verb_becomes_a_proposed_change_beside_the_standing_one(officer, chief):
    call = record.published(officer, chief)
    now = replace(terms_of(call), verb="urges", strength=4)
    amendment = edit_commitment(commitment=call, terms=now, edition=call.edition, **act(officer))
    assert Commitment.objects.get().verb == "calls on"
    decide_amendment(amendment=amendment, accept=True, **act(chief))
    assert (Commitment.objects.get().verb, Commitment.objects.get().strength) == ("urges", 4)


def test_nobody_decides_their_own_proposed_change(chief, officer):
    call = record.published(officer, chief)
    now = replace(terms_of(call), verb="urges", strength=4)
    amendment = edit_commitment(commitment=call, terms=now, edition=call.edition, **act(chief))
    with pytest.raises(AmendmentRefused, check=lambda refusal: refusal.code == "own_proposal"):
        decide_amendment(amendment=amendment, accept=True, **act(chief))


def test_nothing_about_an_archived_commitment_changes(officer, chief):
    call = record.published(officer, chief)
    now = replace(terms_of(call), verb="urges", strength=4)
    waiting = edit_commitment(commitment=call, terms=now, edition=call.edition, **act(officer))
    archive_commitment(commitment=call, reason="Twice in the record.", **act(chief))
    tries = (
        partial(decide_amendment, amendment=waiting, accept=True, **act(chief)),
        partial(ask_public, commitment=call, **act(officer)),
        partial(quote_also, commitment=call, passage=record.passage(officer), **act(officer)),
        partial(edit_commitment, commitment=call, terms=now, edition=call.edition, **act(officer)),
    )
    for attempt in tries:
        with pytest.raises(CommitmentRefused, check=lambda refusal: refusal.code == "archived"):
            attempt()


def test_the_words_that_lead_are_not_quoted_again_as_others(officer):
    call = record.draft(officer)
    leading = call.quotes.get(leading=True).passage
    with pytest.raises(CommitmentRefused, check=lambda refusal: refusal.code == "leads_already"):
        quote_also(commitment=call, passage=leading, **act(officer))
    assert call.quotes.get().leading


def test_one_proposed_change_is_open_at_a_time(officer, chief):
    call = record.published(officer, chief)
    for verb in ("urges", "requests"):
        call.refresh_from_db()
        now = replace(terms_of(call), verb=verb, strength=3)
        if verb == "urges":
            edit_commitment(commitment=call, terms=now, edition=call.edition, **act(officer))
    with pytest.raises(AmendmentRefused):
        edit_commitment(commitment=call, terms=now, edition=call.edition, **act(officer))
    assert Amendment.objects.count() == 1


def test_an_edit_of_an_older_edition_shows_what_stands_now(officer):
    call = record.draft(officer)
    first = replace(terms_of(call), title="First")
    edit_commitment(commitment=call, terms=first, edition=1, **act(officer))
    with pytest.raises(ChangedMeanwhile) as lost:
        edit_commitment(
            commitment=call,
            terms=replace(first, title="Second"),
            edition=1,
            **act(cast.officer("second")),
        )
    assert lost.value.current["title"] == "First"


def test_a_state_no_longer_addressed_is_kept_and_not_counted(officer, chief):
    call = record.published(officer, chief)
    record.judge(call, officer, "announced", actor="CCC")
    call.refresh_from_db()
    fewer = replace(
        terms_of(call),
        addressee_group=None,
        addressees=(record.state("AAA"), record.state("BBB")),
    )
    amendment = edit_commitment(commitment=call, terms=fewer, edition=call.edition, **act(officer))
    decide_amendment(amendment=amendment, accept=True, **act(chief))
    call = Commitment.objects.get()
    assert (call.duty_bearer_count, call.n_announced) == (2, 0)
    assert Obligation.objects.get().code == "announced"


def test_what_one_may_not_see_does_not_exist(officer, chief):
    call = record.draft(officer)
    desk = cast.desk()
    call.desks.add(desk)
    Commitment.objects.update(visibility="restricted")
    with pytest.raises(CommitmentRefused, check=lambda refusal: refusal.code == "unknown"):
        submit(commitment=call, **act(chief))
