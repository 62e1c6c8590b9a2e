"""Commitments in the panel: the list by the four axes, the terms as they stand, the follow-ups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User, Visibility
from monitor.accounts.panel.acts import Act, ActingPanel, Line
from monitor.accounts.panel.marks import NONE, link, moment, page
from monitor.accounts.panel.one_call import OneCall, by_number
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import RecordPanel
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door, ItemKind
from monitor.changes.labels import door_label
from monitor.changes.numbers import whole_number
from monitor.commitments import operations
from monitor.commitments.admin.acts import ChangeStatus, Confirm, Renew, Return, seen_of, token_of
from monitor.commitments.admin.filters import HasDue, HasStatus
from monitor.commitments.admin.forms import OwnerForm
from monitor.commitments.admin.showing import (
    code_chip,
    due_chip,
    pending_chip,
    quotes,
    record_chip,
    validity_chip,
)
from monitor.commitments.filters import condition
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.status import FollowUp, pressing, standing_of
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import COUNTED, RECORD_MOVES


def _seen(user: User) -> QuerySet[Any]:
    return Commitment.objects.visible_to(user)


def _record(commitment: Commitment) -> str:
    return str(commitment.get_record_display())


def _act(slug: str, label: Any, power: Power, call: Any, *, reason: bool = False) -> OneCall:
    return OneCall(
        slug,
        label,
        power,
        call,
        item="commitment",
        rows=_seen,
        now=_record,
        reason=reason,
        fits=_FITS.get(slug) or (lambda row: _has_move(slug, row)),
    )


def _has_move(slug: str, commitment: Commitment) -> bool:
    return any(move.act == slug and move.frm == commitment.record for move in RECORD_MOVES)


_FITS: dict[str, Callable[[Any], bool]] = {
    "ask-public": lambda row: row.visibility != Visibility.PUBLIC,
    "make-public": lambda row: row.public_asked_by_id is not None,
}


class SetOwner(Act):
    """Who looks after it: the one part of the terms that the panel edits."""

    slug = "owner"
    power = Power.DRAFT
    label = pgettext_lazy("admin act", "Set owner")
    title = pgettext_lazy("admin act", "Set owner")
    form_class = OwnerForm

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        rows = by_number(_seen(user).select_related("owner", "owner_desk"), tokens)
        return [
            Line(
                token=str(row.number),
                name=str(row),
                now=", ".join(str(who) for who in (row.owner_desk, row.owner) if who) or NONE,
                seen=str(row.edition),
                thing=row,
            )
            for row in rows
        ]

    def form(self, user: User, lines: Sequence[Line], data: Any) -> forms.Form:
        only = lines[0].thing if len(lines) == 1 else None
        initial = {"owner_desk": only.owner_desk, "owner": only.owner} if only else {}
        return OwnerForm(data, initial=initial)

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        terms = replace(
            terms_of(line.thing), owner_desk=values["owner_desk"], owner=values["owner"]
        )
        return operations.edit_commitment(
            commitment=line.thing,
            terms=terms,
            edition=whole_number(seen) or 0,
            by=by,
            at=at,
            via=Door.ADMIN,
        )


@admin.register(Commitment)
class CommitmentPanel(ActingPanel, RecordPanel):
    """Terms are read here and edited in the dashboard; status and record move by acts."""

    item_kind = ItemKind.COMMITMENT
    acts = (
        SetOwner(),
        _act("submit", pgettext_lazy("admin act", "Submit"), Power.DRAFT, operations.submit),
        _act("publish", pgettext_lazy("admin act", "Publish"), Power.PUBLISH, operations.publish),
        _act(
            "return",
            pgettext_lazy("admin act", "Return with a reason"),
            Power.PUBLISH,
            operations.return_commitment,
            reason=True,
        ),
        _act(
            "archive",
            pgettext_lazy("admin act", "Archive"),
            Power.DRAFT,
            operations.archive_commitment,
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
    list_display = (
        "reference",
        "title",
        "issuer",
        "record_status",
        "text_validity",
        "due",
        "assessed",
        "awaiting_confirmation",
    )
    list_display_links = ("reference",)
    list_filter = ("record", "validity", HasStatus, HasDue, "kind", "visibility")
    list_select_related = ("issuer",)
    search_fields = ("title",)
    search_help_text = pgettext_lazy("help", "Reference (C-101), title, exact words, document")
    date_hierarchy = "latest_on"
    ordering = ("-number",)
    fieldsets = (
        (None, {"fields": ("title", "record_status", "text_validity", "due", "assessed", "pages")}),
        (pgettext_lazy("fieldset", "Exact words"), {"fields": ("words",)}),
        (
            pgettext_lazy("fieldset", "Terms"),
            {
                "fields": (
                    "kind",
                    "verb",
                    "strength",
                    "bindingness",
                    "issuer",
                    "addressee_words",
                    "addressee_group",
                    "addressee_limit",
                    "duty_bearer_count",
                    "duty",
                    "deadline_kind",
                    "deadline_words",
                    "deadline_event",
                    "check_on",
                    "event",
                )
            },
        ),
        (
            pgettext_lazy("fieldset", "Who looks after it, who sees it"),
            {"fields": ("owner_desk", "owner", "visibility", "desks", "created_by", "created_at")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return _seen(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        today = office_day(timezone.now())
        return queryset.filter(condition("q", search_term.strip(), today)), False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.follow_ups_view)
        name = "commitments_commitment_follow_ups"
        return [path("<path:object_id>/follow-ups/", view, name=name), *super().get_urls()]

    def follow_ups_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Every duty-bearer of one commitment, touched or not, with the acts on follow-ups."""
        commitment: Any = self.get_object(request, unquote(object_id))
        if commitment is None or not self.has_view_permission(request, commitment):
            raise Http404
        user = person(request)
        found = standing_of(commitment, user=user, today=office_day(timezone.now()))
        panel: Any = self.admin_site.get_model_admin(Obligation)
        context = {
            **self.admin_site.each_context(request),
            "title": pgettext("admin", "Follow-ups of %s") % commitment.ref,
            "opts": self.opts,
            "commitment": commitment,
            "rows": [_row(commitment, each) for each in found],
            "acts": [
                {"url": panel.act_url(act), "label": act.label}
                for act in panel.allowed(request)
                if isinstance(act, ChangeStatus | Confirm | Return | Renew)
            ],
            "back": request.path,
            "assessed": self.assessed(commitment),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/commitments/follow_ups.html", context)

    @admin.display(description=pgettext_lazy("column", "Reference"), ordering="number")
    def reference(self, obj: Commitment) -> str:
        return obj.ref

    @admin.display(description=pgettext_lazy("column", "Record"), ordering="record")
    def record_status(self, obj: Commitment) -> SafeString:
        return record_chip(obj)

    @admin.display(description=pgettext_lazy("column", "Validity"), ordering="validity")
    def text_validity(self, obj: Commitment) -> SafeString:
        return validity_chip(obj)

    @admin.display(description=pgettext_lazy("column", "Due"), ordering="latest_on")
    def due(self, obj: Commitment) -> SafeString:
        return due_chip(obj.latest_on, pressing(obj, office_day(timezone.now())))

    @admin.display(description=pgettext_lazy("column", "Assessed"))
    def assessed(self, obj: Commitment) -> SafeString | str:
        """ "3 of 193", with the way to all of them; "–" for a call to nobody named."""
        if not obj.duty_bearer_count:
            return NONE
        counts = obj.counts
        words = pgettext("count", "%(n)d of %(all)d") % {
            "n": sum(counts[code] for code in COUNTED),
            "all": obj.duty_bearer_count,
        }
        return link(reverse("admin:commitments_commitment_follow_ups", args=[obj.pk]), words)

    @admin.display(description=pgettext_lazy("column", "Exact words"))
    def words(self, obj: Commitment) -> SafeString | str:
        return quotes(obj)

    @admin.display(description=pgettext_lazy("column", "Edit"))
    def pages(self, obj: Commitment) -> SafeString | str:
        url = page("commitment", obj.number)
        return link(url, pgettext("admin", "Open in the dashboard")) if url else NONE


def _row(commitment: Commitment, each: FollowUp) -> dict[str, Any]:
    """One line of the page of all follow-ups, with what the person sees of it."""
    row = each.obligation or Obligation(commitment=commitment, actor=each.actor)
    row.commitment = commitment
    last = row.last_assessment
    return {
        "token": token_of(row),
        "seen": seen_of(row),
        "code": each.actor.code,
        "name": each.actor.name,
        "status": code_chip(each.code),
        "due": due_chip(None, each.timeliness) if commitment.latest_on else "",
        "pending": pending_chip(row),
        "last": f"{moment(last.at)}, {last.by} ({door_label(last.via)})" if last else NONE,
        "evidence": each.evidence or "",
        "outside": each.outside,
        "url": reverse("admin:commitments_obligation_change", args=[row.pk]) if row.pk else "",
    }
