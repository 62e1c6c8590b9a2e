"""The choices of a feed as a form, and the name of a device."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.numbers import whole_number
from monitor.commitments.models import Commitment
from monitor.subscriptions.choices import Choices
from monitor.subscriptions.models import LONGEST_NAME, LONGEST_QUERY, Feed
from monitor.subscriptions.options import (
    COLOURS,
    ENTRY_LABELS,
    IMPRECISE_LABELS,
    PROFILE_LABELS,
    REMINDER_LABELS,
    SCOPE_LABELS,
    TASKS_LABELS,
    EntryChoice,
    Imprecise,
    Profile,
    Scope,
    Tasks,
    read_list,
)


def _choices(labels: Any) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in labels.items()]


class DeviceForm(forms.Form):
    """What the address is for: one a device, so that one can be revoked alone."""

    device = forms.CharField(
        label=pgettext_lazy("field", "Device or program"),
        help_text=pgettext_lazy("help", "Each device has an address of its own: “my phone”."),
        max_length=LONGEST_NAME,
    )


class FeedForm(forms.Form):
    """What arrives, how, and what the calendar is called."""

    name = forms.CharField(
        label=pgettext_lazy("field", "Name of the calendar"), max_length=LONGEST_NAME
    )
    scope = forms.ChoiceField(
        label=pgettext_lazy("field", "What to include"),
        choices=_choices(SCOPE_LABELS),
        widget=forms.RadioSelect(),
    )
    query = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput())
    state = forms.ModelChoiceField(
        label=pgettext_lazy("field", "State"),
        queryset=Actor.objects.none(),
        to_field_name="code",
        required=False,
    )
    commitment = forms.CharField(
        label=pgettext_lazy("field", "Commitment"),
        help_text=pgettext_lazy("help", "Its reference, such as C-7."),
        required=False,
        max_length=12,
    )
    entries = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Events"),
        choices=_choices(ENTRY_LABELS),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    imprecise = forms.ChoiceField(
        label=pgettext_lazy("field", "Dates not fixed"),
        choices=_choices(IMPRECISE_LABELS),
        widget=forms.RadioSelect(),
    )
    years = forms.BooleanField(
        label=pgettext_lazy("field", "Also dates known only to a season or a year"),
        required=False,
    )
    tasks = forms.ChoiceField(
        label=pgettext_lazy("field", "Deadlines"),
        help_text=pgettext_lazy(
            "help", "Apple Reminders and Thunderbird show tasks; Google and Outlook ignore them."
        ),
        choices=_choices(TASKS_LABELS),
        widget=forms.RadioSelect(),
    )
    with_statuses = forms.BooleanField(
        label=pgettext_lazy("field", "Tasks say how the follow-ups stand"), required=False
    )
    reminders = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Reminders"),
        choices=_choices(REMINDER_LABELS),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("field", "Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect(),
    )
    color = forms.ChoiceField(
        label=pgettext_lazy("field", "Colour"), choices=_choices(COLOURS), required=False
    )
    profile = forms.ChoiceField(
        label=pgettext_lazy("field", "Details"),
        help_text=pgettext_lazy(
            "help", "Choose the second only for a program known to read it: some refuse the file."
        ),
        choices=_choices(PROFILE_LABELS),
        widget=forms.RadioSelect(),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["state"].queryset = Actor.objects.states()  # type: ignore[attr-defined]  # what this field is the form knows
        if settings.FEED_MAX_VISIBILITY == "public":
            # Nothing of how anybody stands leaves: the choice would change nothing.
            del self.fields["with_statuses"]

    def clean_commitment(self) -> Commitment | None:
        """The commitment of the reference typed, if this person may see it."""
        ref = self.cleaned_data["commitment"].strip().upper().removeprefix("C-")
        if not ref:
            return None
        seen = Commitment.objects.visible_to(self.user)
        found = seen.filter(number=whole_number(ref) or 0).first()
        if found is None:
            raise ValidationError(
                pgettext("form error", "There is no commitment %(ref)s. Write for example C-1.")
                % {"ref": self.cleaned_data["commitment"]}
            )
        return found

    def chosen(self) -> Choices:
        """The choices made. Of a valid form only."""
        given = self.cleaned_data
        return Choices(
            **{
                **{name: given[name] for name in self.fields},
                "color": given["color"] or "steelblue",
            }
        )


def initial_of(feed: Feed) -> dict[str, Any]:
    """A feed's choices as the form shows them."""
    return {
        "name": feed.name,
        "scope": feed.scope,
        "query": feed.query,
        "state": feed.state.code if feed.state else "",
        "commitment": feed.commitment.ref if feed.commitment else "",
        "entries": sorted(read_list(feed.entries)),
        "imprecise": feed.imprecise,
        "years": feed.years,
        "tasks": feed.tasks,
        "with_statuses": feed.with_statuses,
        "reminders": sorted(read_list(feed.reminders)),
        "language": feed.language,
        "color": feed.color,
        "profile": feed.profile,
    }


def initial_for(given: Any) -> dict[str, Any]:
    """The choices of a new feed, where a page's "Subscribe to this view" says what it is about."""
    scope = given.get("scope", "")
    language = (get_language() or "en")[:2]
    return {
        "scope": scope if scope in set(Scope) else Scope.ALL.value,
        "query": given.get("query", "")[:LONGEST_QUERY].removeprefix("?"),
        "state": given.get("state", "")[:10],
        "commitment": given.get("commitment", "")[:12],
        "name": given.get("name", "").replace("\x00", "")[:LONGEST_NAME],
        "entries": [each.value for each in EntryChoice],
        "imprecise": Imprecise.MARKER.value,
        "tasks": Tasks.EVENT.value,
        "language": language,
        "color": "steelblue",
        "profile": Profile.DEFAULT.value,
    }
