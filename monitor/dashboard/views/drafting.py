"""Adding a commitment on its exact words, and editing its terms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.actors.operations import AddresseesRefused
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.changes.numbers import whole_number
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.commitments.models import Commitment
from monitor.commitments.operations import draft_commitment, edit_commitment
from monitor.commitments.terms import terms_of
from monitor.dashboard.fields import field_name, field_value
from monitor.dashboard.forms.drafting import DraftForm, EditForm, initial_of
from monitor.dashboard.forms.passages import passage_initial
from monitor.dashboard.forms.refusing import refuse
from monitor.dashboard.links import commitment_url
from monitor.dashboard.people import signed_in
from monitor.dashboard.views.commitment import found, quotes_of


def _drafter(request: HttpRequest) -> User:
    user = signed_in(request)
    if not user.may(Power.DRAFT):
        raise PermissionDenied
    return user


def add(request: HttpRequest) -> HttpResponse:
    """A new draft, on words of a document that the address may bring along."""
    user, at = _drafter(request), timezone.now()
    initial = {"language": "en", **passage_initial(user, request.GET.dict())}
    form = DraftForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _drafted(form, user, at)
        if made is not None:
            said = pgettext("message", "%(ref)s drafted. Submit it, and a second person publishes.")
            messages.success(request, said % {"ref": made.ref})
            return redirect(commitment_url(made.number))
    context = {
        "form": form,
        "trail": [(reverse("dashboard:commitments"), pgettext("page", "Commitments"))],
        "heading": pgettext("page", "Add a commitment"),
        "back_url": reverse("dashboard:commitments"),
    }
    return render(
        request, "dashboard/commitments/edit.html", context, status=422 if form.errors else 200
    )


def _drafted(form: DraftForm, user: User, at: Any) -> Commitment | None:
    try:
        passage = form.quoted(at=at)
        if passage is None:
            form.add_error("passage_words", pgettext("form error", "A commitment rests on words."))
            return None
        return draft_commitment(
            terms=form.terms(), passage=passage, by=user, at=at, via=Door.DASHBOARD
        )
    except Refused as refused:
        refuse(form, refused)
    except AddresseesRefused as refused:
        form.add_error("addressees", str(refused))
    return None


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The terms in a form; on a published commitment what the text says becomes a proposal."""
    user = _drafter(request)
    one = found(user, number)
    standing = terms_of(one)
    form = EditForm(request.POST or None, reader=user, initial=initial_of(standing))
    conflict: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            amendment = edit_commitment(
                commitment=one,
                terms=form.terms(standing),
                edition=_edition(request),
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
                reason=form.cleaned_data["reason"],
            )
        except ChangedMeanwhile as lost:
            conflict = _conflict(one, form, lost)
        except Refused as refused:
            refuse(form, refused)
        else:
            said = (
                pgettext("message", "Saved. What the text says awaits a second person.")
                if amendment
                else pgettext("message", "Saved.")
            )
            messages.success(request, said)
            return redirect(commitment_url(one.number))
    return _edit_page(request, one, form, conflict)


def _edit_page(
    request: HttpRequest, one: Commitment, form: EditForm, conflict: dict[str, Any] | None
) -> HttpResponse:
    page = commitment_url(one.number)
    # After a conflict the next save is made knowingly, on what stands now.
    edition = one.edition if conflict or request.method != "POST" else _edition(request)
    context = {
        "form": form,
        "commitment": one,
        "trail": [(reverse("dashboard:commitments"), pgettext("page", "Commitments")),
                  (page, one.ref)],
        "heading": pgettext("page", "Edit %s") % one.ref,
        "back_url": page,
        "edition": edition,
        "conflict": conflict,
        "quotes": quotes_of(one),
        "published": one.record == RecordStatus.PUBLISHED,
    }  # fmt: skip
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dashboard/commitments/edit.html", context, status=status)


def _edition(request: HttpRequest) -> int:
    return whole_number(request.POST.get("edition", "")) or 0


def _conflict(one: Commitment, form: EditForm, lost: ChangedMeanwhile) -> dict[str, Any]:
    """Both values of every field that differs, with who changed it and when."""
    mine = initial_of(form.terms(terms_of(one)))
    theirs = initial_of(terms_of(one))
    last = Change.objects.of(kind=ItemKind.COMMITMENT, uuid=one.uuid).first()
    who = User.objects.filter(username=last.by).first() if last else None
    rows = [
        {
            "name": field_name(name),
            "theirs": field_value(name, theirs[name]),
            "yours": field_value(name, mine[name]),
        }
        for name in lost.current
        if name in mine and mine[name] != theirs[name]
    ]
    return {"who": who or "", "at": last.at if last else None, "rows": rows}
