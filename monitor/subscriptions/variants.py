"""In which ways items are rendered, and what else than the item their bytes depend on."""

from dataclasses import dataclass
from zlib import crc32

from django.conf import settings

from monitor.ical import PROFILE_VERSION, TZDATA_VERSION

PUBLIC_FEED = "public"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of rendering, shared by every feed that asks for the same."""

    wording: str
    language: str
    imprecise: str
    tasks: str
    profile: str

    @property
    def slug(self) -> str:
        return f"{self.wording}-{self.language}-{self.imprecise}-{self.tasks}-{self.profile}"


def public_variant() -> Variant:
    """The variant of the public feed: the installation's language and the default profile."""
    return Variant("public", str(settings.LANGUAGE_CODE), "marker", "event", "default")


def variants_in_use() -> tuple[Variant, ...]:
    """Every variant that some feed reads."""
    return (public_variant(),)


def form_number() -> int:
    """A number that moves when the installation would write other bytes for the same item.

    Stored with each component (31 bits, so that it fits PostgreSQL's integer).
    """
    return crc32(f"{PROFILE_VERSION} {settings.SITE_URL}".encode()) >> 1


def form_words() -> str:
    """All that a whole feed depends on besides its components; part of its ETag."""
    return f"{PROFILE_VERSION} {TZDATA_VERSION} {settings.SITE_URL} {settings.FEED_BASE_URL}"
