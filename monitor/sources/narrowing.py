"""A document is not closed under what rests on it: refused, naming the items."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import pgettext

from monitor.accounts.models import Visibility, VisibleModel
from monitor.accounts.openness import OpennessRefused, check_openness
from monitor.changes.item import Item, ItemKind
from monitor.sources.models import Document

NAMED = 5


def closed_documents(items: Sequence[Item]) -> Iterator[Document]:
    """The documents among changed items that not everybody may see."""
    uuids = [item.uuid for item in items if item.kind == ItemKind.DOCUMENT]
    if uuids:
        yield from Document.objects.filter(uuid__in=uuids).exclude(visibility=Visibility.PUBLIC)


def refuse_narrower(document: Document, resting: Iterable[VisibleModel]) -> None:
    """Raise OpennessRefused if any of `resting` were more open than the document they rest on.

    Restricted items are counted, never named: the person may not know of them.
    """
    wider = [thing for thing in resting if _more_open(thing, document)]
    if not wider:
        return
    named = sorted(str(thing) for thing in wider if thing.visibility != Visibility.RESTRICTED)
    shown = named[:NAMED] + (["…"] if len(named) > NAMED or len(named) < len(wider) else [])
    raise OpennessRefused(
        pgettext("refusal", "What rests on %(ref)s would be more open than it: %(names)s.")
        % {"ref": document.ref, "names": "; ".join(shown)},
        code="under_what_rests_on_it",
        field="visibility",
    )


def _more_open(thing: VisibleModel, document: Document) -> bool:
    try:
        check_openness(visibility=thing.visibility, desks=thing.desks.all(), rests_on=[document])
    except OpennessRefused as refused:
        return refused.code == "too_open"
    return False
