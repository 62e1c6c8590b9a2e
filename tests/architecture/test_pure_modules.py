from pathlib import Path

from tests.architecture.tree import imported, is_migration, modules, slice_of

FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
    "signals",
}


def test_dates_the_calendar_format_and_the_tables_of_moves_know_no_django() -> None:
    pure = {
        path: tree
        for path, tree in modules().items()
        if slice_of(path) in {"dates", "ical"} or Path(path).name == "workflow.py"
    }
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in pure.items()
        for line, name in imported(tree)
        if name.split(".")[0] in {"django", "axes", "csp", "config"}
    ]
    assert wrong == []
    assert {slice_of(path) for path in pure} >= {"dates", "ical"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    wrong = [
        path
        for path in modules()
        if not is_migration(path)
        and FORBIDDEN_NAMES & {part.removesuffix(".py") for part in Path(path).parts}
    ]
    assert wrong == []


def test_nothing_happens_by_signal() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        for line, name in imported(tree)
        if "signals" in name.split(".") or name.startswith("django.dispatch")
    ]
    assert wrong == []


def test_no_relation_is_generic() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules().items()
        for line, name in imported(tree)
        if name.startswith("django.contrib.contenttypes.fields")
    ]
    assert wrong == []
