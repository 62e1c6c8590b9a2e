"""Settings: everything an installation decides comes from the environment.

docs/operations.md lists the variables. A missing or bad one stops the start and is named.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from config import wiring
from config.database import database
from config.env import Environment, SettingRefused
from config.logs import logging_for

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", at_least=50)
DATABASES = {"default": database(env.secret("DATABASE_URL"), pool=env.flag("DATABASE_POOL"))}

# --- where the installation stands ---
SITE_URL = env.origin(
    "SITE_URL", "http://127.0.0.1:8000" if DEBUG else None, https=not DEBUG
)  # what absolute links start with
FEED_BASE_URL = env.origin("FEED_BASE_URL", SITE_URL, https=not DEBUG)
# How open an item must be to leave in a personal feed; what is restricted never leaves.
FEED_MAX_VISIBILITY = env.choice("FEED_MAX_VISIBILITY", ["public", "staff"], "public")
# From where feeds can be fetched: inside an intranet no web calendar reaches them.
FEED_REACH = env.choice("FEED_REACH", ["internet", "intranet"], "internet")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    {urlsplit(SITE_URL).hostname or "", urlsplit(FEED_BASE_URL).hostname or ""}
    | ({"127.0.0.1", "localhost"} if DEBUG else set()),
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

LANGUAGES = [("en", "English"), ("fr", "français"), ("ar", "العربية"), ("es", "español")]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", [code for code, _ in LANGUAGES], "en")
TIME_ZONE = env.zone("TIME_ZONE", "UTC")  # decides what "today" is, on pages and in counts
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
COUNTRY = env.code("COUNTRY", "", letters=2)  # first day of the week, weekend, month names
# Private networks that may be asked for other people's calendars; public ones always may.
FETCH_ALLOW = env.networks("FETCH_ALLOW")
HOME_ACTOR = env.code("HOME_ACTOR", "", letters=3)  # our own State; may be empty
MAINTENANCE = env.flag("MAINTENANCE")  # every page says so; see docs/operations.md

# --- demo accounts exist only on a developer's machine ---
DEMO_ACCOUNTS = env.flag("DEMO_ACCOUNTS")
DEMO_PASSWORD = env.secret("DEMO_PASSWORD", "")
if DEMO_ACCOUNTS and not DEBUG:
    raise SettingRefused("DEMO_ACCOUNTS is on without DEBUG: accounts with a known password.")

# --- what the product is made of ---
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "monitor.changes",
    "monitor.accounts",
    "monitor.actors",
    "monitor.sources",
    "monitor.events",
    "monitor.commitments",
    "monitor.intake",
    "monitor.subscriptions",
    "monitor.dashboard",
    "monitor.feeds",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["config.answers.closed"] if MAINTENANCE else []),
    # Answers /feeds/ before anything that knows people.
    "monitor.feeds.middleware.FeedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for sign-in; the few public ones say so with @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
if DEBUG:
    MIDDLEWARE.append("config.answers.own_not_found")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "monitor.dashboard.navigation.navigation",
            ],
        },
    },
]

# --- static files: from the apps while developing, collected and named by hash in release ---
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
_STATIC = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC},
}

# --- sign-in ---
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
for _validator in AUTH_PASSWORD_VALIDATORS:
    if str(_validator["NAME"]).endswith("MinimumLengthValidator"):
        _validator["OPTIONS"] = {"min_length": 12}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "config.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.sign_in.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "password"]
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: a working day
SESSION_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SAMESITE = "Lax"

# --- what a browser is told ---
TLS_PROXY = env.flag("TLS_PROXY")  # a proxy in front ends TLS and sets X-Forwarded-*
if TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # probes come from inside, in plain HTTP
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Above the longest text that the forms accept, so that a form can say what is too long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

LOGGING = logging_for(debug=DEBUG)
CHANGE_LISTENERS = wiring.CHANGE_LISTENERS
