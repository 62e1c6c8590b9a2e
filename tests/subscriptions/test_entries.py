from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.events.models import Event
from monitor.events.workflow import EventStatus
from monitor.ical import EventEntry, render_event
from monitor.subscriptions.entries import deadline_entry, event_entry
from monitor.subscriptions.queries import deadlines_to_render, events_to_render
from tests import cast
from tests.factories import events
from tests.subscriptions.record import LATER, Record, component, public_feed, shown

pytestmark = pytest.mark.django_db


def entry(event: Event, language: str = "en") -> EventEntry | None:
    return event_entry(
        events_to_render().get(pk=event.pk), language, revised_at=cast.NOW.astimezone(UTC)
    )


@pytest.mark.parametrize(
    ("edtf", "summary", "start", "end"),
    [
        ("2025-11-24/2025-11-27", "Assembly", "20251124", "20251128"),
        ("2025-11-24", "Assembly", "20251124", "20251125"),
        ("2026-11", "? Assembly (Nov 2026\\, day open)", "20261101", "20261102"),
        (
            "[2023-12-04..2023-12-10]",
            "? Assembly (week of 4 Dec 2023\\, day open)",
            "20231204",
            "20231211",
        ),
        ("2023-12-08~", "? Assembly (about 8 Dec 2023)", "20231208", "20231209"),
        (
            "[2026-11-11..2026-11-20]",
            "? Assembly (11–20 Nov 2026\\, day open)",
            "20261111",
            "20261121",
        ),
    ],
)
def test_a_date_is_shown_no_finer_than_it_is(edtf: str, summary: str, start: str, end: str) -> None:
    found = shown(Record().event(edtf, title="Assembly"))
    assert found["SUMMARY;LANGUAGE=en"] == summary
    assert found["DTSTART;VALUE=DATE"] == start
    assert found["DTEND;VALUE=DATE"] == end
    assert found["X-COMMITMENT-MONITOR-EDTF"] == edtf


@pytest.mark.parametrize("edtf", ["2025", "202X", "[..2023-12-08]", "2026-33", "", "2025/2026"])
def test_a_date_coarser_than_a_month_stands_in_no_calendar(edtf: str) -> None:
    assert entry(Record().event(edtf)) is None


@pytest.mark.parametrize("edtf", ["2026-11", "[2023-12-04..2023-12-10]", "2023-12-08~"])
def test_an_imprecise_date_confirms_no_day(edtf: str) -> None:
    record = Record()
    found = shown(record.move(record.event(edtf), EventStatus.CONFIRMED))
    assert found["STATUS"] == "TENTATIVE"
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["X-MICROSOFT-CDO-BUSYSTATUS"] == "TENTATIVE"


@pytest.mark.parametrize(
    ("status", "written", "busy"),
    [
        (EventStatus.TENTATIVE, "TENTATIVE", "TENTATIVE"),
        (EventStatus.CONFIRMED, "CONFIRMED", "FREE"),
        (EventStatus.HELD, "CONFIRMED", "FREE"),
        (EventStatus.CANCELLED, "CANCELLED", "FREE"),
        (EventStatus.POSTPONED, "CANCELLED", "FREE"),
    ],
)
def test_the_status_is_that_of_the_table(status: EventStatus, written: str, busy: str) -> None:
    record = Record()
    found = shown(record.move(record.event("2025-11-24"), status))
    assert found["STATUS"] == written
    assert found["X-MICROSOFT-CDO-BUSYSTATUS"] == busy


def test_a_mentioned_event_is_tentative() -> None:
    assert shown(Record().event("2025-11-24"))["STATUS"] == "TENTATIVE"


def test_a_duplicate_leaves() -> None:
    record = Record()
    event, other = record.event(), record.event()
    record.move(event, EventStatus.SUPERSEDED, superseded_by=other)
    assert bytes(component(event).body) == b""


def test_put_off_without_a_new_date_it_is_cancelled_where_it_stood_and_says_so_first() -> None:
    record = Record()
    event = record.move(record.event("2025-11-24", title="Summit"), EventStatus.POSTPONED)
    found = shown(event)
    assert found["SUMMARY;LANGUAGE=en"] == "POSTPONED: Summit"
    assert found["DTSTART;VALUE=DATE"] == "20251124"
    assert found["DESCRIPTION;LANGUAGE=en"].startswith("New date awaited.\\n")


def test_put_off_to_a_window_it_is_tentative_there() -> None:
    record = Record()
    event = record.move(record.event("2025-11-24", title="Summit"), EventStatus.POSTPONED)
    notice = record.notice()
    events.claim(
        event, "2026-03", by=record.officer, at=LATER + timedelta(hours=1), document=notice
    )
    found = shown(event)
    assert found["SUMMARY;LANGUAGE=en"] == "POSTPONED: Summit (Mar 2026\\, day open)"
    assert found["STATUS"] == "TENTATIVE"
    assert found["DTSTART;VALUE=DATE"] == "20260301"
    assert "New date awaited" not in found["DESCRIPTION;LANGUAGE=en"]


def test_the_description_has_the_exact_words_who_says_so_the_status_and_last_the_page() -> None:
    record = Record()
    words = record.words("will host the “Assembly”; in Tangier, soon")
    event = record.event("2025-11-24", passage=words)
    found = entry(event)
    assert found is not None
    assert found.description.split("\n") == [
        "“will host the “Assembly”; in Tangier, soon”",
        "As reported by The Gazette (narrator).",
        "Date as stated: “2025-11-24”.",
        "Status: Mentioned.",
        f"http://testserver/e/{event.ref}/",
    ]


def test_a_time_stands_in_its_zone_with_its_rules_in_the_feed() -> None:
    record = Record()
    event = record.event(
        "2025-11-24", start_time=time(10), end_time=time(13), zone="America/New_York"
    )
    found = shown(event)
    assert found["DTSTART;TZID=America/New_York"] == "20251124T100000"
    assert found["DTEND;TZID=America/New_York"] == "20251124T130000"
    body = public_feed()[1]
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZID:America/New_York\r\n" in body


def test_a_time_without_an_end_lasts_an_hour_and_says_that_the_end_is_not_stated() -> None:
    record = Record()
    found = shown(record.event("2025-11-24", start_time=time(10), zone="Africa/Casablanca"))
    assert found["DTEND;TZID=Africa/Casablanca"] == "20251124T110000"
    assert "The end is not stated" in found["DESCRIPTION;LANGUAGE=en"]


def test_a_part_names_the_larger_event_only_where_that_is_public_too() -> None:
    record = Record()
    whole = record.event("2025-11-24")
    part = record.event("2025-11-24", parent=whole)
    assert shown(part)["RELATED-TO"] == str(whole.uuid)
    Event.objects.filter(pk=whole.pk).update(visibility="staff")
    found = entry(part)
    assert found is not None
    assert found.related == ()


def test_the_deadline_stands_all_day_on_its_last_possible_day() -> None:
    deadline = Record().deadline()
    found = shown(deadline)
    assert found["UID"] == str(deadline.uuid)
    assert found["SUMMARY;LANGUAGE=en"] == "Deadline: Submit the national report"
    assert found["DTSTART;VALUE=DATE"] == "20251130"
    assert found["DTEND;VALUE=DATE"] == "20251201"
    assert found["CATEGORIES"] == "DEADLINE"
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["URL"] == f"http://testserver/c/{deadline.ref}/"


def test_a_deadline_known_to_the_month_says_so() -> None:
    found = shown(Record().deadline(deadline_edtf="[..2027-12]"))
    assert found["DTSTART;VALUE=DATE"] == "20271231"
    assert (
        found["SUMMARY;LANGUAGE=en"]
        == "Deadline: Submit the national report (Dec 2027\\, day open)"
    )


@pytest.mark.parametrize(
    "changes", [{"deadline_edtf": "[..2027]"}, {"deadline_kind": "none", "deadline_edtf": ""}]
)
def test_a_deadline_known_to_the_year_or_not_stated_stands_in_no_calendar(
    changes: dict[str, str],
) -> None:
    deadline = Record().deadline(**changes)
    read = deadlines_to_render().get(pk=deadline.pk)
    assert deadline_entry(read, "en", revised_at=cast.NOW.astimezone(UTC)) is None


def test_a_deadline_that_counts_from_an_event_names_it() -> None:
    record = Record()
    event = record.event("2025-11-24")
    deadline = record.deadline(
        deadline_kind="relative", deadline_edtf="", deadline_days=90, deadline_event=event
    )
    found = shown(deadline)
    assert found["RELATED-TO"] == str(event.uuid)
    assert found["X-COMMITMENT-MONITOR-EDTF"] == "2026-02-22"


def test_nothing_of_an_assessment_is_in_a_deadline() -> None:
    body = bytes(component(Record().deadline()).body).decode().lower()
    assert "assess" not in body
    assert "percent" not in body


def test_an_entry_is_written_in_the_language_that_is_asked() -> None:
    record = Record()
    place = record.place("Tangier", name_ar="طنجة")
    found = entry(record.event("2025-11-24", place=place, title_ar="مؤتمر"), "ar")
    assert found is not None
    assert (found.summary, found.language, found.location) == ("مؤتمر", "ar", "طنجة")


def test_control_and_direction_characters_never_reach_a_feed() -> None:
    record = Record()
    event = record.event("2025-11-24", title="Plain")
    Event.objects.filter(pk=event.pk).update(title="Sum\u202emit\x07\u2028END:VEVENT")
    found = entry(Event.objects.get(pk=event.pk))
    assert found is not None
    body = render_event(found).decode()
    assert not set(body) & set("\u202e\x07\u2028")
    assert body.count("\r\nEND:VEVENT") == 1


def test_the_moment_of_the_last_change_is_written_in_utc() -> None:
    found = entry(Record().event("2025-11-24"))
    assert found is not None
    assert found.revised_at == datetime(2025, 11, 19, 9, tzinfo=UTC)
