"""The forms of a follow-up: a judgement with its evidence, an answer, a piece of evidence."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.commitments.labels import STANCE_CHOICES
from monitor.commitments.models import Evidence, Obligation, Reliability
from monitor.commitments.operations import NewEvidence, Reference
from monitor.commitments.workflow import Code, Need, Stance
from monitor.dashboard.forms.passages import PassageChoice
from monitor.dates import DateRefused, parse
from monitor.sources.models import Document

# Of the pieces that other follow-ups of the commitment rest on, the latest are offered.
OFFERED = 15
READ = 100


def day_field(label: object, help_text: object = "", *, required: bool = False) -> forms.DateField:
    """A day, entered with the browser's own control."""
    return forms.DateField(
        label=label,  # type: ignore[arg-type]  # a lazy string
        help_text=help_text,  # type: ignore[arg-type]  # a lazy string
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReasonForm(forms.Form):
    """A reason alone: to return, to take back, to remove."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class ConfirmForm(forms.Form):
    """What a Verifier may add to a confirmation."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class RenewForm(forms.Form):
    valid_until = day_field(pgettext_lazy("field", "Taken as true until"), required=True)
    reason = forms.CharField(
        label=pgettext_lazy("field", "Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class EvidenceForm(PassageChoice):
    """Evidence of three kinds: a piece already kept, a document of the record, or a link."""

    passage_required = False

    existing = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Evidence already kept for this commitment"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    link_title = forms.CharField(
        label=pgettext_lazy("field", "Title of the page or paper"), max_length=500, required=False
    )
    link_url = forms.URLField(
        label=pgettext_lazy("field", "Web address"),
        max_length=1000,
        required=False,
        assume_scheme="https",
    )
    link_publisher = forms.CharField(
        label=pgettext_lazy("field", "Publisher"), max_length=200, required=False
    )
    link_date = forms.CharField(
        label=pgettext_lazy("field", "Its date"),
        help_text=pgettext_lazy("help", "As far as it is known: 2025-11-28, 2025-11 or 2025."),
        max_length=40,
        required=False,
    )
    reliability = forms.ChoiceField(
        label=pgettext_lazy("field", "Kind of source"),
        choices=Reliability.choices,
        initial=Reliability.SECONDARY,
        required=False,
    )
    supports = forms.ChoiceField(
        label=pgettext_lazy("field", "The added evidence"),
        choices=[
            ("yes", pgettext_lazy("evidence", "supports this")),
            ("no", pgettext_lazy("evidence", "contradicts: it shows non-delivery")),
        ],
        initial="yes",
        required=False,
    )
    evidence_on = day_field(
        pgettext_lazy("field", "Day it happened or was said"),
        pgettext_lazy("help", "Apart from the day it is entered here."),
    )
    evidence_note = forms.CharField(
        label=pgettext_lazy("field", "Note on the evidence"), max_length=2000, required=False
    )

    def __init__(self, *args: Any, user: User, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.document: Document | None = None
        kept = _kept_elsewhere(user, obligation)
        self.kept = {str(piece.pk): piece for piece in kept}
        choices = [(key, _piece_words(piece)) for key, piece in self.kept.items()]
        if choices:
            self.fields["existing"].choices = choices  # type: ignore[attr-defined]  # what this field is the form knows
        else:
            del self.fields["existing"]
        self.fields["passage_words"].help_text = pgettext(
            "help", "If it rests on certain words: copied from the document’s text."
        )

    def _find(self, document: Document, words: str, chosen: str) -> None:
        self.document = document
        if words.strip():
            super()._find(document, words, chosen)

    def clean_link_date(self) -> str:
        edtf: str = self.cleaned_data["link_date"].strip()
        if edtf:
            try:
                parse(edtf)
            except DateRefused as refused:
                raise forms.ValidationError(str(refused)) from None
        return edtf

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        link = [cleaned.get(name) for name in ("link_url", "link_publisher", "link_date")]
        if any(link) and not cleaned.get("link_title") and "link_title" not in self.errors:
            self.add_error("link_title", pgettext("form error", "Give the title of what it is."))
        return cleaned

    def pieces(self, *, at: datetime) -> list[NewEvidence]:
        """What the form adds, as the operations take it; words are quoted first."""
        cleaned = self.cleaned_data
        shared: dict[str, Any] = {
            "reliability": cleaned.get("reliability") or Reliability.SECONDARY,
            "supports": cleaned.get("supports") != "no",
            "effective_on": cleaned.get("evidence_on"),
            "note": cleaned.get("evidence_note", ""),
        }
        pieces = [
            NewEvidence(existing=self.kept[key], supports=shared["supports"])
            for key in cleaned.get("existing", [])
        ]
        if self.document is not None:
            opened: dict[str, Any] = {
                "visibility": _as_open_as(self.document),
                "desks": tuple(self.document.desks.all()),
            }
            passage = self.quoted(at=at)
            pieces.append(NewEvidence(document=self.document, passage=passage, **shared, **opened))
        if cleaned.get("link_title"):
            reference = Reference(
                title=cleaned["link_title"],
                url=cleaned.get("link_url", ""),
                publisher=cleaned.get("link_publisher", ""),
                published_edtf=cleaned.get("link_date", ""),
            )
            pieces.append(NewEvidence(reference=reference, **shared))
        return pieces


class AssessForm(EvidenceForm):
    """A judgement: what the code needs, with the evidence it rests on."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    effective_on = day_field(
        pgettext_lazy("field", "Holds since"),
        pgettext_lazy("help", "The day it came to be so; today if left empty."),
    )
    valid_until = day_field(pgettext_lazy("field", "Taken as true until"))
    stance = forms.ChoiceField(
        label=pgettext_lazy("field", "Who says so"),
        help_text=pgettext_lazy(
            "help", "Only ours is the status; what others say stands beside it."
        ),
        choices=STANCE_CHOICES,
        initial=Stance.OURS,
        required=False,
    )

    def __init__(self, *args: Any, code: Code, needs: tuple[Need, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        if code != Code.OBSERVED:
            del self.fields["valid_until"]
        if code == Code.NOT_FULFILLED:
            self.fields["supports"].initial = "no"
        if Need.REASON in needs:
            self.fields["reason"].help_text = pgettext("help", "This status needs one.")
            self.fields["reason"].needed = True  # type: ignore[attr-defined]  # what this field is the form knows


def _kept_elsewhere(user: User, obligation: Obligation) -> list[Evidence]:
    """Evidence of the commitment's other follow-ups that `user` may see and this one lacks."""
    kept = Evidence.objects.visible_to(user).filter(
        uses__obligation__commitment=obligation.commitment_id, uses__removed_at__isnull=True
    )
    if obligation.pk is not None:
        kept = kept.exclude(
            pk__in=obligation.uses.filter(removed_at__isnull=True).values("evidence")
        )
    latest = kept.select_related("document", "passage").distinct().order_by("-pk")[:READ]
    # Of pieces that say the same the first is offered, so that a later one takes no choice away.
    told: dict[str, Evidence] = {}
    for piece in reversed(latest):
        told.setdefault(_piece_words(piece), piece)
    return list(told.values())[-OFFERED:]


def _piece_words(piece: Evidence) -> str:
    words = f"“{Truncator(piece.passage.exact).chars(80)}”" if piece.passage else ""
    day = date_format(piece.effective_on) if piece.effective_on else ""
    parts = [str(piece.document), words, piece.get_reliability_display(), day, piece.note]
    return " · ".join(part for part in parts if part)


def _as_open_as(document: Document) -> str:
    """Evidence is as open as its document, and staff at widest."""
    return "restricted" if document.visibility == "restricted" else "staff"
