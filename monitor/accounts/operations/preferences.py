"""What a person chooses for their own pages."""

from django.db.models import Max
from django.utils.translation import pgettext

from monitor.accounts.models import Theme, User
from monitor.changes.models import Change
from monitor.changes.refusal import Refused


class PreferenceRefused(Refused):
    """There is no such choice."""


def choose_theme(*, by: User, theme: str) -> None:
    """Keep the theme in which `by` sees the pages; raises PreferenceRefused for an unknown one."""
    if theme not in Theme.values:
        raise PreferenceRefused(
            pgettext(
                "refusal", "There is no theme “%(theme)s”: light, dark, or none for the system’s."
            )
            % {"theme": theme[:20]},
            code="no_such_theme",
            field="theme",
        )
    User.objects.filter(pk=by.pk).update(theme=theme)
    by.theme = theme


def choose_keys(*, by: User, single_keys: bool) -> None:
    """Keep whether single letters move in lists for `by` (WCAG 2.2, 2.1.4)."""
    User.objects.filter(pk=by.pk).update(single_keys=single_keys)
    by.single_keys = single_keys


def mark_seen(*, by: User, change: int) -> None:
    """Keep that `by` has had all changes up to number `change` before them; never goes back.

    A number that no change has yet counts as the last one's.
    """
    change = min(change, Change.objects.aggregate(last=Max("n"))["last"] or 0)
    User.objects.filter(pk=by.pk, seen_change__lt=change).update(seen_change=change)
    by.seen_change = max(by.seen_change, change)
