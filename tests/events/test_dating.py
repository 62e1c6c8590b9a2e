from datetime import date, time, timedelta

import pytest

from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import WordingRefused
from monitor.dates import parse, read
from monitor.events.models import DateClaim
from monitor.events.operations import ClaimRefused, choose_claim, claim_date
from tests import cast
from tests.factories import events

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}
LATER = cast.NOW + timedelta(hours=1)


def test_the_year_of_the_article_gives_way_to_the_days_of_a_later_source_and_stays() -> None:
    officer = cast.officer()
    made = events.event(officer)
    events.claim(made, "2025", words="2025", by=officer)
    assert (made.earliest, made.latest, made.exact) == (date(2025, 1, 1), date(2025, 12, 31), False)
    events.claim(made, "2025-11-24/2025-11-27", by=officer, at=LATER)
    assert (made.earliest, made.latest, made.exact) == (
        date(2025, 11, 24),
        date(2025, 11, 27),
        True,
    )
    assert {claim.edtf for claim in made.claims.all()} == {"2025", "2025-11-24/2025-11-27"}


def test_a_new_date_counts_in_the_sequence_and_the_same_date_again_does_not() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025")
    assert made.sequence == 1
    events.claim(made, "2025", by=officer, at=LATER)
    assert made.sequence == 1
    events.claim(made, "2025-11", by=officer, at=LATER)
    assert made.sequence == 2


def test_a_new_time_of_the_same_day_counts_in_the_sequence() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    events.claim(made, "2025-11-24", by=officer, start_time=time(9), zone="Africa/Casablanca")
    assert made.sequence == 2
    assert made.current_claim.start_time == time(9)


def test_words_that_wait_for_a_publication_date_are_kept_without_a_day() -> None:
    officer = cast.officer()
    made = events.event(officer)
    reading = read("this week")
    claim_date(
        event=made,
        words=reading.words,
        date=reading.date,
        how=reading.how,
        needs=reading.needs or "",
        note="From the article.",
        by=officer,
        **DASHBOARD,
    )
    made.refresh_from_db()
    assert (made.edtf, made.earliest, made.sequence) == ("", None, 0)
    assert made.current_claim.needs == "publication date"


def test_a_choice_stands_against_a_newer_official_source() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    choose_claim(
        event=made, claim=made.current_claim, edition=made.edition, by=officer, **DASHBOARD
    )
    events.claim(made, "2026", by=officer, at=LATER, document=events.notice(officer))
    assert made.edtf == "2025-11-24"
    choose_claim(event=made, claim=None, edition=made.edition, by=officer, **DASHBOARD)
    made.refresh_from_db()
    assert (made.edtf, made.claim_chosen) == ("2026", False)


def test_a_choice_on_what_was_changed_since_is_refused() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025")
    read_at = made.edition
    wide = made.current_claim
    events.claim(made, "2025-11", by=officer, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        choose_claim(event=made, claim=wide, edition=read_at, by=officer, **DASHBOARD)
    made.refresh_from_db()
    assert made.edtf == "2025-11"


def test_the_date_of_another_event_is_not_chosen() -> None:
    officer = cast.officer()
    one, other = events.dated(officer, "2025"), events.dated(officer, "2026")
    with pytest.raises(ClaimRefused):
        choose_claim(
            event=one, claim=other.current_claim, edition=one.edition, by=officer, **DASHBOARD
        )


def test_a_claim_takes_mark_and_day_of_its_document() -> None:
    officer = cast.officer()
    made = events.event(officer)
    notice = events.notice(officer, published_edtf="2025-11-02", published_basis="stated")
    claim = events.claim(made, "2025-11-24", by=officer, document=notice, note="")
    assert (claim.official, claim.said_on) == (True, date(2025, 11, 2))


def test_a_document_of_an_unknown_day_gives_no_day() -> None:
    officer = cast.officer()
    made = events.event(officer)
    notice = events.notice(officer, published_edtf="2025-11", published_basis="stated")
    assert events.claim(made, "2025-11-24", by=officer, document=notice).said_on is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"edtf": "2025-02-30"}, "edtf"),
        ({"edtf": "soon"}, "edtf"),
        ({"note": ""}, "document"),
        ({"official": True}, "document"),
        ({"zone": "Mars/Base", "start_time": time(9)}, "zone"),
        ({"start_time": time(9)}, "zone"),
        ({"end_time": time(9), "zone": "UTC"}, "start_time"),
        ({"edtf": "2025-11", "start_time": time(9), "zone": "UTC"}, "start_time"),
        ({"start_time": time(9), "end_time": time(8), "zone": "UTC"}, "end_time"),
    ],
)
def test_a_claim_that_says_nothing_sure_is_refused(fields: dict[str, object], field: str) -> None:
    officer = cast.officer()
    made = events.event(officer)
    given = {"words": "24 November", "edtf": "2025-11-24", "note": "Heard.", **fields}
    with pytest.raises(ClaimRefused) as refused:
        claim_date(event=made, by=officer, **DASHBOARD, **given)
    assert refused.value.field == field
    assert not DateClaim.objects.exists()


@pytest.mark.parametrize("words", ["", "24\u202e November", "x" * 301])
def test_words_that_would_mislead_are_refused(words: str) -> None:
    officer = cast.officer()
    with pytest.raises(WordingRefused) as refused:
        events.claim(events.event(officer), "2025", words=words, by=officer)
    assert refused.value.field == "words"


def test_a_restricted_note_dates_no_staff_event() -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    made = events.event(officer)
    note = events.notice(officer, visibility="restricted", desks=[desk])
    with pytest.raises(OpennessRefused, match=note.ref):
        events.claim(made, "2025", by=officer, document=note)


def test_a_reader_dates_nothing() -> None:
    made = events.event(cast.officer())
    with pytest.raises(PowerRefused):
        events.claim(made, "2025", by=cast.reader())


def test_the_log_says_from_which_date_to_which() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025")
    events.claim(made, "2025-11", words="November", by=officer, at=LATER)
    change = Change.objects.latest("n")
    assert (change.act, change.fields, change.note) == (
        "claim_date",
        {"date": ["2025", "2025-11"]},
        "November",
    )


def test_a_date_already_read_is_kept_as_it_was_read() -> None:
    officer = cast.officer()
    made = events.event(officer)
    claim = claim_date(
        event=made,
        words="by the end of 2027",
        date=parse("[..2027-12-31]"),
        note="Heard.",
        by=officer,
        **DASHBOARD,
    )
    assert (claim.edtf, claim.earliest, claim.latest) == (
        "[..2027-12-31]",
        None,
        date(2027, 12, 31),
    )
