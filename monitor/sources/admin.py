"""Documents in the admin panel: read-only texts, their passages in context, links to add."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.panel.acts import ActingPanel
from monitor.accounts.panel.keeping import KeptPanel
from monitor.accounts.panel.marks import NONE, chip, link, page
from monitor.accounts.panel.one_call import OneCall
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import RecordPanel
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.sources import operations
from monitor.sources.models import Document, Passage
from monitor.sources.queries import found_by
from monitor.sources.sentences import in_sentence

# Of a text, as much as a page bears; the whole stands in the dashboard.
SHOWN = 20_000
PASSAGES = 100
ADDED = (
    "kind",
    "title",
    "symbol",
    "publisher",
    "url",
    "language",
    "official",
    "published_edtf",
    "published_basis",
    "note",
)


def _act(slug: str, label: Any, power: Power, call: Any, *, reason: bool = False) -> OneCall:
    return OneCall(
        slug,
        label,
        power,
        call,
        item="document",
        rows=Document.objects.visible_to,
        now=lambda row: str(row.get_record_display()),
        reason=reason,
        fits=_FITS[slug],
    )


_FITS: dict[str, Callable[[Any], bool]] = {
    "archive": lambda row: row.record == RecordStatus.PUBLISHED,
    "ask-public": lambda row: row.visibility != Visibility.PUBLIC,
    "make-public": lambda row: row.public_asked_by_id is not None,
}


@admin.register(Document)
class DocumentPanel(ActingPanel, RecordPanel, KeptPanel):
    """Texts are read; a link, which is a document without a text, may be added."""

    item_kind = ItemKind.DOCUMENT
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    acts = (
        _act(
            "archive",
            pgettext_lazy("admin act", "Archive"),
            Power.PUBLISH,
            operations.archive_document,
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
        "symbol",
        "publisher",
        "kind",
        "published",
        "record_status",
    )
    list_display_links = ("reference",)
    list_filter = ("kind", "record", "visibility", "official", "language")
    search_fields = ("title",)
    search_help_text = pgettext_lazy("help", "Reference (D-7), title, symbol or publisher")
    date_hierarchy = "published_earliest"
    ordering = ("-number",)
    fields = (
        "title",
        "kind",
        "symbol",
        "publisher",
        "url",
        "language",
        "official",
        "published",
        "published_note",
        "note",
        "record_status",
        "visibility",
        "desks",
        "dashboard_page",
        "passages",
        "texts",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Document.objects.visible_to(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset & found_by(person(request), search_term), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return person(request).may(Power.DRAFT) and KeptPanel.has_add_permission(self, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ADDED

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        return operations.create_document(**values, by=by, at=at, via=Door.ADMIN)

    @admin.display(description=pgettext_lazy("column", "Reference"), ordering="number")
    def reference(self, obj: Document) -> str:
        return obj.ref

    @admin.display(description=pgettext_lazy("column", "Date"), ordering="published_earliest")
    def published(self, obj: Document) -> str:
        if not obj.published_edtf:
            return NONE
        return f"{obj.published_edtf} ({obj.get_published_basis_display()})"

    @admin.display(description=pgettext_lazy("column", "Record"), ordering="record")
    def record_status(self, obj: Document) -> SafeString:
        return chip(
            obj.get_record_display(), tone="good" if obj.record == "published" else "neutral"
        )

    @admin.display(description=pgettext_lazy("column", "Edit"))
    def dashboard_page(self, obj: Document) -> SafeString | str:
        url = page("document", obj.number)
        return link(url, pgettext("admin", "Open in the dashboard")) if url else NONE

    @admin.display(description=pgettext_lazy("column", "Passages"))
    def passages(self, obj: Document) -> SafeString | str:
        """The words quoted from it, each marked in its sentence."""
        found = Passage.objects.filter(version__document=obj).select_related("version")[:PASSAGES]
        return format_html_join("\n", "{}", ((_in_context(each),) for each in found)) or NONE

    @admin.display(description=pgettext_lazy("column", "Texts"))
    def texts(self, obj: Document) -> SafeString | str:
        """Each text with its SHA-256, cut where a page would not bear it."""
        rows = (
            (
                each.language,
                each.get_stage_display(),
                each.sha256,
                each.text[:SHOWN] + ("…" if len(each.text) > SHOWN else ""),
            )
            for each in obj.versions.all()
        )
        shape = (
            "<details><summary>{0}, {1} · SHA-256 {2}</summary>"
            '<pre lang="{0}" dir="auto">{3}</pre></details>'
        )
        return format_html_join("\n", shape, rows) or NONE


def _in_context(passage: Passage) -> SafeString:
    part = in_sentence(passage.version.text, passage.start, passage.end)
    return format_html(
        '<blockquote class="words" lang="{}" dir="auto">{}<mark>{}</mark>{}</blockquote>',
        passage.version.language,
        part.before,
        part.words,
        part.after,
    )
