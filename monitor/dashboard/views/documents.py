"""The documents, and each with its text: which words produced which item."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, npgettext, pgettext

from monitor.accounts.models import RecordStatus, User, Visibility
from monitor.accounts.roles import Power
from monitor.dashboard import marks
from monitor.dashboard.forms.documents import LANGUAGES
from monitor.dashboard.navigation import address
from monitor.dashboard.people import signed_in
from monitor.dashboard.produced import history, named_without_words, produced
from monitor.dashboard.quoting import direction
from monitor.dates import display, parse
from monitor.sources.models import (
    DateBasis,
    Document,
    DocumentKind,
    DocumentVersion,
    Passage,
    Stage,
)
from monitor.sources.queries import DocumentPage, document_list
from monitor.sources.text import Sheet, sheets

LONGEST_SEARCH = 200


def documents(request: HttpRequest) -> HttpResponse:
    """The list, newest first, narrowed by words and kind; with or without script the same page."""
    user = signed_in(request)
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    page = document_list(
        user,
        search=search,
        kind=kind,
        after=_number(request.GET.get("after", "")),
        before=_number(request.GET.get("before", "")),
    )
    given = {name: value for name, value in (("q", search), ("kind", kind)) if value}
    context = {
        "rows": [(row, published_words(row)) for row in page.rows],
        "facets": [{"title": pgettext("facet", "Kind"), "options": _kinds(page, given, kind)}],
        "chosen_count": 1 if kind else 0,
        "search": search,
        "kind": kind,
        "said": npgettext("list", "%(n)d document", "%(n)d documents", page.total)
        % {"n": page.total},
        "empty": _empty(page, search, kind),
        "may_draft": user.may(Power.DRAFT),
        "earlier_url": _list_url(given, before=page.earlier) if page.earlier else "",
        "later_url": _list_url(given, after=page.later) if page.later else "",
    }
    return render(request, "dashboard/documents/list.html", context)


def document(request: HttpRequest, number: int) -> HttpResponse:
    """One document with its text; ?text= chooses among its texts, ?at= or ?passage= the place."""
    user = signed_in(request)
    found = visible(user, number)
    return show(request, found, user)


def visible(user: User, number: int) -> Document:
    """The document, if this person may see it. Raises Http404."""
    found = Document.objects.visible_to(user).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def show(
    request: HttpRequest, document: Document, user: User, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page of a document; `refusal` says why what was asked of it was not done."""
    versions = list(document.versions.defer("text").order_by("pk"))
    version, at = _asked(document, versions, request.GET)
    context = {
        "document": document,
        "refusal": refusal,
        "published": published_words(document),
        "language_name": language_name(document.language),
        "asked_by": document.public_asked_by,
        "tabs": _tabs(document, versions, version),
        "produced": produced(document, user),
        "named": named_without_words(document, user),
        "entries": history(document),
        "archived": document.record == RecordStatus.ARCHIVED,
        **_rights(document, user),
        **(_text(document, version, at, user) if version else {}),
    }
    return render(request, "dashboard/documents/document.html", context, status=status)


def published_words(document: Document) -> str:
    """When it was published, as the reader writes dates; "" where that is not known."""
    if not document.published_edtf:
        return ""
    words = display(parse(document.published_edtf), get_language() or "en")
    if document.published_basis == DateBasis.INFERRED:
        return pgettext("date", "%(date)s, inferred") % {"date": words}
    return words


def language_name(code: str) -> str:
    """The name of a text's language, or its code where we have no name for it."""
    return str(LANGUAGES.get(code, code))


def _rights(document: Document, user: User) -> dict[str, bool]:
    stands = document.record == RecordStatus.PUBLISHED
    asked = document.public_asked_by_id is not None
    is_public = document.visibility == Visibility.PUBLIC
    return {
        "may_edit": stands and user.may(Power.DRAFT),
        "may_archive": stands and user.may(Power.PUBLISH),
        "may_ask": stands and not is_public and not asked and user.may(Power.DRAFT),
        "may_open": stands and asked and user.may(Power.PUBLISH),
        "own_request": asked and document.public_asked_by_id == user.pk,
    }


def _asked(
    document: Document, versions: list[DocumentVersion], query: Mapping[str, str]
) -> tuple[DocumentVersion | None, int]:
    """The text and the place in it that the address asks for; the official text by default."""
    chosen = next((each for each in versions if str(each.pk) == query.get("text")), None)
    at = query.get("at", "")
    place = int(at) if at.isdecimal() and len(at) < 10 else 0
    passage = _passage(document, query.get("passage", ""))
    if passage is not None:
        chosen = next(each for each in versions if each.pk == passage.version_id)
        place = passage.start
    official = next((each for each in versions if each.stage == Stage.OFFICIAL), None)
    return chosen or official or (versions[0] if versions else None), place


def _passage(document: Document, uuid: str) -> Passage | None:
    try:
        key = UUID(uuid)
    except ValueError:
        return None
    return Passage.objects.filter(uuid=key, version__document=document).first()


def _text(document: Document, version: DocumentVersion, at: int, user: User) -> dict[str, Any]:
    text = version.text
    pages = sheets(text)
    place = next((n for n, sheet in enumerate(pages) if at < sheet.end), 0)
    sheet = pages[place]
    return {
        "version": version,
        "direction": direction(version.language),
        "shown_paragraphs": marks.read(version, sheet, user=user),
        "paragraph_count": pages[-1].pieces[-1].number if pages[-1].pieces else 0,
        "characters": len(text),
        "unchanged": sha256(text.encode()).hexdigest() == version.sha256,
        "pages": len(pages),
        "place_words": _place_words(sheet, pages),
        "earlier_url": _place_url(document, version, pages[place - 1]) if place else "",
        "later_url": _place_url(document, version, pages[place + 1]) if pages[place + 1 :] else "",
        "selection_url": {
            "commitment": address("commitment_add"),
            "event": address("event_add"),
        }
        if user.may(Power.DRAFT) and document.record == RecordStatus.PUBLISHED
        else {},
    }


def _place_words(sheet: Sheet, pages: list[Sheet]) -> str:
    if len(pages) == 1 or not sheet.pieces:
        return ""
    return pgettext("document", "Paragraphs %(first)d to %(last)d of %(all)d") % {
        "first": sheet.pieces[0].number,
        "last": sheet.pieces[-1].number,
        "all": pages[-1].pieces[-1].number,
    }


def _place_url(document: Document, version: DocumentVersion, sheet: Sheet) -> str:
    page = reverse("dashboard:document", args=[document.number])
    return f"{page}?{urlencode({'text': version.pk, 'at': sheet.start})}"


def _tabs(
    document: Document, versions: list[DocumentVersion], chosen: DocumentVersion | None
) -> list[dict[str, Any]]:
    page = reverse("dashboard:document", args=[document.number])
    if len(versions) < 2:
        return []
    return [
        {
            "url": f"{page}?{urlencode({'text': each.pk})}",
            "label": pgettext("text of a document", "%(language)s, %(stage)s")
            % {
                "language": language_name(each.language),
                "stage": str(each.get_stage_display()).lower(),
            },
            "current": each == chosen,
        }
        for each in versions
    ]


def _kinds(page: DocumentPage, given: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    others = {name: value for name, value in given.items() if name != "kind"}
    return [
        {
            "url": _list_url(others if kind == chosen else {**others, "kind": kind}),
            "label": label,
            "count": page.kinds.get(kind, 0),
            "chosen": kind == chosen,
        }
        for kind, label in DocumentKind.choices
        if page.kinds.get(kind) or kind == chosen
    ]


def _list_url(given: Mapping[str, str], **cursor: int) -> str:
    query = urlencode([*given.items(), *cursor.items()])
    page = reverse("dashboard:documents")
    return f"{page}?{query}" if query else page


def _empty(page: DocumentPage, search: str, kind: str) -> dict[str, Any] | None:
    if page.rows:
        return None
    if search or kind:
        return {
            "title": pgettext("empty", "No document matches “%(words)s”") % {"words": search}
            if search
            else pgettext("empty", "No document of this kind"),
            "words": pgettext(
                "empty", "Looked for in titles, symbols and publishers of what you may see."
            ),
            "actions": [
                {
                    "url": reverse("dashboard:documents"),
                    "label": pgettext("action", "Show all documents"),
                }
            ],
        }
    return {
        "first": True,
        "title": pgettext("empty", "No documents yet"),
        "words": pgettext(
            "empty",
            "Paste the text of an article or a resolution: events and commitments are then tied to "
            "its exact words.",
        ),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
