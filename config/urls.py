"""Addresses. Each door brings its own; sign-in, admin and the health check stand here."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from config.health import healthz
from config.sign_in import SignIn

to_sign_in = login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    # One sign-in page for everybody; `next` is carried over.
    path("admin/login/", to_sign_in),
    path("admin/", admin.site.urls),
    path("", include("monitor.feeds.urls")),
    path("", include("monitor.dashboard.urls")),
]
