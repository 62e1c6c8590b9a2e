"""What waits for a second person; one's own stands there locked."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import get_language, pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.roles import Power
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.reviews import asked_public as commitments_asked_public
from monitor.commitments.reviews import awaiting, open_amendments
from monitor.commitments.reviews import submitted as submitted_entries
from monitor.commitments.workflow import Act, Code
from monitor.dashboard.links import commitment_url, document_url, event_url, follow_up_url
from monitor.dashboard.navigation import address
from monitor.dashboard.overview.groups import SHOWN, Action, Group, Row
from monitor.events.models import Event
from monitor.sources.models import Document


def proposals(user: User, at: datetime) -> Group:
    """Judgements that a second person confirms: all for a Verifier, else one's own, locked."""
    found = pending(user)
    rows = found.select_related("commitment", "actor", "pending__by")
    return Group(
        code="reviews",
        title=pgettext("overview", "Waiting for a second pair of eyes"),
        icon="reviews",
        count=found.count(),
        rows=[_proposal(row, user, at) for row in rows.order_by("pending__at", "pk")[:SHOWN]],
        all_url=address("reviews") if user.may(Power.CONFIRM) else "",
        all_label=pgettext("overview", "Reviews"),
        note=pgettext("overview", "You cannot review your own changes"),
    )


def pending(user: User) -> QuerySet[Obligation]:
    """The follow-ups with a proposal that `user` confirms, or made and waits for."""
    found = awaiting(user)
    if user.may(Power.CONFIRM):
        return found
    return found.filter(pending__by=user) if user.may(Power.ASSESS) else found.none()


def _proposal(row: Obligation, user: User, at: datetime) -> Row:
    proposal = row.pending
    if proposal is None:
        raise ValueError(f"{row} awaits nobody.")
    title, language = row.commitment.title_in(get_language() or "en")
    own = proposal.by_id == user.pk
    url = follow_up_url(row.commitment.number, row.actor.code)
    said = {"ref": row.commitment.ref, "who": proposal.by,
            "ago": timesince(proposal.at, at, depth=1)}  # fmt: skip
    return Row(
        ref=row.actor.code,
        lead=row.actor.name,
        title=title,
        language=language,
        url=url,
        meta=_proposed(retract=proposal.act == Act.RETRACT, own=own) % said,
        said=proposal.reason,
        status=row.code,
        proposed=str(ASSESSMENT_LABELS[Code(proposal.code)]),
        actions=() if own else (Action(pgettext("overview action", "Review"), url),),
        locked=pgettext("overview", "Yours: another confirms") if own else "",
    )


def _proposed(*, retract: bool, own: bool) -> str:
    """The words for who proposed what, whole sentences so that each can be translated."""
    if retract:
        if own:
            return pgettext("overview", "%(ref)s · you proposed to take it back, %(ago)s ago")
        return pgettext("overview", "%(ref)s · %(who)s proposed to take it back, %(ago)s ago")
    if own:
        return pgettext("overview", "%(ref)s · you proposed it, %(ago)s ago")
    return pgettext("overview", "%(ref)s · proposed by %(who)s, %(ago)s ago")


def amendments(user: User, at: datetime) -> Group:
    """Changes of published terms: all for who may decide, else one's own, locked."""
    found = open_amendments(user)
    if not user.may(Power.PUBLISH):
        found = found.filter(proposed_by=user) if user.may(Power.DRAFT) else found.none()
    rows = found[:SHOWN]
    return Group(
        code="amendments",
        title=pgettext("overview", "Changed terms, to be decided"),
        icon="pencil",
        count=found.count(),
        rows=[
            _second(
                each.commitment,
                each.proposed_by,
                user,
                meta=pgettext("overview", "proposed %(ago)s ago")
                % {"ago": timesince(each.proposed_at, at, depth=1)},
                said=each.reason,
                action=pgettext("overview action", "Decide"),
                locked=pgettext("overview", "Yours: another person decides"),
            )
            for each in rows
        ],
    )


def submitted(user: User) -> Group:
    """Drafts handed in to be published; for who may publish."""
    found = submitted_entries(user)
    if not user.may(Power.PUBLISH):
        found = found.none()
    return Group(
        code="submitted",
        title=pgettext("overview", "To publish"),
        icon="submitted",
        count=found.count(),
        rows=[
            _second(
                each,
                each.submitted_by,
                user,
                meta=pgettext("overview", "submitted by %s") % each.submitted_by,
                action=pgettext("overview action", "Read and publish"),
                locked=pgettext("overview", "Yours: another person publishes"),
            )
            for each in found[:SHOWN]
        ],
        all_url=f"{reverse('dashboard:commitments')}?record={RecordStatus.SUBMITTED}",
        all_label=pgettext("overview", "All submitted"),
    )


def asked_public(user: User) -> Group:
    """What others asked to show to everybody; for who may publish."""
    rows: list[Row] = []
    count = 0
    if user.may(Power.PUBLISH):
        asked = Q(public_asked_by__isnull=False, record=RecordStatus.PUBLISHED)
        closed = ~Q(visibility=Visibility.PUBLIC)
        for found in (
            Document.objects.visible_to(user).filter(asked, closed),
            Event.objects.visible_to(user).filter(asked, closed),
            commitments_asked_public(user),
        ):
            count += found.count()
            items = found.select_related("public_asked_by").order_by("number")
            rows += [_asked(each, user) for each in items[: SHOWN - len(rows)]]
    return Group(
        code="public",
        title=pgettext("overview", "Asked to be shown to everybody"),
        icon="feed",
        count=count,
        rows=rows,
    )


def _asked(each: Document | Event | Commitment, user: User) -> Row:
    return _second(
        each,
        each.public_asked_by,
        user,
        meta=pgettext("overview", "asked by %s") % each.public_asked_by,
        action=pgettext("overview action", "Look, and make public"),
        locked=pgettext("overview", "Yours: another person makes it public"),
    )


def _second(
    item: Document | Event | Commitment,
    first: User | None,
    user: User,
    *,
    meta: str,
    action: str,
    locked: str,
    said: str = "",
) -> Row:
    """A row that the person who began it may not finish."""
    own = first is not None and first.pk == user.pk
    title, language = titled(item)
    url = url_of(item)
    return Row(
        ref=item.ref,
        title=title,
        language=language,
        url=url,
        meta=meta,
        said=said,
        actions=() if own else (Action(action, url),),
        locked=locked if own else "",
    )


def titled(item: Document | Event | Commitment) -> tuple[str, str]:
    """The title as this page says it, and its language."""
    if isinstance(item, Document):
        return item.title, item.language
    return item.title_in(get_language() or "en")


def url_of(item: Document | Event | Commitment) -> str:
    """The page of the item."""
    if isinstance(item, Document):
        return document_url(item)
    return event_url(item) if isinstance(item, Event) else commitment_url(item.number)


def filled(groups: Sequence[Group]) -> list[Group]:
    """Those with anything in them."""
    return [group for group in groups if group.count]
