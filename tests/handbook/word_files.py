"""Word files for tests: good ones made by python-docx, hostile ones by hand."""

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn


def word_file(write: Callable) -> bytes:
    """Make a Word file; `write` fills the document."""
    document = Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def small_chapter(document) -> None:
    document.add_heading("A chapter", 1)
    document.add_heading("A section", 2)
    document.add_paragraph("A paragraph.")


def small_word_file() -> bytes:
    return word_file(small_chapter)


def changed(content: bytes, change: dict[str, bytes | None], *, compress: bool = True) -> bytes:
    """Return the file with parts replaced, added or (None) left out."""
    buffer = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", kind) as new:
        for name in [*old.namelist(), *(name for name in change if name not in old.namelist())]:
            part = change[name] if name in change else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_inside(replacement: bytes, *, before: bytes = b"<w:body>") -> bytes:
    """Return a small Word file with something put at a place of its main part."""
    content = small_word_file()
    document = part_of(content, "word/document.xml")
    return changed(content, {"word/document.xml": document.replace(before, replacement + before, 1)})


def add_tracked_change(paragraph, kind: str, text: str) -> None:
    """Add words that somebody inserted ("ins") or deleted ("del") with tracking on."""
    tag = "w:delText" if kind == "del" else "w:t"
    paragraph._p.append(
        parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="A"><w:r><{tag}>{text}</{tag}></w:r></w:{kind}>')
    )


def add_link(paragraph, address: str, words: str) -> None:
    relation = paragraph.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def add_picture(place, content: bytes, *, alt: str = "") -> None:
    """Add a picture to a document or a paragraph, with what it says to those who do not see it."""
    run = place.add_paragraph().add_run() if hasattr(place, "add_paragraph") else place.add_run()
    run.add_picture(io.BytesIO(content))
    if alt:
        run._r.find(f".//{qn('wp:docPr')}").set("descr", alt)
