import pytest

from monitor.accounts.models import RecordStatus, Visibility
from monitor.accounts.openness import OpennessRefused, PowerRefused
from monitor.actors.models import Place
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import WordingRefused
from monitor.events.models import Event
from monitor.events.operations import (
    EventRefused,
    MoveRefused,
    create_event,
    edit_event,
    keep_series,
    mention,
)
from monitor.events.workflow import EventStatus
from tests import cast
from tests.factories import events, sources

pytestmark = pytest.mark.django_db
DASHBOARD = {"at": cast.NOW, "via": Door.DASHBOARD}


def edit(event: Event, **fields: object) -> Event:
    by = fields.pop("by", None) or cast.officer(f"editor-{event.edition}")
    edition = fields.pop("edition", event.edition)
    return edit_event(event=event, edition=edition, by=by, **DASHBOARD, **fields)


def test_an_event_stands_in_staff_calendars_from_its_first_saving() -> None:
    officer = cast.officer()
    made = events.event(officer, title="Council debate")
    assert made.ref == "E-1"
    assert made.record == RecordStatus.PUBLISHED
    assert made in Event.objects.visible_to(cast.reader())


def test_entering_is_the_first_line_of_its_history_and_of_the_log() -> None:
    officer = cast.officer()
    made = events.event(officer)
    [move] = made.moves.all()
    assert (move.frm, move.to, move.by) == ("", "mentioned", officer)
    [change] = Change.objects.of(kind=ItemKind.EVENT, uuid=made.uuid)
    assert (change.act, change.by) == ("add", "officer")


def test_an_event_of_which_nobody_spoke_is_refused() -> None:
    with pytest.raises(EventRefused) as refused:
        events.event(cast.officer(), documents=[])
    assert refused.value.field == "documents"
    assert not Event.objects.exists()


def test_the_leading_words_are_source_enough() -> None:
    officer = cast.officer()
    version = sources.article(officer)
    words = sources.passage(version, "improve border management", by=officer)
    made = events.event(officer, passage=words)
    assert made.mentions.get().leading
    assert made.moves.get().document == version.document


@pytest.mark.parametrize("status", ["held", "postponed", "cancelled", "superseded", "nonsense"])
def test_an_event_enters_only_as_mentioned_tentative_or_confirmed(status: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        events.event(cast.officer(), status=status)
    assert refused.value.field == "status"


def test_confirmed_from_the_start_needs_an_official_document() -> None:
    officer = cast.officer()
    press = sources.document(officer, official=False)
    with pytest.raises(MoveRefused, match="official document"):
        events.event(officer, status="confirmed", documents=[press])
    made = events.event(officer, status="confirmed", documents=[press, events.notice(officer)])
    assert made.status == EventStatus.CONFIRMED
    assert made.moves.get().document.official


@pytest.mark.parametrize("title", ["a\u202eb", "a\nb", "a\x07b", "", "   ", "x" * 301])
def test_a_title_that_would_mislead_or_not_fit_is_refused(title: str) -> None:
    with pytest.raises(WordingRefused) as refused:
        events.event(cast.officer(), title=title)
    assert refused.value.field == "title"
    assert not Event.objects.exists()


def test_a_reader_enters_nothing() -> None:
    source = events.notice(cast.officer())
    with pytest.raises(PowerRefused):
        events.event(cast.reader(), documents=[source])


def test_the_superuser_flag_alone_enters_nothing() -> None:
    source = events.notice(cast.officer())
    flagged = cast.person("flagged", is_superuser=True)
    with pytest.raises(PowerRefused):
        events.event(flagged, documents=[source])


def test_one_that_is_to_be_public_waits_as_staff_for_a_second_person() -> None:
    officer = cast.officer()
    made = events.event(officer, visibility="public")
    assert made.visibility == Visibility.STAFF
    assert made.public_asked_by == officer


def test_an_event_is_no_more_open_than_a_restricted_document() -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    note = events.notice(officer, visibility="restricted", desks=[desk])
    with pytest.raises(OpennessRefused, match=note.ref):
        events.event(officer, documents=[note])
    assert events.event(officer, documents=[note], visibility="restricted", desks=[desk]).pk


def test_a_document_that_one_may_not_see_does_not_exist() -> None:
    desk = cast.desk()
    insider, outsider = cast.officer("insider", desk=desk), cast.officer("outsider")
    note = events.notice(insider, visibility="restricted", desks=[desk])
    with pytest.raises(EventRefused, match="no such document"):
        events.event(outsider, documents=[note], visibility="restricted", desks=[desk])


def test_a_restricted_place_holds_the_event_back() -> None:
    desk = cast.desk()
    officer = cast.officer()
    place = Place.objects.create(code="villa", name_en="Villa", visibility="restricted")
    place.desks.add(desk)
    with pytest.raises(OpennessRefused, match="Villa"):
        events.event(officer, place=place)


def test_an_edit_changes_what_it_names_and_nothing_else() -> None:
    made = events.event(cast.officer(), title="Debate", summary="On crime.")
    edit(made, title="Open debate")
    made.refresh_from_db()
    assert (made.title, made.summary, made.edition) == ("Open debate", "On crime.", 2)
    assert Change.objects.latest("n").fields == {"title": ["Debate", "Open debate"]}


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    made = events.event(cast.officer(), title="Debate")
    edit(made, title="Debate", documents=list(made.documents.all()))
    made.refresh_from_db()
    assert made.edition == 1
    assert Change.objects.filter(item=made.uuid).count() == 1


def test_an_edit_of_an_older_edition_is_refused_with_what_stands() -> None:
    made = events.event(cast.officer(), title="Debate")
    edit(made, title="Theirs")
    with pytest.raises(ChangedMeanwhile) as refused:
        edit(made, title="Mine", edition=1, by=cast.officer("late"))
    assert refused.value.current == {"title": "Theirs"}
    made.refresh_from_db()
    assert made.title == "Theirs"


def test_a_new_place_counts_in_the_sequence_and_a_new_title_does_not() -> None:
    made = events.event(cast.officer())
    edit(made, title="Other")
    made.refresh_from_db()
    assert made.sequence == 0
    edit(made, place=Place.objects.create(code="tangier", name_en="Tangier"))
    made.refresh_from_db()
    assert made.sequence == 1


def test_an_event_is_never_part_of_itself_however_far_up() -> None:
    officer = cast.officer()
    whole = events.event(officer)
    part = events.event(officer, parent=whole)
    with pytest.raises(EventRefused) as refused:
        edit(whole, parent=part)
    assert refused.value.field == "parent"


def test_a_part_is_no_more_open_than_the_whole() -> None:
    desk = cast.desk()
    officer = cast.officer(desk=desk)
    whole = events.event(officer, visibility="restricted", desks=[desk])
    with pytest.raises(OpennessRefused, match=whole.ref):
        events.event(officer, parent=whole)


def test_a_number_stands_once_in_its_series() -> None:
    officer = cast.officer()
    series = keep_series(code="arab-police", name_en="Arab Police", by=officer, **DASHBOARD)
    events.event(officer, series=series, ordinal=47)
    with pytest.raises(EventRefused) as refused:
        events.event(officer, series=series, ordinal=47)
    assert refused.value.field == "ordinal"
    with pytest.raises(EventRefused) as refused:
        events.event(officer, ordinal=48)
    assert refused.value.field == "series"


def test_a_series_kept_twice_alike_is_one_and_logged_once() -> None:
    officer = cast.officer()
    first = keep_series(code="arab-police", name_en="Arab Police", by=officer, **DASHBOARD)
    second = keep_series(code="arab-police", name_en="Arab Police", by=officer, **DASHBOARD)
    assert first == second
    assert Change.objects.filter(kind=ItemKind.SERIES).count() == 1


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(EventRefused) as refused:
        events.event(cast.officer(), kind="party")
    assert refused.value.field == "kind"


def test_other_words_may_lead_and_the_first_stay() -> None:
    officer = cast.officer()
    version = sources.article(officer)
    first = sources.passage(version, "improve border management", by=officer)
    second = sources.passage(version, "share what they know", by=officer)
    made = events.event(officer, passage=first)
    mention(event=made, passage=second, leading=True, note="Said later.", by=officer, **DASHBOARD)
    assert [(row.passage, row.leading) for row in made.mentions.all()] == [
        (second, True),
        (first, False),
    ]


def test_an_archived_event_is_no_longer_edited() -> None:
    made = events.event(cast.officer())
    Event.objects.filter(pk=made.pk).update(record=RecordStatus.ARCHIVED)
    with pytest.raises(EventRefused, match="archived"):
        edit(made, title="Late")


def test_what_one_may_not_see_can_not_be_edited() -> None:
    desk = cast.desk()
    made = events.event(cast.officer("a", desk=desk), visibility="restricted", desks=[desk])
    with pytest.raises(EventRefused, match="no such event"):
        edit(made, title="Mine", by=cast.officer("outsider"))


def test_every_field_is_kept() -> None:
    officer = cast.officer()
    made = create_event(
        kind="summit",
        title="Sommet",
        language="fr",
        title_en="Summit",
        title_ar="قمة",
        summary="Ligne un\r\nligne deux",
        documents=[events.notice(officer)],
        by=officer,
        **DASHBOARD,
    )
    made.refresh_from_db()
    assert made.title_in("ar") == ("قمة", "ar")
    assert made.title_in("es") == ("Sommet", "fr")
    assert made.summary == "Ligne un\nligne deux"
