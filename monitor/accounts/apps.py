"""Django registration of this slice."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "monitor.accounts"
    label = "accounts"
    verbose_name = pgettext_lazy("app", "People and desks")
    default_auto_field = "django.db.models.BigAutoField"
