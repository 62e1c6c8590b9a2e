"""The fields of a commitment in words: names and values, for differences and history."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import RecordStatus, Visibility
from monitor.commitments.labels import CODE_CHOICES, DUTY_CHOICES
from monitor.commitments.models import Bindingness, CommitmentKind, DeadlineKind

NAMES: dict[str, str | Promise] = {
    "title": pgettext_lazy("field", "Title"),
    "language": pgettext_lazy("field", "Language of the title"),
    "title_en": pgettext_lazy("field", "Title in English"),
    "title_fr": pgettext_lazy("field", "Title in French"),
    "title_es": pgettext_lazy("field", "Title in Spanish"),
    "title_ar": pgettext_lazy("field", "Title in Arabic"),
    "summary": pgettext_lazy("field", "Summary"),
    "kind": pgettext_lazy("field", "Kind"),
    "verb": pgettext_lazy("field", "Operative verb"),
    "strength": pgettext_lazy("field", "Strength"),
    "bindingness": pgettext_lazy("field", "Bindingness"),
    "issuer": pgettext_lazy("field", "Issuer"),
    "addressee_words": pgettext_lazy("field", "Addressees, in the text’s words"),
    "addressee_group": pgettext_lazy("field", "Addressed group"),
    "addressees": pgettext_lazy("field", "Addressed one by one"),
    "addressee_limit": pgettext_lazy("field", "Limiting phrase"),
    "duty": pgettext_lazy("field", "Duty"),
    "deadline_kind": pgettext_lazy("field", "Deadline"),
    "deadline_words": pgettext_lazy("field", "Deadline, in the text’s words"),
    "deadline_edtf": pgettext_lazy("field", "Due date"),
    "deadline_days": pgettext_lazy("field", "Days"),
    "deadline_event": pgettext_lazy("field", "Event the deadline hangs on"),
    "check_on": pgettext_lazy("field", "Check again on"),
    "event": pgettext_lazy("field", "Said at"),
    "topics": pgettext_lazy("field", "Topics"),
    "owner_desk": pgettext_lazy("field", "Owner desk"),
    "owner": pgettext_lazy("field", "Owner"),
    "visibility": pgettext_lazy("field", "Visibility"),
    "desks": pgettext_lazy("field", "Desks"),
    "record": pgettext_lazy("field", "Entry"),
    "code": pgettext_lazy("field", "Status"),
}
_CHOICES: dict[str, dict[str, Any]] = {
    "kind": dict(CommitmentKind.choices),
    "bindingness": dict(Bindingness.choices),
    "duty": dict(DUTY_CHOICES),
    "deadline_kind": dict(DeadlineKind.choices),
    "visibility": dict(Visibility.choices),
    "record": dict(RecordStatus.choices),
    "code": dict(CODE_CHOICES),
}


def field_name(name: str) -> str:
    """The name of a field as a reader sees it."""
    return str(NAMES.get(name, name))


def field_value(name: str, value: object) -> str:
    """A value of the terms, or of the log, as a reader sees it; "–" for none."""
    if value is None or value in ("", (), []):
        return pgettext("value", "–")
    if isinstance(value, list | tuple):
        return pgettext("value", ", ").join(str(part) for part in value)
    return str(_CHOICES.get(name, {}).get(str(value), value))
