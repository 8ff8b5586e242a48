"""Read a Word file into a chapter, by way of simple HTML and our Markdown."""

from dataclasses import replace

from app.handbook.rules.html_to_markdown import convert_html
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.office_pictures import FilePictures
from app.handbook.rules.office_safety import OfficeParts
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.refusals import BrokenFile

CALLOUT_STYLES = ("Exercise", "Example", "Checklist", "Tip", "Warning", "Definition")
STYLE_MAP = "\n".join(
    [
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='caption'] => p.caption:fresh",
        "p[style-name='Caption'] => p.caption:fresh",
        "p[style-name='Table'] => p.caption:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Quotations'] => blockquote > p:fresh",
        "p[style-name='Intense Quote'] => blockquote > p:fresh",
        "p[style-name='TOC Heading'] => !",
        *(f"p[style-name='{word} {level}'] => !" for word in ("toc", "Contents") for level in range(1, 5)),
        *(f"p[style-name='{style}'] => blockquote.{style.lower()} > p:fresh" for style in CALLOUT_STYLES),
        "comment-reference => !",
    ]
)
UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError)
"""What the reader of Word files dies of when a file is not what it says."""


def parse_word(word: OfficeParts, *, file_name: str) -> ParsedChapter:
    """Read the checked parts of a Word file; tracked changes count as accepted, comments are left out."""
    import mammoth  # only who imports a file needs it

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
