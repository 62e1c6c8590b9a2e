"""The people of the tests, one a role, and the clock they live by."""

from datetime import UTC, datetime

from django.contrib.auth.models import Group

from monitor.accounts.models import Desk, User
from monitor.accounts.operations import ensure_roles, give_roles
from monitor.accounts.roles import Role

NOW = datetime(2025, 11, 19, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def person(username: str, *roles: Role, desk: Desk | None = None, **fields: object) -> User:
    """A user who can sign in (with `force_login`), with these roles, on this desk."""
    if not Group.objects.exists():
        ensure_roles()
    user = User.objects.create_user(username, **fields)  # type: ignore[arg-type]
    give_roles(user=user, roles=set(roles))
    if desk:
        user.desks.add(desk)
    return user


def reader(username: str = "reader", **fields: object) -> User:
    return person(username, Role.READER, **fields)


def officer(username: str = "officer", **fields: object) -> User:
    return person(username, Role.CONTRIBUTOR, **fields)


def verifier(username: str = "verifier", **fields: object) -> User:
    return person(username, Role.VERIFIER, **fields)


def coordinator(username: str = "coordinator", **fields: object) -> User:
    return person(username, Role.COORDINATOR, **fields)


def administrator(username: str = "administrator", **fields: object) -> User:
    return person(username, Role.ADMINISTRATOR, **fields)


def desk(code: str = "security", name: str = "Security desk") -> Desk:
    return Desk.objects.get_or_create(code=code, defaults={"name": name})[0]
