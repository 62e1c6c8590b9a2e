import pytest

from monitor.ical.incoming import Kind
from monitor.ical.incoming.plain import without_markup
from tests.ical.incoming.files import event, kinds, only, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\\, b\\; c\\\\d\\ne\\Nf", "a, b; c\\d\ne\nf"),
        ('say \\"yes\\"', 'say "yes"'),
        ("C:\\\\North", "C:\\North"),
        ("trailing \\", "trailing \\"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("<none of ours>", "<none of ours>"),
        ("a\x08b\x7fc\u202ed\u2066e\u2028f", "abcdef"),
        ("عربي\u200f نص", "عربي\u200f نص"),
    ],
)
def test_a_text_is_unescaped_and_cleaned(written, meant):
    assert only(f"DESCRIPTION:{written}").description == meant


def test_a_title_is_one_line():
    assert only("SUMMARY: A\\n title \\, long ").summary == "A title , long"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("One<br>Two<BR/>Three", "One\nTwo\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n\n- Two"),
        ("<b>Bold</b>&nbsp;text", "Bold text"),
        ("<script>alert(1)</script>Text<style>p {}</style>", "Text"),
        ("<p>Text<script>never closed", "Text"),
        ("<p>a <!-- note --> b</p>", "a b"),
        (
            "<p>5 &lt; 6 &#233; &#x202e; &#99999999999; &bogus;</p>",
            "5 < 6 é &#99999999999; &bogus;",
        ),
        ("<p onclick='x()'>a</p", "a</p"),
        ('<a href="https://example.org/x">Agenda</a>', "Agenda (https://example.org/x)"),
        ('<a href="https://example.org/">https://example.org</a>', "https://example.org"),
    ],
)
def test_markup_becomes_plain_text(written, meant):
    escaped = written.replace(";", "\\;").replace(",", "\\,")
    assert only(f"DESCRIPTION:{escaped}").description == meant


def test_markup_stands_in_where_there_is_no_plain_text():
    assert only("X-ALT-DESC;FMTTYPE=text/html:<p>Hello</p>").description == "Hello"
    assert only("X-ALT-DESC:<p>Hello</p>", "DESCRIPTION:Plain").description == "Plain"


def test_quoted_printable_text_of_old_calendars_is_read():
    lines = (
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 =",
        "au lait",
        "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab",
    )
    assert (only(*lines).summary, only(*lines).description) == ("Café au lait", "a\nb")


def test_a_text_beyond_the_limit_is_cut():
    found = read(*event("DESCRIPTION:" + "x" * 60_000, "SUMMARY:" + "y" * 2000))
    assert (len(found.events[0].description), len(found.events[0].summary)) == (50_000, 1000)
    assert kinds(found) == {(Kind.TEXT_CUT, "tolerated")}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org/a?b=c,d;e#f", "https://example.org/a?b=c,d;e#f"),
        ("HTTP://example.org", "http://example.org"),
        ("<https://example.org/>", "https://example.org/"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://example.org/", ""),
        ("https://un.org@evil.example/", ""),
        ("https://[/", ""),
        ("https:///", ""),
        ("//example.org", ""),
        ("mailto:<x>@y", ""),
        ('https://example.org/"onclick="x', "https://example.org/%22onclick=%22x"),
        ("https://example.org/\\x", ""),
        ("https://" + "x" * 3000, ""),
        ("https://" + "é" * 200 + "/", ""),
    ],
)
def test_only_links_to_pages_and_mail_are_kept(written, kept):
    found = read(*event(f"URL:{written}"))
    assert found.events[0].url == kept
    assert ((Kind.BAD_LINK, "dropped") in kinds(found)) == (not kept)


def test_links_come_from_attachments_conferences_and_markup_each_once():
    found = only(
        "URL:https://example.org/",
        "ATTACH;FMTTYPE=application/pdf:https://example.org/a.pdf",
        "ATTACH:https://example.org/",
        "CONFERENCE;VALUE=URI:https://meet.example.org/1",
        "DESCRIPTION:<a href='javascript:x'>a</a><a href='https://example.org/a.pdf'>b</a>",
        "X-ALT-DESC:<a href='https://other.example.org/'>not read</a>",
    )
    assert found.links == ("https://meet.example.org/1", "https://example.org/a.pdf")


def test_a_file_within_an_event_is_left_out():
    found = read(*event("ATTACH;VALUE=BINARY;ENCODING=BASE64:" + "QUJD" * 1000))
    assert found.events[0].links == ()
    assert kinds(found) == {(Kind.INLINE_DATA, "dropped")}


@pytest.mark.parametrize(
    "text",
    [
        "<" * 60_000,
        "<a" * 30_000,
        "<a" + "b" * 60_000,
        "<!--" * 15_000,
        "<a href=" * 7_000,
        '<a href="' * 7_000,
        "<a href='x'>" * 5_000,
        "<script>" * 7_000,
        "&" * 60_000,
        "&#" + "9" * 60_000 + ";",
        "<p>" + "&amp;" * 12_000,
        "<li>" * 15_000,
    ],
)
def test_no_markup_is_too_much(text):
    plain, links = without_markup(text)
    assert len(plain) <= len(text) + 20_000
    assert len(links) <= len(text)
