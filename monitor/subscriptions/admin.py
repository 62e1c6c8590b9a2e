"""Feeds in the admin panel: what each knew when it was last asked. Read-only."""

from django.contrib import admin

from monitor.accounts.panel.reading import RecordPanel
from monitor.subscriptions.models import Feed


@admin.register(Feed)
class FeedPanel(RecordPanel):
    """Rendered components are not shown: their bytes belong to items with their own visibility."""

    list_display = ("slug", "variant", "revision", "revised_at", "seen", "good_until")
    fields = ("slug", "variant", "revision", "revised_at", "seen", "good_until")
