"""Who of us goes, as typed."""

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import Desk, User, Visibility
from monitor.changes.wording import LONGEST
from monitor.dashboard.events.delegation import FIELD_WORDS
from monitor.events.models import Event, Level, Part, Participation
from monitor.events.operations import ParticipationFields
from monitor.events.operations.participating import POST_LENGTH


class ParticipationForm(forms.Form):
    """One of us at an event; only what the event's openness allows is offered."""

    post = forms.CharField(
        label=FIELD_WORDS["post"],
        help_text=pgettext_lazy(
            "help", "What the person is, not the name: Minister of Justice, Permanent Mission."
        ),
        max_length=POST_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    level = forms.ChoiceField(label=FIELD_WORDS["level"], required=False)
    part = forms.ChoiceField(
        label=FIELD_WORDS["part"], choices=Part.choices, initial=Part.UNDECIDED
    )
    lead_desk = forms.ModelChoiceField(Desk.objects.all(), label=FIELD_WORDS["lead_desk"])
    drafting = forms.BooleanField(
        label=FIELD_WORDS["drafting"],
        help_text=pgettext_lazy("help", "A speech, an intervention, a message to be read out."),
        required=False,
    )
    drafting_desk = forms.ModelChoiceField(
        Desk.objects.all(), label=FIELD_WORDS["drafting_desk"], required=False
    )
    visibility = forms.ChoiceField(
        label=FIELD_WORDS["visibility"],
        help_text=pgettext_lazy("help", "Never wider than the event. Never on a public page."),
        initial=Visibility.STAFF,
    )
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.all(),
        label=FIELD_WORDS["desks"],
        help_text=pgettext_lazy("help", "Only for what is restricted to desks."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=FIELD_WORDS["note"],
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("level", [("", pgettext("choice", "Not decided")), *Level.choices])
        open_to = [Visibility.STAFF, Visibility.RESTRICTED]
        if event.visibility == Visibility.RESTRICTED:
            open_to = [Visibility.RESTRICTED]
            self.fields["desks"].queryset = event.desks.all()  # type: ignore[attr-defined]  # what this field is the form knows
        self._offer("visibility", [(each.value, each.label) for each in open_to])
        nobody = pgettext("choice", "Nobody yet")
        self.fields["drafting_desk"].empty_label = nobody  # type: ignore[attr-defined]  # what this field is the form knows

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # what this field is the form knows

    def given(self) -> ParticipationFields:
        """What was typed, as the operations take it. Of a valid form only."""
        typed = self.cleaned_data
        return {
            "post": typed["post"],
            "level": typed["level"],
            "part": typed["part"],
            "drafting": typed["drafting"],
            "drafting_desk": typed["drafting_desk"],
            "lead_desk": typed["lead_desk"],
            "note": typed["note"],
            "visibility": typed["visibility"],
            "desks": list(typed["desks"]) if typed["visibility"] == Visibility.RESTRICTED else [],
        }


def starting(event: Event, user: User) -> dict[str, Any]:
    """The first values of a new one: the person's own desk leads, as open as the event."""
    closed = event.visibility == Visibility.RESTRICTED
    return {
        "lead_desk": min(user.desk_ids, default=None),
        "visibility": Visibility.RESTRICTED if closed else Visibility.STAFF,
        "desks": [desk.pk for desk in event.desks.all()] if closed else [],
    }


def typed(kept: Participation) -> dict[str, Any]:
    """What stands, as the form shows it."""
    names = ("post", "level", "part", "drafting", "note", "visibility", "edition")
    return {
        **{name: getattr(kept, name) for name in names},
        "lead_desk": kept.lead_desk_id,
        "drafting_desk": kept.drafting_desk_id,
        "desks": [desk.pk for desk in kept.desks.all()],
    }
