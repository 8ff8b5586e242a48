"""Read an OpenDocument text (LibreOffice, `.odt`) into a chapter: first the simple HTML that Word files become too."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring

import defusedxml.ElementTree

from app.handbook.rules.html_to_markdown import convert_html
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.office_pictures import FilePictures
from app.handbook.rules.office_safety import OfficeParts
from app.handbook.rules.open_document_styles import DRAW, OFFICE, SVG, TABLE, TEXT, XLINK, Styles
from app.handbook.rules.parsed import ParsedChapter, RemarkKind
from app.handbook.rules.refusals import BrokenFile, NotAnOpenDocument

LEFT_OUT = {
    *(f"{TEXT}{name}" for name in ("tracked-changes", "table-of-content", "alphabetical-index", "illustration-index")),
    *(f"{TEXT}{name}" for name in ("table-index", "user-index", "bibliography", "sequence-decls", "variable-decls")),
    *(f"{TEXT}{name}" for name in ("note-citation", "ruby-text", "user-field-decls", "dde-connection-decls")),
    *(f"{OFFICE}{name}" for name in ("annotation", "forms", "scripts", "event-listeners")),
}
MOST_REPEATED = 60
"""A cell that fills the rest of a row is written once and said to be repeated, sometimes a thousand times."""


@dataclass
class _Reading:
    """What one file needs on the way."""

    styles: Styles
    pictures: FilePictures
    parts: dict[str, bytes]
    notes: list[Element] = field(default_factory=list)
    remarks: Counter[RemarkKind] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    """Text in frames, to follow the paragraph that holds it."""


def parse_open_document(file: OfficeParts, *, file_name: str) -> ParsedChapter:
    """Read the checked parts; tracked changes count as accepted, comments are left out. Raise a FileRefused."""
    content = defusedxml.ElementTree.fromstring(file.parts["content.xml"])
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise NotAnOpenDocument
    reading = _Reading(Styles.read(content, file.parts.get("styles.xml")), FilePictures(), file.parts)
    try:
        body = Element("div")
        body.extend(list(_join_quotations(_read_blocks(text, reading))))
    except (ValueError, RecursionError) as error:
        raise BrokenFile from error
    if reading.notes:
        SubElement(body, "ol").extend(reading.notes)
    html = "".join(tostring(child, encoding="unicode") for child in body)
    markdown, remarks = convert_html(html)
    remarks += file.remarks + reading.pictures.remarks + reading.remarks
    chapter = parse_markdown(markdown, file_name=file_name, remarks=remarks)
    return replace(chapter, pictures=tuple(reading.pictures.kept.values()))


def _read_blocks(parent: Element, reading: _Reading) -> Iterator[Element]:
    for node in parent:
        if node.tag in LEFT_OUT:
            continue
        read = BLOCKS.get(node.tag)
        if read:
            yield from read(node, reading)
        elif node.tag == f"{DRAW}frame":
            paragraph = Element("p")
            _read_frame(node, _Line(paragraph), reading)
            yield paragraph
        elif len(node):
            yield from _read_blocks(node, reading)
        boxes, reading.boxes = reading.boxes, []
        for box in boxes:
            yield from _read_blocks(box, reading)


def _join_quotations(blocks: Iterator[Element]) -> Iterator[Element]:
    """Yield the blocks; paragraphs of one quotation that follow one another are one."""
    last: Element | None = None
    for block in blocks:
        is_more = last is not None and last.tag == block.tag == "blockquote" and last.get("class") == block.get("class")
        if is_more and last is not None:
            last.extend(block)
        else:
            last = block
            yield block


def _read_heading(node: Element, reading: _Reading) -> Iterator[Element]:
    level = node.get(f"{TEXT}outline-level", "1")
    heading = Element(f"h{min(int(level), 6)}")
    if reading.styles.role_of(node) == "title":
        heading = Element("h1", {"class": "title"})
    _read_inline(node, _Line(heading), reading)
    yield heading


def _read_paragraph(node: Element, reading: _Reading) -> Iterator[Element]:
    role = reading.styles.role_of(node)
    if role == "title":
        yield from _read_heading(node, reading)
        return
    paragraph = Element("p", {"class": "caption"} if role == "caption" else {})
    _read_inline(node, _Line(paragraph), reading)
    if role in {"", "caption"}:
        yield paragraph
    else:
        quotation = Element("blockquote", {} if role == "quotation" else {"class": role})
        quotation.append(paragraph)
        yield quotation


def _read_list(node: Element, reading: _Reading, *, level: int = 1, style: str = "") -> Iterator[Element]:
    """Yield a list; one that numbers headings is no list."""
    if node.find(f".//{TEXT}h") is not None:
        yield from _read_blocks(node, reading)
        return
    style = node.get(f"{TEXT}style-name") or style
    found = Element("ol" if reading.styles.is_numbered(style, level) else "ul")
    for item in node:
        if item.tag in {f"{TEXT}list-item", f"{TEXT}list-header"}:
            _read_item(item, SubElement(found, "li"), reading, level=level, style=style)
    yield found


def _read_item(item: Element, entry: Element, reading: _Reading, *, level: int, style: str) -> None:
    line = _Line(entry)
    inner: list[Element] = []
    for node in item:
        if node.tag == f"{TEXT}list":
            inner += _read_list(node, reading, level=level + 1, style=style)
        elif node.tag == f"{TEXT}p":
            if entry.text or len(entry):
                line.add(Element("br"))
            _read_inline(node, line, reading)
    entry.extend(inner)


def _read_table(node: Element, reading: _Reading) -> Iterator[Element]:
    table = Element("table")
    for tag, rows in (("thead", node.findall(f"{TABLE}table-header-rows/{TABLE}table-row")), ("tbody", _rows_of(node))):
        part = SubElement(table, tag) if rows else None
        for row in rows:
            line = SubElement(part, "tr") if part is not None else table
            for cell in row:
                _read_cells(cell, line, reading, tag="th" if tag == "thead" else "td")
    yield table


def _rows_of(node: Element) -> list[Element]:
    """Return the rows that are no header, however they are grouped."""
    rows = []
    for child in node:
        if child.tag == f"{TABLE}table-row":
            rows.append(child)
        elif child.tag in {f"{TABLE}table-rows", f"{TABLE}table-row-group"}:
            rows += _rows_of(child)
    return rows


def _read_cells(cell: Element, line: Element, reading: _Reading, *, tag: str) -> None:
    """Read a cell, as often as it is repeated; what a merged cell covers is left out."""
    if cell.tag != f"{TABLE}table-cell":
        return
    names = {"colspan": f"{TABLE}number-columns-spanned", "rowspan": f"{TABLE}number-rows-spanned"}
    spans = {name: cell.get(key, "1") for name, key in names.items()}
    for _ in range(min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), MOST_REPEATED)):
        found = SubElement(line, tag, {name: value for name, value in spans.items() if value != "1"})
        found.extend(list(_join_quotations(_read_blocks(cell, reading))))


BLOCKS: dict[str, Callable[[Element, _Reading], Iterator[Element]]] = {
    f"{TEXT}h": _read_heading,
    f"{TEXT}p": _read_paragraph,
    f"{TEXT}list": _read_list,
    f"{TABLE}table": _read_table,
}


@dataclass(frozen=True)
class _Line:
    """Words as they are added to an element, the last child's tail or its text."""

    element: Element

    def say(self, words: str | None) -> None:
        if not words:
            return
        if len(self.element):
            self.element[-1].tail = (self.element[-1].tail or "") + words
        else:
            self.element.text = (self.element.text or "") + words

    def add(self, child: Element) -> "_Line":
        self.element.append(child)
        return _Line(child)


def _read_inline(node: Element, line: _Line, reading: _Reading) -> None:
    line.say(node.text)
    for child in node:
        _read_piece(child, line, reading)
        line.say(child.tail)


def _read_piece(child: Element, line: _Line, reading: _Reading) -> None:
    name = child.tag.removeprefix(TEXT)
    if child.tag in LEFT_OUT:
        return
    if name in {"s", "tab"}:
        line.say(" ")
    elif name == "line-break":
        line.add(Element("br"))
    elif name == "a":
        _read_inline(child, line.add(Element("a", {"href": child.get(f"{XLINK}href", "")})), reading)
    elif name == "note":
        _read_note(child, line, reading)
    elif child.tag == f"{DRAW}frame":
        _read_frame(child, line, reading)
    else:
        for mark in reading.styles.marks_of(child) if name == "span" else ():
            line = line.add(Element(mark))
        _read_inline(child, line, reading)


def _read_note(note: Element, line: _Line, reading: _Reading) -> None:
    """Set a foot- or endnote apart, as the notes of a Word file are."""
    body = note.find(f"{TEXT}note-body")
    anchor = f"footnote-{len(reading.notes) + 1}"
    entry = Element("li", {"id": anchor})
    reading.notes.append(entry)
    for node in body if body is not None else ():
        _read_inline(node, _Line(SubElement(entry, "p")), reading)
    line.add(Element("sup")).add(Element("a", {"href": f"#{anchor}"})).say("1")


def _read_frame(frame: Element, line: _Line, reading: _Reading) -> None:
    """Read a picture or a box of text; formulas, charts and other objects are left out, and counted where they are."""
    box = frame.find(f"{DRAW}text-box")
    image = frame.find(f"{DRAW}image")
    if box is not None:
        reading.boxes.append(box)
    elif image is not None and frame.find(f"{DRAW}object") is None:
        address = image.get(f"{XLINK}href", "")
        if ":" in address:
            reading.remarks[RemarkKind.OUTSIDE_REFERENCES_IGNORED] += 1
        words = next(
            (frame.findtext(f"{SVG}{name}", "") for name in ("desc", "title") if frame.findtext(f"{SVG}{name}")), ""
        )
        line.add(Element("img", reading.pictures.take(_Picture(reading.parts.get(address))) | {"alt": words}))


@dataclass(frozen=True)
class _Picture:
    """A picture as `FilePictures` takes it."""

    content: bytes | None

    def open(self) -> BytesIO:
        if self.content is None:
            raise LookupError
        return BytesIO(self.content)
