"""What is said after a change of an event, and the line that can be passed on at once."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from monitor.events.models import Event
from monitor.events.queries import instance_on
from monitor.events.starting import begins_about, instance_begins_about

# How a toast names the address of a text to copy: templates/components/_toasts.html.
COPY = "copy:"


def say_changed(
    request: HttpRequest, before: Event, words: str, *, instance: date | None = None
) -> None:
    """A toast; with "Copy as text" where what was changed begins, or began, within 72 hours.

    `before` is the event as it was read before the change; `instance` the day that the rule gives
    the one time that was changed.
    """
    now = timezone.now()
    event = Event.objects.select_related("current_claim").get(pk=before.pk)
    address = reverse("dashboard:event_text", args=[event.number])
    if instance is not None:
        row = instance_on(event, instance)
        soon = row is not None and instance_begins_about(row, now)
        address += f"?on={instance.isoformat()}" if row is not None else ""
    else:
        soon = begins_about(before, now) or begins_about(event, now)
    messages.success(request, words, extra_tags=COPY + address if soon else "")
