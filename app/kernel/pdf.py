"""PDF from HTML and CSS templates: tagged, with embedded fonts, reading packaged files only."""

import atexit
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from app.kernel.i18n import use_locale

_drawing = Lock()  # threads share the fonts; two that draw with them at once destroy the memory of the process


class ForeignResource(ValueError):
    """A document asked for something outside the packaged files."""


def render_pdf(template: str, facts: Mapping[str, Any], locale: str) -> bytes:
    """Render `documents/<template>/document.html` in a language as tagged PDF/A-3a that also says it is PDF/UA-1."""
    import weasyprint  # costs half a second and 45 MiB: for workers, not for every web process

    with use_locale(locale):
        html = current_app.jinja_env.get_template(f"documents/{template}/document.html").render(locale=locale, **facts)
    try:
        with _drawing:
            source = weasyprint.HTML(string=html, base_url="packaged:/", url_fetcher=_fetcher())
            document = source.render(stylesheets=[_style_sheet(template)], font_config=_fonts())
            return _declare_accessible(document.write_pdf(pdf_variant="pdf/a-3a"))
    except weasyprint.urls.FatalURLFetchingError as error:
        raise ForeignResource(str(error)) from error.__cause__


def packaged_file(url: str) -> Path:
    """Return the file that `packaged:/…` names in the static folder; refuse everything else."""
    root = Path(current_app.config["STATIC_DIR"])
    path = (root / unquote(urlsplit(url).path).lstrip("/")).resolve()  # the built files may stand elsewhere
    if not url.startswith("packaged:/") or not any(path.is_relative_to(one.resolve()) for one in (root, root / "dist")):
        raise ForeignResource(f"A document may not read {url}.")
    return path


@cache
def _fetcher() -> Any:
    """Make a fetcher that reads packaged files and `data:` images, and lets nothing else pass silently."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if urlsplit(url).scheme == "data":
                return super().fetch(url, headers)
            path = packaged_file(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": guess_type(path.name)[0] or ""})

    return PackagedFetcher(fail_on_errors=True)


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    for cached in (_fonts, _style_sheet):
        atexit.register(cached.cache_clear)  # at the very end of a process WeasyPrint can no longer let them go
    return FontConfiguration()


def _documents() -> Path:
    return Path(current_app.root_path).parent / "templates" / "documents"


@cache
def _style_sheet(template: str) -> Any:
    """Parse a document's style sheet once per process: half the cost of a small document."""
    from weasyprint import CSS

    style = (_documents() / template / "document.css").read_text()
    return CSS(string=style, base_url="packaged:/", url_fetcher=_fetcher(), font_config=_fonts())


def _declare_accessible(content: bytes) -> bytes:
    """Add the PDF/UA mark, and the description PDF/A asks of it, to the document's metadata."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        mark = (_documents() / "pdf_ua.xml").read_text()
        pdf.Root.Metadata.write(packet.replace("</rdf:RDF>", f"{mark}</rdf:RDF>", 1).encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
