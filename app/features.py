"""The one list of features: each feature's blueprint and jobs, in the order of the house."""

import importlib
from importlib.util import find_spec
from types import ModuleType

FEATURES = (
    "organisations",
    "accounts",
    "programmes",
    "handbook",
    "assessments",
    "courses",
    "events",
    "registration",
    "attendance",
    "trainings",
    "visits",
    "messages",
    "completion",
    "certificates",
    "home",
)


KERNEL_TABLES = ("app.kernel.activity", "app.kernel.files", "app.kernel.mail", "app.kernel.queue")


def import_tables() -> None:
    """Import every module that defines a table, so that migrations and relationships know them all."""
    for name in KERNEL_TABLES:
        importlib.import_module(name)
    import_rooms("models")


def import_rooms(room: str) -> list[ModuleType]:
    """Import a room of every feature that has it."""
    names = [f"app.{feature}.{room}" for feature in FEATURES]
    return [importlib.import_module(name) for name in names if find_spec(name)]
