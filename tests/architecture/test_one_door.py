import ast
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory
from django.urls import get_resolver

from monitor.accounts.models import User
from tests.architecture.tree import (
    SLICES,
    calls,
    is_migration,
    is_operation,
    modules,
    slice_of,
)

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "abulk_create",
    "acreate",
    "asave",
    "aupdate",
    "adelete",
}
# (path, name of the call): why it may stand outside operations.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("monitor/dashboard/events/fiche_docx.py", "save"): "a Word file, into memory",
}
# What only a move may change: never a field that a form writes.
BY_MOVE_ONLY = {"status", "record", "validity", "last_assessment"}
# Elsewhere a code names a row of a reference list.
CODE_IS_A_STATUS = {"Obligation", "Assessment"}


def writes(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for call, name in calls(tree):
        if isinstance(call.func, ast.Attribute) and (
            name in WRITES or (name == "update" and call.keywords and not call.args)
        ):
            yield call, name


def model_written(call: ast.Call) -> str:
    """The `Event` of `Event.objects.filter(...).update(...)`; else what the chain starts with."""
    node: ast.AST = call.func
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_only_operations_write() -> None:
    wrong = [
        f"{path}:{call.lineno} .{name}("
        for path, tree in modules().items()
        if not is_operation(path) and not is_migration(path)
        for call, name in writes(tree)
        if (path, name) not in EXCEPTIONS
    ]
    assert wrong == []
    assert any(list(writes(tree)) for path, tree in modules().items() if is_operation(path))


def test_every_exception_is_still_needed() -> None:
    found = {(path, name) for path, tree in modules().items() for _, name in writes(tree)}
    assert set(EXCEPTIONS) <= found


def test_a_slice_writes_its_own_tables_only() -> None:
    owner = {
        model.__name__: model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label in SLICES
    }
    wrong = [
        f"{path}:{call.lineno} writes {model_written(call)}"
        for path, tree in modules().items()
        if is_operation(path)
        for call, _ in writes(tree)
        if owner.get(model_written(call), slice_of(path)) != slice_of(path)
    ]
    assert wrong == []


def test_transactions_are_opened_in_operations_only() -> None:
    found = [
        (path, f"{path}:{node.lineno}")
        for path, tree in modules().items()
        if not is_migration(path)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"atomic", "set_autocommit"})
        or (isinstance(node, ast.Name) and node.id == "atomic")
    ]
    assert [place for path, place in found if not is_operation(path)] == []
    assert found != []


def test_no_model_hides_a_rule_in_save_or_delete() -> None:
    wrong = [
        f"{path}:{part.lineno} {node.name}.{part.name}"
        for path, tree in modules().items()
        if not is_migration(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}
    ]
    assert wrong == []


def form_classes(parent: type[forms.ModelForm]) -> Iterator[type[forms.ModelForm]]:
    for form in parent.__subclasses__():
        yield form
        yield from form_classes(form)


def moved(model: type) -> set[str]:
    return BY_MOVE_ONLY | ({"code"} if model.__name__ in CODE_IS_A_STATUS else set())


def test_no_model_form_of_ours_writes_a_status() -> None:
    assert get_resolver().url_patterns  # imports the doors, and their forms with them
    wrong = [
        f"{form.__module__}.{form.__name__}: {sorted(fields)}"
        for form in form_classes(forms.ModelForm)
        if form.__module__.startswith("monitor.") and getattr(form, "_meta", None)
        if (fields := moved(form._meta.model or type(None)) & set(form.base_fields))
    ]
    assert wrong == []


@pytest.mark.django_db
def test_the_admin_never_edits_a_status_as_a_field() -> None:
    request = RequestFactory().get("/admin/")
    request.user = User(username="somebody", is_staff=True, is_superuser=True)
    wrong = []
    for model, panel in admin.site._registry.items():
        if model._meta.app_label not in SLICES:
            continue
        editable = set(panel.get_form(request).base_fields) | set(panel.list_editable)
        for inline in panel.get_inline_instances(request):
            editable |= set(inline.get_formset(request).form.base_fields)
        if editable & moved(model):
            wrong.append(f"{model._meta.label}: {sorted(editable & moved(model))}")
    assert wrong == []
