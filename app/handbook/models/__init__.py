"""What exists of the handbook: its working text, what was done to it, and files that wait to be taken over."""

from app.handbook.models.changes import Change, ChangeKind
from app.handbook.models.imports import ImportDraft
from app.handbook.models.text import (
    Block,
    BlockKind,
    BlockText,
    CalloutKind,
    Chapter,
    Pillar,
    Section,
    Wording,
)

__all__ = [
    "Block",
    "BlockKind",
    "BlockText",
    "CalloutKind",
    "Change",
    "ChangeKind",
    "Chapter",
    "ImportDraft",
    "Pillar",
    "Section",
    "Wording",
]
