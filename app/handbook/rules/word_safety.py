"""Look into a Word file before anything else does: what it is, how large it becomes, what it carries.

Only parts that were checked go on to the reader, and pictures up to a sensible size, which are judged again before they
are decoded; embedded objects are never unpacked.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from app.handbook.rules.parsed import RemarkKind
from app.handbook.rules.pictures import MOST_PICTURE_BYTES
from app.handbook.rules.refusals import (
    BrokenWordFile,
    FileHasEntities,
    FileHasMacros,
    FileSwells,
    NotAWordFile,
    ProtectedFile,
)

MEBIBYTE = 1024 * 1024
MOST_PARTS = 2000
MOST_UNPACKED_BYTES = 300 * MEBIBYTE
MOST_XML_BYTES = 12 * MEBIBYTE
"""Of one part; a book of 400 pages has about 5 MiB."""
MOST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 8 * MEBIBYTE
"""Small parts of much repetition are common and harmless."""
MOST_DEPTH = 120
MOST_PICTURES = 40
MOST_BYTES_OF_PICTURES = 64 * MEBIBYTE
MAIN_PART = re.compile(r"word/document\d*\.xml")
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
REMARKED_ELEMENTS = {
    "ins": RemarkKind.TRACKED_CHANGES_ACCEPTED,
    "del": RemarkKind.TRACKED_CHANGES_ACCEPTED,
    "moveTo": RemarkKind.TRACKED_CHANGES_ACCEPTED,
    "comment": RemarkKind.COMMENTS_DROPPED,
    "oMath": RemarkKind.FORMULAS_DROPPED,
    "chart": RemarkKind.IMAGES_DROPPED,
}


@dataclass
class WordParts:
    """The checked XML parts of a Word file, and what was found in them that will not be kept."""

    parts: dict[str, bytes] = field(default_factory=dict)
    remarks: Counter[RemarkKind] = field(default_factory=Counter)

    def as_zip(self) -> io.BytesIO:
        """Return a Word file of the checked parts alone."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        buffer.seek(0)
        return buffer


def open_word(content: bytes) -> WordParts:
    """Return the checked parts; refuse with a FileRefused that says why."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_outside(archive.infolist())
            return _read_parts(archive)
    except UNREADABLE as error:
        raise BrokenWordFile from error


def _check_outside(entries: list[zipfile.ZipInfo]) -> None:
    """Judge by names and sizes, before a byte is unpacked."""
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ProtectedFile
    if len(names) != len(set(names)):
        raise BrokenWordFile
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise FileSwells
    if any(_swells(entry) for entry in entries):
        raise FileSwells
    if any(name.lower().endswith(MACRO_PARTS) or name.lower().startswith("word/activex/") for name in names):
        raise FileHasMacros
    if "[Content_Types].xml" not in names or not any(MAIN_PART.fullmatch(name) for name in names):
        raise NotAWordFile


def _swells(entry: zipfile.ZipInfo) -> bool:
    if _is_xml(entry.filename) and entry.file_size > MOST_XML_BYTES:
        return True
    is_large = entry.file_size > RATIO_COUNTS_FROM_BYTES
    return is_large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _read_parts(archive: zipfile.ZipFile) -> WordParts:
    word = WordParts()
    for name in archive.namelist():
        if _is_xml(name):
            part = archive.read(name)
            _check_part(name, part, word.remarks)
            word.parts[name] = part
    word.parts.update(_read_pictures(archive))
    return word


def _read_pictures(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield pictures, none of them longer than can be one, and not more than can be meant for one chapter."""
    left = MOST_BYTES_OF_PICTURES
    names = [name for name in archive.namelist() if name.lower().startswith("word/media/")]
    for name in names[:MOST_PICTURES]:
        with archive.open(name) as source:
            content = source.read(min(left, MOST_PICTURE_BYTES) + 1)
        left -= len(content)
        if left < 0:
            return
        yield name, content


def _check_part(name: str, part: bytes, remarks: Counter[RemarkKind]) -> None:
    """Walk through one part: no document type, no entities, not too deep, no macros declared."""
    depth = 0
    try:
        for event, element in defusedxml.ElementTree.iterparse(io.BytesIO(part), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > MOST_DEPTH:
                raise BrokenWordFile
            if event == "start":
                _notice(name, element, remarks)
            else:
                element.clear()
    except DefusedXmlException as error:
        raise FileHasEntities from error
    except ParseError as error:
        raise BrokenWordFile from error


def _notice(name: str, element: Element, remarks: Counter[RemarkKind]) -> None:
    kind = element.tag.rpartition("}")[2]
    if kind in {"Override", "Default"} and "macroenabled" in element.get("ContentType", "").lower():
        raise FileHasMacros
    if kind == "Relationship" and _leads_outside(element.attrib):
        remarks[RemarkKind.OUTSIDE_REFERENCES_IGNORED] += 1
    if kind in REMARKED_ELEMENTS and name.startswith("word/"):
        remarks[REMARKED_ELEMENTS[kind]] += 1


def _leads_outside(facts: Mapping[str, str]) -> bool:
    """Tell whether opening the file in Word would fetch something; a link waits for a press."""
    return facts.get("TargetMode") == "External" and not facts.get("Type", "").endswith("/hyperlink")
