"""Text as it may stand in an iCalendar file: cleaned, then escaped (RFC 5545, section 3.3.11)."""

import re

# What no calendar file should carry. C0 but TAB and LF, DEL and C1 are outside RFC 5545's TSAFE-
# CHAR or split lines in readers (U+0085); U+2028/9 split lines too; the bidi embeddings, overrides
# and isolates can turn a title around in a list of other people's entries; U+FEFF, the byte order
# mark, is lost by a reader; U+FFFE/F and surrogates are not XML, which CalDAV is.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\t\n ]+")


def clean(text: str) -> str:
    r"""The text without what a calendar file must not carry; CRLF and CR become LF.

    TAB, LF and the directional marks that Arabic needs (U+061C, U+200E, U+200F) stay. Idempotent.
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """The cleaned text on one line: runs of blanks, TAB and LF become one space, none at either
    end.
    """
    return _BLANKS.sub(" ", clean(text)).strip(" ")


def escaped(text: str) -> str:
    r"""The cleaned text as a TEXT value (RFC 5545, section 3.3.11): ``\\``, ``\;``, ``\,`` and
    ``\n``.

    Done here because the icalendar library takes a backslash before a capital N for a line break,
    which loses the "N" of ``C:\North``.
    """
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
