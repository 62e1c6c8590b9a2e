"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SourcesConfig(AppConfig):
    name = "monitor.sources"
    label = "sources"
    verbose_name = pgettext_lazy("app", "Documents and passages")
    default_auto_field = "django.db.models.BigAutoField"
