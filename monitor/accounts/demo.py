"""The accounts of a demonstration on a developer's machine. Data only."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.accounts.roles import Role

DESK_CODE: Final = "security"
DESK_NAME: Final = "Security desk"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account: its name at sign-in, its name on pages, its role and what that may do.

    `staff` opens the admin panel; `superuser` its technical pages, and gives no verdict.
    """

    username: str
    name: tuple[str, str]
    role: Role
    words: str | Promise
    staff: bool = True
    superuser: bool = False


DEMO_ACCOUNTS: Final[tuple[DemoAccount, ...]] = (
    DemoAccount(
        "desk",
        ("Desk", "officer"),
        Role.CONTRIBUTOR,
        pgettext_lazy("demo account", "Contributor: drafts, adds evidence, assesses, proposes"),
    ),
    DemoAccount(
        "reviewer",
        ("Reviewing", "officer"),
        Role.VERIFIER,
        pgettext_lazy("demo account", "Verifier: confirms what others proposed"),
    ),
    DemoAccount(
        "head",
        ("Head", "of desk"),
        Role.COORDINATOR,
        pgettext_lazy("demo account", "Coordinator: publishes, makes public, supersedes"),
    ),
    DemoAccount(
        "reader",
        ("Plain", "reader"),
        Role.READER,
        pgettext_lazy("demo account", "Reader: sees what is published"),
        staff=False,
    ),
    DemoAccount(
        "admin",
        ("The", "administrator"),
        Role.ADMINISTRATOR,
        pgettext_lazy("demo account", "Administrator: users, lists, settings; no verdicts"),
        superuser=True,
    ),
)
