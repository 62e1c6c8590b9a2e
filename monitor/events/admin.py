"""Events in the admin panel: the list by status, the moves that change one, the series."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.panel.acts import Act, ActingPanel, Line
from monitor.accounts.panel.keeping import KeptPanel
from monitor.accounts.panel.marks import NONE, chip, link, moment, page
from monitor.accounts.panel.one_call import OneCall, by_number
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import RecordPanel
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door, ItemKind
from monitor.changes.labels import door_label
from monitor.changes.numbers import whole_number
from monitor.events import operations
from monitor.events.models import STATUS_LABELS, Event, EventMove, EventSeries
from monitor.events.queries import MOST
from monitor.events.recurring import Recurrence
from monitor.events.requirements import NEED_WORDS
from monitor.events.workflow import EventStatus, Move, moves_from
from monitor.sources.models import Document

_TONES = {
    EventStatus.CONFIRMED: "accent",
    EventStatus.HELD: "good",
    EventStatus.POSTPONED: "warn",
}


def status_chip(status: str) -> SafeString:
    """An event's status in words and tone."""
    code = EventStatus(status)
    return chip(STATUS_LABELS[code], tone=_TONES.get(code, "neutral"))


def _words(move: Move) -> str:
    needs = "; ".join(str(NEED_WORDS[need]) for need in move.needs)
    label = str(STATUS_LABELS[move.to])
    return f"{label} ({needs})" if needs else label


class MoveForm(forms.Form):
    """A status for one event or for many, and what it rests on."""

    to = forms.ChoiceField(label=pgettext_lazy("field", "Status"))
    document = forms.ModelChoiceField(
        label=pgettext_lazy("field", "Document"),
        queryset=Document.objects.none(),
        required=False,
        help_text=pgettext_lazy("help", "Search by title, symbol or publisher."),
    )
    superseded_by = forms.ModelChoiceField(
        label=pgettext_lazy("field", "Event that takes its place"),
        queryset=Event.objects.none(),
        required=False,
        help_text=pgettext_lazy("help", "For “Superseded” only."),
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, user: User, events: Sequence[Event]) -> None:
        super().__init__(data)
        moves: dict[EventStatus, Move] = {}
        for status in {event.status for event in events}:
            for move in moves_from(EventStatus(status)):
                if user.may(move.power):
                    moves.setdefault(move.to, move)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 - tells the type checker
        to.choices = [
            ("", pgettext("choice", "Choose…")),
            *((code.value, _words(moves[code])) for code in EventStatus if code in moves),
        ]
        self._search("document", EventMove, Document.objects.visible_to(user))
        self._search("superseded_by", Event, Event.objects.visible_to(user))

    def _search(self, name: str, model: Any, rows: QuerySet[Any]) -> None:
        """Make a field one that is searched for, among what the person may see."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = rows
        field.widget = AutocompleteSelect(model._meta.get_field(name), admin.site)
        field.widget.choices = field.choices


class MoveStatus(Act):
    slug = "move"
    power = Power.DRAFT
    label = pgettext_lazy("admin act", "Change status")
    title = pgettext_lazy("admin act", "Change status")
    lead = pgettext_lazy("admin act", "Each event gets one entry in its history.")

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        return [
            Line(
                token=str(row.number),
                name=str(row),
                now=status_chip(row.status),
                seen=row.status,
                thing=row,
                url=page("event", row.number),
            )
            for row in by_number(Event.objects.visible_to(user), tokens)
        ]

    def form(self, user: User, lines: Sequence[Line], data: Any) -> forms.Form:
        return MoveForm(data, user=user, events=[line.thing for line in lines])

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return operations.move_event(
            event=line.thing, seen_status=seen, by=by, at=at, via=Door.ADMIN, **values
        )


class TookPlace(admin.SimpleListFilter):
    """Confirmed events whose last possible day has passed."""

    title = pgettext_lazy("filter", "question")
    parameter_name = "asked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("held", pgettext_lazy("filter", "Did it take place?"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "held":
            return queryset
        return queryset.did_it_take_place(office_day(timezone.now()))


def _act(slug: str, label: Any, power: Power, call: Any, *, reason: bool = False) -> OneCall:
    return OneCall(
        slug,
        label,
        power,
        call,
        item="event",
        rows=Event.objects.visible_to,
        now=lambda row: f"{row.get_record_display()}, {row.get_visibility_display()}",
        reason=reason,
        fits=_FITS[slug],
    )


_FITS: dict[str, Callable[[Any], bool]] = {
    "undo-superseded": lambda row: row.status == EventStatus.SUPERSEDED,
    "archive": lambda row: row.record == RecordStatus.PUBLISHED,
    "ask-public": lambda row: row.visibility != Visibility.PUBLIC,
    "make-public": lambda row: row.public_asked_by_id is not None,
}


@admin.register(Event)
class EventPanel(ActingPanel, RecordPanel):
    """Events are edited and dated in the dashboard; their status moves here too."""

    item_kind = ItemKind.EVENT
    acts = (
        MoveStatus(),
        _act(
            "undo-superseded",
            pgettext_lazy("admin act", "No duplicate: undo superseded"),
            Power.COORDINATE,
            operations.undo_superseded,
            reason=True,
        ),
        _act(
            "archive",
            pgettext_lazy("admin act", "Archive"),
            Power.PUBLISH,
            operations.archive_event,
            reason=True,
        ),
        _act(
            "ask-public",
            pgettext_lazy("admin act", "Ask to make public"),
            Power.DRAFT,
            operations.ask_public,
        ),
        _act(
            "make-public",
            pgettext_lazy("admin act", "Make public"),
            Power.PUBLISH,
            operations.make_public,
        ),
    )
    list_display = ("reference", "title", "when", "kind", "state", "record_status", "visibility")
    list_display_links = ("reference",)
    list_filter = ("status", TookPlace, "record", "visibility", "kind")
    search_fields = ("title",)
    search_help_text = pgettext_lazy("help", "Reference (E-7) or title")
    date_hierarchy = "earliest"
    ordering = ("-earliest", "-pk")
    fields = (
        "title",
        "kind",
        "state",
        "when",
        "claims_kept",
        "repeats",
        "series",
        "ordinal",
        "host",
        "organiser",
        "place",
        "record_status",
        "visibility",
        "desks",
        "dashboard_page",
        "moves_made",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Event.objects.visible_to(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        number = whole_number(search_term.strip().upper().removeprefix("E-"))
        if number is not None:
            return queryset.filter(number=number), False
        found = Q()
        for word in search_term.split():
            each = Q(title__icontains=word)
            for code in ("en", "fr", "es", "ar"):
                each |= Q(**{f"title_{code}__icontains": word})
            found &= each
        return queryset.filter(found), False

    @admin.display(description=pgettext_lazy("column", "Reference"), ordering="number")
    def reference(self, obj: Event) -> str:
        return obj.ref

    @admin.display(description=pgettext_lazy("column", "Date"), ordering="earliest")
    def when(self, obj: Event) -> str:
        return obj.edtf or NONE

    @admin.display(description=pgettext_lazy("column", "Status"), ordering="status")
    def state(self, obj: Event) -> SafeString:
        return status_chip(obj.status)

    @admin.display(description=pgettext_lazy("column", "Record"), ordering="record")
    def record_status(self, obj: Event) -> SafeString:
        return chip(
            obj.get_record_display(), tone="good" if obj.record == "published" else "neutral"
        )

    @admin.display(description=pgettext_lazy("column", "Edit"))
    def dashboard_page(self, obj: Event) -> SafeString | str:
        url = page("event", obj.number)
        return link(url, pgettext("admin", "Open in the dashboard")) if url else NONE

    @admin.display(description=pgettext_lazy("column", "What sources say"))
    def claims_kept(self, obj: Event) -> SafeString | str:
        rows = ((claim.words, claim.edtf or "?") for claim in obj.claims.all())
        return format_html_join("", "<p><q>{}</q> → {}</p>", rows) or NONE

    @admin.display(description=pgettext_lazy("column", "Recurrence"))
    def repeats(self, obj: Event) -> SafeString | str:
        rule = Recurrence.objects.filter(event=obj).first()
        decided = obj.occurrences.decided().order_by("original_on")[:MOST]
        rows = (
            (row.original_on.isoformat(), row.get_state_display(), row.edtf, row.reason)
            for row in decided
        )
        lines = format_html_join("", "<p>{}: {} {} {}</p>", rows)
        words = rule.rule if rule else NONE
        return format_html("<p>{}</p>{}", words, lines) if rule or lines else NONE

    @admin.display(description=pgettext_lazy("column", "History of the status"))
    def moves_made(self, obj: Event) -> SafeString | str:
        rows = (
            (
                moment(move.at),
                move.by,
                f"{move.get_frm_display() or NONE} → {move.get_to_display()}",
                move.reason,
                door_label(move.via),
            )
            for move in obj.moves.select_related("by")
        )
        return format_html_join("", "<p>{}, {}: {} {} ({})</p>", rows) or NONE


@admin.register(EventSeries)
class SeriesPanel(KeptPanel):
    item_kind = ItemKind.SERIES
    list_display = ("code", "name_en", "organiser", "highest", "dashboard_page")
    list_select_related = ("organiser",)
    search_fields = ("code", "name_en", "name_fr", "name_es", "name_ar")
    autocomplete_fields = ("organiser",)
    fields = ("code", "name_en", "name_fr", "name_es", "name_ar", "organiser", "dashboard_page")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        seen = Event.objects.visible_to(person(request)).filter(series=OuterRef("pk"))
        top = seen.filter(ordinal__isnull=False).order_by("-ordinal").values("ordinal")[:1]
        rows: QuerySet[Any] = super().get_queryset(request).annotate(top=Subquery(top))
        return rows

    @admin.display(description=pgettext_lazy("column", "Highest number"), ordering="top")
    def highest(self, obj: Any) -> str:
        return str(obj.top or NONE)

    @admin.display(description=pgettext_lazy("column", "Its events"))
    def dashboard_page(self, obj: EventSeries) -> SafeString | str:
        url = page("series", obj.code) if obj.pk else ""
        return link(url, pgettext("admin", "Open in the dashboard")) if url else NONE

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("code", "dashboard_page") if obj else ("dashboard_page",)

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        return operations.keep_series(
            **{"code": entry.code, **values}, by=by, at=at, via=Door.ADMIN
        )
