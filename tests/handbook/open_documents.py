"""OpenDocument texts for tests, written as LibreOffice writes them."""

import io
import zipfile

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "manifest": "manifest",
    }.items()
)
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
START = '<?xml version="1.0" encoding="UTF-8"?>'
STYLES = f"""{START}<office:document-styles {NAMES}><office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
</office:styles></office:document-styles>"""
OWN_STYLES = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T3" style:family="text" style:parent-style-name="Strong_20_Emphasis">
<style:text-properties fo:font-weight="normal"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>"""
SMALL = (
    '<text:h text:outline-level="1">A chapter</text:h><text:h text:outline-level="2">A section</text:h>'
    "<text:p>A paragraph.</text:p>"
)
MANIFEST = f"{START}<manifest:manifest {NAMES}/>"


def open_document(text: str = SMALL, *, parts: dict[str, str | bytes] | None = None, body: str = "text") -> bytes:
    """Make a file of a text's XML; `parts` replace or add parts."""
    content = (
        f"{START}<office:document-content {NAMES}>{OWN_STYLES}<office:body><office:{body}>{text}</office:{body}>"
        "</office:body></office:document-content>"
    )
    held = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": STYLES,
        "META-INF/manifest.xml": MANIFEST,
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in held.items():
            archive.writestr(name, part)
    return buffer.getvalue()
