"""Whether every text and passage is still what it was when it was kept."""

from collections.abc import Iterator
from hashlib import sha256

from monitor.sources.models import DocumentVersion, Passage
from monitor.sources.text import barred


def problems() -> Iterator[str]:
    """One line for each text or passage that is not as it was kept; reads text by text."""
    versions = DocumentVersion.objects.select_related("document").order_by("pk")
    for version in versions.iterator(chunk_size=10):
        yield from _of_text(version)
        for passage in Passage.objects.filter(version=version).order_by("pk").iterator():
            yield from _of_passage(passage, version.text, version.document.ref)


def _of_text(version: DocumentVersion) -> Iterator[str]:
    name = f"{version.document.ref}, {version.language}, {version.stage}"
    if sha256(version.text.encode()).hexdigest() != version.sha256:
        yield f"{name}: the text does not have its SHA-256."
    found = barred(version.text)
    if found or "\r" in version.text:
        yield f"{name}: the text holds a control character."


def _of_passage(passage: Passage, text: str, ref: str) -> Iterator[str]:
    name = f"{ref}, passage {passage.uuid} at {passage.start}–{passage.end}"
    start, end = passage.start, passage.end
    if text[start:end] != passage.exact:
        yield f"{name}: the text has other words there."
    elif not text[:start].endswith(passage.prefix) or not text[end:].startswith(passage.suffix):
        yield f"{name}: other words stand around it."
