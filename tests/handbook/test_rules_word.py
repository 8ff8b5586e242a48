"""A Word file becomes Markdown blocks, with a report of what could not be kept."""

import pytest
from docx.enum.text import WD_BREAK

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.files import read_file
from app.handbook.rules.parsed import RemarkKind
from tests.handbook.pictures import gif, huge_png, jpeg, png
from tests.handbook.word_files import (
    add_link,
    add_picture,
    add_tracked_change,
    changed,
    part_of,
    small_chapter,
    small_word_file,
    word_file,
)

LIMIT = 25 * 1024 * 1024
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(write):
    def whole(document):
        document.add_heading("A chapter", 1)
        document.add_heading("A section", 2)
        write(document)

    return read_file(word_file(whole), file_name="chapter.docx", limit_bytes=LIMIT)


def bodies(write) -> list[str]:
    return [block.body for section in read(write).sections for block in section.blocks]


def remarks(chapter) -> dict[RemarkKind, int]:
    return {remark.kind: remark.count for remark in chapter.remarks}


def test_headings_of_three_levels_make_chapter_section_and_heading():
    chapter = read(lambda document: document.add_heading("Inside", 3))

    assert (chapter.title, chapter.sections[0].title) == ("A chapter", "A section")
    assert [(block.kind, block.body) for block in chapter.sections[0].blocks] == [(BlockKind.HEADING, "Inside")]


def test_with_the_style_title_the_first_headings_are_sections():
    def write(document):
        document.add_heading("The chapter", 0)
        document.add_heading("First", 1)
        document.add_paragraph("Text.")
        document.add_heading("Second", 1)
        document.add_heading("Inside", 2)

    chapter = read_file(word_file(write), file_name="chapter.docx", limit_bytes=LIMIT)

    assert chapter.title == "The chapter"
    assert [section.title for section in chapter.sections] == ["First", "Second"]
    assert chapter.sections[1].blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Plain words.", "Plain words."),
        ("12. 11. 2026 was a day.", "12\\. 11. 2026 was a day."),
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("5 * 3 and a_b and _this_", "5 \\* 3 and a_b and \\_this\\_"),
        ("[x](javascript:alert(1))", "\\[x](javascript:alert(1))"),
        ("75\N{NO-BREAK SPACE}% of d.o.o.", "75\N{NO-BREAK SPACE}% of d.o.o."),
        ("čšž äöü ß", "čšž äöü ß"),
    ],
)
def test_words_mean_themselves(text, body):
    assert bodies(lambda document: document.add_paragraph(text)) == [body]


def test_bold_and_italic_become_emphasis_close_to_the_words():
    def write(document):
        paragraph = document.add_paragraph("Factors are ")
        paragraph.add_run("hard ").bold = True
        paragraph.add_run("or ")
        paragraph.add_run("soft").italic = True

    assert bodies(write) == ["Factors are **hard** or *soft*"]


def test_lists_stay_lists_and_links_stay_links():
    def write(document):
        document.add_paragraph("one", style="List Bullet")
        document.add_paragraph("two", style="List Bullet")
        document.add_paragraph("first", style="List Number")
        add_link(document.add_paragraph("See "), "https://example.org/a(b)", "this")

    assert bodies(write) == ["- one\n- two", "1. first", "See [this](https://example.org/a%28b%29)"]


def test_a_table_keeps_header_caption_and_bars():
    def write(document):
        document.add_paragraph("Tabelle 3: Quellen", style="Caption")
        table = document.add_table(2, 2)
        for cell, text in zip(
            [c for row in table.rows for c in row.cells], ["Faktor", "a|b", "Fläche", "6"], strict=True
        ):
            cell.text = text

    chapter = read(write)

    assert chapter.sections[0].blocks[0].kind is BlockKind.TABLE
    assert chapter.sections[0].blocks[0].body == ("Table: Quellen\n\n| Faktor | a\\|b |\n| --- | --- |\n| Fläche | 6 |")
    assert remarks(chapter) == {RemarkKind.FIRST_ROW_AS_HEADER: 1}


def test_merged_cells_and_paragraphs_in_cells_are_reported():
    def write(document):
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
        table.cell(1, 0).text = "one"
        table.cell(1, 0).add_paragraph("two")

    chapter = read(write)

    assert chapter.sections[0].blocks[0].body == "| Both |  |\n| --- | --- |\n| one; two |  |"
    assert {RemarkKind.MERGED_CELLS_SPLIT, RemarkKind.CELLS_ON_ONE_LINE} <= set(remarks(chapter))


def test_a_quotation_with_a_mark_and_a_box_round_text_become_callouts():
    def write(document):
        document.add_paragraph("[!EXERCISE] Try it", style="Quote")
        document.add_paragraph("Take one plot.", style="Quote")
        document.add_paragraph("Between.")
        box = document.add_table(1, 1).cell(0, 0)
        box.text = "[!WARNING] Careful"
        box.add_paragraph("The register may be older.")

    blocks = read(write).sections[0].blocks

    assert [(block.label, block.body) for block in blocks if block.kind is BlockKind.CALLOUT] == [
        (CalloutKind.EXERCISE, "### Try it\n\nTake one plot."),
        (CalloutKind.WARNING, "### Careful\n\nThe register may be older."),
    ]


def test_tracked_changes_count_as_accepted_and_are_reported():
    def write(document):
        paragraph = document.add_paragraph("The plot is ")
        add_tracked_change(paragraph, "del", "large")
        add_tracked_change(paragraph, "ins", "small")

    chapter = read(write)

    assert chapter.sections[0].blocks[0].body == "The plot is small"
    assert remarks(chapter) == {RemarkKind.TRACKED_CHANGES_ACCEPTED: 2}


def test_pictures_become_figures_with_their_words_and_captions():
    def write(document):
        document.add_paragraph("Before.")
        add_picture(document, png(), alt="A map [of the zone]")
        document.add_paragraph("Slika 3: The **zone**", style="Caption")
        document.add_paragraph("Abb. 4 – Above", style="Caption")
        add_picture(document, png(colour="red"), alt="Red")
        add_picture(document.add_table(1, 2).cell(0, 0).paragraphs[0], jpeg())

    chapter = read(write)

    blocks = chapter.sections[0].blocks
    map_name, red_name, photo_name = (picture.name for picture in chapter.pictures)
    assert [block.kind for block in blocks] == ["paragraph", "figure", "figure", "table", "figure"]
    assert blocks[1].body == f"![A map \\[of the zone\\]](figure:{map_name})\nThe \\*\\*zone\\*\\*"
    assert blocks[2].body == f"![Red](figure:{red_name})\nAbove"
    assert blocks[4].body == f"![](figure:{photo_name})"
    assert remarks(chapter)[RemarkKind.PICTURES_WITHOUT_WORDS] == 1
    assert RemarkKind.IMAGES_DROPPED not in remarks(chapter)


@pytest.mark.parametrize(
    ("picture", "remark"),
    [
        (gif(), RemarkKind.IMAGES_DROPPED),
        (huge_png(), RemarkKind.PICTURES_TOO_LARGE),
        (png() + b"\0" * 11 * 1024 * 1024, RemarkKind.PICTURES_TOO_LARGE),
    ],
    ids=["another kind", "too many pixels", "too many bytes"],
)
def test_pictures_that_cannot_be_kept_are_left_out_and_reported(picture, remark):
    content = word_file(lambda document: (small_chapter(document), add_picture(document, png())))

    chapter = read_file(
        changed(content, {"word/media/image1.png": picture}, compress=False), file_name="c.docx", limit_bytes=LIMIT
    )

    assert [block.body for block in chapter.sections[0].blocks] == ["A paragraph."]
    assert remarks(chapter) == {remark: 1}
    assert chapter.pictures == ()


def test_comments_are_left_out_and_reported():
    def write(document):
        paragraph = document.add_paragraph("Text.")
        document.add_comment(paragraph.runs, text="Is this so?", author="A", initials="A")

    chapter = read(write)

    assert [block.body for block in chapter.sections[0].blocks] == ["Text."]
    assert remarks(chapter) == {RemarkKind.COMMENTS_DROPPED: 1}


def test_a_footnote_stays_one_with_the_block_that_refers_to_it():
    content = small_word_file()
    document = part_of(content, "word/document.xml")
    reference = b'A paragraph</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.'
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>As of 2020</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relations = part_of(content, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdN" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>',
    )
    content = changed(
        content,
        {
            "word/document.xml": document.replace(b"A paragraph.", reference),
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations,
        },
    )

    chapter = read_file(content, file_name="chapter.docx", limit_bytes=LIMIT)

    assert chapter.sections[0].blocks[0].body == "A paragraph[^1].\n\n[^1]: As of 2020"
    assert remarks(chapter) == {}


def test_a_line_broken_by_hand_stays_broken():
    def write(document):
        paragraph = document.add_paragraph("One")
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run("Two")

    assert bodies(write) == ["One\\\nTwo"]
