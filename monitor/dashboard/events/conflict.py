"""What stands beside what was typed, where somebody else was faster."""

from collections.abc import Mapping
from typing import Any

from django import forms


def differing(form: forms.Form, standing: Mapping[str, Any]) -> list[dict[str, str]]:
    """The fields whose standing value is not the one typed, both as words."""
    rows = []
    for name, field in form.fields.items():
        if name not in standing or field.widget.is_hidden:
            continue
        theirs, yours = _words(field, standing[name]), _words(field, form[name].data)
        if theirs != yours:
            rows.append({"name": str(field.label), "theirs": theirs, "yours": yours})
    return rows


def _words(field: forms.Field, value: Any) -> str:
    """A value as its choices call it, a list joined, line ends alike."""
    given = value if isinstance(value, list | tuple) else [value]
    choices = getattr(field, "choices", None)
    if choices is None:
        return "; ".join(_plain(each) for each in given)
    labels = {str(key): str(label) for key, label in choices if str(key)}
    return "; ".join(labels.get(_plain(each), _plain(each)) for each in given)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
