"""A person's feeds as rows: what each brings, by which addresses, and who still fetches it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timesince import timesince
from django.utils.translation import npgettext, pgettext

from monitor.accounts.models import User
from monitor.dashboard.subscriptions.words import scope_words
from monitor.subscriptions.listing import feeds_of
from monitor.subscriptions.models import Feed, FeedAddress
from monitor.subscriptions.options import (
    REMINDER_LABELS,
    TASKS_LABELS,
    Reminder,
    Tasks,
    read_list,
)

# Nobody has asked for so long: the device is gone, or the address never reached it.
QUIET = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One device: `quiet` where it has not fetched for a week."""

    address: FeedAddress
    fetched: str
    quiet: bool
    revoked: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed with its addresses; `words` says what it brings."""

    feed: Feed
    scope: str
    words: str
    items: str
    revoked: bool
    addresses: list[AddressRow]


def rows(user: User, at: datetime) -> list[FeedRow]:
    """The feeds of this person, the live ones first; three queries."""
    found = [_row(feed, user, at) for feed in feeds_of(user, at=at)]
    return sorted(found, key=lambda row: row.revoked)


def _row(feed: Feed, user: User, at: datetime) -> FeedRow:
    n = getattr(feed, "members_held", 0)
    items = npgettext("feeds", "%(n)d entry", "%(n)d entries", n) % {"n": n}
    if not feed.edition_read:
        items = pgettext("feeds", "not fetched yet")
    return FeedRow(
        feed=feed,
        scope=scope_words(feed, user),
        words=pgettext("feeds", " · ").join(_options(feed)),
        items=items,
        revoked=feed.revoked_at is not None,
        addresses=[_address(each, at) for each in feed.addresses.all()],
    )


def _options(feed: Feed) -> list[str]:
    found = [dict(settings.LANGUAGES).get(feed.language, feed.language)]
    if feed.tasks == Tasks.NONE:
        found.append(pgettext("feeds", "no deadlines"))
    else:
        words = pgettext("feeds", "deadlines: %(how)s")
        found.append(words % {"how": str(TASKS_LABELS[Tasks(feed.tasks)]).lower()})
    reminders = read_list(feed.reminders)
    if reminders:
        listed = [str(REMINDER_LABELS[each]).lower() for each in Reminder if each in reminders]
        words = pgettext("feeds", "reminders: %(when)s")
        found.append(words % {"when": pgettext("list", ", ").join(listed)})
    return found


def _address(address: FeedAddress, at: datetime) -> AddressRow:
    last = address.fetched_at
    fetched = pgettext("feeds", "never")
    if last is not None:
        fetched = pgettext("feeds", "%(time)s ago") % {"time": timesince(last, at, depth=1)}
    live = address.revoked_at is None
    return AddressRow(
        address=address,
        fetched=fetched,
        quiet=live and (last or address.created_at) < at - QUIET,
        revoked=not live,
    )
