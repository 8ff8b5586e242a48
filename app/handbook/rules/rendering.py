"""Turn a block's Markdown into HTML that cannot harm a reader: HTML is off in the parser, and a sanitiser follows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import nh3
from markdown_it.token import Token

from app.handbook.models import BlockKind
from app.handbook.rules.figures import PictureName, read_figure
from app.handbook.rules.footnotes import environment_of, list_references, separate_notes
from app.handbook.rules.glossary.links import LINK_CLASS, Mark, Run, list_runs, put_links
from app.handbook.rules.markdown import BLANKS, PARSER

TAGS = {
    "a", "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "sup", "sub",
    "h3", "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}, "sup": {"data-note"}}
NUMBER_CLASS = "cell-number"
VISIT = "visit"
"""What looks at the parser's tokens before they are written."""
SCHEMES = {"http", "https", "mailto", "tel"}
ADDRESS = re.compile(r"[a-z]+:|/(?!/)|#")
"""Whole addresses, and places of this site: an address beginning with `//` would lead to another one."""
NUMERIC = re.compile(r"[\s\d.,–—−+%€/-]*\d[\s\d.,–—−+%€/-]*|–?")


@dataclass(frozen=True)
class RenderedBlock:
    """A block ready for a page: safe HTML; a call-out's title and a table's caption stand apart.

    The HTML of a table is what stands inside `<table>`, after the caption; that of a figure is its caption. References
    to the notes are marks that `footnotes.link_notes` makes links of.
    """

    html: str
    title_html: str = ""
    columns: int = 0
    picture: PictureName | None = None
    alt: str = ""
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def render_block(kind: BlockKind, body: str, marks: tuple[Mark, ...] = ()) -> RenderedBlock:
    """Render a block; equal texts are rendered once per process. `marks` say which words lead to the glossary."""
    return _render_block(kind, body, partial(put_links, marks=marks))


@lru_cache(maxsize=4096)
def read_runs(kind: BlockKind, body: str) -> tuple[Run, ...]:
    """Return the pieces of a block's text that may hold links to the glossary."""
    runs: list[Run] = []
    _render_block(kind, body, lambda tokens: runs.extend(list_runs(tokens)))
    return tuple(runs)


def _render_block(kind: BlockKind, body: str, visit: Callable[[list[Token]], None]) -> RenderedBlock:
    """Render a block; `visit` sees, and may change, what the parser made of its text, without its title."""
    text, notes = separate_notes(body)
    rendered = RENDERERS.get(kind, _render_text)(text, environment_of(text, notes) | {VISIT: visit})
    found = tuple(_render_inline(notes[label]) for label in list_references(text) if label in notes)
    return replace(rendered, notes=found) if found else rendered


def _render_text(body: str, environment: dict[str, Any]) -> RenderedBlock:
    return RenderedBlock(_write(_parse(body, environment), environment))


def _parse(text: str, environment: dict[str, Any]) -> list[Token]:
    tokens = PARSER.parse(text, environment)
    environment[VISIT](tokens)
    return tokens


def _write(tokens: list[Token], environment: dict[str, Any]) -> str:
    return _clean(PARSER.renderer.render(tokens, PARSER.options, environment))


def _render_heading(body: str, environment: dict[str, Any]) -> RenderedBlock:
    return RenderedBlock(_render_inline(body, environment))


def _render_callout(body: str, environment: dict[str, Any]) -> RenderedBlock:
    title, _, rest = body.partition("\n") if body.startswith("### ") else ("", "", body)
    title_html = _render_inline(title.removeprefix("### "), environment)
    return RenderedBlock(_write(_parse(rest, environment), environment), title_html)


def _render_figure(body: str, environment: dict[str, Any]) -> RenderedBlock:
    figure = read_figure(body)
    caption = _render_inline(figure.caption, environment)
    return RenderedBlock(caption, picture=figure.picture, alt=figure.alt)


def _render_table(body: str, environment: dict[str, Any]) -> RenderedBlock:
    caption = ""
    if body.startswith("Table:"):
        first, _, body = body.partition("\n")
        caption = _render_inline(first.removeprefix("Table:"), environment)
    tokens = _parse(body.strip("\n"), environment)
    columns = _mark_cells(tokens)
    inside = _write(tokens, environment).strip().removeprefix("<table>").removesuffix("</table>")
    return RenderedBlock(inside, caption, columns)


RENDERERS = {
    BlockKind.HEADING: _render_heading,
    BlockKind.TABLE: _render_table,
    BlockKind.CALLOUT: _render_callout,
    BlockKind.FIGURE: _render_figure,
}


def _render_inline(text: str, environment: Mapping[str, Any] | None = None) -> str:
    return _clean(PARSER.renderInline(BLANKS.sub(" ", text).strip(), dict(environment or {})))


def _mark_cells(tokens: list[Token]) -> int:
    """Give header cells their scope, and columns of numbers the class that aligns them; return how many columns."""
    columns = _columns(tokens)
    for number, cells in columns.items():
        is_number = bool(cells["td"]) and all(NUMERIC.fullmatch(text.strip()) for _, text in cells["td"])
        for name in ("th", "td"):
            for token, _ in cells[name]:
                token.attrs = {"scope": "col"} if name == "th" else {}
                if is_number and number > 0:
                    token.attrs["class"] = NUMBER_CLASS
    return len(columns)


def _columns(tokens: list[Token]) -> dict[int, dict[str, list[tuple[Token, str]]]]:
    columns: dict[int, dict[str, list[tuple[Token, str]]]] = {}
    number = 0
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            number = 0
        elif token.type in {"th_open", "td_open"}:
            cells = columns.setdefault(number, {"th": [], "td": []})
            cells[token.tag].append((token, tokens[place + 1].content))
            number += 1
    return columns


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"a": {LINK_CLASS}, "th": {NUMBER_CLASS}, "td": {NUMBER_CLASS}},
        attribute_filter=_drop_vague_address,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def _drop_vague_address(_tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or ADDRESS.match(value) else None
