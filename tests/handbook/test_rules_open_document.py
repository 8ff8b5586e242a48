"""OpenDocument texts become chapters, or are refused."""

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules import refusals
from app.handbook.rules.files import read_file
from app.handbook.rules.parsed import RemarkKind
from tests.handbook.open_documents import MANIFEST, SMALL, START, open_document
from tests.handbook.pictures import png

LIMIT = 25 * 1024 * 1024
ENTITY = START + '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x/>'


def read(content: bytes, name: str = "chapter.odt"):
    return read_file(content, file_name=name, limit_bytes=LIMIT)


def blocks_of(text: str, **parts: dict[str, str | bytes]) -> list[tuple[BlockKind, str]]:
    chapter = read(open_document(SMALL + text, **parts))
    return [(block.kind, block.body) for block in chapter.sections[0].blocks[1:]]


def remarks_of(text: str, **parts: dict[str, str | bytes]) -> dict[RemarkKind, int]:
    return {remark.kind: remark.count for remark in read(open_document(SMALL + text, **parts)).remarks}


def test_headings_make_chapter_and_sections():
    chapter = read(open_document())

    assert (chapter.title, [section.title for section in chapter.sections]) == ("A chapter", ["A section"])
    assert [block.body for block in chapter.sections[0].blocks] == ["A paragraph."]


def test_numbered_headings_are_no_list():
    numbered = f"<text:list><text:list-item>{SMALL}</text:list-item></text:list>"

    assert read(open_document(numbered)).sections[0].title == "A section"


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ('a <text:span text:style-name="Strong_20_Emphasis">bold</text:span> word', "a **bold** word"),
        ('<text:span text:style-name="T1">soft</text:span>', "*soft*"),
        ('<text:span text:style-name="T3">plain again</text:span>', "plain again"),
        ('m<text:span text:style-name="T2">2</text:span>', "m²"),
        ('<text:a xlink:href="https://example.org/a">here</text:a>', "[here](https://example.org/a)"),
        ("one<text:line-break/>two", "one\\\ntwo"),
        ('one<text:s text:c="3"/>two<text:tab/>three', "one two three"),
        ("page <text:page-number>7</text:page-number>", "page 7"),
        ("5 * 3 [x](y)", "5 \\* 3 \\[x](y)"),
        ("<text:bookmark-start text:name='a'/>kept<text:bookmark-end text:name='a'/>", "kept"),
    ],
)
def test_words_mean_themselves(words, body):
    assert blocks_of(f"<text:p>{words}</text:p>") == [(BlockKind.PARAGRAPH, body)]


def test_lists_stay_lists_also_inside_one_another():
    inner = "<text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list>"
    first = f"<text:list-item><text:p>one</text:p>{inner}</text:list-item>"
    outer = first + "<text:list-item><text:p>two</text:p></text:list-item>"

    assert blocks_of(f'<text:list text:style-name="L1">{outer}</text:list>') == [
        (BlockKind.LIST, "1. one\n   - inner\n2. two")
    ]


def test_a_table_keeps_header_caption_and_every_cell():
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>" * 2
    table = (
        "<text:p text:style-name='Table'>Table 1: What counts</text:p><table:table><table:table-column/>"
        f"<table:table-header-rows><table:table-row>{cells.format('Factor', 'Weight')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cells.format('road', '3')}</table:table-row>"
        "<table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>both</text:p></table:table-cell>"
        "<table:covered-table-cell/></table:table-row></table:table>"
    )

    assert blocks_of(table) == [
        (BlockKind.TABLE, "Table: What counts\n\n| Factor | Weight |\n| --- | --- |\n| road | 3 |\n| both |  |")
    ]
    assert remarks_of(table) == {RemarkKind.MERGED_CELLS_SPLIT: 1}


def test_quotations_and_footnotes_stay_what_they_are():
    said = "<text:note-body><text:p>Said so.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{said}</text:note>"

    assert blocks_of(
        f'<text:p text:style-name="P1">First.</text:p><text:p text:style-name="P1">Second{note}</text:p>'
    ) == [(BlockKind.QUOTATION, "First.\n\nSecond[^1]\n\n[^1]: Said so.")]


def test_a_picture_becomes_a_figure_with_its_words():
    frame = (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:desc>A map</svg:desc></draw:frame></text:p>'
        "<text:p text:style-name='Caption'>Figure 1: The zone</text:p>"
    )
    kept = {"parts": {"Pictures/1.png": png()}}

    ((kind, body),) = blocks_of(frame, **kept)

    assert kind is BlockKind.FIGURE
    assert body.startswith("![A map](figure:")
    assert body.endswith("\nThe zone")
    assert len(read(open_document(SMALL + frame, **kept)).pictures) == 1


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>",
            RemarkKind.TRACKED_CHANGES_ACCEPTED,
        ),
        (
            "<text:p>x<office:annotation><dc:creator>A</dc:creator><text:p>gone</text:p></office:annotation></text:p>",
            RemarkKind.COMMENTS_DROPPED,
        ),
        (
            '<text:p>x<draw:frame><draw:image xlink:href="https://e.example/1.png"/></draw:frame></text:p>',
            RemarkKind.OUTSIDE_REFERENCES_IGNORED,
        ),
        (
            '<text:p>x<draw:frame><draw:image xlink:href="Pictures/lost.png"/></draw:frame></text:p>',
            RemarkKind.IMAGES_DROPPED,
        ),
    ],
)
def test_what_is_left_out_is_remarked(text, remark):
    assert remarks_of(text)[remark] == 1
    assert "gone" not in str(blocks_of(text))


def test_a_list_of_contents_is_left_out_and_text_in_a_box_follows_its_paragraph():
    contents = (
        "<text:table-of-content><text:index-body><text:p>A section 2</text:p></text:index-body></text:table-of-content>"
    )
    box = "<text:p>Before.<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>"

    assert [body for _, body in blocks_of(contents + box)] == ["Before.", "In the box."]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (lambda: open_document(body="spreadsheet"), refusals.NotAnOpenDocument),
        (lambda: open_document(parts={"Basic/Standard/Module1.xml": "<x/>"}), refusals.FileHasMacros),
        (lambda: open_document(parts={"Scripts/python/x.py": "x"}), refusals.FileHasMacros),
        (lambda: open_document(parts={"content.xml": ENTITY}), refusals.FileHasEntities),
        (lambda: open_document(parts={"styles.xml": ENTITY}), refusals.FileHasEntities),
        (lambda: open_document(parts={"content.xml": "<x"}), refusals.BrokenFile),
        (
            lambda: open_document(
                parts={
                    "META-INF/manifest.xml": MANIFEST.replace("/>", "><manifest:encryption-data/></manifest:manifest>")
                }
            ),
            refusals.ProtectedFile,
        ),
        (lambda: open_document(parts={"content.xml": b" " * 13_000_000}), refusals.FileSwells),
        (lambda: open_document('<text:h text:outline-level="many">x</text:h>'), refusals.BrokenFile),
        (lambda: open_document()[:900], refusals.BrokenFile),
        (lambda: open_document("<text:p/>"), refusals.NothingToImport),
        (lambda: b"This is no file of LibreOffice.", refusals.NotAnOpenDocument),
    ],
)
def test_a_hostile_or_broken_file_is_refused(content, refusal):
    with pytest.raises(refusal) as refused:
        read(content())
    assert type(refused.value) is refusal
