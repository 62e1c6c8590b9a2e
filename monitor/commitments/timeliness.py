"""Axis D: timeliness, computed and never stored. Pure; no Django.

Source: domain.md. "Today" is the office's day; overdue starts the day after the last possible day.
"""

from datetime import date
from enum import StrEnum

from monitor.commitments.workflow import OPEN_ASSESSED, RULES, Code

DUE_SOON_DAYS = 30


class Timeliness(StrEnum):
    NO_DEADLINE = "no_deadline"
    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    IN_WINDOW = "in_window"
    OVERDUE = "overdue"
    DUE_UNASSESSED = "due_unassessed"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    REVIEW_DUE = "review_due"
    CLOSED = "closed"


def timeliness(
    *,
    code: Code,
    earliest: date | None,
    latest: date | None,
    today: date,
    done_on: date | None = None,
    valid_until: date | None = None,
) -> Timeliness:
    """How one obligation stands to its deadline on `today`.

    `earliest` and `latest` are the bounds of the deadline a source states; `done_on` is the day the
    judgement took effect. A final code other than "fulfilled" and "observed" is CLOSED.
    """
    if code == Code.OBSERVED:
        late = valid_until is not None and valid_until < today
        return Timeliness.REVIEW_DUE if late else Timeliness.CLOSED
    if code == Code.FULFILLED and latest is not None and done_on is not None:
        return Timeliness.DONE_ON_TIME if done_on <= latest else Timeliness.DONE_LATE
    if RULES[code].final:
        return Timeliness.CLOSED
    return due(earliest=earliest, latest=latest, today=today, assessed=code in OPEN_ASSESSED)


def due(*, earliest: date | None, latest: date | None, today: date, assessed: bool) -> Timeliness:
    """How an open matter stands to the bounds of its deadline on `today`."""
    if latest is None:
        return Timeliness.NO_DEADLINE
    if latest < today:
        return Timeliness.OVERDUE if assessed else Timeliness.DUE_UNASSESSED
    if earliest is not None and earliest < latest and earliest <= today:
        return Timeliness.IN_WINDOW
    if (latest - today).days <= DUE_SOON_DAYS:
        return Timeliness.DUE_SOON
    return Timeliness.UPCOMING
