"""Turn a block's Markdown into HTML that cannot harm a reader: HTML is off in the parser, and a sanitiser follows."""

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it.token import Token

from app.handbook.models import BlockKind
from app.handbook.rules.markdown import BLANKS, PARSER

TAGS = {
    "a", "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "sup", "sub",
    "h3", "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
NUMBER_CLASS = "cell-number"
SCHEMES = {"http", "https", "mailto", "tel"}
NUMERIC = re.compile(r"[\s\d.,–—−+%€/-]*\d[\s\d.,–—−+%€/-]*|–?")


@dataclass(frozen=True)
class RenderedBlock:
    """A block ready for a page: safe HTML; a call-out's title and a table's caption stand apart.

    The HTML of a table is what stands inside `<table>`, after the caption.
    """

    html: str
    title_html: str = ""
    columns: int = 0


@lru_cache(maxsize=4096)
def render_block(kind: BlockKind, body: str) -> RenderedBlock:
    """Render a block; equal texts are rendered once per process."""
    if kind is BlockKind.HEADING:
        return RenderedBlock(_render_inline(body))
    if kind is BlockKind.TABLE:
        return _render_table(body)
    if kind is BlockKind.CALLOUT:
        title, _, rest = body.partition("\n") if body.startswith("### ") else ("", "", body)
        return RenderedBlock(_clean(PARSER.render(rest)), _render_inline(title.removeprefix("### ")))
    return RenderedBlock(_clean(PARSER.render(body)))


def _render_inline(text: str) -> str:
    return _clean(PARSER.renderInline(BLANKS.sub(" ", text).strip()))


def _render_table(body: str) -> RenderedBlock:
    caption = ""
    if body.startswith("Table:"):
        first, _, body = body.partition("\n")
        caption = first.removeprefix("Table:").strip()
    tokens = PARSER.parse(body.strip("\n"))
    columns = _mark_cells(tokens)
    html = _clean(PARSER.renderer.render(tokens, PARSER.options, {}))
    inside = html.strip().removeprefix("<table>").removesuffix("</table>")
    return RenderedBlock(inside, _render_inline(caption), columns)


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
        allowed_classes={"th": {NUMBER_CLASS}, "td": {NUMBER_CLASS}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
