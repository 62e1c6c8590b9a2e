"""A rule of recurrence in plain controls, and what an act on one instance asks for."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.changes.wording import LONGEST
from monitor.dashboard.events.rule_words import NTH_WORDS, WORKING_DAYS
from monitor.dashboard.forms.event_acts import SourceChoice
from monitor.events.operations import Placing
from monitor.events.recurring import Occurrence
from monitor.ical.recurrence import ByDay, Rule, RuleRefused
from monitor.sources.models import Document

UNITS = [
    ("DAILY", pgettext_lazy("unit", "days")),
    ("WEEKLY", pgettext_lazy("unit", "weeks")),
    ("MONTHLY", pgettext_lazy("unit", "months")),
    ("YEARLY", pgettext_lazy("unit", "years")),
]
DAY_OF_MONTH, NTH_WEEKDAY, WORKING_DAY = "day", "weekday", "working"
_SPLIT = re.compile(r"[\s,;]+")


def _days() -> list[tuple[str, str]]:
    return [(str(day), str(WEEKDAYS[day])) for day in range(7)]


def _months() -> list[tuple[str, str]]:
    return [(str(month), str(MONTHS[month])) for month in range(1, 13)]


def _nth() -> list[tuple[str, str]]:
    return [(str(number), str(words)) for number, words in NTH_WORDS.items()]


def _date_field(label: Any, **given: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=picker, **given)


class RuleForm(forms.Form):
    """Every … on …; what does not belong to the unit chosen is not read."""

    edition = forms.IntegerField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput
    )
    every = forms.IntegerField(
        label=pgettext_lazy("field", "Every"), min_value=1, max_value=999, initial=1
    )
    unit = forms.ChoiceField(label=pgettext_lazy("field", "Unit"), choices=UNITS, initial="WEEKLY")
    weekdays = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "On these days of the week"),
        help_text=pgettext_lazy("help", "None: the day of the first date."),
        choices=_days,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    within = forms.ChoiceField(
        label=pgettext_lazy("field", "Within the month"),
        choices=[
            (DAY_OF_MONTH, pgettext_lazy("choice", "on days by their number")),
            (NTH_WEEKDAY, pgettext_lazy("choice", "on a weekday, such as the second Tuesday")),
            (WORKING_DAY, pgettext_lazy("choice", "on a working day, Monday to Friday")),
        ],
        initial=DAY_OF_MONTH,
        widget=forms.RadioSelect,
    )
    month_days = forms.CharField(
        label=pgettext_lazy("field", "Days of the month"),
        help_text=pgettext_lazy(
            "help", "1, 15; -1 is the last day. Empty: the day of the first date."
        ),
        required=False,
        max_length=100,
    )
    nth = forms.ChoiceField(label=pgettext_lazy("field", "Which"), choices=_nth, required=False)
    nth_weekday = forms.ChoiceField(
        label=pgettext_lazy("field", "Weekday"), choices=_days, required=False
    )
    months = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Only in these months"),
        choices=_months,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends = forms.ChoiceField(
        label=pgettext_lazy("field", "Ends"),
        choices=[
            ("never", pgettext_lazy("choice", "no end is stated")),
            ("until", pgettext_lazy("choice", "on a last day")),
            ("count", pgettext_lazy("choice", "after a number of times")),
        ],
        initial="never",
        widget=forms.RadioSelect,
    )
    until = _date_field(pgettext_lazy("field", "Last day"))
    count = forms.IntegerField(
        label=pgettext_lazy("field", "Times"), required=False, min_value=1, max_value=3000
    )
    week_start = forms.ChoiceField(
        label=pgettext_lazy("field", "Weeks begin on"),
        help_text=pgettext_lazy("help", "Counts only for every second, third … week."),
        choices=_days,
        initial="0",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule: Rule | None = None

    def clean_month_days(self) -> tuple[int, ...]:
        """The numbers written, each once."""
        words = [word for word in _SPLIT.split(self.cleaned_data["month_days"]) if word]
        try:
            return tuple(dict.fromkeys(int(word.replace("−", "-")) for word in words))
        except ValueError as wrong:
            raise ValidationError(
                pgettext("form error", "Write numbers: 1, 15 or -1 for the last day.")
            ) from wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("until", "count"):
            if cleaned.get("ends") == name and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, pgettext("form error", "Say when it ends."))
        if not self.errors:
            try:
                self.rule = _rule(cleaned)
            except RuleRefused as refused:
                self.add_error(None, str(refused))
        return cleaned


def _rule(given: dict[str, Any]) -> Rule:
    by_day: tuple[ByDay, ...] = ()
    month_days: tuple[int, ...] = ()
    position: tuple[int, ...] = ()
    unit = given["unit"]
    if unit in {"DAILY", "WEEKLY"}:
        by_day = tuple(ByDay(int(day)) for day in given["weekdays"])
    elif given["within"] == NTH_WEEKDAY:
        by_day = (ByDay(int(given["nth_weekday"] or 0), int(given["nth"] or 1)),)
    elif given["within"] == WORKING_DAY:
        by_day = tuple(ByDay(day) for day in WORKING_DAYS)
        position = (int(given["nth"] or 1),)
    else:
        month_days = given["month_days"]
    return Rule(
        freq=unit,
        interval=given["every"],
        count=given["count"] if given["ends"] == "count" else None,
        until=given["until"] if given["ends"] == "until" else None,
        by_month=tuple(int(month) for month in given["months"]),
        by_month_day=month_days,
        by_day=by_day,
        by_position=position,
        week_start=int(given["week_start"] or 0) if unit == "WEEKLY" else 0,
    )


def rule_initial(rule: Rule | None, first: date) -> dict[str, Any]:
    """The controls as a rule has them; without one every week on the day of the first date."""
    nth = str((first.day - 1) // 7 + 1)
    shown: dict[str, Any] = {"nth": nth, "nth_weekday": str(first.weekday())}
    if rule is None:
        return {**shown, "weekdays": [str(first.weekday())]}
    shown |= {
        "every": rule.interval,
        "unit": rule.freq,
        "weekdays": [str(day.weekday) for day in rule.by_day if not day.nth],
        "month_days": ", ".join(map(str, rule.by_month_day)),
        "months": [str(month) for month in rule.by_month],
        "ends": "count" if rule.count else "until" if rule.until else "never",
        "count": rule.count,
        "until": rule.until.date() if isinstance(rule.until, datetime) else rule.until,
        "week_start": str(rule.week_start),
    }
    numbered = [day for day in rule.by_day if day.nth]
    if rule.by_position:
        shown |= {"within": WORKING_DAY, "nth": str(rule.by_position[0])}
    elif numbered:
        weekday, number = numbered[0]
        shown |= {"within": NTH_WEEKDAY, "nth": str(number), "nth_weekday": str(weekday)}
    return shown


def is_plain(rule: Rule) -> bool:
    """Whether the controls can show all of the rule; one that came in through another door may
    hold more.
    """
    numbered = [day for day in rule.by_day if day.nth]
    if len(rule.by_position) > 1 or len(numbered) > 1:
        return False
    if rule.freq in {"MONTHLY", "YEARLY"}:
        if rule.by_position:
            return sorted(day.weekday for day in rule.by_day) == list(WORKING_DAYS)
        if rule.by_day:
            return len(rule.by_day) == len(numbered) == 1 and not rule.by_month_day
        return True
    return not rule.by_position and not rule.by_month_day


class InstanceForm(SourceChoice):
    """What a cancellation or a return of one instance needs."""

    edition = forms.IntegerField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, user: User, documents: Sequence[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.offer(documents)


class MoveInstanceForm(InstanceForm):
    """Where an instance moves to."""

    starts_on = forms.DateField(
        label=pgettext_lazy("field", "New day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = _date_field(
        pgettext_lazy("field", "Last day"),
        help_text=pgettext_lazy("help", "Empty: as long as the event."),
    )
    start_time = forms.TimeField(
        label=pgettext_lazy("field", "Begins at"),
        help_text=pgettext_lazy("help", "Empty: the times of the event."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end_time = forms.TimeField(
        label=pgettext_lazy("field", "Ends at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.CharField(
        label=pgettext_lazy("field", "Time zone of these times"),
        help_text=pgettext_lazy("help", "Empty: that of the event."),
        required=False,
        max_length=60,
    )
    field_order = ("edition", "starts_on", "ends_on", "start_time", "end_time", "zone")

    def to(self) -> Placing:
        """Where it moves to. Of a valid form only."""
        given = self.cleaned_data
        return Placing(
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            start_time=given["start_time"],
            end_time=given["end_time"],
            zone=given["zone"].strip(),
        )


class LeaveOutForm(forms.Form):
    """Why nothing takes place on a day that the rule names."""

    edition = forms.IntegerField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        help_text=pgettext_lazy("help", "A holiday, for example."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AddInstanceForm(forms.Form):
    """One more day."""

    edition = forms.IntegerField(
        label=pgettext_lazy("field", "As you saw it"), widget=forms.HiddenInput
    )
    on = forms.DateField(
        label=pgettext_lazy("field", "Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def instance_initial(row: Occurrence) -> dict[str, Any]:
    """The days and times at which an instance stands, for moving it."""
    return {
        "starts_on": row.starts_on,
        "ends_on": row.ends_on if row.ends_on != row.starts_on else None,
        "start_time": row.start_time,
        "end_time": row.end_time,
        "zone": row.zone,
    }
