"""The EPUB 3 of a book: a zip file of pages, one for each chapter. No two runs differ in a byte."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import current_app

from app.handbook.documents.book import Book
from app.kernel.files import path_of
from app.kernel.i18n import gettext, use_locale
from app.kernel.locales import LOCALES

TEMPLATES = "documents/handbook/epub"
PICTURES = ("mark.svg", "eu-emblem.svg")
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""What a zip file can say of the time at least; the book's own date stands in its metadata."""
ELEMENTS = dict.fromkeys(("", *LOCALES), "span")


@dataclass(frozen=True)
class Item:
    """A file of the package, as its list of contents names it."""

    id: str
    href: str
    media_type: str
    properties: str = ""


def book_epub(book: Book) -> bytes:
    """Pack a book as EPUB 3."""
    files: dict[str, bytes] = {}
    with use_locale(book.locale):
        facts = {
            "book": book,
            "elements": ELEMENTS,
            "is_epub": True,
            "logos": [(f"images/logo-{number}.png", text) for number, (_, text) in enumerate(book.logos, start=1)],
            "pictures": {name: f"images/{name}" for name in book.pictures},
            "summary": _summary(),
        }
        pictures = _pictures(book)
        files["cover.xhtml"] = _fill("cover.html", facts)
        for chapter in book.chapters:
            page = _fill("chapter.html", facts | {"chapter": chapter})
            files[f"{chapter.anchor}.xhtml"] = page.replace(b'href="#term-', b'href="terms.xhtml#term-')
        if book.index:
            files["terms.xhtml"] = _fill("terms.html", facts)
        files["nav.xhtml"] = _fill("nav.html", facts)
    files |= pictures | {"style.css": (_folder() / "style.css").read_bytes()}
    files["package.opf"] = _fill("package.xml", facts | {"items": _items(files), "modified": _modified(book)})
    return _pack({"META-INF/container.xml": _fill("container.xml", {})} | {f"EPUB/{k}": v for k, v in files.items()})


def _summary() -> str:
    return gettext("All text can be read aloud and set larger; headings, tables and lists are marked as such.")


def _folder() -> Path:
    return Path(current_app.root_path).parent / "templates" / TEMPLATES


def _fill(template: str, facts: Mapping[str, Any]) -> bytes:
    return current_app.jinja_env.get_template(f"{TEMPLATES}/{template}").render(facts).encode()


def _pictures(book: Book) -> dict[str, bytes]:
    images = Path(current_app.config["STATIC_DIR"]) / "img"
    pictures = {f"images/{name}": (images / name).read_bytes() for name in PICTURES}
    pictures |= {f"images/{name}": path_of(one.key).read_bytes() for name, one in book.pictures.items()}
    return pictures | {
        f"images/logo-{number}.png": path_of(key).read_bytes() for number, (key, _) in enumerate(book.logos, start=1)
    }


def _items(files: Mapping[str, bytes]) -> list[Item]:
    return [
        Item(
            f"i-{Path(name).name.replace('.', '-')}",
            name,
            TYPES[Path(name).suffix],
            "nav" if name == "nav.xhtml" else "",
        )
        for name in files
    ]


def _modified(book: Book) -> str:
    return book.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pack(files: Mapping[str, bytes]) -> bytes:
    """Write the zip; its first file, not compressed, says what it is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as epub:
        epub.writestr(zipfile.ZipInfo("mimetype", FIRST_DAY), b"application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            epub.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
