"""Questions to a drafting person: did it take place, and what of your own drafts?"""

from datetime import date

from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.accounts.roles import Power
from monitor.changes.item import ItemKind
from monitor.changes.models import Change
from monitor.commitments.models import Commitment, CommitmentQuerySet
from monitor.dashboard.due import edtf_words
from monitor.dashboard.links import commitment_url
from monitor.dashboard.overview.groups import SHOWN, Action, Group, Row
from monitor.dashboard.overview.waiting import titled, url_of
from monitor.events.models import STATUS_LABELS, Event
from monitor.events.workflow import EventStatus

_ANSWERS = (EventStatus.HELD, EventStatus.POSTPONED, EventStatus.CANCELLED)


def passed(user: User, today: date) -> Group:
    """Confirmed events whose last possible day has passed; each answer asks for its source."""
    found = Event.objects.visible_to(user).did_it_take_place(today)
    if not user.may(Power.DRAFT):
        found = found.none()
    rows = found.select_related("current_claim").order_by("latest", "pk")[:SHOWN]
    return Group(
        code="passed",
        title=pgettext("overview", "Did it take place?"),
        icon="calendar",
        count=found.count(),
        rows=[_event(event, today) for event in rows],
        note=pgettext("overview", "Asked the day after the last possible date"),
    )


def _event(event: Event, today: date) -> Row:
    title, language = titled(event)
    days = (today - event.latest).days if event.latest else 0
    ago = npgettext("overview", "%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    claim = event.current_claim
    words = pgettext("overview", "last possible day %(ago)s")
    if event.exact:
        words = pgettext("overview", "ended %(ago)s")
    return Row(
        icon="calendar",
        title=title,
        language=language,
        url=url_of(event),
        meta=f"{event.ref} · {edtf_words(event.edtf)} · {words % {'ago': ago}}",
        words=claim.words if claim and not event.exact else "",
        actions=tuple(
            Action(
                pgettext("overview action", "Yes, held")
                if status is EventStatus.HELD
                else str(STATUS_LABELS[status]),
                reverse("dashboard:event_move", args=[event.number, status.value]),
                "check" if status is EventStatus.HELD else "",
            )
            for status in _ANSWERS
        ),
    )


def returned(user: User) -> Group:
    """Drafts of this person's that came back, each with the reason."""
    found = _own(user, RecordStatus.RETURNED)
    shown = list(found.order_by("number")[:SHOWN])
    said: dict[object, str] = {}
    back = Change.objects.filter(
        kind=ItemKind.COMMITMENT, act="return", item__in=[each.uuid for each in shown]
    )
    for change in back.order_by("n"):
        said[change.item] = change.note
    return Group(
        code="returned",
        title=pgettext("overview", "Returned to you"),
        icon="returned",
        count=found.count(),
        rows=[
            _draft(each, pgettext("overview action", "Revise"), said.get(each.uuid, ""))
            for each in shown
        ],
    )


def drafts(user: User) -> Group:
    """This person's drafts that nobody else has been asked to read."""
    found = _own(user, RecordStatus.DRAFT)
    return Group(
        code="drafts",
        title=pgettext("overview", "Your drafts"),
        icon="draft",
        count=found.count(),
        rows=[
            _draft(each, pgettext("overview action", "Continue"), "")
            for each in found.order_by("-number")[:SHOWN]
        ],
    )


def _own(user: User, record: RecordStatus) -> CommitmentQuerySet:
    found = Commitment.objects.visible_to(user).filter(record=record, created_by=user)
    return found if user.may(Power.DRAFT) else found.none()


def _draft(each: Commitment, label: str, said: str) -> Row:
    title, language = titled(each)
    url = commitment_url(each.number)
    return Row(
        ref=each.ref,
        title=title,
        language=language,
        url=url,
        meta=each.verb,
        said=said,
        actions=(Action(label, url),),
    )
