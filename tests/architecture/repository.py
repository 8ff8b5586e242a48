"""What the architecture tests read: the files of the repository and the functions in them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"

OPEN_ROOMS = {"models", "rules", "permissions", "queries", "actions"}
CLOSED_ROOMS = {"emails", "documents", "jobs", "forms", "views"}
ROOMS = OPEN_ROOMS | CLOSED_ROOMS
NO_FEATURES = {"cli", "kernel"}


def features() -> list[Path]:
    return [
        folder
        for folder in sorted(APP.iterdir())
        if (folder / "__init__.py").exists() and folder.name not in NO_FEATURES
    ]


def room_of(path: Path) -> str:
    """Name the room a file of a feature belongs to: registration/views/desk.py is in `views`."""
    parts = path.relative_to(APP).with_suffix("").parts
    return parts[1] if len(parts) > 1 else ""


def python_files(folder: Path = APP) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})


def tracked_files() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def called_names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the last name and the line of every call: `db.session.commit()` is `commit`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node.lineno


def imported_names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every imported thing with its full name: `from app.events import queries` is `app.events.queries`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
