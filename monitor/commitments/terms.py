"""The terms of a commitment as a person gives them, before they become columns."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User, Visibility
from monitor.actors.models import Actor, Topic
from monitor.changes.wording import line
from monitor.commitments.models import Commitment, CommitmentKind, DeadlineKind
from monitor.commitments.refusals import CommitmentRefused
from monitor.commitments.verbs import strength_of
from monitor.commitments.workflow import Duty
from monitor.dates import DateRefused, parse
from monitor.events.models import Event


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a person says of a commitment but its words.

    `strength` None takes the verb's. A call to `addressees` or to the members of `addressee_group`;
    neither makes it a position. `deadline_event` is the trigger of a relative deadline, or the
    event whose days a pledge to hold or host takes.
    """

    title: str
    kind: str
    verb: str
    bindingness: str
    issuer: Actor
    language: str = "en"
    title_en: str = ""
    title_fr: str = ""
    title_es: str = ""
    title_ar: str = ""
    summary: str = ""
    strength: int | None = None
    addressee_words: str = ""
    addressee_group: Actor | None = None
    addressees: tuple[Actor, ...] = ()
    addressee_limit: str = ""
    duty: str = Duty.ONE_OFF
    deadline_kind: str = DeadlineKind.NONE
    deadline_words: str = ""
    deadline_edtf: str = ""
    deadline_days: int | None = None
    deadline_event: Event | None = None
    check_on: date | None = None
    event: Event | None = None
    topics: tuple[Topic, ...] = ()
    owner_desk: Desk | None = None
    owner: User | None = None
    visibility: str = Visibility.STAFF
    desks: tuple[Desk, ...] = ()


# On a published commitment these become a proposed change beside the standing one.
GUARDED: frozenset[str] = frozenset(
    {
        "kind",
        "verb",
        "strength",
        "bindingness",
        "issuer",
        "addressee_words",
        "addressee_group",
        "addressees",
        "addressee_limit",
        "duty",
        "deadline_kind",
        "deadline_words",
        "deadline_edtf",
        "deadline_days",
        "deadline_event",
    }
)

# Set on the row as they are; the rest are sets, computed, or moved by their own operation.
PLAIN: tuple[str, ...] = tuple(
    field.name
    for field in fields(Terms)
    if field.name not in {"addressees", "topics", "desks", "strength", "visibility"}
)

_LINES: dict[str, tuple[int, bool]] = {
    "title": (300, True),
    "title_en": (300, False),
    "title_fr": (300, False),
    "title_es": (300, False),
    "title_ar": (300, False),
    "verb": (60, True),
    "addressee_words": (300, False),
    "addressee_limit": (300, False),
    "deadline_words": (300, False),
}


def check(terms: Terms) -> int:
    """The strength of these terms; raises CommitmentRefused or WordingRefused naming the field."""
    for field, (at_most, required) in _LINES.items():
        line(getattr(terms, field), field=field, at_most=at_most, required=required)
    _check_deadline(terms)
    known = strength_of(terms.verb)
    strength = terms.strength if terms.strength is not None else known
    if strength is None:
        raise CommitmentRefused(
            pgettext("refusal", "“%(verb)s” is in no table of verbs: choose its strength.")
            % {"verb": terms.verb},
            code="unknown_verb",
            field="strength",
        )
    if not 1 <= strength <= 5:
        raise CommitmentRefused(
            pgettext("refusal", "A verb of strength 0 makes no commitment; 1 to 5 do."),
            code="no_strength",
            field="strength",
        )
    if terms.kind == CommitmentKind.PLEDGE and terms.addressee_group:
        raise CommitmentRefused(
            pgettext("refusal", "A pledge binds its issuer: it addresses no group."),
            code="pledge_binds_issuer",
            field="addressee_group",
        )
    return strength


def _check_deadline(terms: Terms) -> None:
    if terms.deadline_edtf:
        try:
            parse(terms.deadline_edtf)
        except DateRefused as refused:
            raise CommitmentRefused(
                str(refused), code="deadline_not_a_date", field="deadline_edtf"
            ) from None
    dated = bool(terms.deadline_edtf or terms.deadline_event)
    if terms.deadline_kind == DeadlineKind.NONE and dated:
        raise CommitmentRefused(
            pgettext("refusal", "A date is given but no kind of deadline."),
            code="deadline_without_kind",
            field="deadline_kind",
        )
    if terms.deadline_kind == DeadlineKind.BY and not dated:
        raise CommitmentRefused(
            pgettext("refusal", "Give the date by which it is due, or choose “None stated”."),
            code="deadline_missing",
            field="deadline_edtf",
        )
    relative = terms.deadline_event is not None and terms.deadline_days is not None
    if terms.deadline_kind == DeadlineKind.RELATIVE and not relative:
        raise CommitmentRefused(
            pgettext("refusal", "Give the number of days and the event they count from."),
            code="deadline_without_trigger",
            field="deadline_days",
        )


def terms_of(commitment: Commitment) -> Terms:
    """The terms as they stand, so that a form can show them and an edit can be compared."""
    grouped = commitment.addressee_group_id is not None
    pledge = commitment.kind == CommitmentKind.PLEDGE
    named = commitment.duty_bearers and not grouped and not pledge
    plain = {name: getattr(commitment, name) for name in PLAIN}
    return Terms(
        **plain,
        strength=commitment.strength,
        addressees=tuple(commitment.duty_bearers.members())
        if named and commitment.duty_bearers
        else (),
        topics=tuple(commitment.topics.all()),
        visibility=commitment.visibility,
        desks=tuple(commitment.desks.all()),
    )
