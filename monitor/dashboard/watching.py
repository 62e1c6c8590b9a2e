"""The button by which a person watches an item."""

from monitor.accounts.models import User
from monitor.changes.item import Item
from monitor.subscriptions.listing import is_watched


def watch_button(user: User, item: Item) -> dict[str, object]:
    """What components/_watch.html takes."""
    return {"kind": item.kind.value, "item": str(item.uuid), "on": is_watched(user, item)}
