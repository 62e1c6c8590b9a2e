"""Writing documents, their texts and passages: one function for each act."""

from monitor.sources.operations.documents import create_document, edit_document
from monitor.sources.operations.fields import DocumentFields
from monitor.sources.operations.passages import find_words, quote
from monitor.sources.operations.publishing import archive_document, ask_public, make_public
from monitor.sources.operations.texts import add_version

__all__ = [
    "DocumentFields",
    "add_version",
    "archive_document",
    "ask_public",
    "create_document",
    "edit_document",
    "find_words",
    "make_public",
    "quote",
]
