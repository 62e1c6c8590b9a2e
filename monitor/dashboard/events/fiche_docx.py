"""The fiche as a Word file: the same words as the page, ours without serifs, sources' with them."""

import re
from datetime import UTC, datetime
from io import BytesIO

from django.utils.translation import get_language_info, pgettext
from docx import Document
from docx.document import Document as DocumentFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from monitor.dashboard.events.fiche import Fiche, Part, Row, Said
from monitor.dashboard.events.fiche_words import headings, more_words, quoted, when_words

OURS, THEIRS = "Arial", "Georgia"
# What XML 1.0 (2.2) has no place for.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fiche_file(fiche: Fiche, *, address: str, language: str, at: datetime) -> bytes:
    """The bytes of the file. `language` of our words; `at` stands in it as its date."""
    writer = _Writer(language)
    writer.about(fiche, at)
    words = headings()
    writer.line(f"{fiche.event.ref} · {fiche.status}", size=8.5)
    writer.line(fiche.heading, size=15, bold=True, language=fiche.language)
    writer.line(when_words(fiche), size=10.5, bold=True)
    if fiche.when is not None:
        writer.said(fiche.when)
    if fiche.summary:
        writer.line(fiche.summary)
    for term in fiche.terms:
        writer.named(term.name, " ".join(part for part in (term.value, term.note) if part))
    writer.part(words["going"], fiche.going, pgettext("fiche", "Nobody of ours is entered."))
    writer.part(words["calls"], fiche.calls, pgettext("fiche", "Nothing in the record."))
    if fiche.pledges is not None:
        writer.part(words["pledges"], fiche.pledges, pgettext("fiche", "Nothing in the record."))
    writer.part(words["statements"], fiche.statements, "")
    writer.part(words["points"], fiche.points, pgettext("fiche", "None."))
    writer.line(
        pgettext("fiche", "As of %(day)s. As seen by: %(who)s. %(address)s")
        % {"day": fiche.as_of, "who": fiche.sight, "address": address},
        size=7.5,
    )
    return writer.saved()


class _Writer:
    """A document of one page, A4, in the direction of its language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rtl = _is_rtl(language)
        self.file: DocumentFile = Document()
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(14)
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = OURS, Pt(8.5)

    def about(self, fiche: Fiche, at: datetime) -> None:
        """What the file says of itself, and nobody's name."""
        core = self.file.core_properties
        core.title = _xml(f"{fiche.event.ref} {fiche.heading}")[:255]
        core.author = core.last_modified_by = core.comments = ""
        core.language = self.language
        core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None)

    def line(
        self, text: str, *, size: float = 8.5, bold: bool = False, language: str = ""
    ) -> Paragraph:
        made = self._paragraph()
        self._run(made, text, language or self.language, size=size, bold=bold)
        return made

    def named(self, name: str, value: str) -> None:
        made = self._paragraph()
        self._run(made, f"{name}: ", self.language, bold=True)
        self._run(made, value, self.language)

    def said(self, said: Said) -> None:
        """Exact words in their own language, and their source in ours."""
        made = self._paragraph(indent=True)
        self._run(made, quoted(said), said.language or self.language, font=THEIRS)
        if said.source:
            self._run(made, f" ({said.source})", self.language, size=7.5)

    def part(self, title: str, part: Part, nothing: str) -> None:
        """A heading with its rows; left out where there is nothing and nothing to say of it."""
        if not part.rows and not nothing:
            return
        heading = self.file.add_heading(level=2)
        self._set(heading, before=4)
        self._run(heading, title, self.language, size=9.5, bold=True)
        if not part.rows:
            self.line(nothing)
        for row in part.rows:
            self._row(row)
        if part.more:
            self.line(more_words(part.more))

    def saved(self) -> bytes:
        held = BytesIO()
        self.file.save(held)
        return held.getvalue()

    def _row(self, row: Row | Said | str) -> None:
        if isinstance(row, Said):
            self.said(row)
        elif isinstance(row, str):
            self.line(f"– {row}")
        else:
            made = self._paragraph()
            self._run(made, f"{row.ref} ", self.language, bold=True)
            self._run(made, row.title, row.language)
            self._run(made, f" · {row.about}", self.language, size=7.5)
            if row.said is not None:
                self.said(row.said)

    def _paragraph(self, *, indent: bool = False) -> Paragraph:
        made = self.file.add_paragraph()
        self._set(made, indent=indent)
        return made

    def _set(self, made: Paragraph, *, before: float = 0, indent: bool = False) -> None:
        form = made.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(1.5), 1.0
        if indent:
            form.left_indent = Mm(4)
        if self.rtl:
            # The schema has an order: the direction stands before the spacing.
            made._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no other way to it
                OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc"
            )

    def _run(
        self,
        made: Paragraph,
        text: str,
        language: str,
        *,
        size: float = 8.5,
        bold: bool = False,
        font: str = OURS,
    ) -> Run:
        run = made.add_run(_xml(text))
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no other way to it
        properties.get_or_add_rFonts().set(qn("w:cs"), font)
        properties.append(_element("w:szCs", val=str(round(size * 2))))
        if _is_rtl(language):
            properties.append(OxmlElement("w:rtl"))
            properties.append(_element("w:lang", bidi=language))
        else:
            properties.append(_element("w:lang", val=language))
        return run


def _element(name: str, **attributes: str) -> OxmlElement:  # type: ignore[valid-type]  # a function by its signature, a class by use
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _is_rtl(language: str) -> bool:
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
