"""Broken and hostile files are refused with a sentence of their own, before anything reads them."""

import io
import struct
import zipfile

import pytest

from app.handbook.rules import refusals
from app.handbook.rules.files import OLE_START, read_file
from app.handbook.rules.office_safety import MOST_DEPTH, MOST_PARTS, MOST_XML_BYTES
from app.handbook.rules.parsed import RemarkKind
from app.kernel.i18n import use_locale
from app.kernel.locales import LOCALES
from tests.handbook.word_files import changed, part_of, small_word_file, with_inside

LIMIT = 25 * 1024 * 1024
DOCUMENT = "word/document.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_doctype(name: str, doctype: bytes) -> bytes:
    content = small_word_file()
    part = part_of(content, name)
    start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
    return changed(content, {name: part[:start] + doctype + part[start:]})


def with_content_type(word: bytes) -> bytes:
    content = small_word_file()
    types = part_of(content, "[Content_Types].xml")
    return changed(content, {"[Content_Types].xml": types.replace(b"document.main+xml", word)})


def encrypted_entries() -> bytes:
    """Set the bit that says "encrypted" in every entry of the directory."""
    content = bytearray(small_word_file())
    place = content.find(b"PK\x01\x02")
    while place != -1:
        flags = struct.unpack_from("<H", content, place + 8)[0]
        struct.pack_into("<H", content, place + 8, flags | 1)
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def other_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return buffer.getvalue()


def doubled_part() -> bytes:
    buffer = io.BytesIO(small_word_file())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(DOCUMENT, "<x/>")
    return buffer.getvalue()


HOSTILE = {
    "no bytes": (lambda: b"", refusals.EmptyFile),
    "not a zip": (lambda: b"This is no Word file.", refusals.NotAWordFile),
    "a PDF": (lambda: b"%PDF-1.7 ...", refusals.NotAWordFile),
    "another kind of zip": (other_zip, refusals.NotAWordFile),
    "cut off": (lambda: small_word_file()[:2000], refusals.BrokenFile),
    "garbage in a part": (lambda: changed(small_word_file(), {DOCUMENT: b"<w:document"}), refusals.BrokenFile),
    "no main part": (lambda: changed(small_word_file(), {DOCUMENT: None}), refusals.NotAWordFile),
    "an old .doc": (lambda: OLE_START + b"\x00" * 600, refusals.OldWordFile),
    "protected by password": (
        lambda: OLE_START + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        refusals.ProtectedFile,
    ),
    "encrypted entries": (encrypted_entries, refusals.ProtectedFile),
    "a zip bomb in a part": (
        lambda: changed(small_word_file(), {DOCUMENT: b" " * (MOST_XML_BYTES + 1)}),
        refusals.FileSwells,
    ),
    "a zip bomb among pictures": (
        lambda: changed(small_word_file(), {"word/media/image1.png": b"\x00" * 20_000_000}),
        refusals.FileSwells,
    ),
    "too many parts": (
        lambda: changed(small_word_file(), {f"word/x{number}.bin": b"" for number in range(MOST_PARTS)}),
        refusals.FileSwells,
    ),
    "macros": (lambda: changed(small_word_file(), {"word/vbaProject.bin": b"x"}), refusals.FileHasMacros),
    "macros by another name": (
        lambda: with_content_type(b"document.macroEnabled.main+xml"),
        refusals.FileHasMacros,
    ),
    "an ActiveX control": (
        lambda: changed(small_word_file(), {"word/activeX/activeX1.bin": b"x"}),
        refusals.FileHasMacros,
    ),
    "an external entity": (lambda: with_doctype(DOCUMENT, ENTITY), refusals.FileHasEntities),
    "an entity in the styles": (lambda: with_doctype("word/styles.xml", ENTITY), refusals.FileHasEntities),
    "an entity in the relations": (lambda: with_doctype("_rels/.rels", ENTITY), refusals.FileHasEntities),
    "a billion laughs": (lambda: with_doctype(DOCUMENT, LAUGHS), refusals.FileHasEntities),
    "too deep": (
        lambda: with_inside(b"<w:x>" * (MOST_DEPTH + 1) + b"</w:x>" * (MOST_DEPTH + 1)),
        refusals.BrokenFile,
    ),
    "a part twice": (doubled_part, refusals.BrokenFile),
    "too large": (lambda: b"PK\x03\x04" + b"x" * LIMIT, refusals.FileTooLarge),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    make, refusal = HOSTILE[name]

    with pytest.raises(refusals.FileRefused) as caught:
        read_file(make(), file_name="chapter.docx", limit_bytes=LIMIT)

    assert type(caught.value) is refusal


def test_the_same_file_without_the_harm_is_read():
    chapter = read_file(small_word_file(), file_name="chapter.docx", limit_bytes=LIMIT)

    assert (chapter.title, chapter.block_count, chapter.remarks) == ("A chapter", 1, ())


def test_a_template_far_away_is_not_fetched_but_reported():
    content = small_word_file()
    relation = (
        b'<Relationship Id="far" TargetMode="External" Target="https://example.org/a.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    relations = part_of(content, "word/_rels/document.xml.rels").replace(b"</Relationships>", relation)

    chapter = read_file(
        changed(content, {"word/_rels/document.xml.rels": relations}), file_name="chapter.docx", limit_bytes=LIMIT
    )

    assert [remark.kind for remark in chapter.remarks] == [RemarkKind.OUTSIDE_REFERENCES_IGNORED]


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        ("# Poglavje č".encode("cp1250"), "a.md", refusals.TextIsNotUtf8),
        ("# Poglavje".encode("utf-16"), "a.md", refusals.TextIsNotUtf8),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.md", refusals.UnknownFileType),
        (b"# A\x00\n", "a.txt", refusals.UnknownFileType),
        (b"%PDF-1.7", "a.md", refusals.UnknownFileType),
        (b"<html><p>x</p></html>", "a.txt", refusals.UnknownFileType),
        (b"a,b\n1,2\n", "a.csv", refusals.UnknownFileType),
        (b"PK\x03\x04", "a.odt", refusals.BrokenFile),
        (b"# Title alone\n", "a.md", refusals.NothingToImport),
        (b"## S\n\n" + b"x\n\n" * 801, "a.md", refusals.TextTooLong),
        (b"x" * (2 * 1024 * 1024 + 1), "a.md", refusals.FileTooLarge),
    ],
)
def test_other_files_are_refused(content, name, refusal):
    with pytest.raises(refusals.FileRefused) as caught:
        read_file(content, file_name=name, limit_bytes=LIMIT)

    assert type(caught.value) is refusal


@pytest.mark.parametrize("content", [b"# A\n\n## S\n\nText.", b"\xef\xbb\xbf# A\r\n\r\n## S\r\n\r\nText."])
def test_a_text_in_utf_8_is_read(content):
    assert read_file(content, file_name="a.md", limit_bytes=LIMIT).sections[0].blocks[0].body == "Text."


def test_each_refusal_has_its_own_sentence_in_each_language(app_without_database):
    kinds = {refusal for _, refusal in HOSTILE.values()} | {
        refusals.TextIsNotUtf8,
        refusals.UnknownFileType,
        refusals.NothingToImport,
        refusals.TextTooLong,
        refusals.HandbookChangedMeanwhile,
    }
    errors = [
        kind(5) if kind in {refusals.FileTooLarge, refusals.TextTooLong} else kind()
        for kind in sorted(kinds, key=lambda kind: kind.__name__)
    ]

    said = []
    for locale in LOCALES:
        with app_without_database.app_context(), use_locale(locale):
            said += [error.explain() for error in errors]

    assert len(set(said)) == len(errors) * len(LOCALES)
    assert all(said)
