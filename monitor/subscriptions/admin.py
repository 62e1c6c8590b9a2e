"""Feeds in the admin panel: whose they are and who fetches them, never by which address."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.accounts.panel.acts import Act, ActingPanel, Line
from monitor.accounts.panel.marks import NONE
from monitor.accounts.panel.reading import RecordPanel
from monitor.accounts.roles import Power
from monitor.changes.item import ItemKind
from monitor.changes.numbers import key_number
from monitor.subscriptions.models import Feed
from monitor.subscriptions.operations import revoke_feed
from monitor.subscriptions.variants import PUBLIC_FEED


class RevokeFeed(Act):
    """End somebody's feed, with all its addresses."""

    slug = "revoke"
    power = Power.ADMINISTER
    label = pgettext_lazy("admin act", "Revoke")
    title = pgettext_lazy("admin act", "Revoke feeds")
    lead = pgettext_lazy("admin act", "All addresses of a feed stop at once, on every device.")

    def fits(self, obj: Any) -> bool:
        return obj.is_personal and obj.revoked_at is None

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        keys = [found for found in map(key_number, tokens) if found is not None]
        rows = Feed.objects.filter(pk__in=keys, owner__isnull=False).select_related("owner")
        return [
            Line(
                token=str(row.pk),
                name=f"{row.name} ({row.owner})",
                now=pgettext("feed", "Revoked") if row.revoked_at else pgettext("feed", "Live"),
                seen="",
                thing=row,
            )
            for row in rows
        ]

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        revoke_feed(feed=line.thing, by=by, at=at)
        return line.thing


@admin.register(Feed)
class FeedPanel(ActingPanel, RecordPanel):
    """Rendered components are not shown: their bytes belong to items with their own visibility."""

    # Feeds are no part of the record: the log knows nothing of them.
    item_kind = ItemKind.USER
    acts = (RevokeFeed(),)
    list_display = ("title", "owner", "scope", "held", "last_fetch", "created_at", "revoked_at")
    list_filter = ("scope", "tasks", "profile")
    search_fields = ("name", "owner__username", "owner__last_name")
    ordering = ("owner__username", "pk")
    fields = (
        "title",
        "owner",
        "scope",
        "language",
        "tasks",
        "profile",
        "with_statuses",
        "devices",
        "created_at",
        "revoked_at",
        "revoked_by",
        "revision",
        "revised_at",
        "seen",
        "good_until",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("owner", "revoked_by")
        found: QuerySet[Any] = rows.prefetch_related("addresses")
        return found.annotate(n_members=Count("members"))  # type: ignore[no-any-return]  # the stubs lose the model here

    def token_of(self, obj: Any) -> str:
        return str(obj.pk)

    @admin.display(description=pgettext_lazy("column", "Feed"), ordering="name")
    def title(self, obj: Feed) -> str:
        return pgettext("feed", "Public record") if obj.slug == PUBLIC_FEED else obj.name

    @admin.display(description=pgettext_lazy("column", "Entries"))
    def held(self, obj: Feed) -> str:
        return str(getattr(obj, "n_members", 0)) if obj.is_personal else NONE

    @admin.display(description=pgettext_lazy("column", "Last fetch"))
    def last_fetch(self, obj: Feed) -> datetime | None:
        moments = [each.fetched_at for each in obj.addresses.all() if each.fetched_at]
        return max(moments, default=None)

    @admin.display(description=pgettext_lazy("column", "Devices"))
    def devices(self, obj: Feed) -> SafeString | str:
        """Their names and programs: neither the address nor its hash."""
        rows = (
            (each.name, each.client or NONE, each.fetched_at or NONE)
            for each in obj.addresses.all()
            if each.revoked_at is None
        )
        listed = format_html_join("", "<li>{} · {} · {}</li>", rows)
        return format_html("<ul>{}</ul>", listed) if listed else NONE
