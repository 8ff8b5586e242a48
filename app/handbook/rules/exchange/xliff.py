"""Write and read XLIFF 2.1 (OASIS Standard, 13 February 2018), core and the module for metadata.

Each section is a `file`, each title and block a `unit` of one segment. Markdown stays as it is in the text.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from app.handbook.rules.exchange.refusals import (
    BrokenTranslationFile,
    NotOurTranslationFile,
    TranslationFileHasEntities,
    WrongXliffVersion,
)
from app.handbook.rules.exchange.returned import ReturnedFile, ReturnedText, check_returned
from app.handbook.rules.exchange.units import TranslationJob, Unit, UnitGroup
from app.handbook.rules.texts import TextState, hash_of

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
READ_VERSIONS = ("2.0", "2.1")
ORIGINAL = "urn:uuid:"
STATES = {
    TextState.CURRENT: {"state": "final"},
    TextState.STALE: {"state": "initial", "subState": "handbook:stale"},
    TextState.MISSING: {"state": "initial"},
}
HINT = (
    "The text is Markdown. Please keep its signs: * and ** round words, [words](address), | between the cells of a "
    "table, and -, #, > or numbers at the beginning of a line."
)
UNWRITABLE = re.compile("([^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
"""What XML cannot hold as it is; XLIFF has the element `cp` for it."""


def write_xliff(job: TranslationJob) -> bytes:
    """Return the file for the office."""
    languages = {"srcLang": job.source, "trgLang": job.target}
    root = Element("xliff", {"xmlns": CORE, "xmlns:mda": METADATA, "version": "2.1", **languages})
    texts: list[tuple[Element, str]] = []
    for group in job.groups:
        texts.extend(_add_file(root, job, group))
    indent(root, " ")
    for element, text in texts:  # after the indenting, which must not touch them
        _fill(element, text)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add_file(root: Element, job: TranslationJob, group: UnitGroup) -> Iterator[tuple[Element, str]]:
    file = SubElement(root, "file", {"id": group.key, "original": f"{ORIGINAL}{job.chapter_id}"})
    yield _add_note(file, "markup"), HINT
    for unit in group.units:
        yield from _add_unit(file, unit, group.title)


def _add_unit(file: Element, unit: Unit, section: str) -> Iterator[tuple[Element, str]]:
    # A space of XML's own must not be lost, and a text is one segment: it comes back as one.
    element = SubElement(file, "unit", {"id": unit.key, "canResegment": "no", "xml:space": "preserve"})
    group = SubElement(SubElement(element, "mda:metadata"), "mda:metaGroup", {"category": "handbook"})
    yield SubElement(group, "mda:meta", {"type": "source-hash"}), unit.source_hash
    yield SubElement(group, "mda:meta", {"type": "target-hash"}), unit.target_hash
    kind = _add_note(element, "kind")
    yield kind, unit.kind
    if section:
        yield SubElement(element[-1], "note", {"category": "section"}), section
    segment = SubElement(element, "segment", STATES[unit.state])
    yield SubElement(segment, "source"), unit.source
    if unit.target:
        yield SubElement(segment, "target"), unit.target


def _add_note(parent: Element, category: str) -> Element:
    return SubElement(SubElement(parent, "notes"), "note", {"category": category})


def _fill(element: Element, text: str) -> None:
    plain, *rest = UNWRITABLE.split(text)
    element.text = plain
    if element.tag == "note":
        element.text = UNWRITABLE.sub(" ", text)
        return
    for character, following in zip(rest[::2], rest[1::2], strict=True):
        SubElement(element, "cp", {"hex": f"{ord(character):04X}"}).tail = following


def read_xliff(content: bytes) -> ReturnedFile:
    """Return what came back; raise a FileRefused that says why not."""
    root = _parse(content)
    files = root.findall(_core("file"))
    originals = {file.get("original", "") for file in files}
    if len(originals) != 1:
        raise NotOurTranslationFile
    texts = [_read_unit(unit) for file in files for unit in file.iter(_core("unit"))]
    chapter = originals.pop().removeprefix(ORIGINAL)
    return check_returned(chapter, texts, source=root.get("srcLang", ""), target=root.get("trgLang", ""))


def _parse(content: bytes) -> Element:
    try:
        root: Element = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise TranslationFileHasEntities from error
    except (ParseError, LookupError, ValueError) as error:
        raise BrokenTranslationFile from error
    if root.tag.rpartition("}")[2] != "xliff":
        raise NotOurTranslationFile
    if root.tag != _core("xliff") or root.get("version") not in READ_VERSIONS:
        raise WrongXliffVersion
    return root


def _read_unit(unit: Element) -> ReturnedText:
    facts = {meta.get("type", ""): meta.text or "" for meta in unit.iter(f"{{{METADATA}}}meta")}
    source, target = _read_segments(unit, "source"), _read_segments(unit, "target")
    made_from = facts.get("source-hash", hash_of(source))
    return ReturnedText(unit.get("id", ""), target, made_from, facts.get("target-hash", ""))


def _read_segments(unit: Element, name: str) -> str:
    """Return a unit's text; what an office has not translated to the end is not translated."""
    found = [segment.find(_core(name)) for segment in unit.findall(_core("segment"))]
    texts = [_read_text(element) for element in found if element is not None]
    return "".join(texts) if len(texts) == len(found) else ""


def _read_text(element: Element) -> str:
    """Return a text without the marks that tools put into it."""
    for character in element.iter(_core("cp")):
        try:
            character.text = chr(int(character.get("hex", ""), 16))
        except (ValueError, OverflowError):
            raise BrokenTranslationFile from None
    return "".join(element.itertext())


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"
