"""The forms of other people's calendars."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Desk, Visibility
from monitor.changes.refusal import Refused
from monitor.events.models import EventKind
from monitor.ical.incoming import MOST_BYTES

CHOICES = [choice for choice in Visibility.choices if choice[0] != Visibility.PUBLIC]


class CalendarFile(forms.Form):
    """A file that a person brings."""

    file = forms.FileField(
        label=pgettext_lazy("field", "Calendar file"),
        help_text=pgettext_lazy("help", "An .ics file of up to 10 MB."),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(
                pgettext("form error", "This file is larger than 10 MB: ask for a part of it.")
            )
        return file

    def refuse(self, refused: Refused) -> None:
        """Show why the operation did nothing, at the field at fault."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class AddCalendarForm(CalendarFile):
    """A calendar to follow, or a file; one of the two."""

    name = forms.CharField(label=pgettext_lazy("field", "Name"), max_length=200)
    publisher = forms.CharField(
        label=pgettext_lazy("field", "Publisher"),
        help_text=pgettext_lazy("help", "Whose word it is: what is taken over rests on it."),
        max_length=200,
    )
    official = forms.BooleanField(
        label=pgettext_lazy("field", "Issued by the body that decides these dates"),
        required=False,
    )
    address = forms.CharField(
        label=pgettext_lazy("field", "Address"),
        help_text=pgettext_lazy(
            "help",
            "https:// or webcal://. Only its host is shown afterwards: such an address may be "
            "secret.",
        ),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    zone = forms.CharField(
        label=pgettext_lazy("field", "Time zone"),
        help_text=pgettext_lazy("help", "For times that name none, such as Africa/Casablanca."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("field", "Kind of its events"),
        choices=EventKind.choices,
        initial=EventKind.MEETING,
    )
    visibility = forms.ChoiceField(
        label=pgettext_lazy("field", "Who may see it"), choices=CHOICES, initial=Visibility.STAFF
    )
    desks = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("field", "Desks"),
        help_text=pgettext_lazy("help", "Who may see a restricted calendar."),
        queryset=Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["zone"].initial = settings.TIME_ZONE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.errors or "address" in self.errors:
            return cleaned
        if bool(cleaned.get("address")) == bool(cleaned.get("file")):
            words = pgettext("form error", "Give an address or choose a file: one of the two.")
            self.add_error("address", words)
        return cleaned


class DecideForm(forms.Form):
    """One proposal: taken over, said to be an event of the record, or rejected."""

    seen = forms.CharField(
        label=pgettext_lazy("field", "As you saw it"), max_length=64, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("field", "Kind"), choices=EventKind.choices, required=False
    )
    event = forms.CharField(
        label=pgettext_lazy("field", "Event of the record"),
        help_text=pgettext_lazy("help", "Its reference, such as E-3."),
        max_length=20,
        required=False,
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Why not"), max_length=2000, required=False
    )
