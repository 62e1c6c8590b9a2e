"""What a person chooses for their own pages."""

from zoneinfo import available_timezones

from django.db.models import Max
from django.utils.translation import pgettext

from monitor.accounts.models import Theme, Times, User
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


def choose_times(*, by: User, times: str, zone: str | None = None) -> None:
    """Keep whose clock the calendar shows `by`, and the zone they are in ("" for the office's).

    Without `zone` that stays. Raises PreferenceRefused for a choice or a zone that there is not.
    """
    if times not in Times.values:
        raise PreferenceRefused(
            pgettext("refusal", "There is no such choice of times: “%(times)s”.")
            % {"times": times[:20]},
            code="no_such_times",
            field="times",
        )
    kept = by.zone if zone is None else zone.strip()
    if kept and kept not in available_timezones():
        raise PreferenceRefused(
            pgettext("refusal", "“%(zone)s” is no time zone: write one such as Africa/Casablanca.")
            % {"zone": kept[:60]},
            code="no_such_zone",
            field="zone",
        )
    User.objects.filter(pk=by.pk).update(times=times, zone=kept)
    by.times, by.zone = times, kept


def mark_seen(*, by: User, change: int) -> None:
    """Keep that `by` has had all changes up to number `change` before them; never goes back.

    A number that no change has yet counts as the last one's.
    """
    change = min(change, Change.objects.aggregate(last=Max("n"))["last"] or 0)
    User.objects.filter(pk=by.pk, seen_change__lt=change).update(seen_change=change)
    by.seen_change = max(by.seen_change, change)
