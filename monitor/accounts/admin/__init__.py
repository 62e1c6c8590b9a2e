"""The admin panel of users and desks. Roles are given here; what a role may do is not edited."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import pgettext_lazy

from monitor.accounts.admin import panels

# A group's permissions are the table in roles.py; edited here they would be a way to a verdict.
admin.site.unregister(Group)
admin.site.site_header = pgettext_lazy("admin", "Commitment Monitor")
admin.site.site_title = pgettext_lazy("admin", "Commitment Monitor")
admin.site.index_title = pgettext_lazy("admin", "Administration")
admin.site.empty_value_display = "–"

__all__ = ["panels"]
