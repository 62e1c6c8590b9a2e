"""The forms of a document: what is known of it, and its text, pasted or uploaded."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Desk, Visibility
from monitor.changes.refusal import Refused
from monitor.dashboard.produced import FIELDS
from monitor.dates import DateRefused, read
from monitor.sources.decoding import NotText, Why, decode
from monitor.sources.models import DateBasis, Document, DocumentKind, Stage
from monitor.sources.operations import DocumentFields
from monitor.sources.text import LONGEST_TEXT, as_kept

LANGUAGES = {
    "en": pgettext_lazy("language", "English"),
    "fr": pgettext_lazy("language", "French"),
    "ar": pgettext_lazy("language", "Arabic"),
    "es": pgettext_lazy("language", "Spanish"),
    "pt": pgettext_lazy("language", "Portuguese"),
    "ru": pgettext_lazy("language", "Russian"),
    "zh": pgettext_lazy("language", "Chinese"),
    "de": pgettext_lazy("language", "German"),
    "it": pgettext_lazy("language", "Italian"),
}
# A file of text has at most four bytes for each character.
LONGEST_FILE = 4 * LONGEST_TEXT
_signer = Signer(salt="documents.file")


class DocumentForm(forms.Form):
    """What is known of a document. `fields_given` answers with the operation's arguments."""

    title = forms.CharField(label=FIELDS["title"], max_length=500)
    kind = forms.ChoiceField(
        label=FIELDS["kind"], choices=DocumentKind.choices, initial=DocumentKind.NEWS_ARTICLE
    )
    language = forms.ChoiceField(label=FIELDS["language"], initial="en")
    symbol = forms.CharField(
        label=FIELDS["symbol"],
        help_text=pgettext_lazy("help", "As the issuing body writes it: S/PRST/2023/6."),
        max_length=80,
        required=False,
    )
    publisher = forms.CharField(label=FIELDS["publisher"], max_length=200, required=False)
    url = forms.CharField(
        label=FIELDS["url"],
        max_length=1000,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    official = forms.BooleanField(
        label=FIELDS["official"],
        help_text=pgettext_lazy("help", "The Council’s own text; not a report on it by others."),
        required=False,
    )
    published_edtf = forms.CharField(
        label=FIELDS["published_edtf"],
        help_text=pgettext_lazy(
            "help", "As 8 December 2023, December 2023, or an EDTF value such as 2023-12-08."
        ),
        max_length=120,
        required=False,
    )
    published_basis = forms.ChoiceField(
        label=FIELDS["published_basis"],
        choices=[("", pgettext_lazy("date basis", "No date")), *DateBasis.choices],
        required=False,
    )
    published_note = forms.CharField(
        label=FIELDS["published_note"],
        help_text=pgettext_lazy("help", "From what it was inferred, who confirmed it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=FIELDS["note"],
        help_text=pgettext_lazy("help", "In our own words; never the publisher’s."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    visibility = forms.ChoiceField(
        label=FIELDS["visibility"], choices=Visibility.choices, initial=Visibility.STAFF
    )
    desks = forms.ModelMultipleChoiceField(
        queryset=Desk.objects.none(),
        label=FIELDS["desks"],
        help_text=pgettext_lazy("help", "Of a restricted document: who may see it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, document: Document | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs.setdefault("initial", initial_of(document))
        super().__init__(*args, **kwargs)
        self.fields["desks"].queryset = Desk.objects.all()  # type: ignore[attr-defined]  # what this field is the form knows
        languages: dict[str, Any] = dict(LANGUAGES)
        if document is not None:
            languages.setdefault(document.language, document.language)
        self.fields["language"].choices = list(languages.items())  # type: ignore[attr-defined]  # what this field is the form knows
        self.fields["visibility"].choices = _visibilities(document)  # type: ignore[attr-defined]  # what this field is the form knows

    def clean_published_edtf(self) -> str:
        """The date as EDTF, from EDTF or from words."""
        words: str = self.cleaned_data["published_edtf"]
        if not words:
            return ""
        try:
            day = read(words).date
        except DateRefused as wrong:
            raise forms.ValidationError(str(wrong.why).capitalize() + ".") from wrong
        if day is None:
            raise forms.ValidationError(
                pgettext("form error", "Give a date that does not count from another one.")
            )
        return day.edtf

    def fields_given(self) -> DocumentFields:
        """What the operations take, from a valid form."""
        given = {name: self.cleaned_data[name] for name in DocumentForm.base_fields}
        given["desks"] = list(given["desks"])
        return cast("DocumentFields", given)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field, or on top."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class TextFields(forms.Form):
    """A text, pasted or from a file. On any error a file's text is kept in the field `text`."""

    text = forms.CharField(
        label=pgettext_lazy("document field", "Text"),
        help_text=pgettext_lazy("help", "Pasted whole and unchanged; quotes are looked up in it."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    file = forms.FileField(
        label=pgettext_lazy("document field", "Or a text file"),
        help_text=pgettext_lazy(
            "help", "A .txt file. Of a PDF or Word file, save or copy the text first."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )
    stage = forms.ChoiceField(
        label=pgettext_lazy("document field", "Stage of the text"),
        choices=Stage.choices,
        initial=Stage.OFFICIAL,
        required=False,
    )
    # The hash of a file whose text now stands in the field, signed with the text's own.
    received = forms.CharField(required=False, widget=forms.HiddenInput)

    # The encoding that was guessed for a file, or "".
    guessed = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The operation names the place of a control character; the framework's check does not.
        self.fields["text"].validators = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        pasted = cleaned.get("text") or ""
        if file and pasted.strip():
            self.add_error(
                "file",
                pgettext("form error", "Either paste the text or choose a file: both are given."),
            )
        elif file:
            self._take(file, cleaned)
        return cleaned

    def text_given(self) -> str | None:
        """The text, or None where none was given."""
        text = self.cleaned_data.get("text") or ""
        return text if text.strip() else None

    def file_sha256(self) -> str:
        """The SHA-256 of the file as it came, "" where the text was typed or changed since."""
        try:
            file_hash, text_hash = _signer.unsign(self.cleaned_data.get("received", "")).split(".")
        except BadSignature:
            return ""
        return file_hash if text_hash == _hash(self.cleaned_data.get("text") or "") else ""

    def _take(self, file: "UploadedFile[bytes]", cleaned: dict[str, Any]) -> None:
        if (file.size or 0) > LONGEST_FILE:
            self.add_error(
                "file",
                pgettext("form error", "This file is longer than the longest text that fits.")
                + " "
                + pgettext("form error", "Add it in parts, each as a document of its own."),
            )
            return
        data = file.read()
        try:
            decoded = decode(data, language=str(cleaned.get("language", "")))
        except NotText as wrong:
            self.add_error("file", _why(wrong, file.name or ""))
            return
        self.guessed = decoded.encoding if decoded.guessed else ""
        cleaned["text"] = decoded.text
        signed = _signer.sign(f"{sha256(data).hexdigest()}.{_hash(decoded.text)}")
        cleaned["received"] = signed
        # What a browser does not keep, the page does: the text goes back as if it were typed.
        kept = self.data.copy()  # type: ignore[attr-defined]  # a bound form holds a QueryDict
        kept[self.add_prefix("text")] = decoded.text
        kept[self.add_prefix("received")] = signed
        self.data = kept


class AddDocumentForm(TextFields, DocumentForm):
    """A new document with its text; without one it is a reference."""

    field_order = ("text", "file", "title", "kind", "language")


class AddTextForm(TextFields):
    """Another text of a document: in another language, or at another stage."""

    language = forms.ChoiceField(label=FIELDS["language"], choices=list(LANGUAGES.items()))
    field_order = ("language", "stage", "text", "file")

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field, or on top."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class ReasonForm(forms.Form):
    """Why a document leaves the lists."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"), widget=forms.Textarea(attrs={"rows": 3})
    )


def initial_of(document: Document) -> dict[str, Any]:
    """The form's first values for a document that stands."""
    initial = {name: getattr(document, name) for name in DocumentForm.base_fields}
    initial["desks"] = [desk.pk for desk in document.desks.all()]
    return initial


def shown_values(form: forms.Form, current: Mapping[str, Any]) -> list[dict[str, str]]:
    """What stands now beside what was typed, where they differ: rows of the conflict component."""
    rows = []
    for name, theirs in current.items():
        yours = form.cleaned_data.get(name)
        if name == "desks":
            yours = sorted(desk.code for desk in yours or [])
        if name in form.fields and yours != theirs:
            rows.append(
                {
                    "name": str(FIELDS[name]),
                    "theirs": _words(name, theirs),
                    "yours": _words(name, yours),
                }
            )
    return rows


def _words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    choices: dict[str, Any] = {
        "kind": dict(DocumentKind.choices),
        "published_basis": dict(DateBasis.choices),
        "visibility": dict(Visibility.choices),
        "language": LANGUAGES,
    }.get(name, {})
    return str(choices.get(str(value), value)) or "–"


def _visibilities(document: Document | None) -> list[tuple[str, Any]]:
    """Public is asked for, never set on an edit, except where it stands."""
    if document is not None and document.visibility != Visibility.PUBLIC:
        return [choice for choice in Visibility.choices if choice[0] != Visibility.PUBLIC]
    if document is None:
        asked = pgettext_lazy("visibility", "Public, once a second person agrees")
        return [
            (value, asked if value == Visibility.PUBLIC else label)
            for value, label in Visibility.choices
        ]
    return list(Visibility.choices)


def _why(wrong: NotText, name: str) -> str:
    if wrong.why is Why.FORMAT:
        words = pgettext(
            "form error",
            "“%(name)s” is not plain text (%(form)s): save or copy its text, then paste it.",
        )
    elif wrong.why is Why.BROKEN:
        words = pgettext(
            "form error",
            "“%(name)s” is not %(form)s throughout: byte %(offset)d is not. Save it as UTF-8.",
        )
    else:
        words = pgettext(
            "form error", "“%(name)s” is no text at all: choose a .txt file, or paste the text."
        )
    return words % {"name": name, "form": wrong.form, "offset": wrong.offset + 1}


def _hash(text: str) -> str:
    return sha256(as_kept(text).encode("utf-8", "surrogatepass")).hexdigest()
