import gzip

import pytest

from monitor.ical.incoming import LONGEST_LINE, MOST_BYTES, Kind, read_calendar
from tests.ical.incoming.files import calendar, event, kinds

FILE = calendar(*event("SUMMARY:Außenrat"))


def summary(data, **more):
    (found,) = read_calendar(data, **more).events
    return found.summary


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + FILE,
        FILE.decode().encode("utf-16"),
        b"\xff\xfe" + FILE.decode().encode("utf-16-le"),
        b"\xfe\xff" + FILE.decode().encode("utf-16-be"),
        FILE.replace(b"\r\n", b"\n"),
        FILE.replace(b"\r\n", b"\r"),
        FILE.replace(b"\r\n", b"\r\r\n"),
        FILE.replace(b"\r\n", b"\r\n\r\n"),
        FILE.replace(b"\r\n", b" \r\n").replace(b"rat ", b"rat"),
        FILE.lower().replace(b"au\xc3\x9fen", b"Au\xc3\x9fen"),
        b"  " + FILE.replace(b"\r\n", b"\r\n  "),
        gzip.compress(FILE),
        gzip.compress(FILE[:50]) + gzip.compress(FILE[50:]),
        b"<p>Warning: deprecated</p>\n" + FILE,
        FILE.replace(b"BEGIN:VEVENT", b"\xef\xbb\xbfBEGIN:VEVENT"),
        FILE.rstrip(),
    ],
)
def test_a_file_is_read_however_it_is_written(data):
    assert summary(data) == "Außenrat"


@pytest.mark.parametrize(
    "data", [FILE.decode().encode("utf-16-le"), FILE.decode().encode("utf-16-be")]
)
def test_wide_characters_without_a_mark_are_recognised(data):
    assert summary(data) == "Außenrat"
    assert (Kind.ENCODING, "tolerated") in kinds(read_calendar(data))


def test_a_fold_within_a_character_is_undone():
    assert summary(FILE.replace(b"\xc3\x9f", b"\xc3\r\n \x9f")) == "Außenrat"


@pytest.mark.parametrize("fold", [b"\r\n ", b"\n\t", b"\r ", b"\r\n\r\n "])
def test_a_fold_is_undone(fold):
    assert summary(FILE.replace(b"rat", b"r" + fold + b"at")) == "Außenrat"


def test_a_line_that_is_not_utf8_is_read_as_western_and_costs_no_other():
    two = event("SUMMARY:Année", uid="two")
    data = calendar(*event("SUMMARY:Außenrat"), *two).replace("Année".encode(), b"Ann\xe9e")
    found = read_calendar(data)
    assert [each.summary for each in found.events] == ["Außenrat", "Année"]
    (finding,) = found.findings
    assert (finding.kind, finding.first) == (Kind.ENCODING, 13)


def test_the_encoding_that_the_server_named_is_tried():
    data = FILE.replace("Außenrat".encode(), "Γενική".encode("iso-8859-7"))
    assert summary(data, charset="ISO-8859-7") == "Γενική"


@pytest.mark.parametrize("charset", ["punycode", "utf-7", "rot13", "nonsense", "a\0b", "é", "idna"])
def test_an_encoding_that_is_none_of_text_is_not_tried(charset):
    assert summary(FILE.replace(b"\xc3\x9f", b"\xdf"), charset=charset) == "Außenrat"


def test_zero_bytes_are_left_out():
    found = read_calendar(FILE.replace(b"rat", b"r\0at").replace(b"END:V", b"END\0:V"))
    assert found.events[0].summary == "Außenrat"
    assert (Kind.NULS, "tolerated") in kinds(found)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"<html>", b"PK\3\4", b"\x1f\x8b", b"\xff\xfe", b"A:B"]
)
def test_what_is_no_calendar_is_refused(data):
    found = read_calendar(data)
    assert (Kind.NO_CALENDAR, "refused") in kinds(found) or (Kind.BAD_GZIP, "dropped") in kinds(
        found
    )
    assert not found.whole


def test_a_file_beyond_the_limit_is_refused_whole():
    found = read_calendar(FILE + b"X" * (MOST_BYTES - len(FILE)))
    assert len(found.events) == 1
    found = read_calendar(FILE + b"X" * (MOST_BYTES - len(FILE) + 1))
    assert (found.events, kinds(found)) == ((), {(Kind.TOO_LARGE, "refused")})


def test_a_small_file_that_unpacks_beyond_the_limit_is_refused():
    bomb = gzip.compress(FILE + b"\n" * MOST_BYTES)
    assert len(bomb) < 20_000
    assert kinds(read_calendar(bomb)) == {(Kind.TOO_LARGE, "refused")}
    many = gzip.compress(b"\n" * 1_000_000) * 12
    assert kinds(read_calendar(many)) == {(Kind.TOO_LARGE, "refused")}


def test_of_a_damaged_archive_what_can_be_read_is_read_and_it_is_not_whole():
    two = calendar(
        *event("SUMMARY:Außenrat"), *event(*[f"X-A:{n}" for n in range(9999)], uid="two")
    )
    found = read_calendar(gzip.compress(two)[:-4000])
    assert found.events[0].summary == "Außenrat"
    assert (Kind.BAD_GZIP, "dropped") in kinds(found)
    assert not found.whole


def test_a_line_beyond_the_limit_costs_that_line():
    long = "DESCRIPTION:" + "x" * LONGEST_LINE
    found = read_calendar(calendar(*event("SUMMARY:Short", long)))
    assert [(each.summary, each.description) for each in found.events] == [("Short", "")]
    (finding,) = found.findings
    assert (finding.kind, finding.done, finding.first) == (Kind.LONG_LINE, "dropped", 8)


def test_folds_do_not_hide_a_long_line():
    folded = "DESCRIPTION:" + "\r\n ".join(["x" * 70] * (LONGEST_LINE // 70 + 1))
    assert (Kind.LONG_LINE, "dropped") in kinds(read_calendar(calendar(*event(folded))))
