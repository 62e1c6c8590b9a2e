"""In which ways items are rendered, and what else than the item their bytes depend on."""

from dataclasses import astuple, dataclass
from zlib import crc32

from django.conf import settings
from django.db.models import Q

from monitor.accounts.models import RecordStatus, Visibility
from monitor.changes.item import ItemKind
from monitor.ical import PROFILE_VERSION, TZDATA_VERSION
from monitor.subscriptions.models import Feed, VariantUse
from monitor.subscriptions.options import Imprecise, Profile, Scope, Tasks

PUBLIC_FEED = "public"
# Raise it when the columns beside the bytes of a component mean something else than before.
_COLUMNS_VERSION = 2
# Raise it when a feed joins or packs the same components into other bytes than before.
_JOINED_VERSION = 2

# Whose items, and what is said of them.
PUBLIC, STAFF, ASSESSED = "public", "staff", "assessed"
# As what an item stands there: an event of the record, or a deadline in one of three forms.
DATES, DEADLINE, TODO, MIRROR = "dates", "event", "todo", "mirror"
_DEADLINES: dict[str, tuple[str, ...]] = {
    Tasks.EVENT: (DEADLINE,),
    Tasks.TODO: (TODO,),
    Tasks.BOTH: (TODO, MIRROR),
    Tasks.NONE: (),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of rendering one kind of item, shared by every feed that asks for the same.

    `imprecise` is "marker" or "span", with "-years" behind it where a year has a place too;
    `actor` is the code of the State whose follow-ups stand in place of the commitments.
    """

    wording: str
    language: str
    imprecise: str
    entry: str
    profile: str
    actor: str = ""

    @property
    def slug(self) -> str:
        return "-".join(filter(None, astuple(self)))

    @property
    def kind(self) -> ItemKind:
        return ItemKind.EVENT if self.entry == DATES else ItemKind.COMMITMENT

    @property
    def span(self) -> bool:
        return self.imprecise.startswith(Imprecise.SPAN)

    @property
    def years(self) -> bool:
        return self.imprecise.endswith("years")

    @property
    def extended(self) -> bool:
        return self.profile == Profile.EXTENDED

    @property
    def visible(self) -> Q:
        """Which items may stand in it at all: published ones, as open as its wording."""
        widths = [Visibility.PUBLIC] if self.wording == PUBLIC else _STAFF
        return Q(visibility__in=widths, record=RecordStatus.PUBLISHED)


_STAFF = [Visibility.PUBLIC, Visibility.STAFF]


def public_variant() -> Variant:
    """The variant of the public feed's deadlines: the installation's language, default profile."""
    return Variant(PUBLIC, str(settings.LANGUAGE_CODE), Imprecise.MARKER, DEADLINE, Profile.DEFAULT)


def public_variants() -> tuple[Variant, ...]:
    """All that the public feed reads: events and deadlines."""
    deadlines = public_variant()
    dates = Variant(PUBLIC, deadlines.language, Imprecise.MARKER, DATES, Profile.DEFAULT)
    return dates, deadlines


def wording_of(*, may_read: bool) -> str:
    """How far the installation lets items leave in the feeds of a person with this right."""
    return STAFF if may_read and settings.FEED_MAX_VISIBILITY == Visibility.STAFF else PUBLIC


def variants_of(feed: Feed, wording: str) -> tuple[Variant, ...]:
    """What a personal feed reads, its owner's items going as far as `wording`."""
    span = Imprecise.SPAN if feed.imprecise == Imprecise.SPAN else Imprecise.MARKER
    years = "-years" if feed.years and feed.imprecise != Imprecise.OMIT else ""
    found = [Variant(wording, feed.language, f"{span}{years}", DATES, feed.profile)]
    actor = feed.state.code if feed.scope == Scope.STATE and feed.state else ""
    for entry in _DEADLINES[feed.tasks]:
        said = ASSESSED if entry == TODO and feed.with_statuses and wording == STAFF else wording
        # A deadline stands on its last possible day, whatever becomes of other open dates.
        shown = f"{Imprecise.MARKER}{years}"
        found.append(Variant(said, feed.language, shown, entry, feed.profile, actor))
    return tuple(found)


def variants_in_use() -> tuple[Variant, ...]:
    """Every variant that some feed reads. One query."""
    columns = ("wording", "language", "imprecise", "entry", "profile", "actor")
    rows = VariantUse.objects.order_by("slug").values_list(*columns)
    personal = [Variant(*row) for row in rows]
    return (*public_variants(), *(each for each in personal if each not in public_variants()))


def form_number() -> int:
    """A number that moves when the installation would write other bytes for the same item.

    Stored with each component (31 bits, so that it fits PostgreSQL's integer).
    """
    return crc32(f"{PROFILE_VERSION} {_COLUMNS_VERSION} {settings.SITE_URL}".encode()) >> 1


def form_words() -> str:
    """All that a whole feed depends on besides its components; part of its ETag."""
    form = f"{PROFILE_VERSION}.{_JOINED_VERSION} {TZDATA_VERSION}"
    return f"{form} {settings.SITE_URL} {settings.FEED_BASE_URL}"
