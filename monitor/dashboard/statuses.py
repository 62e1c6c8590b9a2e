"""How each status looks: its icon and its colour. The words come from the slice that owns them.

One table a axis feeds chip, bar, tile, legend and menu. Colours are tokens in
`static/dashboard/css/tokens.css`: an assessment has its own place on the ramp, the other axes
carry a tone (neutral, accent, good, warn, danger).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.accounts.models import RecordStatus
from monitor.commitments.labels import ASSESSMENT_LABELS, TIMELINESS_LABELS, VALIDITY_LABELS
from monitor.events.models import STATUS_LABELS as EVENT_LABELS


@dataclass(frozen=True)
class Look:
    """`icon` is a symbol of the sprite; `token` a colour name, or a tone for the other axes."""

    icon: str
    token: str


# In the order of every bar, legend and facet: the furthest along first, then what went another way.
ASSESSMENT_LOOKS: Final[Mapping[str, Look]] = {
    "fulfilled": Look("status-fulfilled", "fulfilled"),
    "observed": Look("status-observed", "observed"),
    "partly_fulfilled": Look("status-partly_fulfilled", "partly-fulfilled"),
    "in_progress": Look("status-in_progress", "in-progress"),
    "announced": Look("status-announced", "announced"),
    "stalled": Look("status-stalled", "stalled"),
    "no_information": Look("status-no_information", "no-information"),
    "not_assessed": Look("status-not_assessed", "not-assessed"),
    "not_fulfilled": Look("status-not_fulfilled", "not-fulfilled"),
    "not_applicable": Look("status-not_applicable", "not-applicable"),
}

# A proposal is a marker on the present status, never a status of its own.
PROPOSED: Final = Look("status-proposed", "proposed")

EVENT_LOOKS: Final[Mapping[str, Look]] = {
    "mentioned": Look("mentioned", "neutral"),
    "tentative": Look("tentative", "neutral"),
    "confirmed": Look("confirmed", "accent"),
    "held": Look("held", "good"),
    "postponed": Look("postponed", "warn"),
    "cancelled": Look("cancelled", "neutral"),
    "superseded": Look("superseded", "neutral"),
}

RECORD_LOOKS: Final[Mapping[str, Look]] = {
    "draft": Look("draft", "neutral"),
    "submitted": Look("submitted", "accent"),
    "returned": Look("returned", "warn"),
    "published": Look("published", "good"),
    "archived": Look("archived", "neutral"),
}

VALIDITY_LOOKS: Final[Mapping[str, Look]] = {
    "in_force": Look("in_force", "good"),
    "dormant": Look("dormant", "neutral"),
    "superseded": Look("superseded", "neutral"),
    "lapsed": Look("clock", "neutral"),
    "withdrawn": Look("cancelled", "neutral"),
}

# Only `overdue` is a State's lateness; `due_unassessed` is our own gap and has no danger colour.
TIMELINESS_LOOKS: Final[Mapping[str, Look]] = {
    "no_deadline": Look("clock", "neutral"),
    "upcoming": Look("clock", "neutral"),
    "due_soon": Look("clock", "warn"),
    "in_window": Look("clock", "warn"),
    "overdue": Look("triangle", "danger"),
    "due_unassessed": Look("search", "neutral"),
    "done_on_time": Look("check", "neutral"),
    "done_late": Look("check", "neutral"),
    "closed": Look("check", "neutral"),
    "review_due": Look("history", "warn"),
    "check_due": Look("history", "neutral"),
}

LOOKS: Final[Mapping[str, Mapping[str, Look]]] = {
    "assessment": ASSESSMENT_LOOKS,
    "event": EVENT_LOOKS,
    "record": RECORD_LOOKS,
    "validity": VALIDITY_LOOKS,
    "timeliness": TIMELINESS_LOOKS,
}

# The words of each axis as its slice has them.
WORDS: Final[Mapping[str, Mapping[str, object]]] = {
    "assessment": {code.value: label for code, label in ASSESSMENT_LABELS.items()},
    "event": {code.value: label for code, label in EVENT_LABELS.items()},
    "validity": {code.value: label for code, label in VALIDITY_LABELS.items()},
    "timeliness": {code.value: label for code, label in TIMELINESS_LABELS.items()},
    "record": {code.value: code.label for code in RecordStatus},
}


@dataclass(frozen=True)
class Count:
    """How many follow-ups stand at one status, with the word a reader sees."""

    code: str
    label: str
    count: int


def in_bar_order(
    counts: Mapping[str, int], labels: Mapping[str, object] | None = None
) -> list[Count]:
    """Every assessment with its count, in the order of every bar.

    `counts` maps codes to numbers, an absent code is 0; `labels` maps codes to other words than
    the staff's (those for outside readers). Raises KeyError for a code that is no assessment.
    """
    words = WORDS["assessment"] if labels is None else labels
    unknown = set(counts) - set(ASSESSMENT_LOOKS)
    if unknown:
        raise KeyError(f"No such assessment: {', '.join(sorted(unknown))}")
    return [Count(code, str(words[code]), counts.get(code, 0)) for code in ASSESSMENT_LOOKS]


def summed(bars: Iterable[Sequence[Count]]) -> list[Count]:
    """The statuses that stand in any of these bars, with their sums: the legend below them."""
    sums: dict[str, int] = {}
    for bar in bars:
        for each in bar:
            sums[each.code] = sums.get(each.code, 0) + each.count
    return [each for each in in_bar_order(sums) if each.count]
