"""The acts on follow-ups that the panel offers, each one call of the one door."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.accounts.panel.acts import Act, Line, ReasonForm
from monitor.accounts.panel.marks import page
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.numbers import key_number, whole_number
from monitor.commitments.admin.forms import RenewForm, StatusForm
from monitor.commitments.admin.showing import act_words, asked, standing_words
from monitor.commitments.models import Assessment, Obligation
from monitor.commitments.operations import (
    AssessmentRefused,
    assess,
    confirm,
    renew,
    retract,
    return_proposal,
)
from monitor.commitments.touched import Name, assessments_seen_by, named
from monitor.commitments.workflow import Code, Stance

# A key that no row has: what was posted as "seen" and is none.
_NOTHING_LIKE_IT = -1


def token_of(obligation: Obligation) -> str:
    """How a form names a follow-up, row or no row: "101/MAR"."""
    return f"{obligation.commitment.number}/{obligation.actor.code}"


def seen_of(obligation: Obligation) -> str:
    """What a person sees of it: the last row of its history and the state of its evidence."""
    return f"{obligation.last_assessment_id or ''}.{obligation.evidence_revision}"


def read_seen(seen: str) -> tuple[int | None, int]:
    """The two numbers of `seen_of`; what is neither is a number that no row has."""
    last, _, revision = seen.partition(".")
    return (_number(last) if last else None), _number(revision)


def _number(text: str) -> int:
    found = key_number(text)
    return _NOTHING_LIKE_IT if found is None else found


def read_token(token: str) -> Name | None:
    """The commitment's number and the actor's code, None for what names no follow-up."""
    number, _, code = token.partition("/")
    found = whole_number(number)
    return None if found is None else (found, code)


class OnFollowUps(Act):
    """An act whose rows are follow-ups, with a row of their own or without."""

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        names = {token: name for token in tokens if (name := read_token(token))}
        found = named(user, list(names.values()))
        rows = [found[name] for name in names.values() if name in found]
        return [
            Line(
                token=token_of(row),
                name=f"{row.commitment.ref}/{row.actor.code} {row.actor}",
                now=standing_words(row),
                then=self.then(row),
                seen=seen_of(row),
                thing=row,
                url=page("obligation", row.commitment.number, row.actor.code),
            )
            for row in rows
        ]

    def then(self, obligation: Obligation) -> str | SafeString:
        """What will happen to it, where the row itself tells."""
        return ""


class ChangeStatus(OnFollowUps):
    slug = "status"
    power = Power.ASSESS
    label = pgettext_lazy("admin act", "Change status")
    title = pgettext_lazy("admin act", "Change status")
    lead = pgettext_lazy(
        "admin act",
        "Each follow-up gets one entry in its history. Where the status needs a second person, it "
        "is proposed and takes effect when somebody else confirms it.",
    )
    form_class = StatusForm

    def form(self, user: User, lines: Sequence[Line], data: Any) -> forms.Form:
        return StatusForm(data, user=user, obligations=[line.thing for line in lines])

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return assess(
            obligation=line.thing,
            code=Code(values["code"]),
            seen=read_seen(seen)[0],
            reason=values["reason"],
            evidence=values["evidence"],
            effective_on=values["effective_on"],
            valid_until=values["valid_until"],
            stance=Stance(values["stance"]),
            by=by,
            at=at,
            via=Door.ADMIN,
        )


class OnProposals(OnFollowUps):
    """An act that answers what awaits a second person."""

    form_class = ReasonForm

    def then(self, obligation: Obligation) -> str | SafeString:
        waiting = obligation.pending
        if waiting is None:
            return pgettext("admin act", "Nothing awaits confirmation here.")
        words = pgettext("admin act", "%(what)s, proposed by %(who)s") % {
            "what": asked(waiting),
            "who": waiting.by,
        }
        return format_html("{}<br><q>{}</q>", words, waiting.reason) if waiting.reason else words


def _proposal(obligation: Obligation) -> Assessment:
    """What is to be answered; the operation refuses one that no longer waits."""
    entry = obligation.pending or obligation.last_assessment
    if entry is None:
        raise AssessmentRefused(
            pgettext("refusal", "Nothing here awaits confirmation."), code="not_pending"
        )
    return entry


class Confirm(OnProposals):
    slug = "confirm"
    power = Power.CONFIRM
    label = pgettext_lazy("admin act", "Confirm")
    title = pgettext_lazy("admin act", "Confirm what others proposed")
    lead = pgettext_lazy(
        "admin act",
        "What you proposed yourself is refused, so is what has changed since; the rest is done.",
    )

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        last, revision = read_seen(seen)
        return confirm(
            proposal=_proposal(line.thing),
            seen=last,
            evidence_revision=revision,
            reason=values["reason"],
            by=by,
            at=at,
            via=Door.ADMIN,
        )


class Return(OnProposals):
    slug = "return"
    power = Power.CONFIRM
    label = pgettext_lazy("admin act", "Return with a note")
    title = pgettext_lazy("admin act", "Return proposals with a note")
    lead = pgettext_lazy(
        "admin act", "The status stays what it was; the note says what is missing."
    )

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return return_proposal(
            proposal=_proposal(line.thing),
            seen=read_seen(seen)[0],
            reason=values["reason"],
            by=by,
            at=at,
            via=Door.ADMIN,
        )


class Renew(OnFollowUps):
    slug = "renew"
    power = Power.ASSESS
    label = pgettext_lazy("admin act", "Still true, checked today")
    title = pgettext_lazy("admin act", "Still true, checked today")
    form_class = RenewForm

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return renew(
            obligation=line.thing,
            valid_until=values["valid_until"],
            seen=read_seen(seen)[0],
            reason=values["reason"],
            by=by,
            at=at,
            via=Door.ADMIN,
        )


class Retract(Act):
    """Strike entries of the history."""

    slug = "retract"
    power = Power.ASSESS
    label = pgettext_lazy("admin act", "Retract")
    title = pgettext_lazy("admin act", "Retract entries made in error")
    lead = pgettext_lazy(
        "admin act",
        "An entry stays in the history, struck through, with your reason. Striking what was "
        "confirmed is confirmed by another person.",
    )
    form_class = ReasonForm

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        keys = [_number(token) for token in tokens]
        found = (
            assessments_seen_by(user)
            .filter(pk__in=keys)
            .select_related(
                "by",
                "obligation__commitment",
                "obligation__actor",
                "obligation__pending__by",
                "obligation__last_assessment",
            )
        )
        rows = sorted(found, key=lambda row: keys.index(row.pk))
        return [
            Line(
                token=str(row.pk),
                name=f"{row.obligation}, {row.position}",
                now=standing_words(row.obligation),
                then=f"{act_words(row)}, {row.by}",
                seen=seen_of(row.obligation),
                thing=row,
            )
            for row in rows
        ]

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        return retract(
            entry=line.thing,
            seen=read_seen(seen)[0],
            reason=values["reason"],
            by=by,
            at=at,
            via=Door.ADMIN,
        )
