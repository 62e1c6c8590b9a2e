"""What an act on an event asks for: a date with its source, a move, a reason, more words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.changes.wording import LONGEST
from monitor.dashboard.events.wording import refused_date
from monitor.dashboard.forms.events import event_named, reading
from monitor.dashboard.forms.passages import PassageChoice
from monitor.dates import DateRefused, Reading, parse
from monitor.events.models import Event
from monitor.events.requirements import NEED_FIELDS
from monitor.events.workflow import Move
from monitor.sources.models import Document
from monitor.sources.queries import document_by_ref


class SourceChoice(forms.Form):
    """A document: one that the event rests on already, or another by its reference."""

    document = forms.ChoiceField(label=pgettext_lazy("field", "Source"), required=False)
    other_document = forms.CharField(
        label=pgettext_lazy("field", "Another document"),
        help_text=pgettext_lazy("help", "Its reference, such as D-7. It goes before the choice."),
        required=False,
        max_length=20,
    )
    user: User

    def offer(self, documents: Sequence[Document]) -> None:
        """Offer these documents by name."""
        none = ("", pgettext("choice", "None of these"))
        choices = [none, *((document.ref, document_label(document)) for document in documents)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]  # what this field is the form knows
        if not documents:
            self.fields["document"].widget = forms.HiddenInput()

    def clean_other_document(self) -> Document | None:
        """The document of the reference typed."""
        ref: str = self.cleaned_data["other_document"]
        if not ref.strip():
            return None
        document = document_by_ref(self.user, ref)
        if document is None:
            raise ValidationError(
                pgettext("form error", "There is no document %(refs)s. Write for example D-1.")
                % {"refs": ref}
            )
        return document

    def source(self) -> Document | None:
        """The document chosen. Of a valid form only."""
        other: Document | None = self.cleaned_data.get("other_document")
        return other or document_by_ref(self.user, self.cleaned_data.get("document") or "")


class ClaimForm(SourceChoice, PassageChoice):
    """One source's word on when."""

    passage_required = False

    words = forms.CharField(
        label=pgettext_lazy("field", "Words of the source"),
        help_text=pgettext_lazy("help", "As written: “2025”, “24–27 November 2025”, “this week”."),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    edtf = forms.CharField(
        label=pgettext_lazy("field", "Date in EDTF"),
        help_text=pgettext_lazy(
            "help",
            "Only where the words are not read rightly: 2025-11, 2025-11-24/2025-11-27, "
            "[2023-12-04..2023-12-10] for some day of these.",
        ),
        required=False,
        max_length=40,
    )
    undated = forms.BooleanField(
        label=pgettext_lazy("field", "Keep the words without a date"), required=False
    )
    start_time = forms.TimeField(
        label=pgettext_lazy("field", "Begins at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end_time = forms.TimeField(
        label=pgettext_lazy("field", "Ends at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.CharField(
        label=pgettext_lazy("field", "Time zone of these times"),
        help_text=pgettext_lazy("help", "For example Africa/Casablanca or America/New_York."),
        required=False,
        max_length=60,
    )
    official = forms.BooleanField(
        label=pgettext_lazy("field", "The word of who decides on the date"),
        help_text=pgettext_lazy("help", "An official document is taken as such without this mark."),
        required=False,
    )
    said_on = forms.DateField(
        label=pgettext_lazy("field", "Said on"),
        help_text=pgettext_lazy("help", "Empty: the day of the document."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=pgettext_lazy("field", "Our note"),
        help_text=pgettext_lazy("help", "Without a document: who said so, and when."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, user: User, documents: Sequence[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.offer(documents)
        self.read: Reading | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("edtf"):
            self._check_edtf(cleaned["edtf"])
        elif cleaned.get("words") and not cleaned.get("undated"):
            source = self.place.version.document if self.place else self.source()
            try:
                self.read = reading(cleaned["words"], source)
            except ValidationError as wrong:
                self.add_error("words", wrong)
        if not cleaned.get("start_time") and not cleaned.get("end_time"):
            cleaned["zone"] = ""
        return cleaned

    def _check_edtf(self, value: str) -> None:
        try:
            parse(value)
        except DateRefused as refused:
            self.add_error("edtf", refused_date(refused))


class MoveForm(SourceChoice):
    """What a move needs; `seen_status` is the status that stood on the page."""

    superseded_by = forms.CharField(
        label=pgettext_lazy("field", "Superseded by"),
        help_text=pgettext_lazy("help", "The reference of the event that stays: E-3."),
        required=False,
        max_length=20,
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen_status = forms.CharField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput, max_length=12
    )

    def __init__(
        self, *args: Any, user: User, documents: Sequence[Document], move: Move, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        needed = {NEED_FIELDS[need] for need in move.needs}
        if "superseded_by" not in needed:
            del self.fields["superseded_by"]
        if "reason" in needed:
            self.fields["reason"].required = True
        self.offer(documents)

    def clean_superseded_by(self) -> Event | None:
        """The event that takes its place."""
        return event_named(self.user, self.cleaned_data["superseded_by"])


class ReasonForm(forms.Form):
    """Why, for an act that asks for it."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WordsForm(PassageChoice):
    """More words in which the event stands."""

    leading = forms.BooleanField(
        label=pgettext_lazy("field", "These words lead"),
        help_text=pgettext_lazy("help", "They stand first, and in the calendar entry."),
        required=False,
    )
    note = forms.CharField(
        label=pgettext_lazy("field", "Our note"),
        help_text=pgettext_lazy("help", "Where sources disagree: what each of them says."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def document_label(document: Document) -> str:
    """A document in a list of choices: "D-3 S/PRST/2023/6, official"."""
    label = f"{document.ref} {document.symbol or document.title}"
    if document.official:
        return pgettext("choice", "%(document)s, official") % {"document": label}
    return label
