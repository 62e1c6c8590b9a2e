"""What the lists of the panel are narrowed by; the conditions are those of the slice."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from monitor.actors.models import Actor
from monitor.changes.clock import office_day
from monitor.changes.numbers import key_number
from monitor.commitments.filters import DUE_ORDER, condition
from monitor.commitments.labels import ASSESSMENT_LABELS, STANCE_LABELS, TIMELINESS_LABELS
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.status import URGENCY
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.touched import standing_so, with_word_of
from monitor.commitments.workflow import BAR_ORDER, Stance

if TYPE_CHECKING:
    Rows = QuerySet[Model]


class _Choices(admin.SimpleListFilter):
    """A filter over a closed list; a value that is not in it narrows nothing."""

    def chosen(self) -> str:
        value = self.value() or ""
        return value if value in {str(code) for code, _ in self.lookup_choices} else ""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.chosen()
        return self.narrowed(queryset, value) if value else queryset

    def narrowed(self, queryset: Any, value: str) -> Any:
        """The rows of this choice."""
        raise NotImplementedError  # each filter has its own


class HasStatus(_Choices):
    """Commitments with at least one follow-up at a status."""

    title = pgettext_lazy("filter", "follow-up status, at least one")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(code.value, ASSESSMENT_LABELS[code]) for code in BAR_ORDER]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(condition("status", value, office_day(timezone.now())))


class HasDue(_Choices):
    """Commitments with at least one follow-up that stands so to its deadline."""

    title = pgettext_lazy("filter", "timeliness, at least one")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(due.value, TIMELINESS_LABELS[due]) for due in DUE_ORDER]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(condition("due", value, office_day(timezone.now())))


class Stands(_Choices):
    """Follow-ups at a status."""

    title = pgettext_lazy("filter", "status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(code.value, ASSESSMENT_LABELS[code]) for code in BAR_ORDER]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(code=value)


class StandsDue(_Choices):
    """Follow-ups that stand so to their deadline."""

    title = pgettext_lazy("filter", "timeliness")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(due.value, TIMELINESS_LABELS[due]) for due in URGENCY]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(standing_so(Timeliness(value), office_day(timezone.now())))


class HasStance(_Choices):
    """Follow-ups on which somebody of this stance has spoken."""

    title = pgettext_lazy("filter", "whose word")
    parameter_name = "stance"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(stance.value, STANCE_LABELS[stance]) for stance in Stance]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(with_word_of(value))


class Awaits(_Choices):
    """Follow-ups with a proposal that a second person has yet to answer."""

    title = pgettext_lazy("filter", "confirmation")
    parameter_name = "awaiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("yes", pgettext_lazy("filter", "Awaited")),
            ("no", pgettext_lazy("filter", "Not awaited")),
        ]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(pending__isnull=value == "no")


class _Found(admin.SimpleListFilter):
    """A filter whose choice is searched for: 193 States are no list of links."""

    template = "admin/found_filter.html"
    field_name = ""
    model: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """None is listed; the one chosen is kept, if it is one that the person may see."""
        self.others = {
            name: value
            for name, value in request.GET.items()
            if name not in {self.parameter_name, "p"}
        }
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = key_number(self.value() or "")
        return queryset if value is None else queryset.filter(**{f"{self.field_name}_id": value})

    def choices(self, changelist: Any) -> Iterator[Any]:
        """One entry: the field to search in, and the other choices to keep."""
        yield {
            "field": self._field(changelist),
            "others": self.others,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "selected": bool(self.value()),
        }

    def _field(self, changelist: Any) -> SafeString:
        field = Obligation._meta.get_field(self.field_name)
        widget = AutocompleteSelect(
            field,
            admin.site,
            attrs={"id": f"filter-{self.parameter_name}", "aria-label": str(self.title)},
        )
        rows = self.model.objects.filter(
            pk__in=changelist.root_queryset.values(f"{self.field_name}_id")
        )
        widget.choices = forms.ModelChoiceField(rows, required=False).choices
        shown = widget.render(str(self.parameter_name), self.value() or "")
        return SafeString(shown)


class OfCommitment(_Found):
    title = pgettext_lazy("filter", "commitment")
    parameter_name = "commitment"
    field_name = "commitment"
    model = Commitment


class OfActor(_Found):
    title = pgettext_lazy("filter", "State or body")
    parameter_name = "actor"
    field_name = "actor"
    model = Actor
