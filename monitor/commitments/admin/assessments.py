"""The history of every follow-up in the panel: append-only, so nothing here is edited."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.panel.acts import ActingPanel
from monitor.accounts.panel.marks import NONE, link, moment
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import RecordPanel
from monitor.changes.item import ItemKind
from monitor.commitments.admin.acts import Retract, seen_of
from monitor.commitments.admin.showing import act_words
from monitor.commitments.models import Assessment
from monitor.commitments.touched import assessments_seen_by, struck_among


class Entries(ChangeList):
    """A page of entries that knows which of them are struck."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        out = struck_among(self.result_list)
        for row in self.result_list:
            row.is_struck = row.pk in out


@admin.register(Assessment)
class AssessmentPanel(ActingPanel, RecordPanel):
    """Who said what of whom, why, when, through which door."""

    item_kind = ItemKind.OBLIGATION
    acts = (Retract(),)
    list_display = ("entry", "follow_up", "what", "stance", "why", "by", "when", "via")
    list_display_links = ("entry",)
    list_filter = ("act", "code", "stance", "via")
    list_select_related = (
        "by",
        "obligation__commitment",
        "obligation__actor",
    )
    search_fields = ("reason", "by__username", "obligation__actor__code")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = (
        "follow_up",
        "what",
        "is_struck",
        "stance",
        "why",
        "effective_on",
        "valid_until",
        "by",
        "when",
        "via",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return assessments_seen_by(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        found = Q()
        for word in search_term.split():
            found &= (
                Q(reason__icontains=word)
                | Q(by__username__iexact=word)
                | Q(by__last_name__icontains=word)
                | Q(obligation__actor__code__iexact=word)
                | Q(obligation__actor__name_en__icontains=word)
            )
        return queryset.filter(found), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return Entries

    def uuid_of(self, obj: Any) -> Any:
        return obj.obligation.uuid

    def token_of(self, obj: Any) -> str:
        return str(obj.pk)

    def seen_of(self, obj: Any) -> str:
        return seen_of(obj.obligation)

    @admin.display(description=pgettext_lazy("column", "Entry"), ordering="pk")
    def entry(self, obj: Assessment) -> str:
        return f"{obj.obligation}, {obj.position}"

    @admin.display(description=pgettext_lazy("column", "Follow-up"))
    def follow_up(self, obj: Assessment) -> SafeString:
        url = reverse("admin:commitments_obligation_change", args=[obj.obligation_id])
        return link(url, f"{obj.obligation} {obj.obligation.actor}")

    @admin.display(description=pgettext_lazy("column", "What"), ordering="act")
    def what(self, obj: Any) -> SafeString | str:
        words = act_words(obj)
        if getattr(obj, "is_struck", False):
            return format_html("<s>{}</s> {}", words, pgettext("history", "(retracted)"))
        return words

    @admin.display(description=pgettext_lazy("column", "Retracted"), boolean=True)
    def is_struck(self, obj: Assessment) -> bool:
        return obj.pk in struck_among([obj])

    @admin.display(description=pgettext_lazy("column", "Why"))
    def why(self, obj: Assessment) -> str:
        return obj.reason or NONE

    @admin.display(description=pgettext_lazy("column", "When"), ordering="at")
    def when(self, obj: Assessment) -> str:
        return moment(obj.at)
