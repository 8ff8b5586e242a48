"""Read Markdown into a chapter: `#` title, `##` sections, `###` headings, paragraphs, lists, quotations,
tables with a line `Table: caption` before them, call-outs `> [!EXERCISE] Title`, figures `![words](figure:name)`
with the caption on the next line, and notes `[^1]: text`, which go with the block that refers to them.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.figures import FIGURE, read_figure, write_figure
from app.handbook.rules.footnotes import attach_notes, read_reference, separate_notes, write_reference
from app.handbook.rules.parsed import ParsedBlock, ParsedChapter, ParsedSection, Remark, RemarkKind
from app.handbook.rules.texts import normalise

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
PARSER.inline.ruler.before("link", "note_reference", read_reference)
PARSER.add_render_rule("note_reference", write_reference)
IMAGE = re.compile(r"!\[([^\]]*)\](?:\((?!figure:)[^)]*\)|\[[^\]]*\])")
PICTURE_IN_TEXT = re.compile(r"!\[([^\]\n]*)\]\(figure:[^)\s]*\)")
LINK = re.compile(r"\[(?!\^)(?P<words>[^\[\]]+)\](?:\[(?P<name>[^\[\]]*)\])?(?![(\[:])")
CAPTION = re.compile(r"Table:\s*\S")
BLANKS = re.compile(r"[ \t\n]+")
"""Not the blanks that do not break: they are meant."""
QUOTE_MARK = re.compile(r"^ {0,3}> ?")
CALLOUT_MARK = re.compile(r"\[!(\w+)\]\s*(.*)")
OTHER_CALLOUTS = {"NOTE": CalloutKind.TIP, "IMPORTANT": CalloutKind.WARNING, "CAUTION": CalloutKind.WARNING}
"""Call-outs of other writers of Markdown."""
KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "table_open": BlockKind.TABLE,
    "fence": BlockKind.PARAGRAPH,
}


@dataclass
class _Reading:
    """What has been read so far."""

    title: str = ""
    sections: list[tuple[str, list[ParsedBlock]]] = field(default_factory=list)
    remarks: Counter[RemarkKind] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)

    def add(self, block: ParsedBlock) -> None:
        if not self.sections:
            self.remarks[RemarkKind.TEXT_BEFORE_FIRST_SECTION] += 1
            self.sections.append((self.title, []))
        self.sections[-1][1].append(block)


def parse_markdown(text: str, *, file_name: str = "", remarks: Mapping[RemarkKind, int] | None = None) -> ParsedChapter:
    """Read a text; `remarks` are those of whoever made the Markdown, the file's name is the title of last resort."""
    reading = _Reading(remarks=Counter(remarks or {}))
    text = normalise(text.removeprefix("\ufeff"))
    text, images = IMAGE.subn(r"\1", text)
    if images:
        reading.remarks[RemarkKind.IMAGES_DROPPED] += images
    text, reading.notes = separate_notes(text)
    environment: dict[str, Any] = {}
    tokens = PARSER.parse(text, environment)
    lines = _resolve_references(text, environment.get("references", {})).split("\n")
    for token, content in _top_level(tokens):
        _read(reading, token, content=content, lines=lines)
    return _finish(reading, file_name)


def _resolve_references(text: str, references: Mapping[str, Mapping[str, str]]) -> str:
    """Write `[words][name]` as `[words](address)`, since each block must stand alone."""

    def resolve(match: re.Match[str]) -> str:
        name = " ".join((match["name"] or match["words"]).split()).upper()
        return f"[{match['words']}]({references[name]['href']})" if name in references else match[0]

    return LINK.sub(resolve, text) if references else text


def _top_level(tokens: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Yield the token that opens each part of the text, with the inline token of headings and paragraphs."""
    for number, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0 and token.map:
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            yield token, following if following and following.type == "inline" else None


def _read(reading: _Reading, token: Token, *, content: Token | None, lines: list[str]) -> None:
    if token.type == "heading_open":
        _read_heading(reading, int(token.tag[1]), content)
    elif token.type == "hr":
        reading.remarks[RemarkKind.RULES_DROPPED] += 1
    elif token.type == "blockquote_open":
        reading.add(_read_quotation(reading, _source(token, lines)))
    elif token.type == "code_block":
        reading.add(ParsedBlock(BlockKind.PARAGRAPH, f"```\n{token.content.rstrip()}\n```"))
    elif token.type in KINDS:
        _add_text(reading, _block_of(KINDS[token.type], _source(token, lines)))


def _block_of(kind: BlockKind, source: str) -> ParsedBlock:
    """Return a block; a paragraph that begins with a picture is a figure."""
    if kind is BlockKind.PARAGRAPH and FIGURE.fullmatch(source):
        figure = read_figure(source)
        name = figure.picture.name if figure.picture else ""
        return ParsedBlock(BlockKind.FIGURE, write_figure(name, figure.alt, figure.caption))
    return ParsedBlock(kind, source)


def _source(token: Token, lines: list[str]) -> str:
    start, end = token.map or (0, 0)
    return textwrap.dedent("\n".join(lines[start:end])).strip("\n")


def _read_heading(reading: _Reading, level: int, content: Token | None) -> None:
    text = plain_text(content)
    if not text:
        return
    if level == 1 and not reading.title and not reading.sections:
        reading.title = text
    elif level <= 2:
        if level == 1:
            reading.remarks[RemarkKind.SEVERAL_CHAPTER_TITLES] += 1
        reading.sections.append((text, []))
    else:
        if level > 3:
            reading.remarks[RemarkKind.DEEP_HEADINGS] += 1
        reading.add(ParsedBlock(BlockKind.HEADING, content.content.strip() if content else text))


def plain_text(content: Token | None) -> str:
    """Return an inline token's words without any marks."""
    children = (content.children if content else None) or []
    words = "".join(" " if child.type.endswith("break") else child.content for child in children)
    return BLANKS.sub(" ", words).strip()


def _add_text(reading: _Reading, block: ParsedBlock) -> None:
    """Add a block; a paragraph `Table: …` right before a table becomes the first line of it."""
    blocks = reading.sections[-1][1] if reading.sections else []
    if block.kind is BlockKind.TABLE and blocks and CAPTION.match(blocks[-1].body):
        caption = BLANKS.sub(" ", blocks.pop().body)
        block = ParsedBlock(block.kind, f"{caption}\n\n{block.body}")
    reading.add(block)


def _read_quotation(reading: _Reading, source: str) -> ParsedBlock:
    lines = [QUOTE_MARK.sub("", line) for line in source.split("\n")]
    mark = CALLOUT_MARK.match(lines[0])
    if not mark:
        return ParsedBlock(BlockKind.QUOTATION, "\n".join(lines).strip("\n"))
    label = _callout_kind(mark[1].upper())
    if label is None:
        reading.remarks[RemarkKind.UNKNOWN_CALLOUT] += 1
    title = f"### {mark[2].strip()}" if mark[2].strip() else ""
    body = "\n\n".join(part for part in (title, "\n".join(lines[1:]).strip("\n")) if part)
    return ParsedBlock(BlockKind.CALLOUT, body, label or CalloutKind.TIP)


def _callout_kind(word: str) -> CalloutKind | None:
    if word in CalloutKind.__members__:
        return CalloutKind[word]
    return OTHER_CALLOUTS.get(word)


def _finish(reading: _Reading, file_name: str) -> ParsedChapter:
    title = reading.title
    sections = [(name, tuple(_finished(block, reading) for block in blocks)) for name, blocks in reading.sections]
    if not title:
        title = file_name.rpartition(".")[0] or file_name
        reading.remarks[RemarkKind.TITLE_FROM_FILE_NAME] += 1
    return ParsedChapter(
        title=title,
        sections=tuple(ParsedSection(name or title, blocks) for name, blocks in sections),
        remarks=tuple(Remark(kind, reading.remarks[kind]) for kind in RemarkKind if reading.remarks[kind]),
    )


def _finished(block: ParsedBlock, reading: _Reading) -> ParsedBlock:
    """Return a block with the notes it refers to; pictures within a text leave their words there."""
    text, own = separate_notes(block.body)
    if block.kind is not BlockKind.FIGURE:
        text, pictures = PICTURE_IN_TEXT.subn(r"\1", text)
        reading.remarks[RemarkKind.IMAGES_DROPPED] += pictures
    notes = {**reading.notes, **own}
    return replace(block, body=attach_notes(text, notes) if notes else text)
