"""The demonstration's record, made once for the package; what a test writes is undone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from monitor.accounts.models import User
from monitor.accounts.roles import Role
from monitor.intake.operations.demonstrating import make_demo_record
from tests import cast
from tests.addresses import everywhere
from tests.proof.posting import Form, forms_of, signed_in
from tests.subscriptions.feeds import personal

# A Wednesday a month after the clocks changed: nothing here hangs on the day a test runs.
DEMO_DAY = date(2025, 11, 19)


@pytest.fixture(scope="package")
def demo_record(django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """An invented record around `DEMO_DAY`, with one feed; gone when the package ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo_record(today=DEMO_DAY)
        personal(User.objects.get(username="head"))
        # The first fetch keeps the feed.
        with time_machine.travel(DEMO_DAY, tick=False):
            assert Client().get("/feeds/public.ics").status_code == 200
        yield DEMO_DAY
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def chief(demo_record: date) -> User:
    """Who may do everything: every role, and the superuser's flag."""
    return cast.person("all-roles", *Role, is_superuser=True, is_staff=True)


@pytest.fixture(scope="package")
def walked(demo_record: date, chief: User) -> list[tuple[str, str, list[Form]]]:
    """(name, address, forms that post) of every address there is."""
    with time_machine.travel(demo_record, tick=False):
        return [
            (name, address, forms_of(address, signed_in(chief).get(address)))
            for name, address in everywhere()
        ]


@pytest.fixture
def demo(demo_record: date) -> Iterator[date]:
    """The day of the demonstration; what a test writes is gone when it ends."""
    with transaction.atomic():
        yield demo_record
        transaction.set_rollback(True)
