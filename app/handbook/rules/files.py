"""Recognise a file by its content and read it; whatever cannot be read safely is refused with a sentence."""

import re

from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.office_safety import WORD, NoOfficeFile, OfficeParts, open_office
from app.handbook.rules.open_document import parse_open_document
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.refusals import (
    EmptyFile,
    FileTooLarge,
    NotAnOpenDocument,
    NotAWordFile,
    NothingToImport,
    OldWordFile,
    ProtectedFile,
    TextIsNotUtf8,
    TextTooLong,
    UnknownFileType,
)
from app.handbook.rules.word import parse_word

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_TEXTS = (b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<html")
UTF_16_STARTS = (b"\xff\xfe", b"\xfe\xff")
TEXT_ENDINGS = (".md", ".markdown", ".txt")
WORD_ENDINGS = (".docx", ".docm", ".dotx")
OPEN_DOCUMENT_ENDINGS = (".odt", ".ott")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MOST_TEXT_BYTES = 2 * 1024 * 1024
MOST_BLOCKS = 800


def read_file(content: bytes, *, file_name: str, limit_bytes: int) -> ParsedChapter:
    """Return what a file of Word, LibreOffice or Markdown holds; raise a FileRefused otherwise."""
    if not content:
        raise EmptyFile
    if len(content) > limit_bytes:
        raise FileTooLarge(limit_bytes)
    name = file_name.lower()
    if content.startswith(ZIP_START):
        file = _open_zip(content, name)
        chapter = (parse_word if file.kind is WORD else parse_open_document)(file, file_name=file_name)
    else:
        _refuse_other_types(content, name)
        chapter = parse_markdown(_read_text(content), file_name=file_name)
    if chapter.block_count == 0:
        raise NothingToImport
    if chapter.block_count > MOST_BLOCKS:
        raise TextTooLong(MOST_BLOCKS)
    return chapter


def _open_zip(content: bytes, name: str) -> OfficeParts:
    try:
        return open_office(content)
    except NoOfficeFile:
        _refuse_wrong_name(name)
        raise UnknownFileType


def _refuse_wrong_name(name: str) -> None:
    if name.endswith(WORD_ENDINGS):
        raise NotAWordFile
    if name.endswith(OPEN_DOCUMENT_ENDINGS):
        raise NotAnOpenDocument


def _refuse_other_types(content: bytes, name: str) -> None:
    if content.startswith(OLE_START):
        raise ProtectedFile if ENCRYPTED_STREAM in content else OldWordFile
    _refuse_wrong_name(name)
    if content.lstrip().startswith(OTHER_TEXTS) or not name.endswith(TEXT_ENDINGS):
        raise UnknownFileType


def _read_text(content: bytes) -> str:
    if len(content) > MOST_TEXT_BYTES:
        raise FileTooLarge(MOST_TEXT_BYTES)
    if content.startswith(UTF_16_STARTS):
        raise TextIsNotUtf8
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnknownFileType if b"\x00" in content else TextIsNotUtf8
    if CONTROL.search(text):
        raise UnknownFileType
    return text
