"""The pictures of the handbook's figures, drawn for the demonstration, one for each language (scripts/draw-figures)."""

import re

from app.cli.demonstration.reading import CONTENT, read_table
from app.handbook.actions import keep_picture
from app.handbook.rules.pictures import read_picture
from app.programmes.models import Programme

DRAWING = re.compile(r"(?<=\]\(figure:)[a-z-]+(?=\))")
Pictures = dict[tuple[str, str], str]
"""Names of the kept pictures by drawing and language."""


def load_pictures(programme: Programme) -> Pictures:
    """Keep the drawings as pictures of the programme."""
    return {
        (drawing, locale): keep_picture(programme.id, read_picture(_read(f"{drawing}-{locale}"))).name
        for drawing, languages in read_table("figures").items()
        for locale in languages
    }


def _read(name: str) -> bytes:
    return (CONTENT / "figures" / f"{name}.png").read_bytes()


def show_pictures(text: str, pictures: Pictures, locale: str) -> str:
    """Return a text whose figures name the kept pictures instead of the drawings."""
    return DRAWING.sub(lambda drawing: pictures[drawing[0], locale], text)
