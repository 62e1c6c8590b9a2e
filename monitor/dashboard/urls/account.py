"""Addresses of one's own account."""

from django.urls import URLPattern, path

from monitor.dashboard.views import account

urlpatterns: list[URLPattern] = [
    path("account/", account.account, name="account"),
    path("account/theme/", account.theme, name="theme"),
    path("account/keys/", account.keys, name="account_keys"),
    path("account/times/", account.times, name="account_times"),
    path("account/password/", account.PasswordChange.as_view(), name="account_password"),
]
