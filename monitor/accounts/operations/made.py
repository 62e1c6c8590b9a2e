"""Accounts that the product makes itself: for the seed files and for a demonstration."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.demo import DEMO_ACCOUNTS, DESK_CODE, DESK_NAME, DemoAccount
from monitor.accounts.models import Desk, User
from monitor.accounts.operations.roles import ensure_roles, give_roles
from monitor.accounts.roles import Role
from monitor.changes.refusal import Refused


class DemoRefused(Refused):
    """Accounts with a known password are not made here."""


@transaction.atomic
def keep_seed_account(
    *,
    username: str,
    first_name: str,
    roles: set[Role],
    last_name: str = "",
    desks: Mapping[str, str] | None = None,
) -> User:
    """An account that acts for the seed files and that nobody can sign in with.

    `desks` maps the codes of its desks to their names; a desk that is new is made.
    """
    user, new = User.objects.get_or_create(
        username=username, defaults={"first_name": first_name, "last_name": last_name}
    )
    if new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        give_roles(user=user, roles=roles)
        user.desks.set(
            Desk.objects.get_or_create(code=code, defaults={"name": name})[0]
            for code, name in (desks or {}).items()
        )
    return user


@transaction.atomic
def keep_demo_accounts(*, password: str) -> list[User]:
    """Make the demonstration's accounts, or bring them back to their roles and this password.

    Raises DemoRefused on anything but a developer's machine, and without a password.
    """
    if not settings.DEBUG:
        raise DemoRefused(
            pgettext(
                "refusal", "DEBUG is off: accounts with a known password are for demonstrations."
            ),
            code="no_debug",
        )
    if not settings.DEMO_ACCOUNTS:
        raise DemoRefused(
            pgettext("refusal", "DEMO_ACCOUNTS is off: set it to 1 to have these accounts."),
            code="no_demo",
        )
    if not password:
        raise DemoRefused(
            pgettext("refusal", "DEMO_PASSWORD is empty: set the password of these accounts."),
            code="no_password",
            field="password",
        )
    ensure_roles()
    desk, _ = Desk.objects.get_or_create(code=DESK_CODE, defaults={"name": DESK_NAME})
    return [_keep_demo_account(each, desk, password) for each in DEMO_ACCOUNTS]


def _keep_demo_account(account: DemoAccount, desk: Desk, password: str) -> User:
    user, _ = User.objects.get_or_create(username=account.username)
    user.first_name, user.last_name = account.name
    user.is_staff, user.is_superuser, user.is_active = account.staff, account.superuser, True
    if not user.check_password(password):
        user.set_password(password)
    user.save()
    give_roles(user=user, roles={account.role})
    user.desks.add(desk)
    return user
