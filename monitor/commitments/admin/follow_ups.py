"""Follow-ups in the panel: the rows somebody acted on, and how many nobody has looked at."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import npgettext, pgettext_lazy

from monitor.accounts.panel.acts import ActingPanel
from monitor.accounts.panel.marks import NONE, link, moment, page
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import RecordPanel
from monitor.changes.clock import office_day
from monitor.changes.item import ItemKind
from monitor.changes.labels import door_label
from monitor.changes.numbers import key_number, whole_number
from monitor.commitments.admin.acts import (
    ChangeStatus,
    Confirm,
    Renew,
    Return,
    seen_of,
    token_of,
)
from monitor.commitments.admin.filters import (
    Awaits,
    HasStance,
    OfActor,
    OfCommitment,
    Stands,
    StandsDue,
)
from monitor.commitments.admin.history import history_context
from monitor.commitments.admin.showing import code_chip, due_chip, pending_chip
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.status import follow_up
from monitor.commitments.touched import obligations_seen_by, untouched


@admin.register(Obligation)
class FollowUpPanel(ActingPanel, RecordPanel):
    """Touched rows; the others are said in a line and stand on the page of their commitment."""

    item_kind = ItemKind.OBLIGATION
    acts = (ChangeStatus(), Confirm(), Return(), Renew())
    change_list_template = "admin/record_change_list.html"
    list_display = ("follow_up", "commitment_title", "status", "due", "proposed", "last_act")
    list_display_links = ("follow_up",)
    list_filter = (OfCommitment, OfActor, Stands, StandsDue, Awaits, HasStance)
    list_select_related = ("commitment", "actor", "pending__by", "last_assessment__by")
    search_fields = ("actor__code", "actor__name_en", "commitment__title")
    search_help_text = pgettext_lazy("help", "State, reference (C-101) or title")
    date_hierarchy = "last_assessment__at"
    ordering = ("-last_assessment__at", "-pk")
    fields = (
        "commitment_page",
        "actor",
        "status",
        "due",
        "proposed",
        "effective_on",
        "valid_until",
        "confirmed_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return obligations_seen_by(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        words = search_term.upper().removeprefix("C-")
        number = whole_number(words)
        if number is not None:
            return queryset.filter(commitment__number=number), False
        found = Q()
        for word in search_term.split():
            names = [f"actor__name_{code}" for code in ("en", "fr", "es", "ar")]
            each = Q(actor__code__iexact=word) | Q(commitment__title__icontains=word)
            for name in names:
                each |= Q(**{f"{name}__icontains": word})
            found &= each
        return queryset.filter(found), False

    @property
    def media(self) -> Any:
        field: Any = Obligation._meta.get_field("actor")
        return super().media + AutocompleteSelect(field, self.admin_site).media

    def token_of(self, obj: Any) -> str:
        return token_of(obj)

    def seen_of(self, obj: Any) -> str:
        return seen_of(obj)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chosen = key_number(request.GET.get("commitment", ""))
        commitments = Commitment.objects.all()
        if chosen is not None:
            commitments = commitments.filter(pk=chosen)
        n = untouched(person(request), commitments)
        line = npgettext("admin", "+ %(n)s not yet assessed", "+ %(n)s not yet assessed", n)
        return super().changelist_view(
            request, {"line": line % {"n": number_format(n, force_grouping=True)}, "untouched": n}
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj: Any = self.get_object(request, unquote(object_id))
        return super().change_view(
            request,
            object_id,
            form_url,
            history_context(person(request), obj),
        )

    @admin.display(description=pgettext_lazy("column", "Follow-up"), ordering="commitment__number")
    def follow_up(self, obj: Obligation) -> str:
        return f"{obj.commitment.ref}/{obj.actor.code} {obj.actor}"

    @admin.display(description=pgettext_lazy("column", "Commitment"))
    def commitment_title(self, obj: Obligation) -> str:
        return obj.commitment.title

    @admin.display(description=pgettext_lazy("column", "Status"), ordering="code")
    def status(self, obj: Obligation) -> SafeString:
        return code_chip(obj.code)

    @admin.display(description=pgettext_lazy("column", "Due"), ordering="commitment__latest_on")
    def due(self, obj: Obligation) -> SafeString:
        today = office_day(timezone.now())
        standing = follow_up(obj.commitment, obj.actor, obj, today)
        return due_chip(obj.commitment.latest_on, standing.timeliness)

    @admin.display(description=pgettext_lazy("column", "Awaiting confirmation"))
    def proposed(self, obj: Obligation) -> SafeString | str:
        return pending_chip(obj)

    @admin.display(
        description=pgettext_lazy("column", "Last entry"), ordering="last_assessment__at"
    )
    def last_act(self, obj: Obligation) -> str:
        last = obj.last_assessment
        return f"{moment(last.at)}, {last.by} ({door_label(last.via)})" if last else NONE

    @admin.display(description=pgettext_lazy("column", "Commitment"))
    def commitment_page(self, obj: Obligation) -> SafeString:
        url = page("obligation", obj.commitment.number, obj.actor.code)
        return link(url, obj.commitment)
