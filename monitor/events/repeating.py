"""The days that a rule names, and how a rule is made ready to be kept. No writes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import pgettext

from monitor.events.models import DateClaim, Event
from monitor.events.recurring import Occurrence, Recurrence
from monitor.events.refusals import RecurrenceRefused
from monitor.events.workflow import EventStatus
from monitor.ical import zone
from monitor.ical.recurrence import Pattern, Rule, instances, parse_rule

DAY = timedelta(days=1)
YEARS_AHEAD = 3
# A rule that gives more rows than these at once is refused: daily for eight years has 2,922.
MOST_ROWS = 3_000
LONGEST_RULE = 300


def horizon(today: date) -> date:
    """The last day for which rows are written on `today`: three years ahead."""
    day = min(today.day, 28)
    return date(today.year + YEARS_AHEAD, today.month, day)


def days_named(
    rule: Rule, first: date, since: date, until: date, *, most: int = MOST_ROWS
) -> list[date]:
    """The days from `since` to `until`, both included, that the rule names for an event first held
    on `first`; at most `most`, the earliest.
    """
    if until < since:
        return []
    pattern = Pattern(first, first + DAY, (rule,))
    found = instances([pattern], since, until + DAY, most=most)
    return [each.start for each in found if not isinstance(each.start, datetime)]


def checked_rule(rule: Rule, event: Event) -> Rule:
    """The rule as it is kept for `event`. Raises RecurrenceRefused naming what is wrong."""
    if not event.exact or event.earliest is None or event.status == EventStatus.SUPERSEDED:
        raise RecurrenceRefused(
            pgettext(
                "refusal",
                "Only an event whose first date is known to the day can recur: record that date.",
            ),
            code="not_exact",
            field="rule",
        )
    _check_parts(rule)
    kept = replace(rule, until=_as_day(rule.until))
    if kept.count is not None and kept.until is not None:
        raise _refused(
            "two_ends", pgettext("refusal", "Say a last day or a number of times, not both.")
        )
    if isinstance(kept.until, date) and kept.until < event.earliest:
        raise RecurrenceRefused(
            pgettext("refusal", "The last day comes before the first."),
            code="until_before_start",
            field="until",
        )
    if days_named(kept, event.earliest, event.earliest, event.earliest) != [event.earliest]:
        raise RecurrenceRefused(
            pgettext(
                "refusal",
                "The first date, %(day)s, is no day that the rule names: change one of the two.",
            )
            % {"day": event.earliest.isoformat()},
            code="start_not_named",
            field="rule",
        )
    if len(kept.text()) > LONGEST_RULE:
        raise _refused("too_long", pgettext("refusal", "This rule has too many parts."))
    _check_clock(event.current_claim, event.earliest)
    return kept


def rule_of(recurrence: Recurrence) -> Rule:
    """The rule that is kept."""
    return parse_rule(recurrence.rule)


def occurrence_on(event: Event, day: date, **fields: object) -> Occurrence:
    """The unsaved row of the event's time on `day`, as the event's own date and times have it."""
    claim = event.current_claim
    span = timedelta(0)
    if event.earliest is not None and event.latest is not None:
        span = event.latest - event.earliest
    return Occurrence(
        event=event,
        original_on=day,
        starts_on=day,
        ends_on=day + span,
        start_time=claim.start_time if claim else None,
        end_time=claim.end_time if claim else None,
        zone=claim.zone if claim and claim.start_time else "",
        **fields,
    )


def _as_day(until: date | datetime | None) -> date | None:
    return until.date() if isinstance(until, datetime) else until


def _check_parts(rule: Rule) -> None:
    if rule.by_week or rule.by_year_day or rule.by_hour or rule.by_minute or rule.by_second:
        raise _refused(
            "part",
            pgettext("refusal", "Weeks by number, days of the year and hours are not kept."),
        )
    if rule.freq in {"DAILY", "WEEKLY"} and any(day.nth for day in rule.by_day):
        raise _refused(
            "nth_of_week", pgettext("refusal", "The nth weekday is one of a month or of a year.")
        )
    if rule.freq == "WEEKLY" and rule.by_month_day:
        raise _refused(
            "day_of_week", pgettext("refusal", "A day of the month needs months or years.")
        )
    if rule.by_position and not (rule.by_day or rule.by_month_day or rule.by_month):
        raise _refused(
            "position_alone", pgettext("refusal", "A position needs days to choose from.")
        )


def _check_clock(claim: DateClaim | None, first: date) -> None:
    """A first time that the clocks skip can not be written, so none could be counted from it."""
    if claim is None or claim.start_time is None:
        return
    begins = datetime.combine(first, claim.start_time, zone(claim.zone))
    if begins.astimezone(UTC).astimezone(begins.tzinfo).time() != claim.start_time:
        raise _refused(
            "time_skipped",
            pgettext("refusal", "At the first date the clocks skip that time: begin another day."),
        )


def _refused(code: str, message: str) -> RecurrenceRefused:
    return RecurrenceRefused(message, code=code, field="rule")
