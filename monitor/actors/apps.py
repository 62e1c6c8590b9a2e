"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ActorsConfig(AppConfig):
    name = "monitor.actors"
    label = "actors"
    verbose_name = pgettext_lazy("app", "States, bodies and groups")
    default_auto_field = "django.db.models.BigAutoField"
