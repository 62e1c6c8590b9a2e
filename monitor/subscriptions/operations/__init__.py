"""Writing rendered components, feeds and what they know, and who watches what."""

from monitor.subscriptions.operations.components import render_changed
from monitor.subscriptions.operations.gate import (
    FeedBusy,
    FeedState,
    FeedUnknown,
    feed_state,
    render_feeds,
)
from monitor.subscriptions.operations.glances import Glance, personal_glance, public_glance
from monitor.subscriptions.operations.keeping import (
    add_address,
    create_feed,
    edit_feed,
    note_fetch,
    rename_feed,
    renew_address,
    revoke_address,
    revoke_feed,
)
from monitor.subscriptions.operations.personal import PersonalState, personal_state
from monitor.subscriptions.operations.watching import unwatch, watch

__all__ = [
    "FeedBusy",
    "FeedState",
    "FeedUnknown",
    "Glance",
    "PersonalState",
    "add_address",
    "create_feed",
    "edit_feed",
    "feed_state",
    "note_fetch",
    "personal_glance",
    "personal_state",
    "public_glance",
    "rename_feed",
    "render_changed",
    "render_feeds",
    "renew_address",
    "revoke_address",
    "revoke_feed",
    "unwatch",
    "watch",
]
