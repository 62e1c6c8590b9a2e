import pytest

from monitor.ical.incoming import MOST_COMPONENTS, Kind, read_calendar
from tests.ical.incoming.files import calendar, event, kinds, only, read

ONE, TWO = event("SUMMARY:First"), event("SUMMARY:Second", uid="two")


def summaries(incoming):
    return [each.summary for each in incoming.events]


def test_a_clean_file_is_whole_and_has_nothing_to_report():
    found = read(*ONE, *TWO)
    assert summaries(found) == ["First", "Second"]
    assert (found.whole, found.findings, dict(found.counts)) == (True, (), {})
    assert [(each.first_line, each.last_line) for each in found.events] == [(3, 8), (9, 14)]


def test_a_broken_event_costs_that_event_and_its_lines_are_reported():
    broken = event("DTSTART:soon", "SUMMARY:Broken", uid="broken")
    found = read(*ONE, *broken, *TWO)
    assert summaries(found) == ["First", "Second"]
    (finding,) = found.findings
    assert (finding.kind, finding.done) == (Kind.BAD_START, "dropped")
    assert (finding.first, finding.last, finding.excerpt) == (9, 14, "DTSTART:soon")
    assert found.dropped == 1
    assert finding.sentence == "The start cannot be read."


@pytest.mark.parametrize("missing", ["END:VEVENT", "END:VCALENDAR"])
def test_a_missing_end_is_taken_to_stand_where_the_next_begins(missing):
    lines = [*ONE, *TWO]
    at = lines.index(missing) if missing in lines else len(lines)
    data = calendar(*lines[:at], *lines[at + 1 :])
    if missing == "END:VCALENDAR":
        data = data.replace(b"END:VCALENDAR\r\n", b"")
    found = read_calendar(data)
    assert summaries(found) == ["First", "Second"]
    assert kinds(found) == {(Kind.MISSING_END, "tolerated")}


def test_a_file_that_was_cut_is_not_whole():
    data = calendar(*ONE, *TWO)
    cut = read_calendar(data[: data.index(b"Second") + 3])
    assert summaries(cut) == ["First", "Sec"]
    assert not cut.whole
    assert not read_calendar(data.replace(b"END:VCALENDAR\r\n", b"")).whole


def test_an_end_without_a_begin_is_passed_over():
    found = read("END:VTODO", *ONE, "END:VEVENT", *TWO)
    assert summaries(found) == ["First", "Second"]
    assert kinds(found) == {(Kind.STRAY_END, "tolerated")}


def test_several_calendars_are_read_as_one_each_with_its_zone():
    first = calendar("X-WR-TIMEZONE:Asia/Tokyo", *event("DTSTART:20250107T090000"))
    second = calendar("X-WR-TIMEZONE:Europe/Berlin", *event("DTSTART:20250107T090000", uid="two"))
    found = read_calendar(first + second)
    assert [each.zone for each in found.events] == ["Asia/Tokyo", "Europe/Berlin"]
    assert (found.zone, found.whole) == ("Asia/Tokyo", True)


def test_a_calendar_that_begins_within_another_ends_it():
    found = read(*ONE, "BEGIN:VCALENDAR", *TWO)
    assert summaries(found) == ["First", "Second"]


def test_events_outside_a_calendar_are_read_and_the_file_is_not_whole():
    found = read_calendar("\r\n".join([*ONE, *TWO]).encode())
    assert summaries(found) == ["First", "Second"]
    assert (Kind.OUTSIDE, "tolerated") in kinds(found)
    assert not found.whole


def test_alarms_are_left_out_with_all_they_say_and_reported_once():
    alarm = ["BEGIN:VALARM", "UID:alarm", "SUMMARY:Wake", "DTSTART:19990101", "END:VALARM"]
    found = read(*event(*alarm, *alarm, "SUMMARY:First", "DTSTART:20250107"))
    assert [(each.uid, each.summary) for each in found.events] == [("one", "First")]
    (finding,) = found.findings
    assert (finding.kind, finding.done, finding.excerpt) == (Kind.ALARMS, "dropped", "2 VALARM")


def test_what_lies_within_an_event_adds_nothing_to_it():
    place = ["BEGIN:VLOCATION", "UID:place", "LOCATION:Elsewhere", "END:VLOCATION"]
    assert only(*place, "LOCATION:Here").location == "Here"


def test_tasks_and_journals_are_recognised_and_reported():
    task = ["BEGIN:VTODO", "UID:task", "DUE;VALUE=DATE:20250131", "SUMMARY:Report", "END:VTODO"]
    note = ["BEGIN:VJOURNAL", "UID:note", "END:VJOURNAL"]
    found = read(*task, *note, *ONE)
    assert [(each.kind, each.uid, each.summary) for each in found.others] == [
        ("VTODO", "task", "Report"),
        ("VJOURNAL", "note", ""),
    ]
    assert f"{found.others[0].day}" == "2025-01-31"
    assert kinds(found) == {(Kind.OTHER_COMPONENT, "dropped")}


def test_a_component_of_an_unknown_kind_costs_itself():
    found = read("BEGIN:X-WHATEVER", "SUMMARY:No", "END:X-WHATEVER", *ONE)
    assert summaries(found) == ["First"]
    assert kinds(found) == {(Kind.OTHER_COMPONENT, "dropped")}


def test_nesting_without_end_is_passed_over():
    deep = [f"BEGIN:X-{n}" for n in range(5000)]
    found = read(*event(*deep, *(f"END:X-{n}" for n in reversed(range(5000))), "SUMMARY:First"))
    assert summaries(found) == ["First"]
    assert (Kind.TOO_DEEP, "dropped") in kinds(found)
    assert summaries(read(*event("SUMMARY:First", *deep), *TWO)) == ["First", "Second"]


def test_components_beyond_the_limit_are_refused_and_the_rest_is_kept():
    few = ["BEGIN:VEVENT", "DTSTART:20250107", "END:VEVENT"]
    found = read(*(few * MOST_COMPONENTS))
    assert (len(found.events), found.whole) == (MOST_COMPONENTS, True)
    found = read(*(few * (MOST_COMPONENTS + 1)))
    assert (len(found.events), found.whole) == (MOST_COMPONENTS, False)
    assert (Kind.TOO_MANY, "refused") in kinds(found)


def test_properties_beyond_the_limit_are_left_out():
    found = read(*event(*["EXDATE:20250101"] * 6000))
    assert len(found.events) == 1
    assert (Kind.TOO_MANY_LINES, "dropped") in kinds(found)


def test_of_one_kind_of_finding_only_the_first_are_kept_and_all_are_counted():
    found = read(*(["BEGIN:VEVENT", "SUMMARY:No start", "END:VEVENT"] * 500))
    assert len(found.findings) == 50
    assert found.counts[Kind.NO_START, "dropped"] == found.dropped == 500
    assert [finding.first for finding in found.findings][:2] == [3, 6]


@pytest.mark.parametrize(
    ("lines", "summary", "kind"),
    [
        (("SUMMARY:One", "SUMMARY:Two"), "One", Kind.TWICE),
        (("SUMMARY Meeting", "SUMMARY:Real"), "Real", Kind.NO_COLON),
        (("SUMMARY:A long", "title, broken"), "A long title, broken", Kind.FURTHER_LINE),
        (("SUMMARY:" + "x" * 67, "yz"), "x" * 67 + "yz", Kind.FURTHER_LINE),
        (('SUMMARY;X="a:b:Real',), "b:Real", Kind.BAD_QUOTES),
    ],
)
def test_a_mangled_line_is_read_as_well_as_can_be(lines, summary, kind):
    found = read(*event(*lines))
    assert summaries(found) == [summary]
    assert kind in {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    "line",
    [
        'SUMMARY;ALTREP="cid:x;y":Real',
        "SUMMARY;:Real",
        "SUMMARY;LANGUAGE=:Real",
        "SUMMARY;LANGUAGE:Real",
        "SUMMARY;=;;X=Y:Real",
        "SUMMARY;" + ";".join(["X=Y"] * 500) + ":Real",
        "summary:Real",
        "SUMMARY :Real",
    ],
)
def test_odd_parameters_do_no_harm(line):
    assert only(line).summary == "Real"


def test_a_misplaced_quotation_mark_does_not_cost_the_start():
    found = only('DTSTART;TZID="Europe/Berlin:20250107T090000"')
    assert f"{found.start}" == "2025-01-07 09:00:00+01:00"


def test_unknown_properties_are_passed_over_in_silence():
    found = read(*event("X-FOO;BAR=1:baz", "NEW-ONE:x", "SUMMARY:First", "TRANSP:OPAQUE"))
    assert (summaries(found), found.findings) == (["First"], ())
