"""Writing rendered components and what feeds know."""

from monitor.subscriptions.operations.components import render_changed
from monitor.subscriptions.operations.gate import (
    FeedBusy,
    FeedState,
    FeedUnknown,
    feed_state,
    render_feeds,
)

__all__ = [
    "FeedBusy",
    "FeedState",
    "FeedUnknown",
    "feed_state",
    "render_changed",
    "render_feeds",
]
