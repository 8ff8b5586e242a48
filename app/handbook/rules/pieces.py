"""The pieces a block may be cut at: paragraphs of a text, entries of a list; notes go with what refers to them."""

import re
from collections.abc import Sequence

from app.handbook.models import BlockKind
from app.handbook.rules.footnotes import attach_notes, join_notes, separate_notes

ENTRY = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
IN_PARAGRAPHS = {BlockKind.PARAGRAPH, BlockKind.CALLOUT, BlockKind.QUOTATION}


def list_pieces(kind: BlockKind, body: str) -> list[str]:
    """Return a text's pieces in order, each with its notes; headings, tables and figures are one."""
    text, notes = separate_notes(body)
    pieces = _cut(kind, text)
    return [attach_notes(piece, notes) for piece in pieces] if notes else pieces


def _cut(kind: BlockKind, body: str) -> list[str]:
    if not body.strip():
        return []
    if kind in IN_PARAGRAPHS:
        return [piece.strip("\n") for piece in re.split(r"\n{2,}", body) if piece.strip()]
    if kind is BlockKind.LIST:
        return _list_entries(body)
    return [body]


def join_pieces(kind: BlockKind, pieces: Sequence[str]) -> str:
    """Return the text the pieces make together."""
    return join_notes(map(separate_notes, pieces), "\n" if kind is BlockKind.LIST else "\n\n")


def _list_entries(body: str) -> list[str]:
    """Return the entries of the first level, each with what is indented under it."""
    entries: list[list[str]] = []
    for line in body.split("\n"):
        if ENTRY.match(line) or not entries:
            entries.append([line])
        else:
            entries[-1].append(line)
    return ["\n".join(entry).rstrip("\n") for entry in entries]
