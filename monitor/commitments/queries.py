"""Which commitments there are for a person: the list in pages, and its counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, Sum

from monitor.accounts.models import RecordStatus, User
from monitor.actors.models import Actor, AddresseeSetMember
from monitor.changes.numbers import key_number
from monitor.commitments.filters import Filters, condition, followed
from monitor.commitments.models import Commitment, CommitmentPassage, CommitmentQuerySet

PAGE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page by due date, undated last; the cursors are "" where the list ends.

    `total` counts commitments, `bearers` their follow-ups, both over all pages.
    """

    rows: list[Commitment]
    earlier: str
    later: str
    total: int
    bearers: int


def matching(
    user: User, filters: Filters, today: date, *, archived: bool = False
) -> CommitmentQuerySet:
    """What `user` may see of what the filters leave; archived entries only when asked for."""
    found = Commitment.objects.visible_to(user)
    if not filters.record and not archived:
        found = found.exclude(record=RecordStatus.ARCHIVED)
    for name, value in filters.given().items():
        found = found.filter(condition(name, value, today))
    return found


def commitment_list(
    user: User,
    filters: Filters,
    today: date,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Page:
    """The page after or before a cursor, else the first; a cursor that is none starts anew."""
    found = matching(user, filters, today)
    sums = found.aggregate(total=Count("pk"), bearers=Sum("duty_bearer_count", filter=followed()))
    totals = (sums["total"], sums["bearers"] or 0)
    cursor, back = _read_cursor(before or after), bool(before)
    rows = _window(found, cursor, back=back, size=size)
    if back and len(rows) <= size:
        cursor, back = None, False
        rows = _window(found, None, back=False, size=size)
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    earlier = more if back else cursor is not None
    later = True if back else more
    return Page(
        rows,
        _cursor(rows[0]) if rows and earlier else "",
        _cursor(rows[-1]) if rows and later else "",
        *totals,
    )


def sole_bearers(rows: Sequence[Commitment]) -> dict[int, Actor]:
    """The one duty-bearer of each of these commitments that has exactly one, by commitment."""
    sets = {row.duty_bearers_id for row in rows if row.duty_bearer_count == 1}
    places = AddresseeSetMember.objects.filter(set_id__in=sets).select_related("actor")
    by_set = {place.set_id: place.actor for place in places}
    return {
        row.pk: by_set[row.duty_bearers_id]
        for row in rows
        if row.duty_bearer_count == 1 and row.duty_bearers_id is not None
    }


def leading_quotes() -> "Prefetch[str]":
    """The leading words with each commitment, as `leading_quotes`; never the whole text."""
    quotes = CommitmentPassage.objects.filter(leading=True)
    return Prefetch(
        "quotes",
        queryset=quotes.select_related("passage__version__document").defer(
            "passage__version__text"
        ),
        to_attr="leading_quotes",
    )


Cursor = tuple[date | None, int]


def _window(
    found: CommitmentQuerySet, cursor: Cursor | None, *, back: bool, size: int
) -> list[Commitment]:
    """Up to size + 1 rows on one side of the cursor, nearest first.

    Dated and undated rows are read apart, so that each read follows the index on the due date.
    """
    found = found.select_related("issuer", "addressee_group", "owner_desk", "owner")
    found = found.prefetch_related(leading_quotes())
    dated, undated = found.filter(latest_on__isnull=False), found.filter(latest_on__isnull=True)
    parts = [(dated, True), (undated, False)]
    rows: list[Commitment] = []
    for part, has_date in reversed(parts) if back else parts:
        if cursor and _passed(cursor, has_date=has_date, back=back):
            continue
        at = cursor if cursor and (cursor[0] is not None) == has_date else None
        order = ("-latest_on", "-pk") if back else ("latest_on", "pk")
        rows += _beyond(part, at, back=back).order_by(*order)[: size + 1 - len(rows)]
        if len(rows) > size:
            break
    return rows


def _passed(cursor: Cursor, *, has_date: bool, back: bool) -> bool:
    """Whether this part lies wholly on the other side of the cursor."""
    return (cursor[0] is not None and not has_date) if back else (cursor[0] is None and has_date)


def _beyond(part: CommitmentQuerySet, cursor: Cursor | None, *, back: bool) -> CommitmentQuerySet:
    if cursor is None:
        return part
    due, pk = cursor
    step = "lt" if back else "gt"
    if due is None:
        return part.filter(**{f"pk__{step}": pk})
    reached = part.filter(**{f"latest_on__{step}e": due})
    return reached.filter(Q(**{f"latest_on__{step}": due}) | Q(**{f"pk__{step}": pk}))


def _cursor(row: Commitment) -> str:
    return f"{row.latest_on.isoformat() if row.latest_on else 'none'}.{row.pk}"


def _read_cursor(text: str) -> Cursor | None:
    due, _, digits = text.partition(".")
    pk = key_number(digits)
    if pk is None:
        return None
    try:
        return (None if due == "none" else date.fromisoformat(due)), pk
    except ValueError:
        return None
