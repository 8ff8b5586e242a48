"""Which files may be uploaded as materials: the content decides, never the name or what the browser says."""

import re
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_XML = "application/vnd.openxmlformats-officedocument."
MOST_ENTRIES = 20_000
MOST_INDEX_BYTES = 1_000_000
LONGEST_NAME = 120
MARKUP = re.compile(r"\A[\s\ufeff]*<|<\s*(?:script|svg|html|iframe|object|embed)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MACROS = re.compile(r"(?:^|/)vbaProject[^/]*\.bin$|^Basic/|^Scripts/", re.IGNORECASE)
OUTSIDE_A_NAME = re.compile(r"[^\w .,()+&-]+")


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be uploaded."""

    extension: str
    media_type: str

    @property
    def label(self) -> str:
        return self.extension.upper()


PDF = FileKind("pdf", "application/pdf")
PNG = FileKind("png", "image/png")
JPEG = FileKind("jpg", "image/jpeg")
TEXT = FileKind("txt", "text/plain")
MARKDOWN = FileKind("md", "text/markdown")
OFFICE = {
    "word/document.xml": FileKind("docx", f"{OPEN_XML}wordprocessingml.document"),
    "xl/workbook.xml": FileKind("xlsx", f"{OPEN_XML}spreadsheetml.sheet"),
    "ppt/presentation.xml": FileKind("pptx", f"{OPEN_XML}presentationml.presentation"),
}
OPEN_DOCUMENTS = {
    f"{OPEN_DOCUMENT}{name}": FileKind(extension, f"{OPEN_DOCUMENT}{name}")
    for name, extension in {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}.items()
}
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
"""What the library raises for archives that are cut off, encrypted, damaged or made to mislead."""
SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
KINDS = {kind.media_type: kind for kind in (PDF, PNG, JPEG, TEXT, MARKDOWN, *OFFICE.values(), *OPEN_DOCUMENTS.values())}


class FileRefused(RuleBroken):
    """A file cannot be taken as it is; nothing is stored."""


class FileIsEmpty(FileRefused):
    """It holds no byte."""

    def explain(self) -> str:
        return gettext("The file is empty. Choose it again, or save it anew before you send it.")


class FileIsTooLarge(FileRefused):
    """It is larger than the installation allows."""

    def __init__(self, limit: str) -> None:
        self.limit = limit

    def explain(self) -> str:
        return gettext(
            "The file was not saved: it is larger than %(limit)s. Choose a smaller file, or give a link.",
            limit=self.limit,
        )


class FileKindUnknown(FileRefused):
    """Its content is none of the kinds we take, whatever its name says."""

    def explain(self) -> str:
        return gettext(
            "This kind of file is not taken. Its content must be PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG "
            "or plain text (UTF-8)."
        )


class FileHasMacros(FileRefused):
    """It carries programs that would run on the reader's computer."""

    def explain(self) -> str:
        return gettext("The file contains macros. Save it without macros, as .docx, .xlsx or .pptx, and send it again.")


def recognise(content: bytes, name: str) -> FileKind:
    """Return what a file is by its content; raise a FileRefused. The name only parts Markdown from plain text."""
    if not content:
        raise FileIsEmpty
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _recognise_archive(content)
    if not _is_plain_text(content):
        raise FileKindUnknown
    return MARKDOWN if PurePath(name).suffix.lower() in {".md", ".markdown"} else TEXT


def _recognise_archive(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_ENTRIES:
                raise FileKindUnknown
            kind = _open_document_kind(archive, names) or _office_kind(archive, names)
    except BROKEN:
        raise FileKindUnknown from None
    if any(MACROS.search(name) for name in names):
        raise FileHasMacros
    return kind


def _open_document_kind(archive: zipfile.ZipFile, names: Collection[str]) -> FileKind | None:
    if "mimetype" not in names or "content.xml" not in names:
        return None
    return OPEN_DOCUMENTS.get(_read_start(archive, "mimetype").decode("ascii", "replace").strip())


def _office_kind(archive: zipfile.ZipFile, names: Collection[str]) -> FileKind:
    """Ask the list of contents as well as the main part, so that a renamed archive is not taken for a document."""
    if "[Content_Types].xml" not in names:
        raise FileKindUnknown
    contents = _read_start(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in contents:
        raise FileHasMacros
    for part, kind in OFFICE.items():
        if part in names and kind.media_type in contents:
            return kind
    raise FileKindUnknown


def _read_start(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read no more than an index can need, whatever the archive says of its size."""
    with archive.open(name) as part:
        return part.read(MOST_INDEX_BYTES)


def _is_plain_text(content: bytes) -> bool:
    """Take text that is neither a page, a picture nor a program."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not CONTROL.search(text) and not MARKUP.search(text) and not text.startswith("#!")


def name_for_download(name: str, kind: FileKind) -> str:
    """Return a tame file name whose ending tells the truth."""
    stem = PurePath(name.replace("\\", "/")).stem
    tame = " ".join(OUTSIDE_A_NAME.sub(" ", stem).split())[:LONGEST_NAME].strip(" .")
    return f"{tame or 'file'}.{kind.extension}"
