"""A list costs no more with 20 rows than with 2, and with 2,000 no more than with a few hundred.

The lists are found in the resolver and in the panel's registry: one that is not measured fails.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import Desk, User
from monitor.accounts.roles import Role
from monitor.actors.models import Actor, Membership, Place, Topic
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.commitments.models import (
    Amendment,
    Assessment,
    Commitment,
    CommitmentPassage,
    EvidenceUse,
    Obligation,
)
from monitor.commitments.operations import edit_commitment
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import Code
from monitor.dashboard.urls import urlpatterns
from monitor.events.models import (
    DateClaim,
    Event,
    EventMove,
    EventPassage,
    EventSeries,
    Participation,
)
from monitor.events.workflow import EventStatus
from monitor.intake.models import CalendarEntry
from monitor.sources.models import Document
from monitor.subscriptions.models import Feed
from tests import cast
from tests.dashboard.test_incoming_calendars import filled
from tests.factories import commitments as made
from tests.factories import events, sources
from tests.factories.delegations import going
from tests.growth.growing import Asked, Growing, Table, page
from tests.subscriptions.feeds import personal

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
COMMITMENTS: tuple[Table, ...] = (
    Commitment, CommitmentPassage, Obligation, Assessment, EvidenceUse, Amendment,
)  # fmt: skip
EVENTS: tuple[Table, ...] = (Event, EventPassage, DateClaim, EventMove, Participation)
# What grows, and the lists of the dashboard that show it.
LISTS: dict[tuple[Table, ...], list[str]] = {
    COMMITMENTS: [
        "overview", "commitments", "states", "state", "ours", "reviews",
        "calendar", "calendar_agenda", "calendar_year", "calendar_quarter", "calendar_week",
        "calendar_day",
    ],
    EVENTS: [
        "overview", "calendar", "calendar_month", "calendar_agenda", "calendar_undated",
        "calendar_year", "calendar_quarter", "calendar_week", "calendar_day",
        "my_events", "ours", "state", "reviews",
    ],
    (Document,): ["overview", "documents", "reviews"],
    (Change,): ["overview"],
    (Feed,): ["subscriptions"],
    (CalendarEntry,): ["intake"],
}  # fmt: skip
# Pages of one thing or forms: they list nothing that grows with the record.
NO_LISTS = {
    "account", "account_keys", "account_password", "account_times", "theme", "overview_seen",
    "commitment_add", "document_add", "event_add", "calendar_add", "feed_add", "watch",
}  # fmt: skip
PANEL: list[Table] = [
    User, Desk, Actor, Topic, Place, Membership, Document, Event, EventSeries,
    Commitment, Obligation, Assessment, Feed,
]  # fmt: skip
WITH: dict[Table, tuple[Table, ...]] = {
    Event: EVENTS,
    Commitment: COMMITMENTS,
    Obligation: COMMITMENTS,
    Assessment: COMMITMENTS,
}
# A State has a code of three letters; bodies and groups have any.
HEADS: dict[Table, dict[str, Any]] = {Actor: {"kind__in": ["organ", "group"]}}
# No page shows more of one kind.
FULL = 55
SIZES = (2, 20, FULL, 2000)
# The panel offers the years or months of its rows: a longer record spans more of them.
MONTHS = 12
# One's own feeds, all on one page: as many as one made oneself.
OF_ONES_OWN = {"subscriptions"}


def record_of_everything() -> User:
    """One thing of each kind that some list shows, and who may see all of them."""
    head = cast.person("head", *Role, is_superuser=True, is_staff=True, first_name="Head")
    officer, verifier = cast.officer(), cast.verifier()
    chief = cast.coordinator()
    _commitments(head, officer, verifier, chief)
    _events(officer)
    sources.document(officer, visibility="public")
    filled(chief, 1)
    personal(head)
    Topic.objects.create(code="borders", name_en="Borders")
    Place.objects.create(code="tangier", name_en="Tangier", visibility="public")
    EventSeries.objects.create(code="assembly", name_en="Assembly")
    cast.desk()
    Membership.objects.update(since=cast.TODAY)
    assert Client().get("/feeds/public.ics").status_code == 200
    return head


def _commitments(head: User, officer: User, verifier: User, chief: User) -> None:
    late = {"deadline_kind": "by", "deadline_edtf": "2015-01-15", "deadline_words": "by then"}
    call = made.published(officer, chief, **late)
    made.judged(call, Code.IN_PROGRESS, by=officer)
    made.judged(call, Code.FULFILLED, actor="KEN", by=officer)
    lasting = made.published(officer, chief, duty="continuing")
    made.stands(lasting, Code.OBSERVED, by=officer, checker=verifier,
                at=cast.NOW - timedelta(days=900),
                valid_until=cast.TODAY - timedelta(days=700))  # fmt: skip
    pledge = made.pledge(officer, chief)
    made.judged(pledge, Code.FULFILLED, by=officer)
    made.submitted(officer)
    made.draft(head)
    made.published(officer, chief, addressee_group=None, addressee_words="", verb="calls for")
    standing = made.published(officer, chief)
    edit_commitment(
        commitment=standing,
        terms=replace(terms_of(standing), verb="requests"),
        edition=standing.edition,
        reason="As the corrigendum has it.",
        by=officer,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )


def _events(officer: User) -> None:
    home = made.state("MAR")
    passed = events.dated(officer, "2015-02-03", host=home)
    events.move(passed, EventStatus.CONFIRMED, by=officer)
    going(events.dated(officer, "2025-11-25", host=home), officer)
    events.dated(officer, "2026", title="Some time")
    events.event(officer, title="No date at all")


@pytest.fixture(scope="module")
def head(for_the_module: None) -> Iterator[User]:
    with time_machine.travel(cast.NOW, tick=False):
        yield record_of_everything()


@pytest.fixture(scope="module")
def measured(head: User) -> dict[tuple[str, str], list[Asked]]:
    """For each list and what grows in it: what the database was asked at each of SIZES."""
    client = Client()
    client.force_login(head)
    found: dict[tuple[str, str], list[Asked]] = {}
    every: dict[tuple[Table, ...], dict[str, str]] = {}
    for tables, names in LISTS.items():
        every.setdefault(tables, {}).update({name: _address(name) for name in names})
    for table in PANEL:
        meta = table._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        every.setdefault(WITH.get(table, (table,)), {})[f"admin {meta.model_name}"] = address
    for tables, pages in every.items():
        for name, asked in _measured(client, tables, pages).items():
            found[name, tables[0].__name__] = asked
    return found


def _measured(
    client: Client, tables: tuple[Table, ...], pages: dict[str, str]
) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {name: [] for name in pages}
    with transaction.atomic():
        growing = Growing(*tables, heads=HEADS.get(tables[0], {}))
        for size in SIZES:
            # Of each kind 2 and 20; then a full page of each; then 2,000 of all kinds together.
            each = size if size <= FULL else max(4 * FULL, size // growing.kinds)
            growing.until(each)
            for name, address in pages.items():
                found[name].append(page(client, address))
        transaction.set_rollback(True)
    return found


def _address(name: str) -> str:
    given = {
        "state": {"code": "MAR"},
        "calendar_month": {"year": 2025, "month": 11},
        "calendar_year": {"year": 2025},
        "calendar_quarter": {"year": 2025, "quarter": 4},
        "calendar_week": {"year": 2025, "week": 48},
        "calendar_day": {"year": 2025, "month": 11, "day": 25},
    }
    return reverse(f"dashboard:{name}", kwargs=given.get(name))


CASES = [
    *((name, tables[0].__name__) for tables, names in LISTS.items() for name in names),
    *((f"admin {table._meta.model_name}", WITH.get(table, (table,))[0].__name__)
      for table in PANEL),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=" by ".join)
def test_twenty_rows_cost_no_more_queries_than_two(
    case: tuple[str, str], measured: dict[tuple[str, str], list[Asked]]
) -> None:
    few, many, *_ = measured[case]
    assert many.statements <= few.statements, "\n".join(each[:200] for each in many.sql)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case[0] not in OF_ONES_OWN], ids=" by ".join
)
def test_of_two_thousand_no_more_is_read_than_of_a_few_hundred(
    case: tuple[str, str], measured: dict[tuple[str, str], list[Asked]]
) -> None:
    *_, some, most = measured[case]
    assert most.rows <= some.rows + (MONTHS if case[0].startswith("admin") else 0)


def test_every_list_of_the_dashboard_is_measured() -> None:
    lists = {
        str(pattern.name) for pattern in urlpatterns if not re.search("<", str(pattern.pattern))
    }
    assert lists - NO_LISTS == {name for names in LISTS.values() for name in names} - {
        "state", "calendar_month", "calendar_year", "calendar_quarter", "calendar_week",
        "calendar_day",
    }  # fmt: skip


def test_every_list_of_the_panel_is_measured() -> None:
    ours: set[Any] = {m for m in admin.site._registry if m.__module__.startswith("monitor.")}
    assert ours == set(PANEL)
