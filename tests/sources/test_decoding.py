import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.sources.decoding import NotText, Why, decode

WORDS = "L’été à Genève: العربية — “quoted”."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-8"),
    ],
)
def test_a_text_is_read_by_its_mark_which_is_no_part_of_it(mark: bytes, encoding: str) -> None:
    read = decode(mark + WORDS.encode(encoding), language="fr")
    assert (read.text, read.encoding, read.guessed) == (WORDS, encoding, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_sixteen_bits_without_a_mark_are_known_by_their_zeros(encoding: str) -> None:
    read = decode("A plain text without a mark.".encode(encoding), language="en")
    assert (read.text, read.guessed) == ("A plain text without a mark.", True)


@pytest.mark.parametrize(
    ("language", "encoding", "words"),
    [("fr", "cp1252", "L’été"), ("ar", "cp1256", "العربية"), ("ru", "cp1251", "Совет")],
)
def test_an_old_encoding_is_guessed_by_the_language(
    language: str, encoding: str, words: str
) -> None:
    read = decode(words.encode(encoding), language=language)
    assert (read.text, read.encoding, read.guessed) == (words, encoding, True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.4", Why.FORMAT),
        (b"PK\x03\x04rest", Why.FORMAT),
        (b"\x00\x01\x02\x03", Why.BINARY),
        (codecs.BOM_UTF8 + b"\xff", Why.BROKEN),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", Why.BROKEN),
        (b"caf\x81", Why.BROKEN),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: Why) -> None:
    with pytest.raises(NotText) as refused:
        decode(data, language="en")
    assert refused.value.why is why


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["en", "ar", "ru"]))
def test_any_bytes_are_read_or_refused(data: bytes, language: str) -> None:
    try:
        outcome: object = decode(data, language=language).text
    except NotText as refused:
        outcome = refused.why
    assert isinstance(outcome, str | Why)
