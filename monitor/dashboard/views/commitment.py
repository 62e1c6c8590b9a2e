"""The page of a commitment: its exact words, its terms, and how each duty-bearer stands."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, npgettext, pgettext
from django.views.decorators.http import require_POST

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Item, ItemKind
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Amendment, Commitment
from monitor.commitments.status import (
    FollowUp,
    by_group,
    by_status,
    overdue_count,
    pressing,
    standing_of,
)
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.workflow import Code, Validity
from monitor.dashboard.commitments import recording
from monitor.dashboard.commitments.panels import evidence_of, evidence_url, panel_of
from monitor.dashboard.commitments.related import related
from monitor.dashboard.commitments.terms import terms_shown
from monitor.dashboard.due import Due, due_of
from monitor.dashboard.findings import finding
from monitor.dashboard.history import acts_of, commitment_history, follow_up_history
from monitor.dashboard.links import commitment_url, follow_up_url
from monitor.dashboard.people import signed_in
from monitor.dashboard.quoting import Quote, in_context, source_gap
from monitor.dashboard.statuses import in_bar_order
from monitor.dashboard.watching import watch_button

# Follow-ups that the table shows before "Show all".
FIRST = 12


def found(user: User, number: int) -> Commitment:
    """The commitment of this number, if `user` may see it; raises Http404."""
    commitment = (
        Commitment.objects.visible_to(user)
        .select_related(
            "issuer",
            "addressee_group",
            "duty_bearers",
            "event",
            "deadline_event",
            "owner_desk",
            "owner",
            "submitted_by",
            "public_asked_by",
        )
        .filter(number=number)
        .first()
    )
    if commitment is None:
        raise Http404
    return commitment


def commitment(request: HttpRequest, number: int) -> HttpResponse:
    """The whole page; `?actor=` puts a follow-up in the rail, `?by=status` regroups the tiles."""
    user, today = signed_in(request), office_day(timezone.now())
    return render(
        request,
        "dashboard/commitments/page.html",
        page_context(found(user, number), user, today, request.GET.dict()),
    )


def page_context(one: Commitment, user: User, today: date, given: dict[str, str]) -> dict[str, Any]:
    """What the page of a commitment shows to `user` on `today`."""
    title, language = one.title_in(get_language() or "en")
    quotes = quotes_of(one)
    context: dict[str, Any] = {
        "commitment": one,
        "heading": title,
        "heading_lang": language,
        "trail": [(reverse("dashboard:commitments"), pgettext("page", "Commitments"))],
        "watch": watch_button(user, Item(ItemKind.COMMITMENT, one.uuid)),
        "terms": terms_shown(one),
        "quote": quotes[0] if quotes else None,
        "other_quotes": quotes[1:],
        "gap": source_gap(one),
        "record": one.record,
        "not_in_force": one.validity != Validity.IN_FORCE,
        "record_moves": recording.moves(one, user),
        "openness": recording.opening(one, user),
        "amendment": recording.amendment(one, user),
        "history": commitment_history(one, user),
        "related": related(one, user),
        "edit_url": _edit_url(one, user),
        "followed": one.record in {RecordStatus.PUBLISHED, RecordStatus.ARCHIVED},
    }
    if context["followed"] and one.duty_bearers_id:
        context |= _standing(one, user, today, given)
    return context


def quotes_of(one: Commitment) -> list[Quote]:
    """The words it rests on, the leading ones first, each in its paragraph."""
    kept = one.quotes.select_related("passage__version__document").order_by("-leading", "pk")
    return [in_context(quote) for quote in kept]


def _edit_url(one: Commitment, user: User) -> str:
    closed = {RecordStatus.SUBMITTED, RecordStatus.ARCHIVED}
    if not user.may(Power.DRAFT) or one.record in closed:
        return ""
    return reverse("dashboard:commitment_edit", args=[one.number])


def _standing(one: Commitment, user: User, today: date, given: dict[str, str]) -> dict[str, Any]:
    """Finding, bar, tiles, table and the follow-up in the rail."""
    standing = standing_of(one, user=user, today=today)
    counted = [each for each in standing if not each.outside]
    chosen = _chosen(standing, given.get("actor", ""))
    base = {"actor": chosen.actor.code} if given.get("actor") and chosen else {}
    table, rest_url = _table(one, standing, given)
    return {
        "finding": finding(one),
        "single": counted[0] if len(counted) == 1 else None,
        "counts": in_bar_order({code.value: n for code, n in one.counts.items()}),
        "overdue": overdue_count(one, today) if one.latest_on else None,
        "proposed": one.awaiting_confirmation or None,
        "tiles": _tiles(standing, chosen, given),
        "views": _views(one, given.get("by", ""), base),
        "follow_ups": [row_of(each, today) for each in table],
        "shown": pgettext("list", "%(n)d of %(total)d shown")
        % {"n": len(table), "total": len(standing)},
        "rest_url": rest_url,
        "due": due_of(one, pressing(one, today), today),
        **(_in_rail(chosen, user, today) if chosen else {}),
    }


def _in_rail(chosen: FollowUp, user: User, today: date) -> dict[str, Any]:
    """One follow-up beside the tiles: what may be done, on what it rests, what was done."""
    row = chosen.obligation
    return {
        "panel": panel_of(chosen, user, today),
        "evidence": evidence_of(chosen, user),
        "evidence_url": evidence_url(chosen, user),
        "acts": follow_up_history(row, acts_of(row), user) if row else [],
    }


def _chosen(standing: list[FollowUp], code: str) -> FollowUp | None:
    """The one that the address names, else one awaiting an answer, one touched, or our own."""
    named = [each for each in standing if each.actor.code == code]
    waiting = [each for each in standing if each.pending]
    touched = [each for each in standing if each.obligation]
    home = [each for each in standing if each.actor.code == settings.HOME_ACTOR]
    alone = standing if len(standing) == 1 else []
    return next(iter(named or waiting or touched or home or alone), None)


def _views(one: Commitment, by: str, base: dict[str, str]) -> list[dict[str, Any]]:
    page = commitment_url(one.number)
    choices = [
        ("", pgettext("tile view", "By group")),
        ("status", pgettext("tile view", "By status")),
    ]
    return [
        {
            "url": f"{page}?{urlencode({**base, 'by': value} if value else base)}#tiles",
            "label": label,
            "current": by == value,
        }
        for value, label in choices
    ]


def _tiles(
    standing: list[FollowUp], chosen: FollowUp | None, given: dict[str, str]
) -> list[dict[str, Any]]:
    if given.get("by") == "status":
        return [
            {
                "name": str(ASSESSMENT_LABELS[code]),
                "note": str(len(part)),
                "tiles": [_tile(each, chosen) for each in part],
            }
            for code, part in by_status(standing)
        ]
    return [
        {
            "name": group.actor.name if group.actor else pgettext("tile group", "Others"),
            "note": _group_note(group.follow_ups),
            "tiles": [_tile(each, chosen) for each in group.follow_ups],
        }
        for group in by_group(standing)
    ]


def _group_note(follow_ups: list[FollowUp]) -> str:
    seen = sum(each.code != Code.NOT_ASSESSED for each in follow_ups)
    return pgettext("tile group", "%(n)d of %(all)d assessed") % {"n": seen, "all": len(follow_ups)}


def _tile(each: FollowUp, chosen: FollowUp | None) -> dict[str, Any]:
    return {
        "url": follow_up_url(each.commitment.number, each.actor.code),
        "code": each.actor.code,
        "name": each.actor.name,
        "status": each.code.value,
        "status_label": ASSESSMENT_LABELS[each.code],
        "overdue": each.timeliness == Timeliness.OVERDUE,
        "proposed_label": ASSESSMENT_LABELS[each.pending] if each.pending else "",
        "current": chosen is not None and each.actor == chosen.actor,
    }


def _table(
    one: Commitment, standing: list[FollowUp], given: dict[str, str]
) -> tuple[list[FollowUp], str]:
    """Those somebody touched first, the latest act on top; all of them when asked for."""
    touched = sorted(
        (each for each in standing if each.obligation and each.obligation.last_assessment),
        key=lambda each: each.obligation.last_assessment.at,  # type: ignore[union-attr]  # those without one are left out above
        reverse=True,
    )
    rest = [each for each in standing if each not in touched]
    ordered = [*touched, *rest]
    if given.get("show") == "all" or len(ordered) <= FIRST:
        return ordered, ""
    first = max(FIRST, 0)
    return ordered[:first], f"{commitment_url(one.number)}?show=all#follow-ups"


def row_of(each: FollowUp, today: date) -> dict[str, Any]:
    """One follow-up as a table shows it."""
    last = each.obligation.last_assessment if each.obligation else None
    return {
        "each": each,
        "url": follow_up_url(each.commitment.number, each.actor.code),
        "due": own_due(each, today),
        "evidence": npgettext("list", "%(n)d document", "%(n)d documents", each.evidence)
        % {"n": each.evidence}
        if each.evidence
        else "–",
        "by": last.by if last else None,
        "at": last.at if last else None,
        "pending_label": ASSESSMENT_LABELS[each.pending] if each.pending else "",
    }


def own_due(each: FollowUp, today: date) -> Due:
    """When this one follow-up is due, in words."""
    return due_of(each.commitment, each.timeliness, today)


@require_POST
def move(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One move on the record axis, or towards the public; a refusal stays on the page, in words."""
    user = signed_in(request)
    one = found(user, number)
    reason = request.POST.get("reason", "")
    refusal = recording.carry_out(act, one, user, reason, at=timezone.now())
    if refusal is None:
        return redirect(_after(request, one))
    today = office_day(timezone.now())
    context = page_context(found(user, number), user, today, {})
    context |= {"refusal": refusal, "refused_act": act, "typed_reason": reason}
    return render(request, "dashboard/commitments/page.html", context, status=422)


@require_POST
def decide(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Accept or reject a proposed change of the terms."""
    user = signed_in(request)
    one = found(user, number)
    amendment = Amendment.objects.filter(pk=pk, commitment=one).first()
    if amendment is None:
        raise Http404
    note = request.POST.get("note", "")
    accept = request.POST.get("decision") == "accept"
    refusal = recording.settle(amendment, accept=accept, note=note, by=user, at=timezone.now())
    if refusal is None:
        return redirect(_after(request, one))
    context = page_context(found(user, number), user, office_day(timezone.now()), {})
    context |= {"refusal": refusal, "refused_act": "amendment", "typed_reason": note}
    return render(request, "dashboard/commitments/page.html", context, status=422)


def _after(request: HttpRequest, one: Commitment) -> str:
    """Back to the reviews where the act was made there, else to the page."""
    if request.POST.get("back") == "reviews":
        return reverse("dashboard:reviews")
    return commitment_url(one.number)
