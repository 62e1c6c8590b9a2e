"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class IntakeConfig(AppConfig):
    name = "monitor.intake"
    label = "intake"
    verbose_name = pgettext_lazy("app", "Intake")
    default_auto_field = "django.db.models.BigAutoField"
