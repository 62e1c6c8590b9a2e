"""Panels that keep a list: a form that calls one operation and says its refusal at the field."""

from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from monitor.accounts.models import User
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import LoggedPanel
from monitor.changes.refusal import Refused


class KeptPanel(LoggedPanel):
    """A panel whose form is kept by `keep`, an operation; what is typed stays when it refuses."""

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        """Call the operation with the values of the form; answers with what is kept now."""
        raise NotImplementedError  # each panel has its own

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Hand the values to the operation.

        The form has put them on `obj` already, so the operation gets the row as it stands.
        """
        entry = self.get_queryset(request).get(pk=obj.pk) if change else self.model()
        kept = self.keep(
            entry=entry,
            values=dict(form.cleaned_data),
            by=person(request),
            at=timezone.now(),
            new=not change,
        )
        for column in kept._meta.concrete_fields:
            setattr(obj, column.attname, getattr(kept, column.attname))

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """Nothing is left to write: the operation has taken everything."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; refused, it comes again as typed, with the refusal at its field."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.META["monitor.refused"] = refused
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = request.META.get("monitor.refused")
        return refusing(form, refused) if refused else form


def refusing(form: Any, refused: Refused) -> Any:
    """The same form, with the refusal as an error of the field that it names."""

    def clean(self: Any) -> Any:
        cleaned = super(said, self).clean()
        field = refused.field if refused.field in self.fields else NON_FIELD_ERRORS
        self.add_error(field, refused.message)
        return cleaned

    said: Any = type(form.__name__, (form,), {"clean": clean})
    return said
