"""The forms of a follow-up: each parses, makes one call, and shows what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.changes.numbers import key_number
from monitor.changes.refusal import Refused
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Assessment
from monitor.commitments.obligations import saved
from monitor.commitments.operations import (
    assess,
    confirm,
    renew,
    retract,
    return_proposal,
)
from monitor.commitments.workflow import Act, Code, Duty, Stance, move_to
from monitor.dashboard.commitments.panels import panel_of
from monitor.dashboard.forms.assessing import (
    AssessForm,
    ConfirmForm,
    ReasonForm,
    RenewForm,
)
from monitor.dashboard.links import follow_up_url
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.obligations import Bearer, bearer, follow_up_context

Result = TypeVar("Result")

# How long a toast may undo one's own entry without being asked for a reason.
UNDO_MINUTES = 10


def assess_to(request: HttpRequest, number: int, actor: str, code: str) -> HttpResponse:
    """Judge, or propose, one status; what the move needs is asked here."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    to = _code(code)
    move = move_to(here.follow_up.code, to, Duty(here.commitment.duty))
    label = ASSESSMENT_LABELS[to]
    form = AssessForm(
        request.POST or None,
        user=user,
        obligation=here.obligation,
        code=to,
        needs=move.needs if move else (),
    )
    proposes = move is not None and move.act == Act.PROPOSE
    heading = (pgettext("action", "Propose “%s”") if proposes
               else pgettext("action", "Record as “%s”")) % label  # fmt: skip

    def act() -> Assessment:
        cleaned = form.cleaned_data
        return assess(
            obligation=here.obligation,
            code=to,
            seen=_seen(request),
            reason=cleaned["reason"],
            evidence=form.pieces(at=at),
            effective_on=cleaned["effective_on"],
            valid_until=cleaned.get("valid_until"),
            stance=Stance(cleaned["stance"] or Stance.OURS),
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )

    if request.method == "POST" and form.is_valid():
        row = attempt(form, act)
        if row is not None:
            _tell(request, here, row)
            return redirect(page_at(here))
    needs = [each for each in _moves(here, user) if each["code"] == to.value]
    extra = {
        "heading": heading,
        "to": to.value,
        "needs": needs[0]["needs"] if needs else [],
        "with_evidence": True,
        "proposes": proposes,
    }
    return form_page(request, here, user, form, extra)


def answer(request: HttpRequest, number: int, actor: str, act: str) -> HttpResponse:
    """Confirm what another person proposed, or return it with a note."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    proposal = here.obligation.pending
    given = key_number(request.POST.get("proposal", ""))
    if given is not None and saved(here.obligation):
        proposal = here.obligation.assessments.filter(pk=given).first() or proposal
    if act not in {"confirm", "return"}:
        raise Http404
    if proposal is None:
        messages.info(request, pgettext("message", "Nothing awaits confirmation here."))
        return redirect(page_at(here))
    label = ASSESSMENT_LABELS[Code(proposal.code)]
    form_class = ConfirmForm if act == "confirm" else ReasonForm
    form = form_class(request.POST or None)
    asked = proposal

    def confirmed() -> Assessment:
        return confirm(
            proposal=asked,
            seen=_seen(request),
            evidence_revision=key_number(request.POST.get("evidence_revision", "")) or 0,
            reason=form.cleaned_data["reason"],
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )

    def returned() -> Assessment:
        return return_proposal(
            proposal=asked,
            seen=_seen(request),
            reason=form.cleaned_data["reason"],
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )

    if request.method == "POST" and form.is_valid():
        row = attempt(form, confirmed if act == "confirm" else returned)
        if row is not None:
            said = (
                pgettext("message", "Confirmed: %(who)s stands at “%(status)s”.")
                if act == "confirm"
                else pgettext("message", "Returned: “%(status)s” of %(who)s.")
            )
            messages.success(request, said % {"who": here.actor, "status": label})
            return redirect(_back(request, here))
    heading = (
        pgettext("action", "Confirm as “%s”")
        if act == "confirm"
        else pgettext("action", "Return “%s” with a note")
    ) % label
    return form_page(request, here, user, form, {"heading": heading, "proposal": proposal})


def retract_entry(request: HttpRequest, number: int, actor: str, pk: int) -> HttpResponse:
    """Take an entry back with a reason; from a toast, one's own of a moment ago without asking."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    entry = _entry(here, pk)
    undo = request.method == "POST" and "reason" not in request.POST and _fresh(entry, user, at)
    given = {"reason": pgettext("reason", "Undone by its author")} if undo else request.POST
    form = ReasonForm(given or None)

    def act() -> Assessment:
        return retract(
            entry=entry,
            seen=entry.pk if undo else _seen(request),
            reason=form.cleaned_data["reason"],
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )

    if request.method == "POST" and form.is_valid():
        row = attempt(form, act)
        if row is not None:
            here.obligation.refresh_from_db()
            said = (
                pgettext("message", "Asked to take this back: another person confirms.")
                if here.obligation.pending_id == row.pk
                else pgettext("message", "Taken back; it stays in the history.")
            )
            messages.success(request, said)
            return redirect(page_at(here))
    label = ASSESSMENT_LABELS[Code(entry.code)]
    heading = pgettext("action", "Take “%s” back") % label
    return form_page(request, here, user, form, {"heading": heading, "entry": entry})


@require_POST
def renew_until(request: HttpRequest, number: int, actor: str) -> HttpResponse:
    """Still true, checked today: one click."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    form = RenewForm(request.POST)

    def act() -> Assessment:
        return renew(
            obligation=here.obligation,
            valid_until=form.cleaned_data["valid_until"],
            seen=_seen(request),
            reason=form.cleaned_data["reason"],
            by=user,
            at=at,
            via=Door.DASHBOARD,
        )

    if form.is_valid():
        row = attempt(form, act)
        if row is not None:
            _tell(request, here, row)
            return redirect(page_at(here))
    heading = pgettext("action", "Still true, checked today")
    return form_page(request, here, user, form, {"heading": heading})


def attempt(form: forms.Form, act: Callable[[], Result]) -> Result | None:
    """What the operation answers; a refusal becomes an error of the form at its field, and None."""
    try:
        return act()
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
    return None


def form_page(
    request: HttpRequest, here: Bearer, user: User, form: forms.Form, extra: dict[str, Any]
) -> HttpResponse:
    """The form with what stands now beside it; after a refusal what was typed is kept."""
    today = office_day(timezone.now())
    now = bearer(user, here.commitment.number, here.actor.code, today)
    context = follow_up_context(now, user, today)
    context |= {
        "form": form,
        "back_url": page_at(here),
        "back": request.POST.get("back", ""),
        **extra,
    }
    status = 422 if form.errors else 200
    return render(request, "dashboard/commitments/act.html", context, status=status)


def _tell(request: HttpRequest, here: Bearer, row: Assessment) -> None:
    """A toast that says what happened, with its undo."""
    label = ASSESSMENT_LABELS[Code(row.code)]
    said = (
        pgettext("message", "Proposed “%(status)s” for %(who)s: a second person decides.")
        if row.act == Act.PROPOSE
        else pgettext("message", "%(who)s stands at “%(status)s”.")
    )
    undo = reverse("dashboard:retract", args=[here.commitment.number, here.actor.code, row.pk])
    tags = undo if row.act != Act.RENEW else ""
    messages.success(request, said % {"who": here.actor, "status": label}, extra_tags=tags)


def _moves(here: Bearer, user: User) -> list[dict[str, Any]]:
    moves = panel_of(here.follow_up, user, office_day(timezone.now())).moves
    return [each for each in moves if "code" in each]


def _entry(here: Bearer, pk: int) -> Assessment:
    if saved(here.obligation):
        found = here.obligation.assessments.filter(pk=pk).select_related("obligation").first()
        if found is not None:
            return found
    raise Http404


def _fresh(entry: Assessment, user: User, at: datetime) -> bool:
    return entry.by_id == user.pk and at - entry.at <= timedelta(minutes=UNDO_MINUTES)


def _code(value: str) -> Code:
    try:
        return Code(value)
    except ValueError:
        raise Http404 from None


def _seen(request: HttpRequest) -> int | None:
    """The last act that the page showed; "" says that it showed none."""
    return key_number(request.POST.get("seen", ""))


def page_at(here: Bearer) -> str:
    """The page of the follow-up."""
    return follow_up_url(here.commitment.number, here.actor.code)


def _back(request: HttpRequest, here: Bearer) -> str:
    return reverse("dashboard:reviews") if request.POST.get("back") == "reviews" else page_at(here)
