"""What a feed is about, in words."""

from dataclasses import fields

from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.commitments.filters import Filters as ListFilters
from monitor.commitments.models import Commitment
from monitor.subscriptions.calendar_filters import Filters as CalendarFilters
from monitor.subscriptions.models import Feed
from monitor.subscriptions.options import SCOPE_LABELS, Scope
from monitor.subscriptions.scopes import choices_of

_NAMES = {
    "view": pgettext_lazy("filter", "View"),
    "status": pgettext_lazy("filter", "Status"),
    "due": pgettext_lazy("filter", "Due"),
    "issuer": pgettext_lazy("filter", "Issuer"),
    "addressee": pgettext_lazy("filter", "Addressee"),
    "topic": pgettext_lazy("filter", "Topic"),
    "desk": pgettext_lazy("filter", "Owner"),
    "kind": pgettext_lazy("filter", "Kind"),
    "record": pgettext_lazy("filter", "Entry"),
    "q": pgettext_lazy("filter", "Search"),
    "organiser": pgettext_lazy("filter", "Organiser"),
    "host": pgettext_lazy("filter", "Host or country"),
    "deadlines": pgettext_lazy("filter", "Deadlines"),
}


def scope_words(feed: Feed, user: User) -> str:
    """ "Morocco", "C-7 Submit the report", "A calendar view: Topic policing"."""
    label = str(SCOPE_LABELS[Scope(feed.scope)])
    if feed.scope == Scope.STATE and feed.state is not None:
        return feed.state.name
    if feed.scope == Scope.COMMITMENT and feed.commitment is not None:
        return _commitment(feed.commitment, user)
    chosen = filter_words(feed)
    if not chosen:
        return label
    return pgettext("feeds", "%(scope)s: %(filters)s") % {
        "scope": label,
        "filters": pgettext("list", ", ").join(chosen),
    }


def _commitment(commitment: Commitment, user: User) -> str:
    """Its title only while the person may see it."""
    if not Commitment.objects.visible_to(user).filter(pk=commitment.pk).exists():
        return commitment.ref
    return f"{commitment.ref} {commitment.title_in(get_language() or 'en')[0]}"


def filter_words(feed: Feed) -> list[str]:
    """The choices of the list or the calendar: "Status in progress"."""
    if feed.scope not in {Scope.LIST, Scope.CALENDAR}:
        return []
    known: type[ListFilters | CalendarFilters] = (
        ListFilters if feed.scope == Scope.LIST else CalendarFilters
    )
    names = {field.name for field in fields(known)}
    return [
        pgettext("filter", "my events")
        if name == "mine"
        else f"{_NAMES.get(name, name)} {value.replace('_', ' ')}"
        for name, value in choices_of(feed).items()
        if name in names
    ]
