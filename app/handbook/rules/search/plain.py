"""A block's words without its marks."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from app.handbook.models import BlockKind
from app.handbook.rules.footnotes import environment_of, separate_notes
from app.handbook.rules.markdown import PARSER, plain_text

CAPTION = re.compile(r"\ATable:[ \t]*")
BETWEEN_CELLS = ", "
BETWEEN_LINES = " · "


def strip_marks(kind: BlockKind, body: str) -> str:
    """Return what a block says: all of it on one line."""
    if kind is BlockKind.TABLE:
        body = CAPTION.sub("", body)
    text, notes = separate_notes(body)
    found = _list_lines(PARSER.parse(text, environment_of(text, notes)))
    said = [line for note in notes.values() for line in _list_lines(PARSER.parse(note))]
    return BETWEEN_LINES.join(filter(None, [*found, *said]))


def _list_lines(tokens: Sequence[Token]) -> list[str]:
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            lines.append(BETWEEN_CELLS.join(filter(None, row or [])))
            row = None
        elif token.type == "inline":
            (lines if row is None else row).append(plain_text(token))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.strip())
    return lines
