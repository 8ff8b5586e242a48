"""The PDF of a book, drawn in a process of its own: hundreds of pages take half a gigabyte, and give it back so.

Run by itself as `python -m app.handbook.documents.drawing LANGUAGE`: a filled page comes in, the PDF goes out.
"""

import base64
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from threading import Lock

from flask import Flask, current_app
from markupsafe import Markup

from app.handbook.documents.book import Book, BookPicture
from app.kernel.files import path_of
from app.kernel.i18n import connect_translations, use_locale
from app.kernel.locales import LOCALES
from app.kernel.pdf import render_pdf
from app.programmes.queries import logo_picture

ROOT = Path(__file__).resolve().parents[3]
LONGEST_SECONDS = 600
OTHER_LANGUAGE_MARKS = ("Art", "Part")
"""What WeasyPrint calls `<article>` and `<main>`; a book has none of its own, see `_marks`."""
ELEMENTS = {"Art": "article", "Part": "main"}
INLINE = {"/H1", "/H2", "/H3", "/H4", "/P", "/Link", "/Span"}

_drawing = Lock()  # one book at a time in a process: two would take twice the memory


class DrawingFailed(Exception):
    """The process that drew a book ended without one; the message is the last of what it said."""


def book_pdf(book: Book) -> bytes:
    """Set a book as tagged PDF/A-3a and PDF/UA-1."""
    with use_locale(book.locale):
        page = current_app.jinja_env.get_template("documents/handbook/book.html").render(
            book=book,
            elements=_elements(book.locale),
            is_epub=False,
            logos=[(logo_picture(key), text) for key, text in book.logos],
            pictures={name: _picture(one) for name, one in book.pictures.items()},
        )
    command = [sys.executable, "-m", "app.handbook.documents.drawing", book.locale]
    with _drawing:
        try:
            done = subprocess.run(
                command, input=page.encode(), capture_output=True, timeout=LONGEST_SECONDS, cwd=ROOT, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise DrawingFailed(f"not done after {LONGEST_SECONDS} seconds") from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise DrawingFailed(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _picture(picture: BookPicture) -> str:
    """Return a picture as an address that carries it in itself, since documents read nothing else."""
    content = base64.b64encode(path_of(picture.key).read_bytes()).decode()
    return f"data:{picture.media_type};base64,{content}"


def _marks(locale: str) -> dict[str, str]:
    """Return the tag that stands for each other language, since WeasyPrint writes no language of a part."""
    return dict(zip((other for other in LOCALES if other != locale), OTHER_LANGUAGE_MARKS, strict=True))


def _elements(locale: str) -> dict[str, str]:
    """Return the element to write for a part in each language; its own needs none in particular."""
    return {"": "div"} | {other: ELEMENTS[mark] for other, mark in _marks(locale).items()}


def draw(page: str, locale: str) -> bytes:
    """Draw a filled page; the application is not there, only what documents need of it."""
    app = Flask("app", root_path=str(ROOT / "app"), template_folder=str(ROOT / "templates"), static_folder=None)
    app.config["STATIC_DIR"] = str(ROOT / "static")
    connect_translations(app, str(ROOT / "translations"))
    with app.app_context():
        content = render_pdf("handbook", {"page": Markup(page)}, locale)  # noqa: S704 -- filled by a template already
    return _say_languages(content, locale)


def _say_languages(content: bytes, locale: str) -> bytes:
    """Give the parts in another language their language, and a tag that says no more than they are."""
    import pikepdf  # as heavy as WeasyPrint

    languages = {f"/{mark}": other for other, mark in _marks(locale).items()}
    with pikepdf.open(BytesIO(content)) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") in languages:
                element.Lang = pikepdf.String(languages[str(element.S)])
                element.S = pikepdf.Name("/Span" if str(element.P.S) in INLINE else "/Div")
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(sys.stdin.read(), sys.argv[1]))
