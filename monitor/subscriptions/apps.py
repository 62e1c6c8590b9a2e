"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SubscriptionsConfig(AppConfig):
    name = "monitor.subscriptions"
    label = "subscriptions"
    verbose_name = pgettext_lazy("app", "Feeds")
    default_auto_field = "django.db.models.BigAutoField"
