"""The kinds of item that can change, and the doors through which they do. No Django."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ItemKind(StrEnum):
    ACTOR = "actor"
    PLACE = "place"
    TOPIC = "topic"
    SERIES = "series"
    DOCUMENT = "document"
    EVENT = "event"
    # Our own people at an event: a participation.
    DELEGATION = "delegation"
    COMMITMENT = "commitment"
    OBLIGATION = "obligation"
    DESK = "desk"
    USER = "user"


class Door(StrEnum):
    """Through which door an act came in; kept on every history row."""

    DASHBOARD = "dashboard"
    ADMIN = "admin"
    API = "api"
    CALDAV = "caldav"
    IMPORT = "import"
    SEED = "seed"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the record, named by kind and UUID."""

    kind: ItemKind
    uuid: UUID
