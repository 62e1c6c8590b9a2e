"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class FeedsConfig(AppConfig):
    name = "monitor.feeds"
    label = "feeds"
    verbose_name = pgettext_lazy("app", "Feed door")
    default_auto_field = "django.db.models.BigAutoField"
