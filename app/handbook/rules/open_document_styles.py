"""What the styles of an OpenDocument text say of its paragraphs, words and lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from app.handbook.rules.style_names import CALLOUTS, CAPTION, QUOTATION, TITLE

NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{NAMESPACE}:office:1.0}}"
STYLE = f"{{{NAMESPACE}:style:1.0}}"
TEXT = f"{{{NAMESPACE}:text:1.0}}"
TABLE = f"{{{NAMESPACE}:table:1.0}}"
DRAW = f"{{{NAMESPACE}:drawing:1.0}}"
FO = f"{{{NAMESPACE}:xsl-fo-compatible:1.0}}"
SVG = f"{{{NAMESPACE}:svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
ROLES = {
    **dict.fromkeys(TITLE, "title"),
    **dict.fromkeys(CAPTION, "caption"),
    **dict.fromkeys(QUOTATION, "quotation"),
    **{name: kind for kind, names in CALLOUTS.items() for name in names},
}
"""What a paragraph is, by the name of its style or of one that style is made from."""
MOST_PARENTS = 20


@dataclass(frozen=True)
class Styles:
    """The styles of a file by their names."""

    paragraphs: dict[str, Element]
    words: dict[str, Element]
    lists: dict[str, Element]

    @classmethod
    def read(cls, content: Element, styles: bytes | None) -> "Styles":
        """Gather the styles of a file: those of everybody, and those the text makes for itself."""
        roots = [defusedxml.ElementTree.fromstring(styles)] if styles else []
        found = [style for root in [*roots, content] for style in root.iter(f"{STYLE}style")]
        lists = [style for root in [*roots, content] for style in root.iter(f"{TEXT}list-style")]
        return cls(
            paragraphs={_name(style): style for style in found if style.get(f"{STYLE}family") == "paragraph"},
            words={_name(style): style for style in found if style.get(f"{STYLE}family") == "text"},
            lists={_name(style): style for style in lists},
        )

    def names_of(self, node: Element) -> list[str]:
        """Return the names of a paragraph's style and of those it is made from, as people read them."""
        return [
            style.get(f"{STYLE}display-name") or _name(style).replace("_20_", " ")
            for style in _lineage(self.paragraphs, node.get(f"{TEXT}style-name", ""))
        ]

    def role_of(self, node: Element) -> str:
        """Return what a paragraph is, empty for a plain one."""
        return next((ROLES[name] for name in self.names_of(node) if name in ROLES), "")

    def marks_of(self, node: Element) -> list[str]:
        """Return the elements that say how words stand out, the nearest style deciding."""
        facts: dict[str, str] = {}
        for style in _lineage(self.words, node.get(f"{TEXT}style-name", "")):
            for properties in style.findall(f"{STYLE}text-properties"):
                facts = {**properties.attrib, **facts}
        position = facts.get(f"{STYLE}text-position", "")
        raised = position.startswith("super") or (position[:1].isdigit() and not position.startswith("0"))
        marks = {
            "strong": facts.get(f"{FO}font-weight") in {"bold", "600", "700", "800", "900"},
            "em": facts.get(f"{FO}font-style") in {"italic", "oblique"},
            "sup": raised,
            "sub": position.startswith(("sub", "-")),
        }
        return [mark for mark, applies in marks.items() if applies]

    def is_numbered(self, style: str, level: int) -> bool:
        """Tell whether a list counts its entries at a level."""
        levels = self.lists.get(style)
        if levels is None:
            return False
        numbers = levels.findall(f"{TEXT}list-level-style-number")
        return any(
            number.get(f"{TEXT}level") == str(level) and number.get(f"{STYLE}num-format", "") for number in numbers
        )


def _name(style: Element) -> str:
    return style.get(f"{STYLE}name", "")


def _lineage(styles: dict[str, Element], name: str) -> Iterator[Element]:
    for _ in range(MOST_PARENTS):
        style = styles.get(name)
        if style is None:
            return
        yield style
        name = style.get(f"{STYLE}parent-style-name", "")
