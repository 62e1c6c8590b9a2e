"""One browser for all journeys; a server over the invented record for those that look."""

import os
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.intake.operations.demonstrating import make_demo_record
from tests.journeys.browsing import FLAGS
from tests.subscriptions.feeds import personal


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Started for the first test that needs it.

    Its driver runs an event loop in this thread; the record is written here all the same.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def demo_site(browser: Browser, live_server: LiveServer) -> str:
    """The address of a server over the demonstration's record, with a feed of the head's."""
    make_demo_record(today=office_day(timezone.now()))
    personal(User.objects.get(username="head"), at=timezone.now(), tasks="both")
    return live_server.url
