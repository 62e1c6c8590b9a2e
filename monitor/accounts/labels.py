"""The words for roles."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.accounts.roles import Role

ROLE_LABELS: Final[Mapping[str, str | Promise]] = {
    Role.READER: pgettext_lazy("role", "Reader"),
    Role.CONTRIBUTOR: pgettext_lazy("role", "Contributor"),
    Role.VERIFIER: pgettext_lazy("role", "Verifier"),
    Role.COORDINATOR: pgettext_lazy("role", "Coordinator"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
}
