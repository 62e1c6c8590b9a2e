"""The terms of a commitment in words."""

from typing import Any

from django.utils.translation import npgettext, pgettext

from monitor.commitments.labels import VALIDITY_LABELS
from monitor.commitments.models import (
    AddresseesBasis,
    Bindingness,
    Commitment,
    CommitmentKind,
    DeadlineKind,
)
from monitor.commitments.workflow import Validity
from monitor.dashboard.due import day_words, edtf_words
from monitor.dashboard.links import event_url, state_url


def terms_shown(one: Commitment) -> list[dict[str, Any]]:
    """The terms as the grid takes them: name, value, note, url."""
    issuer = {
        "name": pgettext("term", "Issuer"),
        "value": one.issuer.name,
        "url": state_url(one.issuer),
    }
    terms = [issuer, _modality(one), _addressees(one)]
    if one.event is not None:
        terms.append(
            {
                "name": pgettext("term", "Said at"),
                "value": one.event.title,
                "note": edtf_words(one.event.edtf) if one.event.edtf else "",
                "url": event_url(one.event),
            }
        )
    terms += [
        {"name": pgettext("term", "Duty"), "value": one.get_duty_display()},
        _deadline(one),
        {
            "name": pgettext("term", "Owner"),
            "value": one.owner_desk or one.owner or pgettext("term", "Nobody yet"),
        },
    ]
    if one.check_on is not None:
        terms.append(
            {
                "name": pgettext("term", "Check again"),
                "value": day_words(one.check_on),
                "note": pgettext("term", "set by desk; makes nothing due"),
            }
        )
    if one.validity != Validity.IN_FORCE:
        terms.append(
            {
                "name": pgettext("term", "Validity"),
                "value": VALIDITY_LABELS[Validity(one.validity)],
            }
        )
    return terms


def public_terms(one: Commitment, *, events: set[int]) -> list[dict[str, Any]]:
    """The terms for everybody: no owner, no reminder of ours, no link; `events` may be named."""
    terms = [
        {"name": pgettext("term", "Issuer"), "value": one.issuer.name},
        _modality(one),
        _addressees(one),
        {"name": pgettext("term", "Duty"), "value": one.get_duty_display()},
    ]
    if one.event is not None and one.event.pk in events:
        said_at = pgettext("term", "Said at")
        note = edtf_words(one.event.edtf) if one.event.edtf else ""
        terms.append({"name": said_at, "value": one.event.title, "note": note})
    deadline = _deadline(one)
    if one.deadline_event_id is not None and one.deadline_event_id not in events:
        deadline["note"] = ""
    terms.append(deadline)
    return [{name: value for name, value in term.items() if name != "url"} for term in terms]


def modality(one: Commitment) -> str:
    """The operative verb, and whether it binds: "Calls on (not binding)"."""
    verb = one.verb[:1].upper() + one.verb[1:]
    if one.bindingness == Bindingness.BINDING:
        return pgettext("modality", "%s (binding)") % verb
    return pgettext("modality", "%s (not binding)") % verb


def _modality(one: Commitment) -> dict[str, Any]:
    return {
        "name": pgettext("term", "Modality"),
        "value": modality(one),
        "note": pgettext("term", "%(kind)s, %(bindingness)s")
        % {
            "kind": one.get_kind_display(),
            "bindingness": str(one.get_bindingness_display()).lower(),
        },
    }


def _addressees(one: Commitment) -> dict[str, Any]:
    if one.kind == CommitmentKind.PLEDGE:
        return {"name": pgettext("term", "Bound"), "value": one.issuer.name,
                "note": pgettext("term", "a pledge binds its issuer")}  # fmt: skip
    name = pgettext("term", "Addressees")
    if one.duty_bearers_id is None:
        return {
            "name": name,
            "value": pgettext("term", "Not named"),
            "note": one.addressee_words or pgettext("term", "a position, without follow-ups"),
        }
    words = one.addressee_words or str(one.addressee_group or "")
    value = npgettext("term", "%(words)s, %(n)d", "%(words)s, %(n)d", one.duty_bearer_count) % {
        "words": words[:1].upper() + words[1:] or pgettext("term", "Named"),
        "n": one.duty_bearer_count,
    }
    notes = [_basis(one)]
    if one.addressee_limit:
        notes.append(
            pgettext("term", "up to %(n)d: %(limit)s")
            % {"n": one.duty_bearer_count, "limit": one.addressee_limit}
        )
    return {"name": name, "value": value, "note": "; ".join(note for note in notes if note)}


def _basis(one: Commitment) -> str:
    day = day_words(one.addressees_on) if one.addressees_on else ""
    match one.addressees_basis:
        case AddresseesBasis.STATED:
            return pgettext("term", "members on %s") % day
        case AddresseesBasis.INFERRED:
            return pgettext("term", "members on %s (inferred)") % day
        case AddresseesBasis.TODAY:
            return pgettext("term", "members on %s, when entered: the text has no date") % day
        case _:
            return pgettext("term", "named in the text")


def _deadline(one: Commitment) -> dict[str, Any]:
    name = pgettext("term", "Deadline")
    if one.deadline_kind == DeadlineKind.NONE:
        return {"name": name, "value": pgettext("term", "None stated")}
    if one.deadline_kind == DeadlineKind.RELATIVE and one.deadline_event is not None:
        days = one.deadline_days or 0
        value = npgettext("term", "Within %(n)d day", "Within %(n)d days", days) % {"n": days}
        reached = day_words(one.latest_on) if one.latest_on else pgettext("term", "no date yet")
        return {
            "name": name,
            "value": value,
            "note": pgettext("term", "of %(event)s: %(day)s")
            % {"event": one.deadline_event.title, "day": reached},
            "url": event_url(one.deadline_event),
        }
    if one.deadline_event is not None:
        reached = day_words(one.latest_on) if one.latest_on else pgettext("term", "no date yet")
        note = pgettext("term", "day of %s") % one.deadline_event.title
        return {"name": name, "value": reached, "note": note, "url": event_url(one.deadline_event)}
    note = f"“{one.deadline_words}”" if one.deadline_words else pgettext("due", "stated in text")
    return {"name": name, "value": edtf_words(one.deadline_edtf), "note": note}
