"""Reading the texts of the demonstration; each file says at its top how it is laid out."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel.locales import LOCALES, LocalizedText

CONTENT = Path(__file__).with_name("content")


@cache
def read_table(name: str) -> dict[str, Any]:
    """Read a TOML file."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text())


@cache
def read_rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with (CONTENT / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def read_text(name: str) -> str:
    """Read a Markdown file."""
    return (CONTENT / f"{name}.md").read_text()


def localized(texts: Mapping[str, str] | None) -> LocalizedText:
    """Return a text in three languages; nothing if it is missing."""
    return LocalizedText({locale: texts[locale] for locale in LOCALES} if texts else {})
