"""Partial dates: words to EDTF to first and last possible day. Pure Python."""

from monitor.dates.bounds import contains, narrower, possible_on, within_days_of
from monitor.dates.display import display, display_short, is_open, week_rules
from monitor.dates.partial import PartialDate, Precision, parse, within
from monitor.dates.refusals import DateRefused, Why
from monitor.dates.shapes import How
from monitor.dates.words import Needs, Reading, read

__all__ = [
    "DateRefused",
    "How",
    "Needs",
    "PartialDate",
    "Precision",
    "Reading",
    "Why",
    "contains",
    "display",
    "display_short",
    "is_open",
    "narrower",
    "parse",
    "possible_on",
    "read",
    "week_rules",
    "within",
    "within_days_of",
]
