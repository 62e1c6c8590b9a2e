"""The seed: the source article's record, loaded through the operations, once or many times."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.events.models import DateClaim, Event
from monitor.events.operations import edit_event
from monitor.sources.models import Document
from tests import cast
from tests.intake.files import copied, load, respell


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The seed loaded once for the module; each test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.BASE_DIR / "seeds")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(once: None, db: None, tmp_path: Path) -> Path:
    """The seeded record, and a copy of its files that a test may correct or spoil."""
    return copied(tmp_path)


def test_the_articles_record_stands_as_the_design_lists_it(seeded):
    counts = Counter(commitment.kind for commitment in Commitment.objects.all())
    assert counts == {"call": 4, "pledge": 1}
    article = Document.objects.get(title__startswith="UN: Rabat")
    assert Event.objects.filter(mentions__passage__version__document=article).count() == 4


def test_each_council_call_stands_on_193_states_not_yet_assessed(seeded):
    calls = Commitment.objects.filter(issuer__code="unsc")
    assert [call.counts["not_assessed"] for call in calls] == [193, 193, 193]
    assert Obligation.objects.filter(commitment__in=calls).count() == 0


def test_the_calls_bind_the_members_on_the_inferred_date(seeded):
    call = Commitment.objects.get(number=101)
    assert (str(call.addressees_on), call.addressees_basis) == ("2023-12-08", "inferred")


def test_moroccos_own_call_is_a_position(seeded):
    assert [c.issuer.code for c in Commitment.objects.positions()] == ["MAR"]


def test_the_pledge_to_host_is_fulfilled_by_two_accounts_that_can_not_sign_in(seeded):
    proposal, confirmation = Assessment.objects.order_by("position")
    assert (proposal.act, confirmation.act) == ("propose", "confirm")
    assert Obligation.objects.get().code == "fulfilled"
    people = {proposal.by.username, confirmation.by.username}
    assert people == {"seed-recorder", "seed-checker"}
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_this_week_stays_unresolved(seeded):
    claim = DateClaim.objects.get(words="this week")
    assert (claim.edtf, claim.needs) == ("", "publication date")


def test_the_assembly_shows_the_narrower_claim_and_keeps_the_year(seeded):
    assembly = Event.objects.get(ordinal=93)
    assert assembly.edtf == "2025-11-24/2025-11-27"
    assert set(assembly.claims.values_list("edtf", flat=True)) == {"2025", assembly.edtf}


def test_the_next_assembly_has_three_claims_and_no_day(seeded):
    assembly = Event.objects.get(ordinal=94)
    assert (assembly.claims.count(), assembly.edtf, assembly.exact) == (3, "2026-11", False)


def test_the_sources_disagreement_on_the_adoption_is_kept(seeded):
    adoption = Event.objects.get(kind="adoption")
    assert "SC/15516" in adoption.mentions.get().note


def test_no_third_partys_text_is_carried(seeded):
    with_text = Document.objects.filter(versions__isnull=False)
    assert [document.publisher for document in with_text] == ["The North Africa Post"]


def test_a_second_run_changes_nothing(seeded):
    last = Change.objects.order_by("-n").values_list("n", flat=True)[0]
    report = load(seeded)
    assert (report.done, report.kept) == (Counter(), [])
    assert Change.objects.order_by("-n").values_list("n", flat=True)[0] == last


def test_a_corrected_file_changes_the_record_through_the_log(seeded):
    respell(seeded / "states.csv", "Morocco", "Kingdom of Morocco")
    load(seeded)
    assert Actor.objects.get(code="MAR").name_en == "Kingdom of Morocco"
    change = Change.objects.order_by("-n")[0]
    assert (change.via, change.fields["name_en"]) == (
        Door.SEED,
        ["Morocco", "Kingdom of Morocco"],
    )


def test_a_field_a_person_edited_is_kept_and_named(seeded):
    event = Event.objects.get(ordinal=48)
    edit_event(
        event=event,
        edition=event.edition,
        title="Ours",
        by=cast.officer(),
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    respell(seeded / "record" / "events.csv", "48th Conference", "48th Arab Conference")
    report = load(seeded)
    assert report.kept == [f"{event.ref}: title"]
    assert Event.objects.get(ordinal=48).title == "Ours"


def test_a_corrected_verb_becomes_a_proposed_change(seeded):
    path = seeded / "record" / "commitments.csv"
    respell(path, "calls on,hortatory", "requests,hortatory")
    load(seeded)
    call = Commitment.objects.get(number=101)
    assert (call.verb, call.amendments.get().terms["verb"]) == ("calls on", "requests")
