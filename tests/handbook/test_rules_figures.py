"""A figure's text, its picture, and a block's footnotes."""

import uuid
from io import BytesIO

import pytest
from PIL import Image

from app.handbook.models import BlockKind
from app.handbook.rules import editing
from app.handbook.rules.figures import PictureName, read_figure, write_figure
from app.handbook.rules.footnotes import link_notes, separate_notes
from app.handbook.rules.manuscript import Manuscript, ManuscriptSection
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.pairing import Fate, plan_import
from app.handbook.rules.pictures import NoPicture, PictureTooLarge, read_picture
from app.handbook.rules.pieces import join_pieces, list_pieces
from app.handbook.rules.refusals import FiguresStayApart
from app.handbook.rules.rendering import render_block
from app.handbook.rules.taking_over import apply_plan
from app.handbook.rules.texts import TextState
from app.kernel.locales import LocalizedText
from tests.handbook.pictures import huge_png, jpeg, png

NAME = "0123456789abcdef0123456789abcdef-960x640.png"
OTHER = "fedcba9876543210fedcba9876543210-960x640.png"
OWN = "aaaaaaaaaaaaaaaa0000000000000000-800x600.jpg"


@pytest.mark.parametrize(
    ("alt", "caption"),
    [
        ("", ""),
        ("A map", ""),
        ("A map [of Leoben] \\ and round", "The zone, **drawn** anew"),
        ("A map", "Source.[^1]\n\n[^1]: SURS, 2026"),
    ],
)
def test_a_figure_is_read_as_it_was_written(alt, caption):
    figure = read_figure(write_figure(NAME, alt, caption))

    assert (figure.picture, figure.alt, figure.caption) == (PictureName(NAME), alt, caption)


@pytest.mark.parametrize("body", ["Words.", "![x](https://e.example/x.png)", "![x](figure:../../etc/passwd)", ""])
def test_what_is_no_figure_shows_no_picture(body):
    rendered = render_block(BlockKind.FIGURE, body)

    assert rendered.picture is None
    assert "<img" not in rendered.html


@pytest.mark.parametrize(
    ("pixels", "size"),
    [("960x640", (480, 320)), ("1600x800", (640, 320)), ("300x200", (300, 200)), ("9x99999", (9, 99999))],
)
def test_a_picture_takes_half_its_pixels_and_no_more_than_the_text_is_wide(pixels, size):
    assert PictureName(f"{NAME[:32]}-{pixels}.png").size == size


def test_a_picture_is_drawn_anew_upright_and_no_larger_than_needed():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Made by a person, 46.05 N 14.5 E"

    kept = read_picture(jpeg(3000, 1500, exif=exif))

    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (800, 1600)
        assert not image.getexif()
    assert kept.name.endswith("-800x1600.jpg")
    assert read_picture(png()).name == read_picture(png()).name != read_picture(png(colour="red")).name


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NoPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NoPicture),
        (b"GIF89a", NoPicture),
        (png()[:60], NoPicture),
        (jpeg()[:300], NoPicture),
        (b"\x89PNG\r\n\x1a\n IEND", NoPicture),
        (huge_png(), PictureTooLarge),
        (huge_png(6000, 6000), PictureTooLarge),
        (png() + b"\0" * 11 * 1024 * 1024, PictureTooLarge),
    ],
)
def test_what_cannot_be_a_picture_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_picture(content)


def figure_in(**pictures: str) -> tuple[Manuscript, uuid.UUID]:
    """Return a text with a figure that has a picture for each language; the source is English."""
    bodies = {language: write_figure(name, f"Words in {language}", "") for language, name in pictures.items()}
    block = editing.new_block(uuid.uuid4(), BlockKind.FIGURE, locale="en", body=bodies.pop("en"))
    for language, body in bodies.items():
        block = editing.written(block, language, body=body)
    return Manuscript(sections=(ManuscriptSection(uuid.uuid4(), LocalizedText(en="Section"), (block,)),)), block.id


@pytest.mark.parametrize(("is_cosmetic", "state"), [(True, TextState.CURRENT), (False, TextState.STALE)])
def test_another_picture_of_the_source_is_that_of_all_languages_but_those_with_their_own(is_cosmetic, state):
    manuscript, block_id = figure_in(en=NAME, de=NAME, sl=OWN)
    body = write_figure(OTHER, "Words in en", "")

    written = editing.write(manuscript, block_id, "en", body=body, is_cosmetic=is_cosmetic)

    block = editing.get_block(written, block_id)
    names = {language: read_figure(text).picture.name for language, text in block.bodies.items()}
    assert names == {"en": OTHER, "de": OTHER, "sl": OWN}
    assert read_figure(block.bodies["de"]).alt == "Words in de"
    assert {block.state("de"), block.state("sl")} == {state}


def test_another_picture_of_a_translation_is_its_own():
    manuscript, block_id = figure_in(en=NAME, de=NAME, sl=NAME)

    written = editing.write(manuscript, block_id, "de", body=write_figure(OWN, "Karte", ""))

    block = editing.get_block(written, block_id)
    assert [language for language, text in block.bodies.items() if OWN in text] == ["de"]
    assert all(block.state(language) is TextState.CURRENT for language in block.texts)


def test_figures_are_not_merged():
    manuscript, block_id = figure_in(en=NAME)
    section = manuscript.sections[0]
    second = editing.new_block(uuid.uuid4(), BlockKind.FIGURE, locale="en", body=write_figure(OTHER, "", ""))

    with pytest.raises(FiguresStayApart):
        editing.merge(editing.add(manuscript, second, section_id=section.id, after_id=block_id), block_id)


NOTED = "One[^a] and two.[^b]\n\nThree,[^a] `[^a]` and [^c].\n\n[^a]: First *note*\n[^b]: Second"


def test_references_become_links_to_the_notes_in_order():
    rendered = render_block(BlockKind.PARAGRAPH, NOTED)

    html = link_notes(rendered.html, first=4, anchor="b-1")
    assert rendered.notes == ("First <em>note</em>", "Second")
    assert html.count('<a href="#b-1-n1" role="doc-noteref">4</a>') == 1
    assert '<a href="#b-1-n1" id="b-1-r1" role="doc-noteref">4</a>' in html
    assert '<a href="#b-1-n2" id="b-1-r2" role="doc-noteref">5</a>' in html
    assert "<code>[^a]</code> and [^c]." in html
    assert "Second" not in html


def test_a_text_cannot_write_the_sign_of_a_note():
    rendered = render_block(BlockKind.PARAGRAPH, '<sup data-note="1-1">1</sup> [x](#b-1-n1)')

    assert link_notes(rendered.html, first=1, anchor="b-1") == rendered.html
    assert "&lt;sup" in rendered.html


def test_notes_go_with_the_piece_that_refers_to_them_and_come_together_again():
    pieces = list_pieces(BlockKind.PARAGRAPH, NOTED)

    assert [list(separate_notes(piece)[1].values()) for piece in pieces] == [
        ["First *note*", "Second"],
        ["First *note*"],
    ]
    assert join_pieces(BlockKind.PARAGRAPH, pieces) == NOTED.replace("[^a]", "[^1]").replace("[^b]", "[^2]")


def test_a_file_gives_each_block_its_figure_and_its_notes():
    text = (
        f"# T\n\n## S\n\nOne.[^x] ![words](figure:{NAME}) here\n\n![A map](figure:{NAME})\nThe zone.[^y]\n\n"
        "Table: Costs[^x]\n\n| a | b |\n| --- | --- |\n| 1[^y] | 2 |\n\n[^x]: From\nthe register\n[^y]: SURS"
    )

    blocks = parse_markdown(text).sections[0].blocks

    assert [(block.kind, block.body) for block in blocks] == [
        (BlockKind.PARAGRAPH, "One.[^1] words here\n\n[^1]: From the register"),
        (BlockKind.FIGURE, f"![A map](figure:{NAME})\nThe zone.[^1]\n\n[^1]: SURS"),
        (
            BlockKind.TABLE,
            "Table: Costs[^1]\n\n| a | b |\n| --- | --- |\n| 1[^2] | 2 |\n\n[^1]: From the register\n[^2]: SURS",
        ),
    ]


def test_a_file_taken_over_again_keeps_the_words_of_a_figure_that_it_lacks_itself():
    text = "# T\n\n## S\n\nBefore.\n\n![{}](figure:" + NAME + ")\n{}"
    stored = apply_plan(
        Manuscript(), plan_import(parse_markdown(text.format("A map", "Old")), Manuscript(), "en"), remove_gone=False
    )

    plan = plan_import(parse_markdown(text.format("", "New words altogether")), stored, "en")

    assert [pair.fate for pair in plan.sections[0].blocks] == [Fate.UNCHANGED, Fate.CHANGED]
    assert plan.sections[0].blocks[1].parsed.body == f"![A map](figure:{NAME})\nNew words altogether"
    assert plan_import(parse_markdown(text.format("", "")), stored, "en").count(Fate.UNCHANGED) == 2


def test_what_has_other_pictures_is_paired_by_its_words():
    old = parse_markdown(f"# T\n\n## S\n\n![A map of the zone](figure:{NAME})\nThe zone Jug")
    stored = apply_plan(Manuscript(), plan_import(old, Manuscript(), "en"), remove_gone=False)
    new = parse_markdown(f"# T\n\n## S\n\n![A map of the zone](figure:{OTHER})\nThe zone Jug anew")

    assert plan_import(new, stored, "en").count(Fate.CHANGED) == 1
