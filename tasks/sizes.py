"""List the ten longest files and functions: a sign to look, never a failure."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 10
Measured = tuple[int, str]


def sources() -> Iterator[Path]:
    """Yield our Python files, migrations left out: they are written by a tool."""
    for folder in ("monitor", "config"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def functions(path: Path, text: str) -> Iterator[Measured]:
    """Yield (lines, place and name) for each function, its docstring not counted."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield lines, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def show(title: str, measured: list[Measured], at_most: int | None = SHOWN) -> None:
    """Print the longest of them."""
    print(title)
    for lines, name in sorted(measured, reverse=True)[:at_most]:
        print(f"{lines:6} {name}")


def main() -> None:
    """Print both lists and the lines of each slice."""
    texts = {path: path.read_text(encoding="utf-8") for path in sources()}
    lines = {path: text.count("\n") for path, text in texts.items()}
    show("files", [(count, str(path.relative_to(ROOT))) for path, count in lines.items()])
    show("functions", [one for path, text in texts.items() for one in functions(path, text)])
    slices: dict[str, int] = {}
    for path, count in lines.items():
        parts = path.relative_to(ROOT).parts
        name = "/".join(parts[:2]) if parts[0] == "monitor" and len(parts) > 2 else parts[0]
        slices[name] = slices.get(name, 0) + count
    show("slices", [(count, name) for name, count in slices.items()], at_most=None)


if __name__ == "__main__":
    main()
