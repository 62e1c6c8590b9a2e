"""Panels of the record: what a person may see, read-only, with its log as history."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.panel.marks import NONE
from monitor.accounts.panel.people import person
from monitor.accounts.roles import Power
from monitor.changes.item import ItemKind
from monitor.changes.labels import act_label, door_label
from monitor.changes.models import Change

if TYPE_CHECKING:
    Panel = admin.ModelAdmin[Model]
else:
    Panel = admin.ModelAdmin

ROWS = 50
# What the log names beside the fields of a table.
_BESIDE = {
    "addressees": pgettext_lazy("field", "addressed one by one"),
    "date": pgettext_lazy("field", "date"),
    "members": pgettext_lazy("field", "members"),
    "name": pgettext_lazy("field", "name"),
    "passage": pgettext_lazy("field", "passage"),
    "roles": pgettext_lazy("field", "roles"),
}


class LoggedPanel(Panel):
    """A panel whose items have their history in our log, whichever door a change came by.

    The framework's own log of what was done in the panel is not kept beside it.
    """

    # None: a table whose rows are no items of the record, and have no history.
    item_kind: ItemKind | None = None
    # Whose fields the log names, where the history is that of another table's row.
    logged: type[Model] | None = None
    list_per_page = ROWS
    list_max_show_all = ROWS
    actions: Any = ()

    def uuid_of(self, obj: Any) -> UUID:
        """The name under which the log knows the item."""
        found: UUID = obj.uuid
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No stock action: nothing is deleted."""
        return {name: act for name, act in super().get_actions(request).items()
                if name != "delete_selected"}  # fmt: skip

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = str(self.opts.verbose_name_plural)
        return super().changelist_view(
            request, {"title": title[:1].upper() + title[1:], **(extra_context or {})}
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done with the item: who, when, why, through which door."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]  # a method of ModelAdmin that the stubs leave out
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        kind = self.item_kind
        found = Change.objects
        changes = found.of(kind=kind, uuid=self.uuid_of(obj)) if kind else found.none()
        page = Paginator(changes, ROWS).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": pgettext("admin", "History of %s") % obj,
            "opts": self.opts,
            "object": obj,
            "changes": page,
            "rows": [self._logged(change) for change in page],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def _logged(self, change: Change) -> dict[str, Any]:
        """A row of the log in words: names and values as the fields of the table have them."""
        changed = [
            (self._field_words(name), self._value_words(name, old), self._value_words(name, new))
            for name, (old, new) in change.fields.items()
        ]
        return {
            "change": change,
            "what": act_label(change.act),
            "changed": changed,
            "via": door_label(change.via),
        }

    def _field_words(self, name: str) -> str:
        field = self._field(name)
        words = str(_BESIDE.get(name) or (field.verbose_name if field else name))
        return words[:1].upper() + words[1:]

    def _value_words(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return NONE
        if isinstance(value, bool):
            return pgettext("value", "yes") if value else pgettext("value", "no")
        if isinstance(value, list):
            return pgettext("value", ", ").join(str(part) for part in value)
        choices = getattr(self._field(name), "flatchoices", None) or ()
        return str(dict(choices).get(value, value))

    def _field(self, name: str) -> Any:
        try:
            return (self.logged or self.model)._meta.get_field(name)
        except FieldDoesNotExist:
            return None


class RecordPanel(LoggedPanel):
    """A panel that only reads: every change of the record is an act of its own.

    Subclasses name their `fields` or `fieldsets`; all of them are shown and none is a field to
    fill in. The superuser flag alone opens none of these pages.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).may(Power.READ) and super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return flatten_fieldsets(self.get_fieldsets(request, obj))
