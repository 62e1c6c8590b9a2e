"""The list of States, and one State's page. A to Z: no page ranks States."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET

from monitor.actors.models import Actor
from monitor.changes.clock import office_day
from monitor.changes.numbers import whole_number
from monitor.commitments.bearers import codes_of, overdue_of
from monitor.commitments.models import CommitmentKind
from monitor.commitments.workflow import Code
from monitor.dashboard import states as reading
from monitor.dashboard.people import signed_in
from monitor.dashboard.statuses import in_bar_order

LONGEST_SEARCH = 80


@require_GET
def states(request: HttpRequest) -> HttpResponse:
    """Every State by regional group, with how many of its follow-ups were looked at."""
    user = signed_in(request)
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    groups = reading.regions(user, search)
    n = sum(len(group.rows) for group in groups)
    context = {
        "groups": groups,
        "search": search,
        "said": npgettext("states", "%(n)d State", "%(n)d States", n) % {"n": n},
        "recorded": bool(n) or Actor.objects.states().exists(),
    }
    return render(request, "dashboard/states/list.html", context)


@require_GET
def state(request: HttpRequest, code: str) -> HttpResponse:
    """One State: its follow-ups by topic, what it said itself, what it hosts, its groups."""
    user, today = signed_in(request), office_day(timezone.now())
    actor = get_object_or_404(Actor.objects.states().select_related("un_group"), code=code)
    cursor = whole_number(request.GET.get("after", ""))
    codes = codes_of(actor, user)
    total = sum(codes.values())
    page = reading.follow_ups(actor, user, today, after=cursor)
    here = reverse("dashboard:state", args=[actor.code])
    hosted, hosted_count = reading.hosted(actor, user)
    pledges, pledge_count = reading.pledges(actor, user, today)
    positions, position_count = reading.positions(actor, user, today)
    listed = reverse("dashboard:commitments")
    context = {
        "actor": actor,
        "counts": in_bar_order({each.value: n for each, n in codes.items()}),
        "total": total,
        "overdue": overdue_of(actor, user, today),
        "finding": _finding(codes, total),
        "topics": page.topics,
        "shown": pgettext("states", "Showing %(n)d of %(total)d, in the order of their references")
        % {"n": page.shown, "total": total},
        "earlier_url": here if cursor is not None else "",
        "later_url": f"{here}?{urlencode({'after': page.later})}" if page.later else "",
        "hosted": hosted,
        "hosted_count": hosted_count,
        "pledges": pledges,
        "pledge_count": pledge_count,
        "pledges_url": f"{listed}?issuer={actor.code}&kind={CommitmentKind.PLEDGE}"
        "&view=followed&record=published",
        "positions": positions,
        "position_count": position_count,
        "positions_url": f"{listed}?issuer={actor.code}&view=positions&record=published",
        "groups": reading.belongings(actor),
        "trail": [(reverse("dashboard:states"), pgettext("navigation", "Member States"))],
    }
    return render(request, "dashboard/states/state.html", context)


def _finding(codes: dict[Code, int], total: int) -> str:
    """How many follow-ups were looked at: never as if the others had failed."""
    words = npgettext(
        "states",
        "%(assessed)d of %(n)d follow-up assessed",
        "%(assessed)d of %(n)d follow-ups assessed",
        total,
    )
    return words % {"assessed": total - codes[Code.NOT_ASSESSED], "n": total}
