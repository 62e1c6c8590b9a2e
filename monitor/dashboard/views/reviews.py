"""What awaits a second person, oldest first, each with its action or why it is locked."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext

from monitor.accounts.models import User, Visibility
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Amendment, Commitment, Obligation
from monitor.commitments.reviews import (
    PAGE,
    asked_public,
    open_amendments,
    proposals,
    submitted,
)
from monitor.commitments.workflow import Act, Code
from monitor.dashboard.commitments.recording import POWER_WORDS
from monitor.dashboard.links import commitment_url, document_url, event_url, follow_up_url
from monitor.dashboard.people import signed_in
from monitor.events.models import Event
from monitor.sources.models import Document


def reviews(request: HttpRequest) -> HttpResponse:
    """The queue of reviews."""
    user, today = signed_in(request), office_day(timezone.now())
    page = proposals(user, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    here = reverse("dashboard:reviews")
    groups = [
        _group(
            pgettext("reviews", "Proposals awaiting a second person"),
            "status-proposed",
            [_proposal(each, user, today) for each in page.rows],
            page.total,
        ),
        _listed(pgettext("reviews", "Submitted for publication"), "submitted",
                submitted(user), lambda each: _submitted(each, user)),
        _listed(pgettext("reviews", "Changes of terms"), "pencil",
                open_amendments(user), lambda each: _change(each, user, today)),
        *_openings(user),
    ]  # fmt: skip
    context = {
        "groups": [group for group in groups if group["rows"]],
        "total": sum(group["total"] for group in groups),
        "earlier_url": f"{here}?before={page.earlier}" if page.earlier else "",
        "later_url": f"{here}?after={page.later}" if page.later else "",
        "shown": pgettext("list", "%(n)d of %(total)d proposals, oldest first")
        % {"n": len(page.rows), "total": page.total},
    }
    return render(request, "dashboard/reviews/reviews.html", context)


def _group(title: str, icon_name: str, rows: list[dict[str, Any]], total: int) -> dict[str, Any]:
    return {"title": title, "icon_name": icon_name, "rows": rows, "total": total}


def _listed(title: str, icon_name: str, found: Any, show: Any) -> dict[str, Any]:
    """A group of the oldest rows of a queryset, with the count of all."""
    return _group(title, icon_name, [show(each) for each in found[:PAGE]], found.count())


def _age(since: datetime, today: date) -> str:
    days = (today - office_day(since)).days
    if days < 1:
        return pgettext("age", "today")
    return npgettext("age", "%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def _lock(user: User, power: Power, *, own: bool, own_words: str) -> str:
    """Why this person can not act on the row; "" if nothing stands against it."""
    if own:
        return own_words
    return "" if user.may(power) else str(POWER_WORDS[power])


def _proposal(each: Obligation, user: User, today: date) -> dict[str, Any]:
    proposal = each.pending
    assert proposal is not None  # noqa: S101 - the query asks for those with one
    page = follow_up_url(each.commitment.number, each.actor.code)
    own_words = pgettext("requirement", "You proposed this: another person confirms")
    label = ASSESSMENT_LABELS[Code(proposal.code)]
    template = (
        pgettext("reviews", "take back %s")
        if proposal.act == Act.RETRACT
        else pgettext("assessment", "%s proposed")
    )
    return {
        "ref": each.actor.code,
        "url": page,
        "title": f"{each.actor}: {each.commitment.title}",
        "meta": pgettext("reviews", "%(ref)s · proposed by %(who)s, %(age)s")
        % {"ref": each.commitment.ref, "who": proposal.by, "age": _age(proposal.at, today)},
        "status": each.code,
        "proposed": template % label,
        "locked": _lock(user, Power.CONFIRM, own=proposal.by_id == user.pk, own_words=own_words),
        "post": f"{page}answer/confirm/",
        "label": pgettext("action", "Confirm"),
        "hidden": {
            "proposal": proposal.pk,
            "seen": each.last_assessment_id or "",
            "evidence_revision": each.evidence_revision,
            "back": "reviews",
        },
        "look": page,
    }


def _submitted(each: Commitment, user: User) -> dict[str, Any]:
    own_words = pgettext("requirement", "You submitted this: another person publishes it")
    return {
        "ref": each.ref,
        "url": commitment_url(each.number),
        "title": each.title,
        "meta": pgettext("reviews", "%(issuer)s · submitted by %(who)s")
        % {"issuer": each.issuer, "who": each.submitted_by},
        "locked": _lock(
            user, Power.PUBLISH, own=each.submitted_by_id == user.pk, own_words=own_words
        ),
        "post": reverse("dashboard:commitment_move", args=[each.number, "publish"]),
        "label": pgettext("action", "Publish"),
        "hidden": {"back": "reviews"},
        "look": commitment_url(each.number),
    }


def _change(each: Amendment, user: User, today: date) -> dict[str, Any]:
    own_words = pgettext("requirement", "You proposed this: another person decides it")
    page = commitment_url(each.commitment.number)
    return {
        "ref": each.commitment.ref,
        "url": f"{page}#change-{each.pk}",
        "title": each.commitment.title,
        "meta": pgettext("reviews", "proposed by %(who)s, %(age)s")
        % {"who": each.proposed_by, "age": _age(each.proposed_at, today)},
        "locked": _lock(
            user, Power.PUBLISH, own=each.proposed_by_id == user.pk, own_words=own_words
        ),
        "look": f"{page}#change-{each.pk}",
        "look_label": pgettext("action", "Compare"),
    }


def _openings(user: User) -> Iterable[dict[str, Any]]:
    """What somebody asked to open to everybody: commitments, events, documents."""
    if not user.may(Power.READ_DRAFTS):
        return
    events = Event.objects.visible_to(user).filter(public_asked_by__isnull=False)
    documents = Document.objects.visible_to(user).filter(public_asked_by__isnull=False)
    rows: list[dict[str, Any]] = []
    total = 0
    for found, show in (
        (asked_public(user), _open_commitment),
        (_asked(events), _open_event),
        (_asked(documents), _open_document),
    ):
        total += found.count()
        rows += [show(each, user) for each in islice(found[:PAGE], PAGE - len(rows))]
    yield _group(pgettext("reviews", "Asked to be public"), "feed", rows, total)


def _asked(found: Any) -> Any:
    return found.exclude(visibility=Visibility.PUBLIC).select_related("public_asked_by").order_by(
        "pk"
    )  # fmt: skip


def _opening(each: Any, user: User, *, page: str, post: str) -> dict[str, Any]:
    own_words = pgettext("requirement", "You asked for this: another person makes it public")
    return {
        "ref": each.ref,
        "url": page,
        "title": each.title,
        "meta": pgettext("reviews", "asked for by %s") % each.public_asked_by,
        "locked": _lock(
            user, Power.PUBLISH, own=each.public_asked_by_id == user.pk, own_words=own_words
        ),
        "post": post,
        "label": pgettext("action", "Make public"),
        "hidden": {"back": "reviews"},
        "look": page,
    }


def _open_commitment(each: Commitment, user: User) -> dict[str, Any]:
    post = reverse("dashboard:commitment_move", args=[each.number, "make_public"])
    return _opening(each, user, page=commitment_url(each.number), post=post)


def _open_event(each: Event, user: User) -> dict[str, Any]:
    # Its own page asks and says what an opening needs.
    return _opening(each, user, page=event_url(each), post="")


def _open_document(each: Document, user: User) -> dict[str, Any]:
    return _opening(each, user, page=document_url(each), post="")
