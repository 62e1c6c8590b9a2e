"""The terms of a commitment in a form, back and forth."""

from dataclasses import fields, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Desk, User, Visibility
from monitor.actors.models import Actor, ActorKind, Topic
from monitor.changes.numbers import whole_number
from monitor.commitments.labels import DUTY_CHOICES
from monitor.commitments.models import Bindingness, CommitmentKind, DeadlineKind
from monitor.commitments.terms import Terms
from monitor.commitments.verbs import CALLS, PLEDGES
from monitor.dashboard.fields import NAMES
from monitor.dashboard.forms.assessing import day_field
from monitor.dashboard.forms.passages import PassageChoice
from monitor.events.models import Event

OPTIONAL = "–"


class ListedInput(forms.TextInput):
    """A line with suggestions: (value, what stands beside it)."""

    def __init__(self, options: list[tuple[str, str]]) -> None:
        super().__init__()
        self.options = options

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-list"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.options)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


def _line(name: str, *, most: int = 300, required: bool = False, hint: object = "") -> Any:
    return forms.CharField(
        label=NAMES[name],  # type: ignore[arg-type]  # a lazy string
        max_length=most,
        required=required,
        help_text=hint,  # type: ignore[arg-type]  # a lazy string
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


def _one(name: str, model: Any, *, required: bool = False) -> Any:
    return forms.ModelChoiceField(
        label=NAMES[name],  # type: ignore[arg-type]  # a lazy string
        queryset=model.objects.all(),
        required=required,
        empty_label=OPTIONAL,
    )


class TermsForm(forms.Form):
    """Everything a person says of a commitment but its words."""

    title = _line("title", required=True)
    language = forms.ChoiceField(label=NAMES["language"], choices=settings.LANGUAGES)  # type: ignore[arg-type]  # a lazy string
    title_en = _line("title_en")
    title_fr = _line("title_fr")
    title_es = _line("title_es")
    title_ar = _line("title_ar")
    summary = forms.CharField(
        label=NAMES["summary"],  # type: ignore[arg-type]  # a lazy string
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    kind = forms.ChoiceField(label=NAMES["kind"], choices=CommitmentKind.choices)  # type: ignore[arg-type]  # a lazy string
    verb = forms.CharField(
        label=NAMES["verb"],  # type: ignore[arg-type]  # a lazy string
        max_length=60,
        help_text=pgettext_lazy("help", "As the text has it: “calls on”, “will host”."),
        widget=ListedInput([(verb, str(n)) for verb, n in {**CALLS, **PLEDGES}.items()]),
    )
    strength = forms.TypedChoiceField(
        label=NAMES["strength"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy("help", "Follows from the verb; choose only for another verb."),
        choices=[
            ("", pgettext_lazy("strength", "As the verb has it")),
            *((n, n) for n in range(1, 6)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    bindingness = forms.ChoiceField(label=NAMES["bindingness"], choices=Bindingness.choices)  # type: ignore[arg-type]  # a lazy string
    issuer = _one("issuer", Actor, required=True)
    addressee_words = _line(
        "addressee_words", hint=pgettext_lazy("help", "For example: all Member States.")
    )
    addressee_group = forms.ModelChoiceField(
        label=NAMES["addressee_group"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy(
            "help",
            "Its members on the document’s date are bound. Neither a group nor names: a "
            "position, without follow-ups.",
        ),
        queryset=Actor.objects.filter(
            kind__in=[ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.ORGAN]
        ).order_by("name_en"),
        required=False,
        empty_label=OPTIONAL,
    )
    addressees = forms.CharField(
        label=NAMES["addressees"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy("help", "Codes or names, separated by commas: MAR, Spain."),
        max_length=5000,
        required=False,
    )
    addressee_limit = _line(
        "addressee_limit",
        hint=pgettext_lazy("help", "The text’s words, such as “that have not yet done so”."),
    )
    duty = forms.ChoiceField(label=NAMES["duty"], choices=DUTY_CHOICES)  # type: ignore[arg-type]  # a lazy string
    deadline_kind = forms.ChoiceField(label=NAMES["deadline_kind"], choices=DeadlineKind.choices)  # type: ignore[arg-type]  # a lazy string
    deadline_words = _line("deadline_words")
    deadline_edtf = forms.CharField(
        label=NAMES["deadline_edtf"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy("help", "As far as the text says it: 2025-11-28, 2025-11 or 2025."),
        max_length=60,
        required=False,
    )
    deadline_days = forms.IntegerField(
        label=NAMES["deadline_days"],  # type: ignore[arg-type]  # a lazy string
        min_value=0,
        max_value=36_500,
        required=False,
    )
    deadline_event = forms.CharField(
        label=NAMES["deadline_event"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy(
            "help",
            "Its reference, such as E-3: what the days count from, or whose days a pledge "
            "to host takes.",
        ),
        max_length=20,
        required=False,
    )
    check_on = day_field(
        NAMES["check_on"], pgettext_lazy("help", "Our own reminder: it makes nothing due.")
    )
    event = forms.CharField(
        label=NAMES["event"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy("help", "The event at which it was said, such as E-3."),
        max_length=20,
        required=False,
    )
    topics = forms.ModelMultipleChoiceField(
        label=NAMES["topics"],
        queryset=Topic.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner_desk = _one("owner_desk", Desk)
    owner = _one("owner", User)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["issuer"].queryset = Actor.objects.order_by("name_en")  # type: ignore[attr-defined]  # what this field is the form knows
        self.fields["owner"].queryset = User.objects.filter(  # type: ignore[attr-defined]  # what this field is the form knows
            is_active=True, groups__isnull=False
        ).distinct()

    def clean_addressees(self) -> tuple[Actor, ...]:
        words = [part.strip() for part in self.cleaned_data["addressees"].split(",")]
        return tuple(_actor_named(word) for word in words if word)

    def clean_event(self) -> Event | None:
        return self._event("event")

    def clean_deadline_event(self) -> Event | None:
        return self._event("deadline_event")

    def _event(self, name: str) -> Event | None:
        ref = self.cleaned_data[name].strip().upper()
        if not ref:
            return None
        number = whole_number(ref.removeprefix("E-")) or 0
        found = Event.objects.visible_to(self.reader).filter(number=number).first()
        if found is None:
            words = pgettext("form error", "There is no event “%(ref)s”. Write for example E-3.")
            raise ValidationError(words % {"ref": ref})
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("addressee_group") and cleaned.get("addressees"):
            words = pgettext("form error", "Choose a group or name them one by one, not both.")
            self.add_error("addressees", words)
        return cleaned

    def terms(self, standing: Terms | None = None) -> Terms:
        """What was typed as the operations take it; what the form does not ask is as it stands."""
        cleaned = self.cleaned_data
        known = {field.name for field in fields(Terms)} & cleaned.keys()
        values = {name: cleaned[name] for name in known}
        values["topics"] = tuple(cleaned["topics"])
        if "desks" in values:
            values["desks"] = tuple(values["desks"])
        return replace(standing, **values) if standing else Terms(**values)


class DraftForm(TermsForm, PassageChoice):
    """A new commitment: its terms, its words, and who may see it."""

    visibility = forms.ChoiceField(
        label=NAMES["visibility"],  # type: ignore[arg-type]  # a lazy string
        help_text=pgettext_lazy("help", "A second person makes it public."),
        choices=Visibility.choices,
        initial=Visibility.STAFF,
    )
    desks = forms.ModelMultipleChoiceField(
        label=NAMES["desks"],
        help_text=pgettext_lazy("help", "Who may see a restricted entry."),
        queryset=Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, reader=user, user=user, **kwargs)


class EditForm(TermsForm):
    """The terms of an existing commitment, and why they change."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Why"),
        help_text=pgettext_lazy("help", "Needed by who decides on a change of published terms."),
        max_length=2000,
        required=False,
    )


def initial_of(terms: Terms) -> dict[str, Any]:
    """The terms as the form shows them."""
    values: dict[str, Any] = {field.name: getattr(terms, field.name) for field in fields(Terms)}
    for name in ("event", "deadline_event"):
        values[name] = values[name].ref if values[name] else ""
    values["addressees"] = ", ".join(actor.code for actor in terms.addressees)
    return values


def _actor_named(word: str) -> Actor:
    found = list(Actor.objects.filter(code__iexact=word)[:1]) or list(
        Actor.objects.filter(name_en__iexact=word)[:2]
    )
    if len(found) != 1:
        words = pgettext("form error", "No actor is called “%(name)s”: write its code or name.")
        raise ValidationError(words % {"name": word})
    return found[0]
