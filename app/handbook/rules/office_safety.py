"""Look into a file of Word or LibreOffice before anything else does: what it is, how large it becomes, what it carries.

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
    BrokenFile,
    FileHasEntities,
    FileHasMacros,
    FileSwells,
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
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class NoOfficeFile(Exception):
    """It is a zip of other things; who knows its name says what is wrong."""


@dataclass(frozen=True)
class OfficeKind:
    """What a kind of file is known by, and where in it things stand."""

    index: str
    """The part that lists the others."""
    main_part: re.Pattern[str]
    pictures: str
    macros: re.Pattern[str]
    remarked_parts: re.Pattern[str]
    remarked: Mapping[str, RemarkKind]
    """What is left out or taken as done, by element."""


WORD = OfficeKind(
    index="[Content_Types].xml",
    main_part=re.compile(r"word/document\d*\.xml"),
    pictures="word/media/",
    macros=re.compile(r".*(vbaproject\.bin|vbadata\.xml|vbaprojectsignature\.bin)|word/activex/.*"),
    remarked_parts=re.compile(r"word/.*"),
    remarked={
        "ins": RemarkKind.TRACKED_CHANGES_ACCEPTED,
        "del": RemarkKind.TRACKED_CHANGES_ACCEPTED,
        "moveTo": RemarkKind.TRACKED_CHANGES_ACCEPTED,
        "comment": RemarkKind.COMMENTS_DROPPED,
        "oMath": RemarkKind.FORMULAS_DROPPED,
        "chart": RemarkKind.IMAGES_DROPPED,
    },
)
OPEN_DOCUMENT = OfficeKind(
    index="META-INF/manifest.xml",
    main_part=re.compile(r"content\.xml"),
    pictures="pictures/",
    macros=re.compile(r"(basic|scripts)/.*"),
    remarked_parts=re.compile(r"(.*/)?content\.xml"),
    remarked={
        "changed-region": RemarkKind.TRACKED_CHANGES_ACCEPTED,
        "annotation": RemarkKind.COMMENTS_DROPPED,
        "math": RemarkKind.FORMULAS_DROPPED,
        "chart": RemarkKind.IMAGES_DROPPED,
    },
)


@dataclass
class OfficeParts:
    """The checked parts of a file, and what was found in them that will not be kept."""

    kind: OfficeKind
    parts: dict[str, bytes] = field(default_factory=dict)
    remarks: Counter[RemarkKind] = field(default_factory=Counter)

    def as_zip(self) -> io.BytesIO:
        """Return a file of the checked parts alone."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        buffer.seek(0)
        return buffer


def open_office(content: bytes) -> OfficeParts:
    """Return the checked parts; refuse with a FileRefused that says why."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind_of(archive)
            _check_outside(archive.infolist(), kind)
            return _read_parts(archive, kind)
    except UNREADABLE as error:
        raise BrokenFile from error


def _kind_of(archive: zipfile.ZipFile) -> OfficeKind:
    """Tell by the parts that make a file what it is."""
    names = archive.namelist()
    for kind in (WORD, OPEN_DOCUMENT):
        if kind.index in names and any(kind.main_part.fullmatch(name) for name in names):
            return kind
    raise NoOfficeFile


def _check_outside(entries: list[zipfile.ZipInfo], kind: OfficeKind) -> None:
    """Judge by names and sizes, before a byte is unpacked."""
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ProtectedFile
    if len(names) != len(set(names)):
        raise BrokenFile
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise FileSwells
    if any(_swells(entry) for entry in entries):
        raise FileSwells
    if any(kind.macros.fullmatch(name.lower()) for name in names):
        raise FileHasMacros


def _swells(entry: zipfile.ZipInfo) -> bool:
    if _is_xml(entry.filename) and entry.file_size > MOST_XML_BYTES:
        return True
    is_large = entry.file_size > RATIO_COUNTS_FROM_BYTES
    return is_large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _read_parts(archive: zipfile.ZipFile, kind: OfficeKind) -> OfficeParts:
    file = OfficeParts(kind)
    for name in archive.namelist():
        if _is_xml(name):
            part = archive.read(name)
            _check_part(name, part, file)
            file.parts[name] = part
    file.parts.update(_read_pictures(archive, kind))
    return file


def _read_pictures(archive: zipfile.ZipFile, kind: OfficeKind) -> Iterator[tuple[str, bytes]]:
    """Yield pictures, none of them longer than can be one, and not more than can be meant for one chapter."""
    left = MOST_BYTES_OF_PICTURES
    names = [name for name in archive.namelist() if name.lower().startswith(kind.pictures)]
    for name in names[:MOST_PICTURES]:
        with archive.open(name) as source:
            content = source.read(min(left, MOST_PICTURE_BYTES) + 1)
        left -= len(content)
        if left < 0:
            return
        yield name, content


def _check_part(name: str, part: bytes, file: OfficeParts) -> None:
    """Walk through one part: no document type, no entities, not too deep, no macros declared."""
    depth = 0
    try:
        for event, element in defusedxml.ElementTree.iterparse(io.BytesIO(part), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > MOST_DEPTH:
                raise BrokenFile
            if event == "start":
                _notice(name, element, file)
            else:
                element.clear()
    except DefusedXmlException as error:
        raise FileHasEntities from error
    except ParseError as error:
        raise BrokenFile from error


def _notice(name: str, element: Element, file: OfficeParts) -> None:
    tag = element.tag.rpartition("}")[2]
    if tag == "encryption-data":
        raise ProtectedFile
    if tag in {"Override", "Default"} and "macroenabled" in element.get("ContentType", "").lower():
        raise FileHasMacros
    if tag == "Relationship" and _leads_outside(element.attrib):
        file.remarks[RemarkKind.OUTSIDE_REFERENCES_IGNORED] += 1
    if tag in file.kind.remarked and file.kind.remarked_parts.fullmatch(name):
        file.remarks[file.kind.remarked[tag]] += 1


def _leads_outside(facts: Mapping[str, str]) -> bool:
    """Tell whether opening the file in Word would fetch something; a link waits for a press."""
    return facts.get("TargetMode") == "External" and not facts.get("Type", "").endswith("/hyperlink")
