"""Adding a document, adding a text to it, editing what is known of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.dashboard.forms.documents import (
    AddDocumentForm,
    AddTextForm,
    DocumentForm,
    TextFields,
    shown_values,
)
from monitor.dashboard.links import document_url
from monitor.dashboard.people import signed_in
from monitor.dashboard.produced import last_change
from monitor.dashboard.views.documents import visible
from monitor.sources.models import Document
from monitor.sources.operations import add_version, create_document, edit_document
from monitor.sources.refusals import DocumentRefused

# What a form with errors answers: the page is shown again, nothing was written.
NOT_SAVED = 422


def drafting(request: HttpRequest) -> User:
    """The person who asks, who may draft. Raises PermissionDenied for others."""
    user = signed_in(request)
    if not user.may(Power.DRAFT):
        raise PermissionDenied
    return user


def add(request: HttpRequest) -> HttpResponse:
    """A new document: its text pasted or from a file, or none: then it is a reference."""
    user = drafting(request)
    if request.method != "POST":
        return render(request, "dashboard/documents/add.html", {"form": AddDocumentForm()})
    form = AddDocumentForm(request.POST, request.FILES)
    existing = None
    if form.is_valid():
        try:
            added = create_document(
                **form.fields_given(),
                text=form.text_given(),
                stage=form.cleaned_data["stage"] or "official",
                file_sha256=form.file_sha256(),
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
            )
        except Refused as refused:
            form.refuse(refused)
            existing = refused.existing if isinstance(refused, DocumentRefused) else None
        else:
            _say(request, added, form)
            return _to(added, user)
    context = {"form": form, "existing": existing}
    return render(request, "dashboard/documents/add.html", context, status=NOT_SAVED)


def add_text(request: HttpRequest, number: int) -> HttpResponse:
    """Another text of a document, or the first one of a reference."""
    user = drafting(request)
    document = visible(user, number)
    if request.method != "POST":
        form = AddTextForm(initial={"language": document.language})
        return render(
            request, "dashboard/documents/text.html", {"form": form, "document": document}
        )
    form = AddTextForm(request.POST, request.FILES)
    existing = None
    if form.is_valid():
        try:
            version = add_version(
                document=document,
                language=form.cleaned_data["language"],
                stage=form.cleaned_data["stage"] or "official",
                text=form.text_given() or "",
                file_sha256=form.file_sha256(),
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
            )
        except Refused as refused:
            form.refuse(refused)
            existing = refused.existing if isinstance(refused, DocumentRefused) else None
        else:
            _say(request, document, form)
            return redirect(f"{document_url(document)}?text={version.pk}")
    context = {"form": form, "document": document, "existing": existing}
    return render(request, "dashboard/documents/text.html", context, status=NOT_SAVED)


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of a document; after a concurrent change both values, what was typed kept."""
    user = drafting(request)
    document = visible(user, number)
    context: dict[str, object] = {"document": document, "edition": document.edition}
    if request.method != "POST":
        context["form"] = DocumentForm(document=document)
        return render(request, "dashboard/documents/edit.html", context)
    form = DocumentForm(request.POST, document=document)
    context["form"] = form
    edition = request.POST.get("edition", "")
    read = int(edition) if edition.isdecimal() and len(edition) < 10 else 0
    context["edition"] = read
    if form.is_valid():
        try:
            edit_document(
                document=document,
                edition=read,
                by=user,
                at=timezone.now(),
                via=Door.DASHBOARD,
                **form.fields_given(),
            )
        except ChangedMeanwhile as refused:
            context |= _conflict(document, form, refused)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, pgettext("toast", "%(ref)s saved.") % {"ref": document.ref})
            return _to(document, user)
    return render(request, "dashboard/documents/edit.html", context, status=NOT_SAVED)


def _conflict(
    document: Document, form: DocumentForm, refused: ChangedMeanwhile
) -> dict[str, object]:
    """Both values, who and when; saving again from here is done knowing them."""
    document.refresh_from_db()
    who, at = last_change(document) or ("", None)
    rows = shown_values(form, refused.current)
    return {"edition": document.edition, "conflict": True, "rows": rows, "who": who, "at": at}


def _say(request: HttpRequest, document: Document, form: TextFields) -> None:
    words = pgettext("toast", "%(ref)s saved.") % {"ref": document.ref}
    if form.guessed:
        words += " " + pgettext(
            "toast", "Its file was read as %(encoding)s: check the accents."
        ) % {"encoding": form.guessed}
    messages.success(request, words)


def _to(document: Document, user: User) -> HttpResponse:
    """To the document's page; to the list where the person's own act hid it from them."""
    if Document.objects.visible_to(user).filter(pk=document.pk).exists():
        return redirect("dashboard:document", document.number)
    return redirect("dashboard:documents")
