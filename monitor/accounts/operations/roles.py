"""The role groups, what each opens, and who holds which."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from monitor.accounts.models import User
from monitor.accounts.roles import PANEL, POWERS, Role


@transaction.atomic
def ensure_roles() -> None:
    """Make the role groups and give each its permissions; safe to call again."""
    content_type = ContentType.objects.get_for_model(User)
    names = dict(User._meta.permissions)
    permissions = {
        codename: Permission.objects.get_or_create(
            content_type=content_type, codename=str(codename), defaults={"name": name}
        )[0]
        for codename, name in names.items()
    }
    pages = _panel_permissions()
    for role, powers in POWERS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        opened = [
            pages[f"{model.partition('.')[0]}.{verb}_{model.partition('.')[2]}"]
            for model, verbs in PANEL[role].items()
            for verb in verbs
        ]
        group.permissions.set([*(permissions[power] for power in powers), *opened])


def _panel_permissions() -> Mapping[str, Permission]:
    """The framework's permissions by "app.codename"; they are there once migrations have run."""
    apps = {model.partition(".")[0] for models in PANEL.values() for model in models}
    rows = Permission.objects.filter(content_type__app_label__in=apps)
    return {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in rows.select_related("content_type")
    }


@transaction.atomic
def give_roles(*, user: User, roles: set[Role]) -> None:
    """Set the roles of `user` to exactly `roles`."""
    before = roles_of(user)
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    user.__dict__.pop("powers", None)
    if before != roles:
        move_rights(user)


def move_rights(user: User) -> None:
    """Let whoever read something by the rights of `user` know that these are others now."""
    User.objects.filter(pk=user.pk).update(rights=F("rights") + 1)
    user.refresh_from_db(fields=["rights"])


def roles_of(user: User) -> set[Role]:
    """The roles of a person; a new one has none."""
    known = {role.value for role in Role}
    return {Role(name) for name in user.groups.values_list("name", flat=True) if name in known}
