"""A figure's text: the picture it shows, what it says to those who do not see it, and its caption.

In Markdown it is one paragraph, `![alternative text](figure:name of the picture)` with the caption below. The name says
what the picture is made of (its hash) and its size, so that a text alone is enough to show it, for ever.
"""

import re
from dataclasses import dataclass

from app.handbook.rules.footnotes import attach_notes, separate_notes

NAME = r"[0-9a-f]{32}-[1-9]\d{0,4}x[1-9]\d{0,4}\.(?:png|jpg)"
PICTURE_NAME = re.compile(NAME)
FIGURE = re.compile(
    rf"!\[(?P<alt>(?:\\.|[^\]\\\n])*)\]\(figure:(?P<name>{NAME})?\)[ \t]*(?:\n(?P<caption>.*))?", re.DOTALL
)
BLANKS = re.compile(r"[ \t\r\n]+")
SHARP = 2
"""A picture has more pixels than it takes on the page, for screens and paper show more of them."""
WIDEST = 640
COMFORTABLE = 480


@dataclass(frozen=True)
class PictureName:
    """A picture by its name; its size in pixels is part of it."""

    name: str

    @property
    def pixels(self) -> tuple[int, int]:
        width, height = self.name.partition("-")[2].partition(".")[0].split("x")
        return int(width), int(height)

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height on a page: never wider than the text, and no larger than its pixels allow."""
        width, height = self.pixels
        shown = min(WIDEST, max(width // SHARP, min(width, COMFORTABLE)))
        return shown, max(1, round(height * shown / width))


@dataclass(frozen=True)
class Figure:
    """What the text of a figure says; no picture where the text is damaged."""

    picture: PictureName | None
    alt: str
    caption: str


def read_figure(body: str) -> Figure:
    """Return what a text says; what is no figure counts as a caption without one."""
    found = FIGURE.fullmatch(body.strip())
    if not found:
        return Figure(None, "", body.strip())
    name = found["name"]
    alt = re.sub(r"\\([\\\[\]])", r"\1", found["alt"]).strip()
    return Figure(PictureName(name) if name else None, alt, (found["caption"] or "").strip())


def write_figure(picture: str, alt: str, caption: str) -> str:
    """Return the text of a figure; alternative text and caption stand on one line each, the caption's notes below."""
    words = re.sub(r"([\\\[\]])", r"\\\1", BLANKS.sub(" ", alt).strip())
    text, notes = separate_notes(caption)
    line = attach_notes(BLANKS.sub(" ", text).strip(), notes)
    return "\n".join(part for part in (f"![{words}](figure:{picture})", line) if part)


def swap_picture(body: str, *, old: PictureName, new: PictureName) -> str:
    """Return a figure's text with another picture in the place of one; a text with its own picture stays."""
    return body.replace(f"](figure:{old.name})", f"](figure:{new.name})", 1)


def has_same_picture(body: str, other: str) -> bool:
    """Tell whether two figures show the same picture."""
    picture = read_figure(body).picture
    return picture is not None and picture == read_figure(other).picture


def fill_gaps(body: str, stored: str) -> str:
    """Return a figure of a file with the words it lacks there and has in the handbook."""
    new, old = read_figure(body), read_figure(stored)
    if new.picture is None:
        return body
    return write_figure(new.picture.name, new.alt or old.alt, new.caption or old.caption)


def words_of(body: str) -> str:
    """Return what a figure says, without its picture; any other text as it is."""
    if not FIGURE.fullmatch(body.strip()):
        return body
    figure = read_figure(body)
    return " ".join(part for part in (figure.caption, figure.alt) if part)
