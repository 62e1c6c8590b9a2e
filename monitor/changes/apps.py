"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ChangesConfig(AppConfig):
    name = "monitor.changes"
    label = "changes"
    verbose_name = pgettext_lazy("app", "Changes")
    default_auto_field = "django.db.models.BigAutoField"
