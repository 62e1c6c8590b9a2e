"""The reference lists in the admin panel: actors, groups in time, places, topics."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import User, visible_q
from monitor.accounts.panel.keeping import KeptPanel
from monitor.accounts.panel.people import person
from monitor.actors.models import Actor, Membership, Place, Topic
from monitor.actors.operations import Belonging, keep_entry, keep_memberships
from monitor.changes.item import Door, ItemKind

NAMES = ("name_en", "name_fr", "name_es", "name_ar")


class EntryPanel(KeptPanel):
    """One reference list; its rows are kept by the operation, which logs what changed."""

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        keep_entry(entry=entry, values=values, by=by, at=at, via=Door.ADMIN)
        return entry


@admin.register(Actor)
class ActorPanel(EntryPanel):
    item_kind = ItemKind.ACTOR
    list_display = ("code", "name_en", "kind", "un_group")
    list_filter = ("kind", ("un_group", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("un_group",)
    search_fields = ("code", *NAMES)
    autocomplete_fields = ("part_of", "un_group")
    fields = (
        "kind",
        "code",
        *NAMES,
        "demonym_en",
        "demonym_fr",
        "demonym_es",
        "demonym_ar",
        "iso2",
        "m49",
        "part_of",
        "un_group",
        "un_group_note",
        "source",
    )


@admin.register(Topic)
class TopicPanel(EntryPanel):
    item_kind = ItemKind.TOPIC
    list_display = ("code", "name_en", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", *NAMES)
    autocomplete_fields = ("parent",)
    fields = ("code", *NAMES, "parent")


@admin.register(Place)
class PlacePanel(EntryPanel):
    """Who sees a place is not edited here: the operation takes columns only."""

    item_kind = ItemKind.PLACE
    list_display = ("code", "name_en", "venue", "country", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("country",)
    search_fields = ("code", "venue", *NAMES)
    autocomplete_fields = ("country",)
    readonly_fields = ("visibility", "desks")
    fields = (
        "code",
        *NAMES,
        "venue",
        "country",
        "country_words",
        "zone",
        "latitude",
        "longitude",
        "visibility",
        "desks",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(visible_q(person(request), Place))


@admin.register(Membership)
class MembershipPanel(KeptPanel):
    """A membership is known by its group, member and start: another start is another membership."""

    item_kind = ItemKind.ACTOR
    logged = Actor
    list_display = ("member", "group", "since", "until", "note")
    list_filter = (("group", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("group", "member")
    search_fields = ("member__code", "member__name_en", "group__code", "group__name_en")
    search_help_text = pgettext_lazy("help", "Member or group, by code or name")
    autocomplete_fields = ("group", "member")
    date_hierarchy = "since"
    fields = ("group", "member", "since", "until", "note", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("group", "member", "since") if obj else ()

    def uuid_of(self, obj: Any) -> UUID:
        found: UUID = obj.group.uuid
        return found

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        known = (
            {name: getattr(entry, name) for name in ("group", "member", "since")} if not new else {}
        )
        known.update(values)
        keep_memberships(belongings=[Belonging(**known)], by=by, at=at, via=Door.ADMIN)
        return Membership.objects.get(
            group=known["group"], member=known["member"], since=known["since"]
        )
