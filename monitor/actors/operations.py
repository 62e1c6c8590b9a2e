"""Keeping the reference lists, and resolving whom a text addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.actors.models import (
    Actor,
    AddresseeSet,
    AddresseeSetMember,
    Membership,
    Place,
    Topic,
)
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import differences, record
from monitor.changes.refusal import Refused
from monitor.changes.wording import columns

Entry = Actor | Place | Topic

KINDS: dict[type[Entry], ItemKind] = {
    Actor: ItemKind.ACTOR,
    Place: ItemKind.PLACE,
    Topic: ItemKind.TOPIC,
}


class EntryRefused(Refused):
    """An entry of a reference list that can not be kept as given."""


class AddresseesRefused(ValueError):
    """A set of addressees that cannot be: it names nobody."""


@transaction.atomic
def resolve_addressees(*, actors: Iterable[Actor]) -> AddresseeSet:
    """The one stored set of exactly these actors, made if it is new.

    Raises AddresseesRefused for no actor at all.
    """
    chosen = sorted(set(actors), key=lambda actor: actor.code)
    if not chosen:
        raise AddresseesRefused("A set of addressees names at least one actor.")
    digest = sha256(",".join(actor.code for actor in chosen).encode()).hexdigest()
    addressees, made = AddresseeSet.objects.get_or_create(
        digest=digest, defaults={"size": len(chosen)}
    )
    if made:
        AddresseeSetMember.objects.bulk_create(
            AddresseeSetMember(set=addressees, actor=actor) for actor in chosen
        )
    return addressees


@transaction.atomic
def keep_entry(
    *, entry: Entry, values: Mapping[str, Any], by: User, at: datetime, via: Door
) -> dict[str, tuple[Any, Any]]:
    """Give an actor, place or topic these values; new if it was not saved.

    Answers with the fields that changed, as (before, after). Raises EntryRefused or WordingRefused
    naming the field.
    """
    values = columns(type(entry), values)
    new = entry.pk is None
    before = {} if new else {name: getattr(entry, name) for name in values}
    changed = differences(before, values)
    if not changed and not new:
        return {}
    for name, value in values.items():
        setattr(entry, name, value)
    try:
        entry.full_clean()
    except ValidationError as refused:
        field, messages = next(iter(refused.message_dict.items()))
        raise EntryRefused("; ".join(messages), code="invalid", field=field) from refused
    entry.save()
    record(
        kind=KINDS[type(entry)],
        item=entry.uuid,
        act="add" if new else "edit",
        by=by.username,
        via=via,
        at=at,
        fields=changed,
    )
    return changed


@dataclass(frozen=True, slots=True)
class Belonging:
    """One membership as a list gives it: from `since` (None: not known) up to, without, `until`."""

    group: Actor
    member: Actor
    since: date | None = None
    until: date | None = None
    note: str = ""
    source: str = ""


@transaction.atomic
def keep_memberships(*, belongings: Sequence[Belonging], by: User, at: datetime, via: Door) -> int:
    """Enter or correct memberships, each found by group, member and start; how many changed.

    One line a group stands in the log. The sets of addressees resolved before stay as they are:
    what they were resolved from is kept with each commitment. Raises EntryRefused.
    """
    kept = {
        (membership.group_id, membership.member_id, membership.since): membership
        for membership in Membership.objects.filter(group__in={b.group for b in belongings})
    }
    new: list[Membership] = []
    corrected: list[Membership] = []
    for given in belongings:
        standing = kept.get((given.group.pk, given.member.pk, given.since))
        membership = standing or Membership(
            group=given.group, member=given.member, since=given.since
        )
        values = columns(
            Membership, {"until": given.until, "note": given.note, "source": given.source}
        )
        if standing and not differences({name: getattr(standing, name) for name in values}, values):
            continue
        for name, value in values.items():
            setattr(membership, name, value)
        _check_membership(membership)
        (corrected if standing else new).append(membership)
    Membership.objects.bulk_create(new)
    Membership.objects.bulk_update(corrected, ["until", "note", "source"])
    for group in sorted({m.group for m in (*new, *corrected)}, key=lambda group: group.code):
        names = sorted(m.member.code for m in (*new, *corrected) if m.group == group)
        record(
            kind=ItemKind.ACTOR,
            item=group.uuid,
            act="members",
            by=by.username,
            via=via,
            at=at,
            note=", ".join(names),
        )
    return len(new) + len(corrected)


def _check_membership(membership: Membership) -> None:
    """What the database would refuse without a word about which row it was."""
    since, until = membership.since, membership.until
    wrong = []
    try:
        membership.clean_fields(exclude=["group", "member"])
    except ValidationError as refused:
        wrong = refused.messages
    if membership.group == membership.member:
        wrong.append(pgettext("refusal", "A group is not its own member."))
    if since and until and until <= since:
        wrong.append(pgettext("refusal", "It ends before it begins."))
    if wrong:
        raise EntryRefused(f"{membership}: {'; '.join(wrong)}", code="invalid", field="until")
