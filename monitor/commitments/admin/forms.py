"""What the acts of the panel ask for. The operations decide whether it is enough."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Desk, User
from monitor.accounts.panel.acts import ReasonForm
from monitor.commitments.labels import ASSESSMENT_LABELS, NEED_LABELS, STANCE_CHOICES
from monitor.commitments.models import Evidence, Obligation, Reliability
from monitor.commitments.operations import NewEvidence
from monitor.commitments.workflow import Act, Code, Duty, Move, Stance, moves_from
from monitor.sources.models import Document


class Day(forms.DateInput):
    """A day as the browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def open_moves(obligations: Iterable[Obligation]) -> list[Move]:
    """Every move that is open to at least one of these, in the order of the table of codes.

    A move with the fewest needs stands for the others: what a row needs besides is said in refusal.
    """
    found: dict[Code, Move] = {}
    for standing in {(row.code, row.commitment.duty) for row in obligations}:
        for move in moves_from(Code(standing[0]), Duty(standing[1])):
            kept = found.get(move.to)
            if kept is None or len(move.needs) < len(kept.needs):
                found[move.to] = move
    return [found[code] for code in Code if code in found]


def move_words(move: Move) -> str:
    """A move as a choice: the code, what it needs, and whether a second person confirms."""
    label = str(ASSESSMENT_LABELS[move.to])
    parts = [str(NEED_LABELS[need]) for need in move.needs]
    if move.act == Act.PROPOSE:
        parts.append(pgettext("need", "another person confirms"))
    return f"{label} ({'; '.join(parts)})" if parts else label


class StatusForm(forms.Form):
    """A status for one follow-up or for many, and what it rests on."""

    code = forms.ChoiceField(label=pgettext_lazy("field", "Status"))
    stance = forms.ChoiceField(
        label=pgettext_lazy("field", "Whose word"),
        choices=STANCE_CHOICES,
        initial=Stance.OURS.value,
        help_text=pgettext_lazy("help", "Only our own is the status; the others stand beside it."),
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document = forms.ModelChoiceField(
        label=pgettext_lazy("field", "Evidence: document or link"),
        queryset=Document.objects.none(),
        required=False,
        help_text=pgettext_lazy(
            "help", "Search by title, symbol or publisher; add a link as a document without text."
        ),
    )
    supports = forms.TypedChoiceField(
        label=pgettext_lazy("field", "The evidence"),
        choices=[
            ("yes", pgettext_lazy("evidence", "supports this")),
            ("no", pgettext_lazy("evidence", "contradicts: it shows non-delivery")),
        ],
        coerce=lambda given: given == "yes",
    )
    reliability = forms.ChoiceField(
        label=pgettext_lazy("field", "Reliability"),
        choices=Reliability.choices,
        initial=Reliability.SECONDARY.value,
    )
    said_on = forms.DateField(
        label=pgettext_lazy("field", "Day of the evidence"), required=False, widget=Day()
    )
    note = forms.CharField(label=pgettext_lazy("field", "Note on the evidence"), required=False)
    effective_on = forms.DateField(
        label=pgettext_lazy("field", "Holds since"),
        required=False,
        widget=Day(),
        help_text=pgettext_lazy("help", "Today if left empty."),
    )
    valid_until = forms.DateField(
        label=pgettext_lazy("field", "Valid until"),
        required=False,
        widget=Day(),
        help_text=pgettext_lazy("help", "For “Being applied” only."),
    )

    def __init__(self, data: Any, *, user: User, obligations: Sequence[Obligation]) -> None:
        super().__init__(data)
        code, document = self.fields["code"], self.fields["document"]
        assert isinstance(code, forms.ChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(document, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        moves = [(move.to.value, move_words(move)) for move in open_moves(obligations)]
        code.choices = [("", pgettext("choice", "Choose…")), *moves]
        document.queryset = Document.objects.visible_to(user)
        document.widget = _document_widget()
        document.widget.choices = document.choices

    def evidence(self) -> list[NewEvidence]:
        """The piece of evidence given, as the operations take it."""
        values = self.cleaned_data
        if not values.get("document"):
            return []
        return [
            NewEvidence(
                document=values["document"],
                reliability=values["reliability"],
                supports=values["supports"],
                effective_on=values["said_on"],
                note=values["note"],
            )
        ]

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "evidence": self.evidence() if not self.errors else []}


def _document_widget() -> forms.Widget:
    """Autocomplete over the documents that the person may see, with a way to add a link."""
    field = Evidence._meta.get_field("document")
    widget = AutocompleteSelect(field, admin.site)
    return RelatedFieldWidgetWrapper(
        widget,
        field.remote_field,
        admin.site,
        can_add_related=True,
    )


class RenewForm(ReasonForm):
    valid_until = forms.DateField(
        label=pgettext_lazy("field", "Valid until"), required=True, widget=Day()
    )
    field_order = ["valid_until", "reason"]


class OwnerForm(forms.Form):
    """Who looks after a commitment."""

    owner_desk = forms.ModelChoiceField(
        label=pgettext_lazy("field", "Owner desk"), queryset=Desk.objects.all(), required=False
    )
    owner = forms.ModelChoiceField(
        label=pgettext_lazy("field", "Owner"),
        queryset=User.objects.filter(is_active=True).order_by("username"),
        required=False,
    )
