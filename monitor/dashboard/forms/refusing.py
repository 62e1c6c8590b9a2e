"""Saying a refusal at the field it is about."""

from django import forms

from monitor.changes.refusal import Refused


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put the refusal's message at its field, or on top where the form has no such field."""
    shown = refused.field in form.fields and not form.fields[refused.field].widget.is_hidden
    form.add_error(refused.field if shown else None, refused.message)
