"""The entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

# Only now are the applications loaded.
from monitor.feeds.replay import Replay  # noqa: E402

application = Replay(_django)
