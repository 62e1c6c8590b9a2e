from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitor.accounts.models import User
from monitor.actors.models import Actor, Place
from monitor.changes.item import Door
from monitor.events import operations
from monitor.events.models import DateClaim, Event, EventMove
from monitor.events.workflow import EventStatus
from monitor.sources import operations as documents
from monitor.sources.models import Document
from tests import cast
from tests.factories import commitments, events, sources

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}
PLEDGE = "Morocco will host the 2025 General Assembly of Interpol in Marrakech."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(event: Event, user: User) -> str:
    answer = signed_in(user).get(f"/events/{event.ref}/")
    assert answer.status_code == 200
    return answer.content.decode()


def post(user: User, address: str, **data: Any) -> Any:
    return signed_in(user).post(address, data)


def place(name: str) -> Place:
    return Place.objects.create(code=name.lower(), name_en=name, visibility="public")


def public(officer: User, head: User, **fields: Any) -> Event:
    """A public event that rests on a public document with the words of a pledge."""
    version = sources.article(officer, text=PLEDGE, publisher="The Gazette", title="Rabat calls")
    documents.ask_public(document=version.document, by=officer, **DASHBOARD)
    documents.make_public(document=version.document, by=head, **DASHBOARD)
    words = sources.passage(
        version,
        "will host the 2025 General Assembly of Interpol",
        by=officer,
        voice="reported",
        reporter="Omar Kadiri",
    )
    made = events.event(officer, passage=words, title="General Assembly", **fields)
    events.claim(made, "2025", words="2025", note="", document=version.document, by=officer)
    operations.ask_public(event=made, by=officer, **DASHBOARD)
    operations.make_public(event=made, by=head, **DASHBOARD)
    made.refresh_from_db()
    return made


# The page


def test_the_page_shows_the_standing_date_and_keeps_the_words_of_the_older_source() -> None:
    officer = cast.officer()
    made = events.event(officer, title="General Assembly")
    events.claim(made, "2025", words="the 2025 General Assembly", by=officer)
    events.claim(made, "2025-11-24/2025-11-27", by=officer, at=cast.NOW + timedelta(hours=1))
    text = page(made, cast.reader())
    assert '<span class="event-date">24–27 November 2025</span>' in text
    assert '<q class="words" dir="auto">the 2025 General Assembly</q>' in text
    assert text.count(">Shown</span>") == 1


def test_a_year_is_shown_as_a_year_with_its_day_open() -> None:
    officer = cast.officer()
    text = page(events.dated(officer, "2025"), officer)
    assert '<span class="event-date">2025</span>' in text
    assert "year, day open" in text
    assert "January" not in text


def test_sources_that_disagree_are_said_to() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    events.claim(made, "2026-03", by=officer)
    assert "Sources disagree: A person’s own knowledge gives Mar 2026." in page(made, officer)


def test_our_note_on_the_words_stands_beside_them() -> None:
    officer = cast.officer()
    version = sources.article(officer)
    made = events.event(officer)
    operations.mention(
        event=made,
        passage=sources.passage(version, "improve border management", by=officer),
        note="The press release has the adoption first.",
        by=officer,
        **DASHBOARD,
    )
    text = page(made, officer)
    assert "<mark>improve border management</mark>" in text
    assert "Our note: The press release has the adoption first." in text


def test_a_newer_official_source_is_flagged_beside_a_persons_choice() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    chosen = made.current_claim
    post(
        officer,
        f"/events/{made.ref}/date/choose/",
        claim=chosen.pk,
        edition=made.edition,
    )
    events.claim(
        made,
        "2026",
        by=officer,
        at=cast.NOW + timedelta(hours=1),
        document=events.notice(officer, title="Note"),
    )
    text = page(made, officer)
    assert "A newer official source gives another date: 2026 (Note)." in text
    assert "chosen by a person" in text


def test_the_cable_line_says_all_on_one_line() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = public(officer, head, place=place("Marrakech"))
    client = signed_in(officer)
    line = client.get(f"/events/{made.ref}/").context["cable"]
    assert line.startswith(
        "General Assembly, 2025 (day open), Marrakech. Mentioned. "
        "“will host the 2025 General Assembly of Interpol” (The Gazette, Rabat calls). As of "
    )
    assert line.endswith(f"{made.ref}.")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("edtf", "linked"), [("", False), ("2025", False), ("2025-11", True), ("2025-11-24", True)]
)
def test_the_calendar_file_is_linked_only_where_there_is_one(edtf: str, linked: bool) -> None:
    officer = cast.officer()
    made = events.dated(officer, edtf)
    file = f"/events/{made.ref}.ics"
    assert (file in page(made, officer)) is linked
    assert (signed_in(officer).get(file).status_code == 200) is linked


def test_a_confirmed_event_of_the_past_asks_whether_it_was_held() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2023-12-07", status="confirmed")
    text = page(made, officer)
    assert "Did it take place?" in text
    assert "Passed: held?" in text
    assert f"/events/{made.ref}/move/held/" in text


def test_who_reads_sees_no_act_and_who_drafts_sees_the_moves() -> None:
    officer = cast.officer()
    made = events.event(officer)
    assert "/move/" not in page(made, cast.reader())
    assert "/edit/" not in page(made, cast.reader("other"))
    text = page(made, officer)
    assert f"/events/{made.ref}/move/confirmed/" in text
    assert 'aria-disabled="true"' in text  # superseding is a Coordinator's
    assert 'aria-disabled="true"' not in page(made, cast.coordinator())


def test_a_need_that_a_document_of_the_event_meets_is_ticked_with_its_name() -> None:
    officer = cast.officer()
    press = events.event(officer, documents=[sources.document(officer)])
    official = events.event(officer, documents=[events.notice(officer, symbol="S/2025/1")])
    needed = "An official document: a notice, invitation or decision"
    assert f"{needed}: D-" not in page(press, officer)
    assert f"{needed}: D-2 S/2025/1" in page(official, officer)


@pytest.mark.parametrize("role", [cast.reader, cast.verifier, cast.coordinator, cast.administrator])
def test_a_restricted_event_is_absent_for_everybody_outside_its_desk(role: Any) -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    made = events.event(officer, visibility="restricted", desks=[desk])
    assert page(made, officer)
    assert signed_in(role("someone")).get(f"/events/{made.ref}/").status_code == 404


def test_a_source_that_one_may_not_see_takes_its_words_with_it() -> None:
    desk = cast.desk()
    officer, outsider = cast.officer(desk=desk), cast.officer("outsider")
    note = events.notice(officer, title="Note verbale")
    made = events.event(officer)
    events.claim(made, "2025-11-24", words="the twenty-fourth", document=note, by=officer)
    events.move(made, EventStatus.CONFIRMED, by=officer, document=note)
    Document.objects.filter(pk=note.pk).update(visibility="restricted")
    note.desks.add(desk)
    for hidden in ("the twenty-fourth", "Note verbale"):
        assert hidden in page(made, officer)
        assert hidden not in page(made, outsider)


def test_a_commitment_that_one_may_not_see_is_absent_from_its_event() -> None:
    officer = cast.officer()
    made = events.event(officer)
    draft = commitments.draft(officer, event=made)
    assert draft.ref in page(made, officer)
    assert draft.ref not in page(made, cast.reader())


def test_parts_and_the_whole_lead_to_one_another() -> None:
    officer = cast.officer()
    whole = events.event(officer)
    part = events.event(officer, parent=whole)
    assert f"/events/{part.ref}/" in page(whole, officer)
    assert f"/events/{whole.ref}/" in page(part, officer)


def test_the_page_asks_as_much_of_the_database_with_two_claims_as_with_twenty() -> None:
    officer = cast.officer()
    client = signed_in(officer)

    def filled(number: int) -> int:
        made = events.event(officer)
        for index in range(number):
            version = sources.article(officer, text=f"{made.ref} number {index}: words of weight.")
            words = sources.passage(version, "words of weight", by=officer)
            operations.mention(event=made, passage=words, by=officer, **DASHBOARD)
            events.claim(made, f"2025-11-{index + 1:02d}", passage=words, by=officer)
            events.event(officer, parent=made)
            moved = EventStatus.TENTATIVE if made.status == "cancelled" else EventStatus.CANCELLED
            events.move(made, moved, by=officer)
        client.get(f"/events/{made.ref}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/events/{made.ref}/").status_code == 200
        return len(captured)

    assert filled(2) == filled(20)


# Adding and editing


def added(**data: Any) -> dict[str, Any]:
    return {
        "kind": "meeting",
        "title": "Council debate",
        "language": "en",
        "status": "mentioned",
        "visibility": "staff",
        **data,
    }


def test_an_event_is_added_with_its_words_and_its_date_in_one_form() -> None:
    officer = cast.officer()
    version = sources.article(officer, text=PLEDGE)
    Actor.objects.create(kind="state", code="MAR", name_en="Morocco", name_ar="المغرب")
    answer = post(
        officer,
        "/events/add/",
        **added(
            passage_document=version.document.ref,
            passage_words="will host the 2025 General Assembly of Interpol",
            passage_voice="own",
            date_words="2025",
            participants="المغرب",
        ),
    )
    made = Event.objects.get()
    assert answer.url == f"/events/{made.ref}/"
    assert made.mentions.get().passage.exact == "will host the 2025 General Assembly of Interpol"
    assert (made.edtf, made.current_claim.words) == ("2025", "2025")
    assert [actor.code for actor in made.participants.all()] == ["MAR"]


def test_the_form_begins_with_the_words_marked_in_the_document() -> None:
    officer = cast.officer()
    version = sources.article(officer, text=PLEDGE)
    start = PLEDGE.index("will host")
    client = signed_in(officer)
    answer = client.get(
        "/events/add/", {"document": version.document.ref, "start": start, "end": start + 9}
    )
    assert answer.context["form"]["passage_words"].value() == "will host"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "turned \u202e round"}, "title"),
        ({"participants": "Atlantis"}, "participants"),
        ({"documents": "D-99"}, "documents"),
        ({"documents": ""}, "documents"),
        ({"parent": "E-99"}, "parent"),
        ({"date_words": "24/11/2025"}, "date_words"),
        ({"kind": "party"}, "kind"),
        ({"status": "held"}, "status"),
        ({"ordinal": "4"}, "series"),
        ({"visibility": "restricted"}, "desks"),
    ],
)
def test_a_form_that_can_not_be_saved_says_where_and_keeps_what_was_typed(
    wrong: dict[str, str], field: str
) -> None:
    officer = cast.officer()
    given = added(documents=events.notice(officer).ref, summary="Long thought about.")
    answer = post(officer, "/events/add/", **{**given, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Long thought about." in answer.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", [cast.reader, cast.administrator])
@pytest.mark.parametrize("name", ["event_add", "event_edit", "event_date", "event_words"])
def test_who_does_not_draft_gets_no_form(role: Any, name: str) -> None:
    made = events.event(cast.officer())
    args = [] if name == "event_add" else [made.number]
    client = signed_in(role("someone"))
    assert client.get(reverse(f"dashboard:{name}", args=args)).status_code == 403
    assert client.post(reverse(f"dashboard:{name}", args=args)).status_code == 403


def test_an_edit_is_saved() -> None:
    officer = cast.officer()
    made = events.event(officer, title="Debate")
    address = f"/events/{made.ref}/edit/"
    form = signed_in(officer).get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    answer = post(officer, address, **{**data, "title": "Open debate"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.title, made.documents.count(), made.edition) == ("Open debate", 1, 2)


def test_a_concurrent_edit_shows_both_values_and_a_second_save_is_knowing() -> None:
    first, second = cast.officer("first"), cast.officer("second")
    made = events.event(first, title="Debate")
    address = f"/events/{made.ref}/edit/"
    form = signed_in(second).get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    operations.edit_event(event=made, edition=1, title="Theirs", by=first, **DASHBOARD)
    answer = post(second, address, **{**data, "title": "Mine"})
    assert answer.status_code == 422
    assert answer.context["rows"] == [{"name": "Title", "theirs": "Theirs", "yours": "Mine"}]
    assert "first" in answer.content.decode()
    again = {**data, "title": "Mine", "edition": answer.context["form"]["edition"].value()}
    assert post(second, address, **again).status_code == 302
    made.refresh_from_db()
    assert made.title == "Mine"


def test_words_found_twice_are_asked_about_and_then_added() -> None:
    officer = cast.officer()
    version = sources.article(officer, text="The debate began. The debate ended.")
    made = events.event(officer)
    address = f"/events/{made.ref}/words/"
    given = {"passage_document": version.document.ref, "passage_words": "The debate"}
    answer = post(officer, address, **given, note="Twice.")
    places = answer.context["form"].places
    assert (answer.status_code, len(places)) == (422, 2)
    post(officer, address, **given, note="Twice.", passage_place=places[1].value)
    assert made.mentions.get().passage.start == 18


# Dates


def claimed(**data: Any) -> dict[str, Any]:
    return {"words": "24–27 November 2025", "note": "Heard by telephone.", **data}


def test_the_words_are_read_and_kept() -> None:
    officer = cast.officer()
    made = events.event(officer)
    assert post(officer, f"/events/{made.ref}/date/", **claimed()).status_code == 302
    claim = made.claims.get()
    assert (claim.edtf, claim.words, claim.how) == (
        "2025-11-24/2025-11-27",
        "24–27 November 2025",
        "days as written",
    )


def test_how_words_are_read_is_shown_before_anything_is_saved() -> None:
    officer = cast.officer()
    made = events.event(officer)
    answer = post(officer, f"/events/{made.ref}/date/", **claimed(read="1"))
    assert answer.status_code == 200
    assert "Read as 24–27 Nov 2025 (days as written)." in answer.content.decode()
    assert not DateClaim.objects.exists()


@pytest.mark.parametrize(
    ("basis", "edtf"), [("stated", "[2023-12-04..2023-12-10]"), ("inferred", "")]
)
def test_this_week_counts_from_a_stated_day_and_never_from_an_inferred_one(
    basis: str, edtf: str
) -> None:
    officer = cast.officer()
    source = sources.document(officer, published_edtf="2023-12-08", published_basis=basis)
    made = events.event(officer, source=source)
    given = {"words": "this week", "document": source.ref}
    assert post(officer, f"/events/{made.ref}/date/", **given).status_code == 302
    assert made.claims.get().edtf == edtf


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "24/11/2025"}, "words"),
        ({"words": "some time"}, "words"),
        ({"words": ""}, "words"),
        ({"edtf": "2025-02-30"}, "edtf"),
        ({"start_time": "9 o'clock"}, "start_time"),
        ({"words": "24 November 2025", "start_time": "09:00", "zone": "Mars/Base"}, "zone"),
        ({"words": "November 2025", "start_time": "09:00", "zone": "UTC"}, "start_time"),
        ({"other_document": "D-99"}, "other_document"),
        ({"note": ""}, "document"),
    ],
)
def test_a_date_that_can_not_be_kept_says_where_and_keeps_what_was_typed(
    wrong: dict[str, str], field: str
) -> None:
    officer = cast.officer()
    made = events.event(officer)
    answer = post(officer, f"/events/{made.ref}/date/", **{**claimed(), **wrong})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert field in form.errors
    assert form["words"].value() == {**claimed(), **wrong}["words"]
    assert not DateClaim.objects.exists()


def test_words_without_a_date_are_kept_when_asked_for() -> None:
    officer = cast.officer()
    made = events.event(officer)
    given = claimed(words="in due course", undated="on")
    assert post(officer, f"/events/{made.ref}/date/", **given).status_code == 302
    assert (made.claims.get().edtf, made.claims.get().words) == ("", "in due course")


def test_a_choice_among_dates_on_an_older_page_is_refused() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025")
    wide, edition = made.current_claim, made.edition
    events.claim(made, "2025-11", by=officer)
    answer = post(officer, f"/events/{made.ref}/date/choose/", claim=wide.pk, edition=edition)
    assert answer.status_code == 409
    made.refresh_from_db()
    assert made.edtf == "2025-11"


# Moves


def test_a_move_is_made_with_a_document_of_the_event() -> None:
    officer = cast.officer()
    source = events.notice(officer)
    made = events.event(officer, source=source)
    address = f"/events/{made.ref}/move/confirmed/"
    seen = signed_in(officer).get(address).context["form"].initial["seen_status"]
    answer = post(officer, address, seen_status=seen, document=source.ref)
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.status, made.moves.first().document) == ("confirmed", source)


def test_a_move_without_what_it_needs_keeps_the_reason_and_says_what() -> None:
    officer = cast.officer()
    made = events.event(officer, documents=[sources.document(officer)])
    answer = post(
        officer,
        f"/events/{made.ref}/move/confirmed/",
        seen_status="mentioned",
        document="D-1",
        reason="As the embassy says.",
    )
    assert answer.status_code == 422
    assert "not marked as issued by the body" in answer.content.decode()
    assert "As the embassy says." in answer.content.decode()
    assert made.moves.count() == 1


def test_a_move_from_a_status_that_is_gone_is_refused_and_the_reason_kept() -> None:
    officer = cast.officer()
    made = events.event(officer, source=events.notice(officer))
    events.move(made, EventStatus.TENTATIVE, by=officer)
    answer = post(
        officer,
        f"/events/{made.ref}/move/cancelled/",
        seen_status="mentioned",
        document="D-1",
        reason="Called off.",
    )
    assert answer.status_code == 422
    assert "after you opened it" in answer.content.decode()
    assert "Called off." in answer.content.decode()
    assert EventMove.objects.filter(to="cancelled").count() == 0


def test_an_address_of_a_move_that_the_table_has_not_changes_nothing() -> None:
    officer = cast.officer()
    made = events.event(officer)
    answer = post(
        officer,
        f"/events/{made.ref}/move/mentioned/",
        seen_status="mentioned",
        document="D-1",
        reason="Back.",
    )
    assert answer.status_code == 409
    assert "Back." in answer.content.decode()
    assert made.moves.count() == 1
    assert signed_in(officer).get(f"/events/{made.ref}/move/nonsense/").status_code == 404


@pytest.mark.parametrize("role", [cast.reader, cast.administrator])
def test_who_does_not_draft_moves_nothing(role: Any) -> None:
    made = events.event(cast.officer())
    answer = post(
        role("someone"), f"/events/{made.ref}/move/held/", seen_status="mentioned", document="D-1"
    )
    assert answer.status_code == 403
    assert made.moves.count() == 1


def test_a_contributor_supersedes_nothing_and_a_coordinator_does_and_undoes() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made, other = events.event(officer), events.event(officer)
    given = {"seen_status": "mentioned", "superseded_by": other.ref, "reason": "Entered twice."}
    address = f"/events/{made.ref}/move/superseded/"
    assert post(officer, address, **given).status_code == 403
    assert post(head, address, **given).status_code == 302
    made.refresh_from_db()
    assert made.superseded_by == other
    assert other.ref in page(made, officer)
    assert post(officer, f"/events/{made.ref}/act/restore/", reason="No.").status_code == 403
    assert post(head, f"/events/{made.ref}/act/restore/", reason="No.").status_code == 302
    made.refresh_from_db()
    assert made.status == "mentioned"


# Opening


def test_four_eyes_open_an_event_and_the_first_pair_alone_does_not() -> None:
    head, other = cast.coordinator(), cast.coordinator("other")
    source = events.notice(head)
    documents.ask_public(document=source, by=head, **DASHBOARD)
    documents.make_public(document=source, by=other, **DASHBOARD)
    made = events.event(head, source=source)
    assert post(head, f"/events/{made.ref}/act/ask-public/").status_code == 302
    refused = post(head, f"/events/{made.ref}/act/make-public/")
    assert refused.status_code == 422
    assert "another person makes it public" in refused.content.decode()
    assert Client().get(f"/e/{made.ref}/").status_code == 404
    assert post(other, f"/events/{made.ref}/act/make-public/").status_code == 302
    assert Client().get(f"/e/{made.ref}/").status_code == 200


def test_asking_while_a_source_is_staff_only_names_the_source() -> None:
    officer = cast.officer()
    made = events.event(officer)
    answer = post(officer, f"/events/{made.ref}/act/ask-public/")
    assert answer.status_code == 422
    assert "D-1" in answer.content.decode()


# The public page


def test_the_public_page_shows_words_voice_and_source_and_no_staff_link() -> None:
    officer, head = cast.officer("o.ficer"), cast.coordinator()
    made = public(officer, head)
    text = Client().get(f"/e/{made.ref}/").content.decode()
    assert "<mark>will host the 2025 General Assembly of Interpol</mark>" in text
    assert "as reported by Omar Kadiri, in The Gazette" in text
    assert '<span class="event-date">2025</span>' in text
    for inside in ("/events/", "/documents/", "/commitments/", "o.ficer", "csrfmiddlewaretoken"):
        assert inside not in text


def test_the_public_page_is_the_same_for_staff() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = public(officer, head)
    assert "/edit/" not in signed_in(head).get(f"/e/{made.ref}/").content.decode()


def test_every_event_that_is_not_public_is_a_404_without_sign_in() -> None:
    officer, head = cast.officer(), cast.coordinator()
    staff = events.event(officer)
    shown = public(officer, head)
    operations.archive_event(event=shown, reason="Twice.", by=head, **DASHBOARD)
    for ref in (staff.ref, shown.ref, "E-99"):
        assert Client().get(f"/e/{ref}/").status_code == 404


def test_the_public_page_leaves_out_our_notes() -> None:
    officer, head = cast.officer(), cast.coordinator()
    made = public(officer, head)
    events.claim(made, "2025", words="2025, we hear", note="Told by a colleague.", by=officer)
    text = Client().get(f"/e/{made.ref}/").content.decode()
    assert "Told by a colleague." not in text


def test_staff_pages_ask_for_sign_in_and_lead_back() -> None:
    made = events.event(cast.officer())
    answer = Client().get(f"/events/{made.ref}/")
    assert answer.status_code == 302
    assert parse_qs(urlparse(answer.url).query) == {"next": [f"/events/{made.ref}/"]}


def test_the_history_tells_moves_and_other_acts_in_the_order_in_which_they_came() -> None:
    officer = cast.officer(first_name="Amina", last_name="Idrissi")
    made = events.event(officer)
    events.claim(made, "2025", words="2025", by=officer)
    events.move(made, EventStatus.TENTATIVE, by=officer, reason="By letter.")
    operations.edit_event(
        event=made, edition=made.edition, title="Renamed", by=officer, **DASHBOARD
    )
    entries = signed_in(officer).get(f"/events/{made.ref}/").context["entries"]
    assert [entry.what for entry in entries] == [
        "Edited: Title",
        "Mentioned → Tentative",
        "Date recorded",
        "Entered as “Mentioned”",
    ]
    assert entries[1].why.startswith("By letter. · D-2 ")
    assert {entry.who for entry in entries} == {"Amina Idrissi, dashboard"}


def test_the_ways_back_from_cancelled_say_that_they_revive_it_and_ask_for_a_notice() -> None:
    officer = cast.officer()
    made = events.dated(officer, "2025-11-24")
    for status in (EventStatus.TENTATIVE, EventStatus.CANCELLED):
        events.move(made, status, by=officer)
    text = page(made, officer)
    assert "Revive as tentative" in text
    assert "Revive as confirmed" in text
    answer = post(
        officer,
        f"/events/{made.ref}/move/confirmed/",
        seen_status="cancelled",
        other_document=events.notice(officer).ref,
        reason="It takes place after all.",
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.status, made.cancelled_on) == ("confirmed", None)


def test_my_events_stand_in_the_navigation() -> None:
    officer = cast.officer()
    assert 'href="/events/mine/"' in page(events.event(officer), officer)
