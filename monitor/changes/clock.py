"""What "today" is: the office's day, by the one time zone of the installation."""

from datetime import date, datetime

from django.utils import timezone


def office_day(at: datetime) -> date:
    """The day it is in the office's zone (setting TIME_ZONE) at the moment `at` (aware)."""
    return timezone.localtime(at).date()
