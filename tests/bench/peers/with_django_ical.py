"""The same items as a feed of django-ical, as its own documentation has it. A program of its own.

Runs in var/bench, with gunicorn: ITEMS names a JSON file of [uid, title, description, start, end].
"""

import json
import os
from datetime import date
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="peer",
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PEER_DB"]}},
)
django.setup()

from django.db import connection, models
from django_ical.views import ICalFeed


class Item(models.Model):
    uid = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    description = models.TextField()
    start = models.DateField()
    end = models.DateField()

    class Meta:
        app_label = "peer"

    def __str__(self) -> str:
        return self.title


def fill() -> None:
    """Put the items into a table, once."""
    with connection.schema_editor() as editor:
        editor.create_model(Item)
    rows = json.loads(Path(os.environ["ITEMS"]).read_text(encoding="utf-8"))
    Item.objects.bulk_create(
        Item(
            uid=uid,
            title=title,
            description=description,
            start=date.fromisoformat(start),
            end=date.fromisoformat(end),
        )
        for uid, title, description, start, end in rows
    )


class Feed(ICalFeed):
    product_id = "-//peer//peer//EN"
    title = "Peer"

    def items(self):
        return Item.objects.order_by("start")

    def item_guid(self, item):
        return item.uid

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.description

    def item_start_datetime(self, item):
        return item.start

    def item_end_datetime(self, item):
        return item.end

    def item_link(self, item):
        return f"/items/{item.uid}/"


def empty(_request):
    """The least that Django can answer: no middleware, no database."""
    return HttpResponse(b"")


urlpatterns = [path("feed.ics", Feed()), path("empty", empty)]
if "PEER_FILL" in os.environ:
    fill()
application = get_wsgi_application()
