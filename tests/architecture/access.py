"""The table of who reaches what; each feature's rows stand in access_table/<feature>.py."""

import importlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PEOPLE = (
    "visitor",
    "participant",
    "coordinator",
    "trainer",
    "organiser",
    "auditor",
    "administrator",
    "stranger",
)
"""A stranger is an organiser of another programme."""
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"visitor"}
ORGANISERS = frozenset({"organiser", "administrator"})
STAFF = ORGANISERS | {"trainer"}
READERS_OF_EVIDENCE = STAFF | {"auditor"}
TABLE = Path(__file__).with_name("access_table")


@dataclass
class World:
    """The objects that addresses name; `person_ids` holds the table's people by name."""

    programme_id: uuid.UUID
    person_ids: dict[str, uuid.UUID]
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Row:
    """Who may reach a view; `arguments` makes its address, `make` adds to the world what the address needs."""

    endpoint: str
    method: str
    allowed: frozenset[str] | set[str]
    arguments: Callable[[World], dict[str, Any]] = lambda world: {}
    make: Callable[[World], None] | None = None
    only_in_demonstration: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def all_rows() -> list[Row]:
    """Return the rows of every feature."""
    names = sorted(path.stem for path in TABLE.glob("*.py") if path.stem != "__init__")
    return [row for name in names for row in importlib.import_module(f"tests.architecture.access_table.{name}").ROWS]
