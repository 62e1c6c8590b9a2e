"""Fixtures that every part of the suite may use."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings

from monitor.accounts.operations import ensure_roles

# A busy machine is no fault of what is tested: nothing is held against a clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The roles stand before the first test; a transactional test's people make them anew."""
    with django_db_blocker.unblock():
        ensure_roles()


@pytest.fixture(scope="module")
def for_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of the module's scope write after this one stands until the module ends.

    Each test runs inside a savepoint of its own, which takes back what it wrote itself. Not for
    modules with transactional tests.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
