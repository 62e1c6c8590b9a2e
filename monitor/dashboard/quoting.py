"""The words a commitment rests on, in their paragraph, with who says them and where they stand."""

from dataclasses import dataclass

from django.utils.translation import get_language_info, pgettext

from monitor.commitments.models import Commitment, CommitmentPassage
from monitor.dashboard.links import document_url
from monitor.sources.models import Document, Passage, Voice
from monitor.sources.text import paragraphs

# Of a paragraph without end, this many characters stand on each side of the words.
AROUND = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """Words as a list shows them: alone, with their language and direction."""

    words: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their paragraph; `unchanged` tells whether they stand in the text as captured."""

    before: str
    words: str
    after: str
    lang: str
    dir: str
    document_url: str
    document_ref: str
    paragraph: int | None
    reported_by: str
    unchanged: bool
    start: int
    end: int
    hash: str
    role: str
    source: str


def shown(quote: CommitmentPassage) -> Shown:
    """The words of a passage for a list; does not read the text they stand in."""
    language = quote.passage.version.language
    return Shown(quote.passage.exact, language, direction(language))


def in_context(quote: CommitmentPassage) -> Quote:
    """The words marked in their paragraph; reads the whole text of the version once."""
    return passage_in_context(quote.passage, role=quote.get_role_display())


def passage_in_context(passage: Passage, *, role: str = "") -> Quote:
    """The same for words that stand in another item; `role` is what they are to it, or ""."""
    version = passage.version
    text, document = version.text, version.document
    first, last, number = _paragraph_of(text, passage)
    before, after = text[first : passage.start], text[passage.end : last]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return Quote(
        before=before,
        words=passage.exact,
        after=after,
        lang=version.language,
        dir=direction(version.language),
        document_url=document_url(document, passage),
        document_ref=f"{document.ref} {document.symbol}".strip(),
        paragraph=number,
        reported_by=reported(passage),
        unchanged=text[passage.start : passage.end] == passage.exact,
        start=passage.start,
        end=passage.end,
        hash=version.sha256,
        role=role,
        source=document.publisher or document.title,
    )


def _paragraph_of(text: str, passage: Passage) -> tuple[int, int, int | None]:
    """From the start of the passage's first paragraph to the end of its last, and its number."""
    first, last, number = passage.start, passage.end, None
    for each in paragraphs(text):
        if each.start <= passage.start < each.end:
            first, number = each.start, each.number
        if each.start < passage.end <= each.end:
            last = each.end
        if each.start >= passage.end:
            break
    return first, last, number


def reported(passage: Passage) -> str:
    """Who reports the words, where they are not the document's own; "" where they are."""
    document = passage.version.document
    publisher = document.publisher or document.title
    if passage.voice == Voice.OWN:
        return ""
    if passage.reporter and passage.reporter != Voice.NARRATOR:
        return pgettext("quote", "as reported by %(who)s, in %(publisher)s") % {
            "who": passage.reporter,
            "publisher": publisher,
        }
    return pgettext("quote", "as reported by %s") % publisher


def direction(language: str) -> str:
    """ "rtl" or "ltr" for a language code; "auto" where the code is not known."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


def source_gap(commitment: Commitment) -> str:
    """Where only reports of the words are in the record, a sentence that says so; else ""."""
    documents = Document.objects.filter(
        versions__passages__commitment_quotes__commitment=commitment
    )
    if not documents.exists() or documents.filter(official=True).exists():
        return ""
    return (
        pgettext("quote", "Only reports of these words are in the record, no text of %s itself.")
        % commitment.issuer
    )
