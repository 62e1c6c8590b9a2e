"""Choosing the exact words of a document that an item rests on.

How another form takes it over:

    class CommitmentForm(PassageChoice, forms.Form):
        passage_required = True                     # the default

    form = CommitmentForm(request.POST or None, user=request.user,
                          initial=passage_initial(request.user, request.GET))
    if form.is_valid():
        passage = form.quoted(at=timezone.now())    # a Passage; None if none was given
        draft_commitment(passage=passage, ...)

and its template: `{% include "dashboard/documents/_pick.html" %}`, which takes `form`.

The page of a document links to such a form with ?document=D-1&text=3&start=10&end=52, from which
`passage_initial` makes the words; a person without script writes the document's reference and
pastes the words. Words that stand in the text more than once come back as `form.places`, drawn as a
choice with what stands around each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, User
from monitor.sources.models import Document, DocumentVersion, Passage, Voice
from monitor.sources.operations import find_words, quote
from monitor.sources.queries import document_by_ref
from monitor.sources.text import LONGEST_WORDS, occurrences, paragraphs

AROUND = 60
_MISSING = {
    "passage_document": pgettext_lazy("form error", "Say in which document the words stand."),
    "passage_words": pgettext_lazy("form error", "Paste the exact words from its text."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the words stand; `value` is what the form posts for it."""

    value: str
    version: DocumentVersion
    start: int
    end: int
    paragraph: int

    @property
    def before(self) -> str:
        """What stands before the words, from the paragraph's start or an ellipsis on."""
        text = self.version.text
        line = text.rfind("\n", 0, self.start) + 1
        first = max(self.start - AROUND, line)
        return ("…" if first > line else "") + text[first : self.start]

    @property
    def words(self) -> str:
        return self.version.text[self.start : self.end]

    @property
    def after(self) -> str:
        """What stands after the words, to the paragraph's end or an ellipsis."""
        text = self.version.text
        line_end = text.find("\n", self.end)
        line_end = len(text) if line_end < 0 else line_end
        last = min(self.end + AROUND, line_end)
        return text[self.end : last] + ("…" if last < line_end else "")


class PassageChoice(forms.Form):
    """The fields of a passage; see the module for how a form takes them over."""

    passage_required = True

    passage_document = forms.CharField(
        label=pgettext_lazy("field", "Document"),
        help_text=pgettext_lazy("help", "Its reference, such as D-7."),
        max_length=20,
        required=False,
    )
    passage_words = forms.CharField(
        label=pgettext_lazy("field", "Exact words"),
        help_text=pgettext_lazy(
            "help",
            "Copied from the document’s text: they are looked up there, and kept as it has them.",
        ),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    passage_place = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    passage_voice = forms.ChoiceField(
        label=pgettext_lazy("field", "Whose words"),
        choices=Voice.choices,
        initial=Voice.OWN,
        required=False,
    )
    passage_reporter = forms.CharField(
        label=pgettext_lazy("field", "As reported by"),
        help_text=pgettext_lazy(
            "help", "Who reports the words, where they are not the document’s."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, said in _MISSING.items() if self.passage_required else ():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = str(said)
        # Where the words stand more than once: drawn as a choice.
        self.places: list[Place] = []
        self.place: Place | None = None

    @property
    def several_texts(self) -> bool:
        """Whether the places are in more than one text of the document."""
        return len({place.version.pk for place in self.places}) > 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"passage_document", "passage_words"}:
            return cleaned
        words = cleaned.get("passage_words", "")
        ref = cleaned.get("passage_document", "")
        if not words and not (self.passage_required or ref):
            return cleaned
        document = self._document(ref)
        if document is not None:
            self._find(document, words, cleaned.get("passage_place", ""))
        return cleaned

    def quoted(self, *, at: datetime) -> Passage | None:
        """The passage chosen, made if it is new; None where the form has none.

        Call it on a valid form only. Raises PassageRefused.
        """
        if self.place is None:
            return None
        return quote(
            version=self.place.version,
            start=self.place.start,
            end=self.place.end,
            voice=self.cleaned_data.get("passage_voice") or Voice.OWN,
            reporter=self.cleaned_data.get("passage_reporter", ""),
            by=self.user,
            at=at,
        )

    def _document(self, ref: str) -> Document | None:
        if not ref:
            self.add_error("passage_document", str(_MISSING["passage_document"]))
            return None
        document = document_by_ref(self.user, ref)
        if document is None or document.record == RecordStatus.ARCHIVED:
            self.add_error(
                "passage_document",
                pgettext("form error", "There is no document “%(ref)s”.") % {"ref": ref},
            )
            return None
        return document

    def _find(self, document: Document, words: str, chosen: str) -> None:
        if not words.strip():
            self.add_error(
                "passage_words",
                pgettext("form error", "Paste the exact words from the text of %(ref)s.")
                % {"ref": document.ref},
            )
            return
        self.place = _chosen(document, words, chosen)
        if self.place is not None:
            return
        places = places_of(document, words)
        if len(places) == 1:
            self.place = places[0]
            return
        self.places = places
        self.add_error(
            "passage_words",
            pgettext("form error", "These words stand in %(ref)s more than once: choose which.")
            % {"ref": document.ref}
            if places
            else _not_there(document),
        )


def passage_initial(user: User, query: Mapping[str, str]) -> dict[str, str]:
    """The form's first values from ?document=D-1&text=3&start=10&end=52, as far as they hold.

    `text` is the key of the document's text (its first one if absent); `start` and `end` are code
    points, half open. What does not fit the text, or may not be seen, is left out.
    """
    document = document_by_ref(user, query.get("document", ""))
    if document is None:
        return {}
    initial = {"passage_document": document.ref}
    numbers = [query.get(name, "") for name in ("start", "end")]
    versions = document.versions.order_by("pk")
    if query.get("text", "").isdecimal():
        versions = versions.filter(pk=int(query["text"][:18]))
    version = versions.first()
    if version is None or not all(number.isdecimal() and len(number) < 10 for number in numbers):
        return initial
    start, end = map(int, numbers)
    words = version.text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start < end:
        initial["passage_words"] = words.strip()
        initial["passage_place"] = _value(version, start, end)
    return initial


def places_of(document: Document, words: str) -> list[Place]:
    """Where `words` stand in the texts of `document`, in order of text and place."""
    return [
        _place(version, start, end)
        for version in document.versions.order_by("pk")
        for start, end in find_words(version, words)
    ]


def _chosen(document: Document, words: str, value: str) -> Place | None:
    """The place that `value` names, if the words stand exactly there."""
    parts = value.split(":")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
        return None
    key, start, end = map(int, parts)
    version = document.versions.filter(pk=key).first()
    if version is None or (0, end - start) not in occurrences(version.text[start:end], words):
        return None
    return _place(version, start, end)


def _place(version: DocumentVersion, start: int, end: int) -> Place:
    before = sum(1 for paragraph in paragraphs(version.text) if paragraph.start <= start)
    return Place(_value(version, start, end), version, start, end, before)


def _value(version: DocumentVersion, start: int, end: int) -> str:
    return f"{version.pk}:{start}:{end}"


def _not_there(document: Document) -> str:
    if not document.versions.exists():
        return pgettext(
            "form error",
            "%(ref)s is a reference: no text of it is in the record. Add its text first.",
        ) % {"ref": document.ref}
    return pgettext(
        "form error",
        "These words do not stand in the text of %(ref)s. Copy them from its page; leave out what "
        "you added or shortened.",
    ) % {"ref": document.ref}
