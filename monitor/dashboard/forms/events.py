"""What is said of an event, as typed: its fields, and what brings it into the record."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language_info, pgettext, pgettext_lazy

from monitor.accounts.models import Desk, User, Visibility, visible_q
from monitor.actors.models import Actor, Place, Topic
from monitor.changes.wording import LONGEST
from monitor.dashboard.events.showing import FIELD_WORDS
from monitor.dashboard.events.wording import refused_date
from monitor.dashboard.forms.passages import PassageChoice
from monitor.dates import DateRefused, Reading, read
from monitor.events.models import STATUS_LABELS, Event, EventKind, EventSeries
from monitor.events.operations import EventFields
from monitor.events.operations.details import TITLE_LENGTH
from monitor.events.queries import event_by_ref
from monitor.events.series import next_in, session_of
from monitor.events.workflow import ENTERING
from monitor.sources.models import Document
from monitor.sources.queries import document_by_ref

_BETWEEN = re.compile(r"[,;\n]+")
_MOST_NAMES = 300


def _language_choices() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


class EventFieldsForm(forms.Form):
    """The fields that a person edits; `limit_to` comes before anything is drawn or checked."""

    kind = forms.ChoiceField(label=FIELD_WORDS["kind"], choices=EventKind.choices)
    title = forms.CharField(
        label=FIELD_WORDS["title"],
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=FIELD_WORDS["language"], choices=_language_choices, initial="en"
    )
    host = forms.ModelChoiceField(
        Actor.objects.order_by("name_en"), label=FIELD_WORDS["host"], required=False
    )
    organiser = forms.ModelChoiceField(
        Actor.objects.order_by("name_en"), label=FIELD_WORDS["organiser"], required=False
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=FIELD_WORDS["place"], required=False)
    participants = forms.CharField(
        label=FIELD_WORDS["participants"],
        help_text=pgettext_lazy("help", "Names or codes, one a line: Morocco, interpol."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    documents = forms.CharField(
        label=FIELD_WORDS["documents"],
        help_text=pgettext_lazy("help", "References of the documents it rests on: D-1, D-7."),
        required=False,
        max_length=1_000,
    )
    series = forms.ModelChoiceField(
        EventSeries.objects.order_by("name_en"), label=FIELD_WORDS["series"], required=False
    )
    ordinal = forms.IntegerField(
        label=FIELD_WORDS["ordinal"], required=False, min_value=1, max_value=9_999
    )
    parent = forms.CharField(
        label=FIELD_WORDS["parent"],
        help_text=pgettext_lazy("help", "The reference of the larger event: E-3."),
        required=False,
        max_length=20,
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.order_by("name_en"),
        label=FIELD_WORDS["topics"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    summary = forms.CharField(
        label=FIELD_WORDS["summary"],
        help_text=pgettext_lazy("help", "In our words; a source’s words are quoted instead."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    title_en = forms.CharField(
        label=FIELD_WORDS["title_en"], required=False, max_length=TITLE_LENGTH
    )
    title_fr = forms.CharField(
        label=FIELD_WORDS["title_fr"], required=False, max_length=TITLE_LENGTH
    )
    title_es = forms.CharField(
        label=FIELD_WORDS["title_es"], required=False, max_length=TITLE_LENGTH
    )
    title_ar = forms.CharField(
        label=FIELD_WORDS["title_ar"],
        required=False,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    user: User

    def limit_to(self, user: User) -> None:
        """Offer only what `user` may see."""
        self.user = user
        places = Place.objects.filter(visible_q(user, Place)).select_related("country")
        for name in ("host", "organiser", "place", "series"):
            self.fields[name].empty_label = pgettext("choice", "Not given")  # type: ignore[attr-defined]  # what this field is the form knows
        self.fields["place"].queryset = places.order_by("name_en")  # type: ignore[attr-defined]  # what this field is the form knows

    def clean_participants(self) -> list[Actor]:
        """The actors named, by code or by any of their names; names what it does not find."""
        names = _named(self.cleaned_data["participants"])
        if len(names) > _MOST_NAMES:
            raise ValidationError(
                pgettext("form error", "At most %(most)d participants fit.") % {"most": _MOST_NAMES}
            )
        found, missing = _actors(names)
        if missing:
            raise ValidationError(
                pgettext("form error", "Not in the list of actors: %(names)s.")
                % {"names": "; ".join(missing)}
            )
        return found

    def clean_documents(self) -> list[Document]:
        """The documents referred to; names a reference that leads nowhere."""
        refs = _named(self.cleaned_data["documents"])
        found = {ref: document_by_ref(self.user, ref) for ref in refs}
        missing = [ref for ref, document in found.items() if document is None]
        if missing:
            raise ValidationError(
                pgettext("form error", "There is no document %(refs)s. Write for example D-1.")
                % {"refs": ", ".join(missing)}
            )
        return [document for document in found.values() if document is not None]

    def clean_parent(self) -> Event | None:
        """The larger event, or None."""
        return event_named(self.user, self.cleaned_data["parent"])

    def event_fields(self) -> EventFields:
        """What was typed, as the operations take it. Of a valid form only."""
        taken = EventFields.__annotations__
        given = {name: value for name, value in self.cleaned_data.items() if name in taken}
        return cast("EventFields", given)


class EditEventForm(EventFieldsForm):
    edition = forms.IntegerField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(user)


class NewEventForm(PassageChoice, EventFieldsForm):  # type: ignore[misc] # fields are no attributes
    """An event with the words it rests on, its first status and, if known, its date."""

    passage_required = False

    status = forms.ChoiceField(
        label=pgettext_lazy("field", "Status"),
        choices=[(status.value, STATUS_LABELS[status]) for status in ENTERING],
        help_text=pgettext_lazy(
            "help",
            "Mentioned or tentative: a source says so. Confirmed: an official document says so.",
        ),
    )
    date_words = forms.CharField(
        label=pgettext_lazy("field", "Date, as the source writes it"),
        help_text=pgettext_lazy(
            "help",
            "2025, November 2025, 24–27 November 2025, by 30 June 2026. Never more precise than "
            "the source. Empty where it says nothing.",
        ),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    visibility = forms.ChoiceField(
        label=pgettext_lazy("field", "Who may see it"),
        choices=Visibility.choices,
        initial=Visibility.STAFF,
        help_text=pgettext_lazy("help", "Public takes effect when a second person agrees."),
    )
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.all(),
        label=pgettext_lazy("field", "Desks"),
        help_text=pgettext_lazy("help", "Only for what is restricted to desks."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.limit_to(user)

    def clean_date_words(self) -> str:
        """Refuses words that could not be recorded, before anything is saved."""
        words: str = self.cleaned_data["date_words"]
        if words:
            reading(words, None)
        return words


def reading(words: str, document: Document | None) -> Reading:
    """How `words` are read beside this document. Raises ValidationError saying what to write.

    "This week" counts from a publication day that the document states or a person confirmed, never
    from an inferred one.
    """
    published = None
    if document is not None and document.published_basis in {"stated", "confirmed"}:
        published = read(document.published_edtf).date
    try:
        return read(words, published=published)
    except DateRefused as refused:
        raise ValidationError(refused_date(refused)) from refused


def event_named(user: User, ref: str) -> Event | None:
    """The event of this reference; None for an empty one. Raises ValidationError."""
    if not ref.strip():
        return None
    event = event_by_ref(user, ref)
    if event is None:
        raise ValidationError(
            pgettext("form error", "There is no event “%(ref)s”. Write for example E-3.")
            % {"ref": ref}
        )
    return event


def starting_from(user: User, query: Mapping[str, str]) -> dict[str, Any]:
    """The first values of a new event: of the next in ?series=CODE, of a part of ?parent=E-3."""
    series = EventSeries.objects.filter(code=query.get("series", "")[:60]).first()
    parent = event_by_ref(user, query.get("parent", "")[:20])
    if parent is not None:
        return {**_as_typed(session_of(parent)), "visibility": parent.visibility}
    return _as_typed(next_in(series, user)) if series is not None else {}


def _as_typed(fields: EventFields) -> dict[str, Any]:
    """Fields as a form shows them; what is not given stays open."""
    shown: dict[str, Any] = dict(fields)
    for name in ("host", "organiser", "place", "series"):
        shown[name] = getattr(shown.get(name), "pk", None)
    shown["parent"] = getattr(shown.get("parent"), "ref", "")
    shown["documents"] = ", ".join(each.ref for each in fields.get("documents", ()))
    shown["topics"] = [topic.pk for topic in fields.get("topics", ())]
    return shown


def typed(event: Event) -> dict[str, Any]:
    """The event's fields as a form shows them."""
    return {
        **{name: getattr(event, name) for name in EventFieldsForm.base_fields},
        "host": event.host_id,
        "organiser": event.organiser_id,
        "place": event.place_id,
        "series": event.series_id,
        "parent": event.parent.ref if event.parent else "",
        "participants": "\n".join(actor.name for actor in event.participants.all()),
        "documents": ", ".join(each.ref for each in event.documents.order_by("number")),
        "topics": [topic.pk for topic in event.topics.all()],
    }


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def _actors(names: Iterable[str]) -> tuple[list[Actor], list[str]]:
    """The actors of these codes or names in any language, and what names none or several."""
    wanted = {name.casefold(): name for name in names}
    if not wanted:
        return [], []
    spoken: dict[str, set[Actor]] = {}
    for actor in Actor.objects.filter(_any_name(wanted.values())):
        for each in (actor.code, actor.name_en, actor.name_fr, actor.name_es, actor.name_ar):
            spoken.setdefault(each.casefold(), set()).add(actor)
    missing = [name for key, name in wanted.items() if len(spoken.get(key, ())) != 1]
    found = {actor for key in wanted for actor in spoken.get(key, ())}
    return sorted(found, key=lambda actor: actor.code), missing


def _any_name(names: Iterable[str]) -> Q:
    found = Q()
    for name in names:
        for column in ("code", "name_en", "name_fr", "name_es", "name_ar"):
            found |= Q(**{f"{column}__iexact": name})
    return found
