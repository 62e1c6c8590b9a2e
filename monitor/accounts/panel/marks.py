"""Small pieces of a page of the panel: chips, links, moments. Everything given is escaped."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

NONE = "–"


def chip(label: object, *, status: str = "", tone: str = "neutral") -> SafeString:
    """A status in its colour: `status` is an assessment's code, else the tone speaks."""
    if status:
        return format_html('<span class="chip" data-status="{}">{}</span>', status, label)
    return format_html('<span class="chip" data-tone="{}">{}</span>', tone, label)


def link(url: str, label: object) -> SafeString:
    """A link, or its words alone where there is no such page."""
    if not url:
        return format_html("{}", label)
    return format_html('<a href="{}">{}</a>', url, label)


def page(name: str, *args: object) -> str:
    """The address of a page of the dashboard, "" where this installation has none."""
    try:
        return reverse(f"dashboard:{name}", args=args)
    except NoReverseMatch:
        return ""


def moment(at: datetime) -> str:
    """A moment in the office's zone, as the reader's language writes it."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
