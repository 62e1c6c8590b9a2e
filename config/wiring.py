"""Who is told of what: the one place where a slice learns of those that stand after it."""

# Dotted paths of functions called inside the transaction that changes something.
CHANGE_LISTENERS: tuple[str, ...] = (
    "monitor.events.resting.hold_documents_open",
    "monitor.commitments.resting.hold_documents_open",
    "monitor.commitments.operations.following.follow_events",
    # Last: it renders what the others changed.
    "monitor.subscriptions.operations.render_changed",
)
