"""Addresses of the documents."""

from django.urls import URLPattern, path

from monitor.dashboard.views import document_acts, document_forms, documents

urlpatterns: list[URLPattern] = [
    path("documents/", documents.documents, name="documents"),
    path("documents/add/", document_forms.add, name="document_add"),
    path("documents/D-<int:number>/", documents.document, name="document"),
    path("documents/D-<int:number>/edit/", document_forms.edit, name="document_edit"),
    path("documents/D-<int:number>/text/", document_forms.add_text, name="document_text"),
    path("documents/D-<int:number>/ask-public/", document_acts.ask, name="document_ask_public"),
    path("documents/D-<int:number>/make-public/", document_acts.open_, name="document_make_public"),
    path("documents/D-<int:number>/archive/", document_acts.archive, name="document_archive"),
]
