"""Users and desks, kept by an Administrator and logged."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User
from monitor.accounts.openness import require
from monitor.accounts.operations.roles import give_roles, move_rights, roles_of
from monitor.accounts.refusals import AccountRefused
from monitor.accounts.roles import Power, Role
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import differences, record
from monitor.changes.wording import columns

# Accounts have no UUID of their own; the log names them by one made of what they are and their key.
_ACCOUNTS = UUID("5f0c1d53-6c0e-4b7e-9a52-3f0c8f2f7a11")


def account_uuid(account: User | Desk) -> UUID:
    """The name under which the log knows a user or a desk."""
    return uuid5(_ACCOUNTS, f"{account._meta.model_name}/{account.pk}")


@transaction.atomic
def keep_user(
    *,
    user: User,
    values: Mapping[str, Any],
    roles: Iterable[Role],
    desks: Iterable[Desk],
    password: str = "",
    by: User,
    at: datetime,
    via: Door,
) -> User:
    """Give a user these values, roles and desks; new if it was not saved. All is logged.

    `values` are columns (username, first_name, last_name, email, is_active, is_staff). A new user
    without a password can not sign in. Raises AccountRefused naming the field, or PowerRefused.
    """
    _may_keep_accounts(by, user)
    values = columns(User, values)
    new = user.pk is None
    roles, desks = set(roles), list(desks)
    before = {} if new else _as_shown(user, values)
    for name, value in values.items():
        setattr(user, name, value)
    if new:
        _set_password(user, password)
    _cleaned(user)
    user.save()
    give_roles(user=user, roles=roles)
    user.desks.set(desks)
    user.__dict__.pop("desk_ids", None)
    changed = differences(before, _as_shown(user, values))
    if {"desks", "is_active"} & set(changed):
        move_rights(user)
    if changed or new:
        _log(user, ItemKind.USER, "add" if new else "edit", changed, by=by, at=at, via=via)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User, at: datetime, via: Door) -> User:
    """Give a user another password; their sessions end. Raises AccountRefused or PowerRefused."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _may_keep_accounts(by, user)
    if not password:
        raise AccountRefused(
            pgettext("refusal", "This may not be empty."), code="empty", field="password"
        )
    _set_password(user, password)
    user.save(update_fields=["password"])
    _log(user, ItemKind.USER, "password", {}, by=by, at=at, via=via)
    return user


@transaction.atomic
def keep_desk(*, desk: Desk, code: str, name: str, by: User, at: datetime, via: Door) -> Desk:
    """Give a desk this code and name; new if it was not saved."""
    _may_keep_accounts(by)
    new = desk.pk is None
    values = columns(Desk, {"code": code, "name": name})
    changed = differences({} if new else {key: getattr(desk, key) for key in values}, values)
    if not changed:
        return desk
    desk.code, desk.name = values["code"], values["name"]
    _cleaned(desk)
    desk.save()
    _log(desk, ItemKind.DESK, "add" if new else "edit", changed, by=by, at=at, via=via)
    return desk


def _may_keep_accounts(by: User, user: User | None = None) -> None:
    """An Administrator keeps users; the superuser flag does too, so that there can be a first one.

    Nobody else touches a superuser's account: it would be a way to become one.
    """
    if not by.is_superuser:
        require(by, Power.ADMINISTER)
        if user is not None and user.is_superuser:
            raise AccountRefused(
                pgettext("refusal", "A superuser’s account is changed by a superuser only."),
                code="superuser",
            )


def _as_shown(user: User, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: getattr(user, name) for name in values},
        "roles": sorted(role.value for role in roles_of(user)),
        "desks": sorted(user.desks.values_list("code", flat=True)),
    }


def _set_password(user: User, password: str) -> None:
    if not password:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise AccountRefused(
            " ".join(refused.messages), code="weak_password", field="password"
        ) from refused
    user.set_password(password)


def _cleaned(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as refused:
        field, messages = next(iter(refused.message_dict.items()))
        raise AccountRefused("; ".join(messages), code="invalid", field=field) from refused


def _log(
    account: User | Desk,
    kind: ItemKind,
    act: str,
    fields: Mapping[str, tuple[Any, Any]],
    *,
    by: User,
    at: datetime,
    via: Door,
) -> None:
    record(
        kind=kind,
        item=account_uuid(account),
        act=act,
        by=by.username,
        via=via,
        at=at,
        fields=fields,
    )
