"""What exists of the handbook: working text and its changes, editions, search, glossary, files to be taken over."""

from app.handbook.models.assignments import ChapterAssignment
from app.handbook.models.changes import Change, ChangeKind
from app.handbook.models.downloads import Download, DownloadFormat, DownloadState
from app.handbook.models.editions import Edition, EditionChange, EditionChapter, EditionSection, EditionText
from app.handbook.models.figures import FigurePicture
from app.handbook.models.glossary import GlossaryTerm, GlossaryText
from app.handbook.models.imports import ImportDraft, TranslationDraft
from app.handbook.models.notes import NoteKind, ReaderNote
from app.handbook.models.search import PassageKind, SearchPassage, WordForm
from app.handbook.models.text import (
    Block,
    BlockKind,
    BlockText,
    CalloutKind,
    Chapter,
    ChapterState,
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
    "ChapterAssignment",
    "ChapterState",
    "Download",
    "DownloadFormat",
    "DownloadState",
    "Edition",
    "EditionChange",
    "EditionChapter",
    "EditionSection",
    "EditionText",
    "FigurePicture",
    "GlossaryTerm",
    "GlossaryText",
    "ImportDraft",
    "NoteKind",
    "PassageKind",
    "Pillar",
    "ReaderNote",
    "SearchPassage",
    "Section",
    "TranslationDraft",
    "WordForm",
    "Wording",
]
