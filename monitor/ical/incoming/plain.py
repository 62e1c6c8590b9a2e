"""Text of strangers as plain text: unescaped, without markup, cleaned.

Markup is taken out by one pass of our own: the standard library's parser takes the square of the
length on some input, and raises on a long number in a character reference.
"""

import html
import re
from binascii import a2b_qp

from monitor.ical.text import clean

_ESCAPED = re.compile(r"\\([\\;,nN\"])")
_BREAKS = {"n": "\n", "N": "\n"}
# What says that a text is markup, and not that somebody is < 5 and > 3.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|meta"
    r"|ol|p|pre|script|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?=[\s/>])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>|<[!?][^<>]*+>")
_HREF = re.compile(r"""\shref\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINES = frozenset({"br", "hr"})
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "table", "tr", "blockquote", "pre", "center", "body"}
    | {f"h{level}" for level in range(1, 7)}
)
# Their content is no text.
_HIDDEN = frozenset({"script", "style", "head", "title"})
_BLANKS = re.compile(r"[ \t\n\u00a0]+")
# Where something between two blanks fell out.
_TWO = re.compile(r" {2,}")
_EDGES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def unescaped(value: str) -> str:
    r"""A TEXT value as text (RFC 5545, 3.3.11); ``\"``, which some write, too."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: _BREAKS.get(match[1], match[1]), value)


def unquoted(value: str, charset: str) -> str:
    """A quoted-printable value of vCalendar 1.0 as text, its line breaks as they stand."""
    raw = a2b_qp(value.encode("utf-8", "replace"))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(charset, "replace")


def is_markup(text: str) -> bool:
    """Whether the text is HTML."""
    return "<" in text and _MARKUP.search(text) is not None


def without_markup(text: str) -> tuple[str, list[str]]:
    """HTML as cleaned plain text, and the addresses it links to, as they stand there.

    An address that its words do not show stands behind them in brackets.
    """
    parts: list[str] = []
    links: list[str] = []
    at, hidden, href, words = 0, "", "", 0
    for tag in _TAG.finditer(text):
        if not hidden:
            parts.append(_BLANKS.sub(" ", text[at : tag.start()]))
        at = tag.end()
        name = (tag[2] or "").lower()
        if hidden:
            hidden = "" if tag[1] and name == hidden else hidden
        elif name in _HIDDEN:
            hidden = "" if tag[1] or tag[3].endswith("/") else name
        elif name == "a":
            if href and _shown(href) not in _shown("".join(parts[words:])):
                parts.append(f" ({href})")
            found = None if tag[1] else _HREF.search(tag[3])
            href = _resolved(found[1].strip("\"'")).strip() if found else ""
            # A list of a million links would make each a search through all words before it.
            words = len(parts)
            if href:
                links.append(href)
        elif name in _LINES or name in _BLOCKS:
            parts.append("\n- " if name == "li" and not tag[1] else "\n")
    if not hidden:
        parts.append(_BLANKS.sub(" ", text[at:]))
    plain = clean(_resolved("".join(parts)).replace("\u00a0", " "))
    plain = _EDGES.sub("\n", _TWO.sub(" ", plain))
    return _EMPTY_LINES.sub("\n\n", plain).strip(), links


def _shown(text: str) -> str:
    """An address as it is compared with the words that stand for it."""
    return text.removeprefix("mailto:").removesuffix("/").strip()


def _resolved(text: str) -> str:
    """The text with its character references resolved; those in reach, the rest as they stand."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
