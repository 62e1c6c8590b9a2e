"""Any text gives a valid file with the same text back, and nothing that could end a line."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from monitor.ical import (
    EventEntry,
    Link,
    TaskEntry,
    Venue,
    as_busy,
    clean,
    clean_line,
    render_event,
    render_task,
    with_reminders,
)

MOMENT = datetime(2025, 11, 19, 9, tzinfo=UTC)
DAY = date(2025, 11, 24)
# All of Unicode, lone surrogates too, and often what breaks files.
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("\r\n\x00\\;,:\"'\u2028\u2029\u202e\u0085\ufeff\x7fN é🇲🇦ا"),
    ),
    max_size=120,
)


def event(summary: str, description: str, place: str) -> EventEntry:
    return EventEntry(
        uid="3b7a0b6e-6c1c-4a51-9c5f-0a3d8a1f8b11",
        revised_at=MOMENT,
        start=DAY,
        end=DAY + timedelta(days=1),
        summary=summary,
        language="en",
        status="CONFIRMED",
        description=description,
        location=place,
        categories=(summary,),
        contact=place,
        links=(Link("https://example.org/a", summary),),
        groups=(place,),
        venue=Venue("5a7a0b6e-6c1c-4a51-9c5f-0a3d8a1f8b12", place),
    )


def sound(body: bytes) -> str:
    """The unfolded text of a component none of whose lines is broken."""
    text = body.decode()
    assert not set(text) & set("\x00\x0b\x0c\x85\u2028\u2029\u202a\u202e\u2066\x7f")
    assert text.endswith("\r\n")
    for line in text.split("\r\n")[:-1]:
        assert "\r" not in line
        assert "\n" not in line
        assert len(line.encode()) <= 75
    return text.replace("\r\n ", "")


@given(TEXTS, TEXTS, TEXTS)
def test_an_event_s_words_come_back_as_they_were(title: str, words: str, place: str) -> None:
    body = render_event(event(title, words, place))
    sound(body)
    read = icalendar.Event.from_ical(body)
    assert str(read.get("SUMMARY", "")) == clean_line(title)
    assert str(read.get("DESCRIPTION", "")) == clean(words)
    assert str(read.get("LOCATION", "")) == clean_line(place)


@given(TEXTS, TEXTS)
def test_reminders_and_a_blocked_time_are_added_without_touching_the_words(
    title: str, words: str
) -> None:
    body = as_busy(with_reminders(render_event(event(title, words, "")), [14, 1, 0]))
    sound(body)
    read = icalendar.Event.from_ical(body)
    assert str(read.get("SUMMARY", "")) == clean_line(title)
    assert str(read.get("DESCRIPTION", "")) == clean(words)
    assert [str(alarm.get("DESCRIPTION", "")) for alarm in read.walk("VALARM")] == [
        clean_line(title)
    ] * 3
    assert read["TRANSP"] == "OPAQUE"
    assert read["X-MICROSOFT-CDO-BUSYSTATUS"] == "BUSY"


@given(TEXTS, TEXTS)
def test_a_task_s_words_come_back_as_they_were(title: str, words: str) -> None:
    entry = TaskEntry(
        uid="3b7a0b6e-6c1c-4a51-9c5f-0a3d8a1f8b11",
        revised_at=MOMENT,
        due=DAY,
        summary=title,
        language="en",
        description=words,
    )
    body = with_reminders(render_task(entry), [7])
    sound(body)
    read = icalendar.Todo.from_ical(body)
    assert str(read.get("SUMMARY", "")) == clean_line(title)
    assert str(read.get("DESCRIPTION", "")) == clean(words)
    [alarm] = read.walk("VALARM")
    assert alarm["TRIGGER"].params["RELATED"] == "END"
