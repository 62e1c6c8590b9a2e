"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CommitmentsConfig(AppConfig):
    name = "monitor.commitments"
    label = "commitments"
    verbose_name = pgettext_lazy("app", "Commitments")
    default_auto_field = "django.db.models.BigAutoField"
