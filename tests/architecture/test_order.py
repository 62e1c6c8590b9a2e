from django.apps import apps
from django.db.models import ForeignObjectRel

from tests.architecture.tree import SLICES, imported, modules, slice_of


def test_every_folder_of_the_product_has_its_place_in_the_order() -> None:
    folders = {slice_of(path) for path in modules()} - {""}
    assert folders <= set(SLICES)
    assert {"dates", "accounts", "dashboard"} <= folders


def test_no_slice_imports_one_that_stands_after_it() -> None:
    seen, wrong = 0, []
    for path, tree in modules().items():
        for line, name in imported(tree):
            other = name.split(".")[1] if name.startswith("monitor.") else ""
            if other in SLICES:
                seen += 1
                if SLICES.index(other) > SLICES.index(slice_of(path)):
                    wrong.append(f"{path}:{line} imports {name}")
    assert wrong == []
    assert seen > 0


def test_no_relation_points_to_a_slice_that_stands_after_it() -> None:
    seen, wrong = 0, []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.app_label
        for field in model._meta.get_fields():
            target = field.related_model
            if label not in SLICES or isinstance(field, ForeignObjectRel) or target is None:
                continue
            assert not isinstance(target, str), f"{label}.{model.__name__}.{field.name}"
            if target._meta.app_label in SLICES:
                seen += 1
                if SLICES.index(target._meta.app_label) > SLICES.index(label):
                    wrong.append(f"{label}.{model.__name__}.{field.name} -> {target._meta.label}")
    assert wrong == []
    assert seen > 0


def test_our_apps_are_installed_in_their_order() -> None:
    installed = [config.label for config in apps.get_app_configs() if config.label in SLICES]
    assert installed == sorted(installed, key=SLICES.index)


def test_nothing_in_the_product_knows_the_addresses_or_settings_module() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        for line, name in imported(tree)
        if name.startswith(("config.settings", "config.urls"))
    ]
    assert wrong == []
