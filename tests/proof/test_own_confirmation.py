"""Whoever proposed never confirms it: tried at each door that inserts an assessment.

The doors are found, not listed: every address and every action of the panel is posted to, with
what its own forms say and with what an answer to a proposal consists of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from monitor.accounts.models import User
from monitor.accounts.operations import give_roles
from monitor.accounts.roles import Role
from monitor.changes.item import Door
from monitor.commitments.admin.acts import seen_of, token_of
from monitor.commitments.models import Assessment, Obligation
from monitor.commitments.operations import retract
from monitor.commitments.workflow import Act
from tests.proof.posting import Form, Values, post

# Each must be found by the walk: else the walk has gone blind.
KNOWN = {
    "dashboard:assess",
    "dashboard:answer",
    "dashboard:retract",
    "dashboard:renew",
    "admin:commitments_obligation_act",
    "admin:commitments_assessment_act",
    "admin:commitments_obligation_changelist status",
    "admin:commitments_obligation_changelist confirm",
    "admin:commitments_obligation_changelist return",
    "admin:commitments_obligation_changelist renew",
    "admin:commitments_assessment_changelist retract",
}
CONFIRMING = {
    "dashboard:answer",
    "admin:commitments_obligation_act",
    "admin:commitments_obligation_changelist confirm",
}
pytestmark = [pytest.mark.django_db, pytest.mark.proof]
# They end the session or change the account of whoever walks.
OF_THE_WALKER = {"logout", "login", "dashboard:account_password"}


@dataclass(frozen=True)
class Way:
    """An address that takes a POST, and what was posted."""

    name: str
    address: str
    values: Values
    # Whether the answer is a page that asks for more before anything is done.
    asks: bool = True

    @property
    def kind(self) -> Any:
        """What it is, whatever the item: the same forms stand on many pages."""
        match = resolve(self.address.split("?", maxsplit=1)[0])
        of_item = {"number", "actor", "pk", "object_id"}
        kept = frozenset(each for each in match.kwargs.items() if each[0] not in of_item)
        names = frozenset(name for name in self.values if not name.startswith("seen-"))
        return match.view_name, kept, names


def answering(obligation: Obligation, day: date) -> Values:
    """All that any door may want to know of an answer to what awaits a second person here."""
    waiting = obligation.pending_id or obligation.last_assessment_id or ""
    return {
        "proposal": [str(waiting)],
        "entry": [str(waiting)],
        "obligation": [str(obligation.pk)],
        "seen": [str(obligation.last_assessment_id or "")],
        "evidence_revision": [str(obligation.evidence_revision)],
        "row": [token_of(obligation), str(waiting)],
        f"seen-{token_of(obligation)}": [seen_of(obligation)],
        f"seen-{waiting}": [seen_of(obligation)],
        "apply": ["1"],
        "act": ["confirm"],
        "code": ["no_information"],
        "reason": ["Looked for, in the gazette, today."],
        "valid_until": [day.replace(year=day.year + 1).isoformat()],
        "link_title": ["A paper"],
        "reliability": ["primary"],
    }


@pytest.fixture(scope="package")
def doors(demo_record: date, chief: User, walked: list[tuple[str, str, list[Form]]]) -> list[Way]:
    """Where a POST by somebody with every right inserts an assessment."""
    with time_machine.travel(demo_record, tick=False):
        found = [door for door in _takes_post(walked, chief, demo_record) if _inserts(door, chief)]
    return list({(door.name, door.kind): door for door in found}.values())


def _takes_post(walked: list[tuple[str, str, list[Form]]], chief: User, day: date) -> Iterator[Way]:
    done = set()
    for name, address, forms in walked:
        if name in OF_THE_WALKER:
            continue
        given = answering(_obligation_at(address), day)
        for form in forms:
            for onward, values in form.sent(given):
                door = Way(_named(onward), onward, values)
                if door.kind not in done and door.name not in OF_THE_WALKER:
                    done.add(door.kind)
                    yield door
        yield Way(name, address, given, asks=False)
    yield from _panel_actions(chief)


def _named(address: str) -> str:
    return resolve(address.split("?", maxsplit=1)[0]).view_name


def _panel_actions(chief: User) -> Iterator[Way]:
    request = _request(chief)
    for model, panel in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        rows = [str(row.pk) for row in _rows(panel, request)]
        for action in panel.get_actions(request):
            values = {"action": [action], "_selected_action": rows, "index": ["0"]}
            yield Way(f"{name} {action}", reverse(name), values)


def _request(user: User) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def _rows(panel: Any, request: HttpRequest) -> list[Any]:
    """Rows of a panel to act on: of each status one, where there is one."""
    found = panel.get_queryset(request).order_by("pk")
    if panel.model is Obligation:
        kept = {(row.code, row.pending_id is None): row for row in found}
        return list(kept.values())
    return list(found[:3])


def _obligation_at(address: str) -> Obligation:
    """The follow-up that an address names, else one that awaits a second person."""
    named = resolve(address.split("?", maxsplit=1)[0]).kwargs
    rows = Obligation.objects.select_related("commitment", "actor", "pending")
    if "actor" in named:
        return rows.get(commitment__number=named["number"], actor__code=named["actor"])
    return waiting(Act.PROPOSE)


def waiting(act: Act) -> Obligation:
    rows = Obligation.objects.select_related("commitment", "actor", "pending__by")
    return rows.filter(pending__act=act, commitment__visibility="public").order_by("pk")[0]


def _inserts(door: Way, by: User) -> bool:
    before = Assessment.objects.count()
    with transaction.atomic():
        then = answering(_obligation_at(door.address), NEVER) if door.asks else None
        post(by, door.address, door.values, then=then)
        wrote = Assessment.objects.count() > before
        transaction.set_rollback(True)
    return wrote


NEVER = date(2026, 11, 19)


@pytest.fixture(params=[Act.PROPOSE, Act.RETRACT])
def own(request: Any, demo: date, chief: User) -> Iterator[Obligation]:
    """A follow-up where somebody waits for a second person: a judgement, or one to be struck."""
    if request.param == Act.RETRACT:
        entry = Assessment.objects.filter(act=Act.PROPOSE, obligation__pending=None).filter(
            obligation__code=F("code"), obligation__commitment__visibility="public"
        )[0]
        struck_by = User.objects.filter(is_superuser=False, groups__name="Coordinator")[0]
        seen = entry.obligation.last_assessment_id
        retract(entry=entry, seen=seen, reason="Niger, not Nigeria.", by=struck_by,
                at=timezone.now(), via=Door.DASHBOARD)  # fmt: skip
    with time_machine.travel(demo, tick=False):
        yield waiting(request.param)


@pytest.fixture
def proposer(own: Obligation) -> User:
    """Who proposed it, with every role and the superuser's flag."""
    assert own.pending is not None
    user = own.pending.by
    give_roles(user=user, roles=set(Role))
    User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    return User.objects.get(pk=user.pk)


def tries(door: Way, obligation: Obligation, day: date) -> Iterator[tuple[str, Values]]:
    """Confirmations of what awaits here, sent through this door: as it stands, and renamed."""
    given = answering(obligation, day)
    match = resolve(door.address.split("?", maxsplit=1)[0])
    own = {"number": obligation.commitment.number, "actor": obligation.actor.code}
    own |= {"pk": obligation.pending_id or 0}
    kwargs = {name: own.get(name, value) for name, value in match.kwargs.items()}
    named = {"act": "confirm", "code": obligation.pending and obligation.pending.code}
    changes = [{}, {name: named[name] for name in kwargs if named.get(name)}]
    for change in changes if changes[1] else changes[:1]:
        address = reverse(match.view_name, kwargs={**kwargs, **change})
        if "action" not in door.values:
            yield address, {**door.values, **given}
            continue
        chosen = {"_selected_action": [str(obligation.pk)]}
        for action in (door.values["action"], ["confirm"]):
            yield address, {**door.values, **given, **chosen, "action": action}


def confirms(door: Way, by: User, obligation: Obligation, day: date) -> bool:
    """Whether any try of this person leaves what awaits here confirmed."""
    given = answering(obligation, day)
    for address, values in tries(door, obligation, day):
        with transaction.atomic():
            post(by, address, values, then=given if door.asks else None)
            found = Assessment.objects.filter(answers=obligation.pending, act=Act.CONFIRM).exists()
            transaction.set_rollback(True)
        if found:
            return True
    return False


def test_the_walk_finds_every_known_door(doors: list[Way]) -> None:
    assert {door.name for door in doors} >= KNOWN


def test_another_person_confirms_through_the_doors_that_confirm(
    own: Obligation, doors: list[Way], chief: User, demo: date
) -> None:
    assert {door.name for door in doors if confirms(door, chief, own, demo)} >= CONFIRMING


def test_nobody_confirms_their_own_through_any_door(
    own: Obligation, doors: list[Way], proposer: User, demo: date
) -> None:
    assert [door for door in doors if confirms(door, proposer, own, demo)] == []
