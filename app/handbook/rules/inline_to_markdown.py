"""Turn the words of a Word file into Markdown: emphasis, links, notes, signs that would mean something."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.handbook.rules.figures import write_figure
from app.handbook.rules.parsed import RemarkKind

SPECIAL = re.compile(
    r"[\\*`]|(?<!\w)_|_(?!\w)|\[(?=\^|[^\]]*\][(:\[])|<(?=[a-z/!?])|&(?=#?\w+;)|!(?=\[)", re.IGNORECASE
)
START = re.compile(r"^(?:(#{1,6}(?=\s|$)|>|[-+](?=\s)|={2,}|-{2,}|~{3,}|\|)|(\d{1,9})([.)])(?=\s))")
BLANKS = re.compile(r"[ \t\r\n]+")
"""Not the blanks that do not break: they are meant."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FIGURE_SCHEME = "figure"
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


@dataclass
class Asides:
    """What does not stand in the line: foot- and endnotes by their anchor, and the figures met on the way."""

    notes: dict[str, str] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)


def convert_inline(node: Element, asides: Asides, remarks: Counter[RemarkKind]) -> str:
    """Return the words inside a node; a line broken by hand stays one."""
    text = "".join(_pieces(node, asides, remarks))
    lines = [BLANKS.sub(" ", line).strip(" ") for line in text.split("\v")]
    return "\\\n".join(line for line in lines if line)


def escape_start(text: str) -> str:
    """Keep the first sign of a paragraph from making it a heading or a list: '12. 11. 2026', '# 5', '- 3 °C'."""
    return START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)


def _pieces(node: Element, asides: Asides, remarks: Counter[RemarkKind]) -> Iterator[str]:
    """Yield the Markdown of a node's text and children; a vertical tab stands for a break."""
    yield _escape(node.text)
    for child in node:
        yield _convert_child(child, asides, remarks)
        if child.tag == "p":
            yield " "
        yield _escape(child.tail)


def _escape(text: str | None) -> str:
    """Keep signs from meaning something; leave out hyphens for the end of a line, which no search looks for."""
    return SPECIAL.sub(lambda match: f"\\{match[0]}", (text or "").replace("\N{SOFT HYPHEN}", ""))


def _convert_child(child: Element, asides: Asides, remarks: Counter[RemarkKind]) -> str:
    if child.tag == "br":
        return "\v"
    if child.tag == "img":
        _set_aside(child, asides, remarks)
        return ""
    if child.tag == "a":
        return _convert_link(child, asides, remarks)
    inside = "".join(_pieces(child, asides, remarks))
    if child.tag in MARKS:
        return _wrap(inside, MARKS[child.tag])
    if child.tag in {"sup", "sub"} and inside.isdecimal():
        return inside.translate(RAISED if child.tag == "sup" else LOWERED)
    return inside


def _set_aside(image: Element, asides: Asides, remarks: Counter[RemarkKind]) -> None:
    """Keep a picture to be a figure of its own; what to know of those that are not kept is known by who read them."""
    scheme, _, name = image.get("src", "").partition(":")
    if scheme == FIGURE_SCHEME:
        alt = image.get("alt", "")
        remarks[RemarkKind.PICTURES_WITHOUT_WORDS] += not alt.strip()
        asides.figures.append(write_figure(name, alt, ""))


def _wrap(text: str, mark: str) -> str:
    """Put marks close to the words, since blanks between them would make the marks visible."""
    words = text.strip(" \t\n\v\N{NO-BREAK SPACE}")
    if not words:
        return text
    start = text.index(words)
    return f"{text[:start]}{mark}{words}{mark}{text[start + len(words) :]}"


def _convert_link(link: Element, asides: Asides, remarks: Counter[RemarkKind]) -> str:
    """Return a link; a reference to a note stays one, and a link within the file becomes its words."""
    address = link.get("href", "")
    if address.removeprefix("#") in asides.notes:
        return f"[^{address.removeprefix('#')}]"
    words = "".join(_pieces(link, asides, remarks))
    if not address or address.startswith("#") or not words.strip():
        return words
    return f"[{words.strip()}]({_safe_address(address)})"


def _safe_address(address: str) -> str:
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("\\", "/")
