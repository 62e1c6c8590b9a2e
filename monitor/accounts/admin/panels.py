"""Users with their roles and desks, and the desks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.labels import ROLE_LABELS
from monitor.accounts.models import Desk, User
from monitor.accounts.operations import account_uuid, keep_desk, keep_user, roles_of, set_password
from monitor.accounts.panel.acts import Act, ActingPanel, Line
from monitor.accounts.panel.keeping import KeptPanel
from monitor.accounts.panel.marks import NONE
from monitor.accounts.roles import Power, Role
from monitor.changes.item import Door, ItemKind
from monitor.changes.numbers import key_number

if TYPE_CHECKING:
    AccountForm = forms.ModelForm[User]
else:
    AccountForm = forms.ModelForm

COLUMNS = ("username", "first_name", "last_name", "email", "is_active", "is_staff")


def _role(group: Group) -> str:
    return str(ROLE_LABELS.get(group.name, group.name))


class InRole(admin.SimpleListFilter):
    """By role, in the words of the page."""

    title = pgettext_lazy("filter", "role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(ROLE_LABELS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


def saved(user: User) -> bool:
    """Whether this is a kept account, and not one being typed in."""
    return user.pk is not None


class UserForm(AccountForm):
    """A person, the roles that say what they may do, the desks whose restricted items they see."""

    roles = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Roles"),
        choices=[(role.value, ROLE_LABELS[role]) for role in Role],
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    desks = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("field", "Desks"),
        queryset=Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=pgettext_lazy("help", "Restricted items of these desks are shown to the person."),
    )

    class Meta:
        model = User
        fields = (*COLUMNS, "desks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = (
            [role.value for role in roles_of(self.instance)] if saved(self.instance) else []
        )


class NewUserForm(UserForm):
    password = forms.CharField(
        label=pgettext_lazy("field", "First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=pgettext_lazy("help", "Without one the person can not sign in."),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=pgettext_lazy("field", "New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SetPassword(Act):
    """Give one person another password."""

    slug = "password"
    power = Power.ADMINISTER
    label = pgettext_lazy("admin act", "Set password")
    title = pgettext_lazy("admin act", "Set password")
    form_class = PasswordForm
    for_many = False

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        keys = [found for found in map(key_number, tokens) if found is not None][:1]
        return [
            Line(
                token=str(row.pk),
                name=str(row),
                now=pgettext("account", "Can sign in")
                if row.has_usable_password()
                else pgettext("account", "Can not sign in"),
                seen="",
                thing=row,
            )
            for row in User.objects.filter(pk__in=keys)
        ]

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return set_password(
            user=line.thing, password=values["password"], by=by, at=at, via=Door.ADMIN
        )


@admin.register(User)
class UserPanel(ActingPanel, KeptPanel):
    item_kind = ItemKind.USER
    acts = (SetPassword(),)
    list_display = ("username", "full_name", "role_names", "desk_names", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", InRole, "desks")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups", "desks")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = UserForm if change else NewUserForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = (*COLUMNS, "roles", "desks")
        return own if obj else (*own, "password")

    def uuid_of(self, obj: Any) -> UUID:
        return account_uuid(obj)

    def token_of(self, obj: Any) -> str:
        return str(obj.pk)

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        return keep_user(
            user=entry,
            values={name: values[name] for name in COLUMNS},
            roles={Role(name) for name in values["roles"]},
            desks=values["desks"],
            password=values.get("password", ""),
            by=by,
            at=at,
            via=Door.ADMIN,
        )

    @admin.display(description=pgettext_lazy("column", "Name"), ordering="last_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name()

    @admin.display(description=pgettext_lazy("column", "Roles"))
    def role_names(self, obj: User) -> str:
        return ", ".join(_role(group) for group in obj.groups.all()) or NONE

    @admin.display(description=pgettext_lazy("column", "Desks"))
    def desk_names(self, obj: User) -> str:
        return ", ".join(desk.name for desk in obj.desks.all()) or NONE


@admin.register(Desk)
class DeskPanel(KeptPanel):
    item_kind = ItemKind.DESK
    list_display = ("code", "name")
    search_fields = ("code", "name")
    fields = ("code", "name")

    def uuid_of(self, obj: Any) -> UUID:
        return account_uuid(obj)

    def keep(self, *, entry: Any, values: dict[str, Any], by: User, at: datetime, new: bool) -> Any:
        return keep_desk(
            desk=entry, code=values["code"], name=values["name"], by=by, at=at, via=Door.ADMIN
        )
