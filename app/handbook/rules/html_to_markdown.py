"""Turn the simple HTML of a Word file into the handbook's Markdown."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from app.handbook.rules.footnotes import REFERENCE
from app.handbook.rules.inline_to_markdown import FIGURE_SCHEME, Asides, convert_inline, escape_start
from app.handbook.rules.parsed import RemarkKind
from app.handbook.rules.table_to_markdown import convert_table, is_box

CAPTION_LABEL = re.compile(r"^(?:Table|Tabelle|Tabela|Preglednica|Tab\.|Pregl\.)\s*[\d.]*\s*[.:–-]?\s*", re.IGNORECASE)
FIGURE_LABEL = re.compile(r"^(?:Figure|Fig\.|Abbildung|Abb\.|Bild|Slika|Sl\.)\s*[\d.]*\s*[.:–-]?\s*", re.IGNORECASE)
FIGURE_START = "!["
TYPED_NUMBER = re.compile(r"^\d+(?:\.\d+)+\.?\s+")
"""Numbers that somebody typed before a heading; the handbook gives its own."""
NOTE_PREFIXES = ("footnote-", "endnote-")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CALLOUTS = {"exercise", "example", "checklist", "tip", "warning", "definition"}


@dataclass
class _Conversion:
    """What one file needs on the way.

    `shift` is 1 where the style "Title" names the chapter and "Heading 1" its sections.
    """

    shift: int
    caption_above: str = ""
    asides: Asides = field(default_factory=Asides)
    remarks: Counter[RemarkKind] = field(default_factory=Counter)

    def inline(self, node: Element) -> str:
        return convert_inline(node, self.asides, self.remarks)

    def title(self, node: Element) -> str:
        """Return a heading's words on one line, its notes in brackets: a list of contents has no place for them."""
        words, notes = self.inline(node).replace("\\\n", " "), self.asides.notes
        self.remarks[RemarkKind.FOOTNOTES_IN_BRACKETS] += sum(label in notes for label in REFERENCE.findall(words))
        return REFERENCE.sub(lambda found: f" [{notes[found[1]]}]" if found[1] in notes else found[0], words)

    def take_figures(self) -> list[str]:
        """Return the figures met since the last time."""
        figures, self.asides.figures = self.asides.figures, []
        if figures and self.caption_above:
            figures[0] += f"\n{FIGURE_LABEL.sub('', self.caption_above)}".rstrip()
            self.caption_above = ""
        return figures


def convert_html(html: str) -> tuple[str, Counter[RemarkKind]]:
    """Return Markdown, and what could not be kept."""
    body = defusedxml.ElementTree.fromstring(f"<div>{html}</div>")
    titles = {node.get("class") == "title" for node in body.iter("h1")}
    conversion = _Conversion(shift=1 if titles == {True, False} else 0)
    _collect_notes(body, conversion)
    blocks = _convert_blocks(body, conversion)
    notes = [f"[^{anchor}]: {note}" for anchor, note in conversion.asides.notes.items()]
    return "\n\n".join([*blocks, "\n".join(notes)]), conversion.remarks


def _collect_notes(body: Element, conversion: _Conversion) -> None:
    """Take the notes from the end of the document, to be set where they are referred to."""
    for parent in body.findall("ol"):
        notes = [item for item in parent if item.get("id", "").startswith(NOTE_PREFIXES)]
        for item in notes:
            texts = (convert_inline(child, Asides(), Counter()).replace("\\\n", " ") for child in item)
            note = " ".join(texts).replace("↑", "").strip()
            if note:
                conversion.asides.notes[item.get("id", "")] = note
        if notes:
            body.remove(parent)


def _convert_blocks(parent: Element, conversion: _Conversion) -> list[str]:
    blocks: list[str] = []
    nodes = list(parent)
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        if node.tag == "p" and node.get("class") == "caption":
            _convert_caption(blocks, node, conversion, following=following)
        else:
            converted = _convert_block(node, conversion)
            blocks += [converted] if converted else []
        if parent.tag == "div":
            blocks += conversion.take_figures()
    return blocks


def _convert_caption(blocks: list[str], node: Element, conversion: _Conversion, *, following: Element | None) -> None:
    """Keep a caption that stands above its picture until that comes; set any other."""
    text = conversion.inline(node)
    if FIGURE_LABEL.match(text) and not _lacks_caption(blocks) and _shows_figure(following):
        conversion.caption_above = text
    else:
        _add_caption(blocks, text, before_table=following is not None and following.tag == "table")


def _shows_figure(node: Element | None) -> bool:
    images = node.iter("img") if node is not None else ()
    return any(image.get("src", "").startswith(f"{FIGURE_SCHEME}:") for image in images)


def _add_caption(blocks: list[str], text: str, *, before_table: bool) -> None:
    """Set a caption before its table, above or below which it stood, or below its picture."""
    caption = f"Table: {CAPTION_LABEL.sub('', text)}"
    if _lacks_caption(blocks) and not (before_table and CAPTION_LABEL.match(text)):
        blocks[-1] += f"\n{FIGURE_LABEL.sub('', text)}".rstrip()
    elif before_table:
        blocks.append(caption)
    elif blocks and blocks[-1].startswith("|") and not (len(blocks) > 1 and blocks[-2].startswith("Table: ")):
        blocks.insert(-1, caption)
    elif text:
        blocks.append(escape_start(text))


def _lacks_caption(blocks: list[str]) -> bool:
    return bool(blocks) and blocks[-1].startswith(FIGURE_START) and "\n" not in blocks[-1]


def _convert_block(node: Element, conversion: _Conversion) -> str:
    if node.tag in HEADINGS:
        return _convert_heading(node, conversion)
    convert = CONVERTERS.get(node.tag)
    return convert(node, conversion) if convert else escape_start(conversion.inline(node))


def _convert_heading(node: Element, conversion: _Conversion) -> str:
    level = HEADINGS[node.tag] + (0 if node.get("class") == "title" else conversion.shift)
    text = TYPED_NUMBER.sub("", conversion.title(node))
    return f"{'#' * min(level, 6)} {text}" if text else ""


def _convert_list(node: Element, conversion: _Conversion) -> str:
    items = []
    for number, item in enumerate(node, start=1):
        marker = f"{number}. " if node.tag == "ol" else "- "
        items.append(_indent(_convert_item(item, conversion), marker))
    return "\n".join(items)


def _convert_item(item: Element, conversion: _Conversion) -> str:
    """Return an entry's words, and under them the lists inside it."""
    lists = [child for child in item if child.tag in {"ul", "ol"}]
    for child in lists:
        item.remove(child)
    words = escape_start(conversion.inline(item).replace("\\\n", " "))
    return "\n".join([words, *(_convert_list(child, conversion) for child in lists)])


def _indent(text: str, marker: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([marker + first, *(" " * len(marker) + line for line in rest)])


def _convert_quotation(node: Element, conversion: _Conversion) -> str:
    blocks = _convert_blocks(node, conversion)
    label = node.get("class", "")
    if label in CALLOUTS and blocks:
        title = blocks.pop(0).replace("\\\n", " ")
        blocks = [f"[!{label.upper()}] {title}\n" + "\n\n".join(blocks)]
    text = "\n\n".join(blocks)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text.strip() else ""


def _convert_table(node: Element, conversion: _Conversion) -> str:
    """Return a table; a single cell is a box round text, and becomes a quotation or the call-out it names."""
    if is_box(node):
        cell = next(cell for cell in node.iter() if cell.tag in {"td", "th"})
        return _convert_quotation(cell, conversion)
    return convert_table(node, conversion.inline, conversion.remarks)


CONVERTERS: dict[str, Callable[[Element, _Conversion], str]] = {
    "ul": _convert_list,
    "ol": _convert_list,
    "blockquote": _convert_quotation,
    "table": _convert_table,
}
