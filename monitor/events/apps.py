"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class EventsConfig(AppConfig):
    name = "monitor.events"
    label = "events"
    verbose_name = pgettext_lazy("app", "Events")
    default_auto_field = "django.db.models.BigAutoField"
