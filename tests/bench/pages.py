"""The pages of a desk officer on a large record, each against its own SQL and template."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.template import Context
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.commitments.facets import facets
from monitor.commitments.filters import Filters
from monitor.commitments.models import Commitment
from monitor.commitments.queries import commitment_list
from monitor.events.models import Event
from tests.bench.figures import Bar, medians, say

# design: a page within three times its bare SQL and template, and within this many seconds.
LONGEST = 0.1


def measure(rounds: int) -> None:
    """Each page for `desk`, then the counts beside the list, then the depth of the list."""
    user = User.objects.get(username="desk")
    client = Client()
    client.force_login(user)
    first = Commitment.objects.filter(record="published").order_by("pk")[0]
    state = first.obligations.select_related("actor")[0].actor
    event = Event.objects.filter(visibility="public").order_by("pk")[0]
    print(f"\npages: {Commitment.objects.count()} commitments, {Event.objects.count()} events")
    for address in (
        "/",
        "/calendar/",
        "/calendar/agenda/",
        "/commitments/",
        "/commitments/?due=overdue",
        f"/commitments/{first.ref}/",
        f"/commitments/{first.ref}/{state.code}/",
        f"/events/{event.ref}/",
        "/reviews/",
        "/states/",
        f"/states/{state.code}/",
        "/documents/",
    ):
        page(client, address, rounds)
    _counts(user, rounds)
    _depth(user, rounds)


def page(client: Client, address: str, rounds: int) -> None:
    """Time a page against its own statements and template, and against the limit."""
    with CaptureQueriesContext(connection) as ran:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    name = f"{address} ({len(ran)} queries)"
    statements = [row["sql"] for row in ran if row["sql"].startswith("SELECT")]
    [whole, bare] = medians(rounds, lambda: client.get(address), _bare(statements, answer))
    say(name, whole, bare, "its SQL and template", Bar(3))
    say(name, whole, LONGEST, "the limit", Bar(1))


def _bare(statements: list[str], answer: Any) -> Callable[[], None]:
    """The page's statements as text, and its template over rows that are already there."""
    template, context = answer.templates[0], Context(answer.context[0].flatten())

    def act() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()
        template.render(context)

    return act


def _counts(user: User, rounds: int) -> None:
    today = office_day(timezone.now())
    sums = {name: Sum(name) for name in vars(Commitment) if name.startswith("n_")}
    [ours, plain] = medians(
        rounds,
        lambda: facets(user, Filters(), today),
        lambda: Commitment.objects.aggregate(total=Count("pk"), **sums),
    )
    say("counts beside the list", ours, plain, "a plain read of the counters", Bar(1.3))


def _depth(user: User, rounds: int) -> None:
    today = office_day(timezone.now())
    dated = Commitment.objects.visible_to(user).filter(latest_on__isnull=False)
    deep = dated.order_by("latest_on", "pk")[dated.count() * 9 // 10]
    after = f"{deep.latest_on}.{deep.pk}"
    [far, first] = medians(
        rounds,
        lambda: commitment_list(user, Filters(), today, after=after),
        lambda: commitment_list(user, Filters(), today),
    )
    say("a page nine tenths down the list", far, first, "the first page", Bar(2))
