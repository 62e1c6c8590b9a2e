"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class DashboardConfig(AppConfig):
    name = "monitor.dashboard"
    label = "dashboard"
    verbose_name = pgettext_lazy("app", "Dashboard")
    default_auto_field = "django.db.models.BigAutoField"
