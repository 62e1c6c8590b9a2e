"""Roles and what each may do. Data only; no Django.

Source: the domain's list of roles. A person may hold several. The superuser flag of the framework
opens the admin panel's technical pages and gives none of these powers.
"""

from enum import StrEnum


class Role(StrEnum):
    READER = "Reader"
    CONTRIBUTOR = "Contributor"
    VERIFIER = "Verifier"
    COORDINATOR = "Coordinator"
    ADMINISTRATOR = "Administrator"


class Power(StrEnum):
    """What a role lets a person do; each is a permission of the user model."""

    READ = "read_record"
    READ_DRAFTS = "read_drafts"
    DRAFT = "draft_items"
    ASSESS = "assess_obligations"
    CONFIRM = "confirm_assessments"
    PUBLISH = "publish_items"
    COORDINATE = "coordinate_record"
    ADMINISTER = "administer_lists"


_READER = frozenset({Power.READ})
_CONTRIBUTOR = _READER | {Power.READ_DRAFTS, Power.DRAFT, Power.ASSESS}

POWERS: dict[Role, frozenset[Power]] = {
    Role.READER: _READER,
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.VERIFIER: _CONTRIBUTOR | {Power.CONFIRM},
    Role.COORDINATOR: _CONTRIBUTOR | {Power.PUBLISH, Power.COORDINATE},
    Role.ADMINISTRATOR: _READER | {Power.READ_DRAFTS, Power.ADMINISTER},
}

# What each role may open in the admin panel, by model and verb. What the operations allow is said
# by the powers above: a page that opens gives no right to a verdict.
_RECORD: dict[str, frozenset[str]] = {
    model: frozenset({"view"})
    for model in (
        "actors.actor",
        "actors.membership",
        "actors.place",
        "actors.topic",
        "sources.document",
        "events.event",
        "events.eventseries",
        "commitments.commitment",
        "commitments.obligation",
        "commitments.assessment",
    )
}
_KEPT = frozenset({"view", "add", "change"})
_DRAFTING = {
    **_RECORD,
    "sources.document": frozenset({"view", "add"}),
    "events.eventseries": _KEPT,
}
_LISTS = ("actors.actor", "actors.membership", "actors.place", "actors.topic")
_ACCOUNTS = ("accounts.user", "accounts.desk")

PANEL: dict[Role, dict[str, frozenset[str]]] = {
    Role.READER: _RECORD,
    Role.CONTRIBUTOR: _DRAFTING,
    Role.VERIFIER: _DRAFTING,
    Role.COORDINATOR: _DRAFTING,
    Role.ADMINISTRATOR: {
        **_RECORD,
        **dict.fromkeys((*_LISTS, *_ACCOUNTS), _KEPT),
        "subscriptions.feed": frozenset({"view"}),
    },
}
