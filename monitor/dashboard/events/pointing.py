"""What is open about an event, in one line each: the date, the delegation, our own follow-ups."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.status import FollowUp
from monitor.commitments.workflow import RULES
from monitor.dashboard.due import due_of
from monitor.dashboard.events.cutting import LONGEST_POST, cut
from monitor.dashboard.events.delegation import clash_rows
from monitor.dashboard.events.showing import claim_rows
from monitor.events.delegations import clashes_of
from monitor.events.models import Event, Part, Participation
from monitor.events.queries import claims_of, is_to_come_again
from monitor.events.when import Moment, could_be_any_day, did_it_take_place, moment
from monitor.events.workflow import EventStatus

# Of sources that disagree so many are named; the rest is counted.
NAMED = 2


def open_points(
    event: Event,
    user: User,
    delegation: Sequence[Participation],
    follow_ups: Iterable[FollowUp],
    today: date,
) -> list[str]:
    """The open points, those of the event first; `follow_ups` are our own State's."""
    return [
        *_of_status(event, today),
        *_of_date(event, user),
        *_of_delegation(event, user, delegation, today),
        *_of_follow_ups(follow_ups, today),
    ]


def _of_status(event: Event, today: date) -> Iterable[str]:
    if event.status == EventStatus.POSTPONED:
        yield pgettext("fiche", "Postponed: the new date is awaited.")
    if event.status in {EventStatus.MENTIONED, EventStatus.TENTATIVE}:
        yield pgettext("fiche", "Not confirmed: no decision or notice is in the record.")
    if did_it_take_place(event, today=today) and not is_to_come_again(event, today):
        yield pgettext("fiche", "Its last possible day has passed: did it take place?")


def _of_date(event: Event, user: User) -> Iterable[str]:
    if not event.edtf:
        yield pgettext("fiche", "No date is known.")
    elif could_be_any_day(event):
        yield pgettext("fiche", "The day is open.")
    against = [row for row in claim_rows(event, claims_of(event, user)) if row.disagrees]
    for row in against[:NAMED]:
        yield pgettext("fiche", "Sources disagree: %(source)s gives %(date)s.") % {
            "source": row.source,
            "date": row.date,
        }
    if len(against) > NAMED:
        yield pgettext("fiche", "Sources disagree: %(n)d more give other dates.") % {
            "n": len(against) - NAMED
        }


def _of_delegation(
    event: Event, user: User, delegation: Sequence[Participation], today: date
) -> Iterable[str]:
    if not delegation and moment(event, today=today) is not Moment.PAST:
        yield pgettext("fiche", "Nobody of ours is entered.")
    for each in delegation:
        post = cut(each.post, LONGEST_POST)
        if each.part == Part.UNDECIDED:
            yield pgettext("fiche", "%(post)s: undecided.") % {"post": post}
        if each.drafting and each.drafting_desk is None:
            yield pgettext("fiche", "%(post)s: nobody drafts the statement yet.") % {"post": post}
    rows, more = clash_rows(clashes_of(event, user))
    for clash in rows:
        template = (
            pgettext("fiche", "Falls together with %(ref)s %(title)s.")
            if clash.sure
            else pgettext("fiche", "May fall together with %(ref)s %(title)s.")
        )
        yield template % {"ref": clash.ref, "title": cut(clash.title, LONGEST_POST)}
    if more:
        yield pgettext("fiche", "Falls together with %(n)d more.") % {"n": more}


def _of_follow_ups(follow_ups: Iterable[FollowUp], today: date) -> Iterable[str]:
    for each in follow_ups:
        if RULES[each.code].final:
            continue
        yield pgettext("fiche", "%(ref)s, ours: %(status)s; due: %(due)s.") % {
            "ref": each.commitment.ref,
            "status": ASSESSMENT_LABELS[each.code],
            "due": due_of(each.commitment, each.timeliness, today).words,
        }
