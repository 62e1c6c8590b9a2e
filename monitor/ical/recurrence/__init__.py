"""What recurs (RFC 5545, 3.3.10 and 3.8.5): rules as typed values, and the instances they give.

    instances([Pattern(start, end, (parse_rule("FREQ=MONTHLY;BYDAY=-1FR"),))], since, until)

Nothing here reads a clock, and nothing runs long: rules repeat daily at the most, instances are
1,000 at the most, and a rule that names no day ends.
"""

from monitor.ical.recurrence.instances import (
    MOST_INSTANCES,
    Added,
    Instance,
    Pattern,
    Recurring,
    instances,
)
from monitor.ical.recurrence.rule import ByDay, Frequency, Rule, RuleRefused, parse_rule

__all__ = [
    "MOST_INSTANCES",
    "Added",
    "ByDay",
    "Frequency",
    "Instance",
    "Pattern",
    "Recurring",
    "Rule",
    "RuleRefused",
    "instances",
    "parse_rule",
]
