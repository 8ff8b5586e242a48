"""PDF from HTML and CSS templates: tagged, with embedded fonts, reading packaged files only."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from app.kernel.i18n import use_locale

UA_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"


class ForeignResource(ValueError):
    """A document asked for something outside the packaged files."""


def render_pdf(template: str, facts: Mapping[str, Any], locale: str) -> bytes:
    """Render `documents/<template>/document.html` in a language as tagged PDF/A-3a that also says it is PDF/UA-1."""
    import weasyprint  # costs half a second and 45 MiB: for workers, not for every web process

    with use_locale(locale):
        html = current_app.jinja_env.get_template(f"documents/{template}/document.html").render(locale=locale, **facts)
    document = weasyprint.HTML(string=html, base_url="packaged:/", url_fetcher=fetch_packaged).render(
        stylesheets=[_style_sheet(template)], font_config=_fonts()
    )
    return _declare_accessible(document.write_pdf(pdf_variant="pdf/a-3a"))


def fetch_packaged(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """Read `packaged:/…` from the static folder and `data:` images; refuse everything else."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        from weasyprint import default_url_fetcher

        return dict(default_url_fetcher(url))
    root = Path(current_app.config["STATIC_DIR"])
    path = (root / unquote(parts.path).lstrip("/")).resolve()
    if parts.scheme != "packaged" or not path.is_relative_to(root.resolve()):
        raise ForeignResource(f"A document may not read {url}.")
    return {"file_obj": path.open("rb"), "filename": path.name}


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _style_sheet(template: str) -> Any:
    """Parse a document's style sheet once per process: half the cost of a small document."""
    from weasyprint import CSS

    path = Path(current_app.root_path).parent / "templates" / "documents" / template / "document.css"
    return CSS(string=path.read_text(), base_url="packaged:/", url_fetcher=fetch_packaged, font_config=_fonts())


def _declare_accessible(content: bytes) -> bytes:
    """Add the PDF/UA mark, and the description PDF/A asks of it, to the document's metadata."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        marked = packet.replace("</rdf:RDF>", f"{UA_MARK}</rdf:RDF>", 1)
        pdf.Root.Metadata.write(marked.encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


UA_MARK = f"""
<rdf:Description xmlns:pdfuaid="{UA_NAMESPACE}" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
  rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>{UA_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
  <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
  <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description></rdf:li></rdf:Seq>
  </pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
