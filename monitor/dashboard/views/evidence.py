"""Evidence on a follow-up: added without a judgement, taken off with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import pgettext

from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.commitments.models import Evidence, EvidenceUse
from monitor.commitments.operations import add_evidence, remove_evidence
from monitor.dashboard.forms.assessing import EvidenceForm, ReasonForm
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.assessing import attempt, form_page, page_at
from monitor.dashboard.views.obligations import bearer


def evidence(request: HttpRequest, number: int, actor: str) -> HttpResponse:
    """Add evidence without passing a judgement."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    form = EvidenceForm(request.POST or None, user=user, obligation=here.obligation)

    def act() -> list[EvidenceUse]:
        pieces = form.pieces(at=at)
        return add_evidence(
            obligation=here.obligation, pieces=pieces, by=user, at=at, via=Door.DASHBOARD
        )

    if request.method == "POST" and form.is_valid():
        added = attempt(form, act)
        if added:
            messages.success(request, pgettext("message", "Evidence added."))
            return redirect(page_at(here))
        if added is not None:
            form.add_error(
                None,
                pgettext("form error", "Choose a document, or give the title of a page or paper."),
            )
    extra = {"heading": pgettext("action", "Add evidence"), "with_evidence": True}
    return form_page(request, here, user, form, extra)


def take_away(request: HttpRequest, number: int, actor: str, pk: int) -> HttpResponse:
    """Take a piece of evidence off a follow-up; it stays in the history with the reason."""
    user, at = signed_in(request), timezone.now()
    here = bearer(user, number, actor, office_day(at))
    use = (
        EvidenceUse.objects.filter(pk=pk, obligation__uuid=here.obligation.uuid)
        .filter(evidence__in=Evidence.objects.visible_to(user))
        .select_related("obligation", "evidence__document")
        .first()
    )
    if use is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> EvidenceUse:
        return remove_evidence(
            use=use, reason=form.cleaned_data["reason"], by=user, at=at, via=Door.DASHBOARD
        )

    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, pgettext("message", "Evidence removed."))
        return redirect(page_at(here))
    heading = pgettext("action", "Remove “%s”") % use.evidence.document.title
    return form_page(request, here, user, form, {"heading": heading})
