"""Documents, texts and passages of the tests, made through the operations."""

from datetime import datetime
from itertools import count
from typing import Any

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.sources.models import Document, DocumentVersion, Passage, Voice
from monitor.sources.operations import create_document, find_words, quote
from tests.cast import NOW

SAID = (
    "The Council calls on all Member States to improve border management.\n\n"
    "It also urged Member States to strengthen their capacities and to share what they know.\n"
)
_numbers = count(1)


def document(by: User, *, text: str | None = None, at: datetime = NOW, **fields: Any) -> Document:
    """A document; with `text` None a reference without text."""
    given = {
        "kind": "news_article",
        "title": f"Article {next(_numbers)}",
        "language": "en",
        "visibility": "staff",
        **fields,
    }
    return create_document(text=text, by=by, at=at, via=Door.DASHBOARD, **given)


def article(by: User, *, text: str = SAID, **fields: Any) -> DocumentVersion:
    """The one text of a new document. A text stands once in the record: give each its own."""
    return document(by, text=text, **fields).versions.get()


def passage(
    version: DocumentVersion,
    words: str,
    *,
    by: User,
    voice: str = Voice.OWN,
    reporter: str = "",
    at: datetime = NOW,
) -> Passage:
    """The passage of these words, which stand once in the text."""
    [(start, end)] = find_words(version, words)
    return quote(
        version=version, start=start, end=end, voice=voice, reporter=reporter, by=by, at=at
    )
