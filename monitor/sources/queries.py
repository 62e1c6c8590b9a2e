"""Which documents there are for a person: by reference, and the list in pages."""

import re
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q

from monitor.accounts.models import RecordStatus, User
from monitor.sources.models import Document, DocumentQuerySet, DocumentVersion

PAGE = 25
LONGEST_SEARCH = 200
_REF = re.compile(r"\s*D-?0*([1-9][0-9]{0,8})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some documents, newest first; `earlier` and `later` are numbers to go on from, or None.

    `kinds` counts the documents of each kind that the search finds, whichever kind is chosen;
    `total` those of the chosen kind over all pages.
    """

    rows: list[Document]
    earlier: int | None
    later: int | None
    total: int
    kinds: dict[str, int]


def document_by_ref(user: User | AnonymousUser, ref: str) -> Document | None:
    """The document "D-7", if there is one and `user` may see it."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    return Document.objects.visible_to(user).filter(number=int(found[1])).first()


def found_by(user: User | AnonymousUser, search: str) -> DocumentQuerySet:
    """The standing documents that have every word of `search` in title, symbol or publisher.

    A reference ("D-7") finds that document.
    """
    documents = Document.objects.visible_to(user).exclude(record=RecordStatus.ARCHIVED)
    ref = _REF.fullmatch(search)
    if ref:
        return documents.filter(number=int(ref[1]))
    for word in search[:LONGEST_SEARCH].replace("\x00", "").split():
        documents = documents.filter(
            Q(title__icontains=word) | Q(symbol__icontains=word) | Q(publisher__icontains=word)
        )
    return documents


def document_list(
    user: User | AnonymousUser,
    *,
    search: str = "",
    kind: str = "",
    after: int | None = None,
    before: int | None = None,
    size: int = PAGE,
) -> DocumentPage:
    """A page of documents: those numbered below `after`, or those just above `before`.

    Each row says in `has_text` whether a text of it is kept.
    """
    searched = found_by(user, search)
    kinds = dict(
        searched.order_by("kind").values_list("kind").annotate(documents=Count("pk")).distinct()
    )
    chosen = searched.filter(kind=kind) if kind else searched
    texts = DocumentVersion.objects.filter(document=OuterRef("pk"))
    rows = chosen.annotate(has_text=Exists(texts)).prefetch_related("desks")
    if before is not None:
        page = list(rows.filter(number__gt=before).order_by("number")[: size + 1])
        more, page = len(page) > size, page[:size][::-1]
        earlier, later = (page[0].number if more else None), _last(page)
    else:
        rows = rows if after is None else rows.filter(number__lt=after)
        page = list(rows.order_by("-number")[: size + 1])
        more, page = len(page) > size, page[:size]
        earlier = page[0].number if page and after is not None else None
        later = _last(page) if more else None
    total = kinds.get(kind, 0) if kind else sum(kinds.values())
    return DocumentPage(page, earlier, later, total, kinds)


def _last(page: list[Document]) -> int | None:
    return page[-1].number if page else None
