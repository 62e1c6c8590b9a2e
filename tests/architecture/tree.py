"""The source tree as the architecture tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Decision 0001: a slice may know only those before it.
SLICES = (
    "dates",
    "ical",
    "changes",
    "accounts",
    "actors",
    "sources",
    "events",
    "commitments",
    "intake",
    "subscriptions",
    "notifications",
    "dashboard",
    "feeds",
    "api",
    "caldav",
)


@cache
def modules() -> dict[str, ast.Module]:
    """Map each of our modules' paths, such as monitor/dates/partial.py, to its parsed source."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "monitor").rglob("*.py"))
    }


def slice_of(path: str) -> str:
    """Return the slice that a path such as monitor/dates/partial.py belongs to, or ""."""
    parts = Path(path).parts
    return parts[1] if len(parts) > 2 else ""


def is_operation(path: str) -> bool:
    """Tell whether a module is where writing is allowed."""
    parts = Path(path).parts[2:]
    return parts[:1] in {("operations.py",), ("operations",)}


def is_migration(path: str) -> bool:
    """Tell whether a module is a migration."""
    return "migrations" in Path(path).parts


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything a module imports, wherever it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{a.name}") for a in node.names)


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield (call, last name of what is called)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id
