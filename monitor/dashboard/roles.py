"""The words for what roles allow."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.accounts.roles import Power

POWER_WORDS: Final[Mapping[Power, str | Promise]] = {
    Power.READ: pgettext_lazy("power", "Read what is published"),
    Power.READ_DRAFTS: pgettext_lazy("power", "Read drafts"),
    Power.DRAFT: pgettext_lazy("power", "Draft events, documents and commitments; add evidence"),
    Power.ASSESS: pgettext_lazy("power", "Assess follow-ups; propose what another person confirms"),
    Power.CONFIRM: pgettext_lazy("power", "Confirm or return what others proposed"),
    Power.PUBLISH: pgettext_lazy("power", "Publish and make public what others asked for"),
    Power.COORDINATE: pgettext_lazy("power", "Assign, supersede and correct"),
    Power.ADMINISTER: pgettext_lazy("power", "Keep users, lists and settings"),
}
