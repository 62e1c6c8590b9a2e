"""Writing users, roles and desks."""

from monitor.accounts.operations.keeping import account_uuid, keep_desk, keep_user, set_password
from monitor.accounts.operations.made import DemoRefused, keep_demo_accounts, keep_seed_account
from monitor.accounts.operations.preferences import (
    PreferenceRefused,
    choose_keys,
    choose_theme,
    choose_times,
    mark_seen,
)
from monitor.accounts.operations.roles import ensure_roles, give_roles, roles_of
from monitor.accounts.refusals import AccountRefused

__all__ = [
    "AccountRefused",
    "DemoRefused",
    "PreferenceRefused",
    "account_uuid",
    "choose_keys",
    "choose_theme",
    "choose_times",
    "ensure_roles",
    "give_roles",
    "keep_demo_accounts",
    "keep_desk",
    "keep_seed_account",
    "keep_user",
    "mark_seen",
    "roles_of",
    "set_password",
]
