"""Rewrite the safe HTML of a block for paper and for EPUB: as XML, with links that say where they lead.

It is what the sanitiser writes: every attribute in double quotes, every tag closed but those that stand alone.
"""

import re
import uuid

from markupsafe import Markup, escape

from app.handbook.rules.glossary.links import LINK_CLASS
from app.kernel.i18n import gettext

LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>([^<]*)')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
DROPPED = {"rel", "target"}


def as_xhtml(html: str, *, section: str = "") -> Markup:
    """Return the HTML that the sanitiser let through as XML; `section` is the anchor of the section it stands in."""
    text = html.replace("<br>", "<br/>").replace("&nbsp;", "\N{NO-BREAK SPACE}")
    return Markup(LINK.sub(lambda link: _finish_link(link, section), text))  # noqa: S704 -- the sanitiser's own


def term_anchor(term_id: uuid.UUID) -> str:
    """Return where a term stands in the index of a book."""
    return f"term-{term_id.hex[:8]}"


def place_anchor(term: str, section: str) -> str:
    """Return where a term stands first in a section; `term` is its anchor in the index."""
    return f"{term}-in-{section}"


def _finish_link(link: re.Match[str], section: str) -> str:
    """Say in words where a link leads, as PDF/UA asks; mark what refers to a note or to the index as such."""
    attributes = {name: value.replace("<", "&lt;") for name, value in ATTRIBUTE.findall(link[1]) if name not in DROPPED}
    if attributes.get("role") == "doc-noteref":
        attributes |= {"epub:type": "noteref", "title": str(escape(gettext("Note %(number)s", number=link[2])))}
    elif attributes.get("class") == LINK_CLASS:
        attributes["id"] = place_anchor(attributes["href"].removeprefix("#"), section)
        attributes |= {"epub:type": "glossref", "title": gettext("Glossary: %(words)s", words=link[2])}
    elif not attributes.get("title"):
        attributes["title"] = gettext("Link to %(address)s", address=attributes.get("href", ""))
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<a{written}>{link[2]}"
