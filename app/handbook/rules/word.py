"""Read a Word file into a chapter, by way of simple HTML and our Markdown."""

import re
from dataclasses import replace

from app.handbook.rules.html_to_markdown import convert_html
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.office_pictures import FilePictures
from app.handbook.rules.office_safety import OfficeParts
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.refusals import BrokenFile
from app.handbook.rules.style_names import CALLOUTS, CAPTION, CONTENTS, HEADING, QUOTATION, SUBTITLE, TITLE

LEVELS = range(1, 7)
STYLE_MAP = "\n".join(
    [
        *(f"p[style-name='{name}'] => h1.title:fresh" for name in TITLE),
        *(f"p[style-name='{name} {level}'] => h{level}:fresh" for name in HEADING for level in LEVELS),
        *(f"p[style-name='{name}'] => p:fresh" for name in SUBTITLE),
        *(f"p[style-name='{name}'] => p.caption:fresh" for name in (*CAPTION, "caption")),
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in QUOTATION),
        "p[style-name='TOC Heading'] => !",
        *(f"p[style-name='{name} {level}'] => !" for name in CONTENTS for level in LEVELS),
        *(
            f"p[style-name='{name}'] => blockquote.{kind} > p:fresh"
            for kind, names in CALLOUTS.items()
            for name in names
        ),
        "br[type='page'] => br",
        "br[type='column'] => br",
        "comment-reference => !",
    ]
)
SIMPLE_FIELD = re.compile(rb"</?w:fldSimple\b[^>]*>")
"""A field round its words; the reader of Word files would leave out both."""
UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError)
"""What the reader of Word files dies of when a file is not what it says."""


def parse_word(word: OfficeParts, *, file_name: str) -> ParsedChapter:
    """Read the checked parts of a Word file; tracked changes count as accepted, comments are left out."""
    import mammoth  # only who imports a file needs it

    word.parts.update({name: SIMPLE_FIELD.sub(b"", part) for name, part in word.parts.items() if name.endswith(".xml")})
    pictures = FilePictures()
    try:
        html = mammoth.convert_to_html(
            word.as_zip(),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(pictures.take),
        ).value
    except UNREADABLE as error:
        raise BrokenFile from error
    markdown, remarks = convert_html(html)
    chapter = parse_markdown(markdown, file_name=file_name, remarks=remarks + word.remarks + pictures.remarks)
    return replace(chapter, pictures=tuple(pictures.kept.values()))
