"""Personal feeds for tests, made and read as their owners and their devices do."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from monitor.accounts.models import User
from monitor.subscriptions.choices import Choices
from monitor.subscriptions.models import Feed, FeedAddress
from monitor.subscriptions.operations import create_feed, edit_feed
from tests import cast
from tests.subscriptions.record import LATER

CREATED = LATER
AFTER = LATER + timedelta(hours=1)


def personal(
    owner: User, *, at: datetime = CREATED, device: str = "Phone", **chosen: Any
) -> tuple[FeedAddress, str]:
    """A feed of `owner`, and its path with the secret."""
    address, token = create_feed(
        by=owner, chosen=Choices(**{"name": "My calendar", **chosen}), device=device, at=at
    )
    return address, path_of(token)


def path_of(token: str) -> str:
    return f"/feeds/{token}.ics"


def choose(feed: Feed, *, at: datetime = AFTER, **chosen: Any) -> Feed:
    assert feed.owner is not None
    return edit_feed(
        feed=feed, chosen=Choices(**{"name": "My calendar", **chosen}), by=feed.owner, at=at
    )


class Device:
    """A calendar program that keeps what it was sent, and asks whether there is anything new."""

    def __init__(self, path: str) -> None:
        self.client, self.path = Client(), path
        self.tag = self.modified = ""
        self.body = b""

    def fetch(self) -> int:
        """The status of a conditional GET; a 200 is kept."""
        headers = {"If-None-Match": self.tag} if self.tag else {}
        answer = self.client.get(self.path, headers=headers)
        if answer.status_code == 200:
            self.tag, self.modified = answer.headers["ETag"], answer.headers["Last-Modified"]
            self.body = answer.content
        return answer.status_code

    @property
    def text(self) -> str:
        return self.body.decode().replace("\r\n ", "")


def at_noon(days: int = 0) -> datetime:
    """A moment for `time_machine`: so many days after the day the tests live on."""
    return cast.NOW + timedelta(hours=3, days=days)


def now() -> datetime:
    return timezone.now()
