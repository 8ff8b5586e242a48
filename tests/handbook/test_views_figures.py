"""Figures through the pages: added, exchanged, read by whom they are for, and what keeps them from being published."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest

from app.accounts.models import Role
from app.handbook.actions import add_chapter, keep_draft
from app.handbook.models import BlockKind, FigurePicture, Pillar
from app.handbook.queries import find_latest_edition, get_manuscript
from app.handbook.rules.figures import read_figure
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.texts import TextState
from app.kernel.database import db, transaction
from tests.factories.handbook import make_block
from tests.handbook.pictures import figure_of, png
from tests.handbook.reading import read
from tests.handbook.word_files import add_picture, small_chapter, word_file

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def chapter_id(programme):
    with transaction():
        return add_chapter(programme.id, Pillar.DEVELOPMENT, {"en": parse_markdown("# C\n\n## S\n\nOne.")}, at=AT).id


def figure_in(chapter_id):
    return next(block for block in get_manuscript(chapter_id).iter_blocks() if block.kind is BlockKind.FIGURE)


def add(client, chapter_id, **facts):
    section = get_manuscript(chapter_id).sections[0]
    address = f"/en/organise/handbook/chapters/{chapter_id}/sections/{section.id}/figures?after={section.blocks[0].id}"
    data = {"language": "en", "alt": "A map", "caption": "The *zone*", **facts}
    return client.post(address, data=data, content_type="multipart/form-data")


def sent(content: bytes, name: str = "map.png") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def save(client, chapter_id, language: str, **facts):
    block = figure_in(chapter_id)
    address = f"/en/organise/handbook/chapters/{chapter_id}/blocks/{block.id}?language={language}"
    page = client.get(address).text
    hidden = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1] for name in ("seen", "picture")}
    data = {"language": language, "meaning": "substantive", **hidden, **facts}
    return client.post(address, data=data, content_type="multipart/form-data")


def test_another_picture_is_looked_at_before_it_is_saved(signed_in_as, chapter_id):
    client = signed_in_as(Role.TRAINER)
    add(client, chapter_id, file=sent(png()))
    before = figure_in(chapter_id).bodies["en"]

    page = save(client, chapter_id, "en", caption="The *new* zone", file=sent(png(colour="red")), preview="1").text

    preview = page.partition('id="preview"')[2].partition("</section>")[0]
    assert "Figure 1.1" in preview
    assert "The <em>new</em> zone" in preview
    name = re.search(r"/en/handbook/figures/([^\"]+)", preview)[1]
    assert name not in before
    assert f'value="{name}"' in page
    with client.get(f"/en/handbook/figures/{name}") as picture:
        assert picture.status_code == 200
    assert figure_in(chapter_id).bodies["en"] == before


def test_a_figure_is_added_translated_and_gets_another_picture(signed_in_as, chapter_id):
    client = signed_in_as(Role.TRAINER)

    added = add(client, chapter_id, file=sent(png()))
    first = read_figure(figure_in(chapter_id).bodies["en"]).picture
    translated = save(client, chapter_id, "de", alt="Eine Karte", caption="Die Zone")
    exchanged = save(client, chapter_id, "en", alt="A map", caption="The zone", file=sent(png(colour="red")))

    block = figure_in(chapter_id)
    assert (added.status_code, translated.status_code, exchanged.status_code) == (303, 303, 303)
    pictures = {read_figure(body).picture for body in block.bodies.values()}
    assert len(pictures) == 1
    assert pictures != {first}
    assert block.bodies["de"].startswith("![Eine Karte](figure:")
    assert block.state("de") is TextState.STALE
    page = client.get(f"/en/organise/handbook/chapters/{chapter_id}?language=en").text
    assert f'<img src="/en/handbook/figures/{pictures.pop().name}" alt="A map" width="60" height="40"' in page


def test_a_translation_has_its_own_picture_until_it_shows_that_of_the_source_again(signed_in_as, chapter_id):
    client = signed_in_as(Role.TRAINER)
    add(client, chapter_id, file=sent(png()))

    save(client, chapter_id, "de", alt="Eine Karte", caption="", file=sent(png(colour="red")))
    own = {read_figure(body).picture for body in figure_in(chapter_id).bodies.values()}
    save(client, chapter_id, "de", alt="Eine Karte", caption="", shares="y")
    shared = {read_figure(body).picture for body in figure_in(chapter_id).bodies.values()}

    assert (len(own), len(shared)) == (2, 1)
    assert figure_in(chapter_id).state("de") is TextState.CURRENT


def test_a_picture_that_is_none_is_refused_and_nothing_typed_is_lost(signed_in_as, chapter_id):
    client = signed_in_as(Role.TRAINER)

    answer = add(client, chapter_id, file=sent(b"<svg onload='alert(1)'/>", "map.png"))

    assert answer.status_code == 422
    assert "The content of the file must be PNG or JPEG." in answer.text
    assert "A map</textarea>" in answer.text
    assert db.session.query(FigurePicture).count() == 0
    assert add(client, chapter_id).status_code == 422


def test_a_picture_need_not_be_sent_again_when_a_text_must_be_mended(signed_in_as, chapter_id):
    client = signed_in_as(Role.TRAINER)

    answer = add(client, chapter_id, file=sent(png()), alt="x" * 1001)
    name = re.search(r'name="picture"[^>]* value="([^"]+)"', answer.text)[1]
    again = add(client, chapter_id, picture=name)

    assert (answer.status_code, again.status_code) == (422, 303)
    assert read_figure(figure_in(chapter_id).bodies["en"]).picture.name == name


@pytest.fixture
def drawn(programme, section) -> str:
    """Section 3.2 with a figure in three languages, and a paragraph with notes; return the picture's address."""
    with transaction():
        bodies = {"sl": "Karta", "de": "Karte", "en": "Map"}
        texts = {locale: figure_of(programme, alt, "See[^1]\n\n[^1]: SURS") for locale, alt in bodies.items()}
        make_block(section, texts, kind=BlockKind.FIGURE)
        make_block(section, {"en": "Two[^a] notes[^b].\n\n[^a]: A\n[^b]: B"})
    return f"/en/handbook/figures/{read_figure(texts['en']).picture.name}"


def test_a_picture_is_the_staffs_until_it_is_published_and_everybodys_for_ever_after(client, signed_in_as, drawn):
    before = client.get(drawn, buffered=True).status_code
    staff = signed_in_as(Role.TRAINER).get(drawn, buffered=True)
    page = read(client, "/en/handbook/3/2").text
    everybody = client.get(drawn, buffered=True)

    assert before == 404
    assert staff.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert everybody.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (everybody.mimetype, everybody.data[:4]) == ("image/png", b"\x89PNG")
    assert f'<img src="{drawn}" alt="Map" width="60" height="40" loading="lazy"' in page
    assert client.get(drawn.replace("60x40", "61x40")).status_code == 404


def test_figures_are_numbered_in_the_chapter_and_notes_in_the_section(client, drawn):
    page = read(client, "/de/handbook/3/2?text=en").text

    assert "<strong>Figure 3.1</strong>" in page
    assert re.findall(r'role="doc-noteref">(\d)<', page) == ["1", "2", "3"]
    for anchor, back in re.findall(r'<a href="#(b-\w+-n\d)" id="(b-\w+-r\d)"', page):
        assert f'<p id="{anchor}" role="doc-footnote">' in page
        assert f'<a href="#{back}" role="doc-backlink"' in page


def publish(client, *languages: str):
    return client.post("/en/organise/handbook/edition", data={"number": 1, "languages": list(languages)})


def test_an_edition_is_not_published_without_alternative_texts_in_its_languages(signed_in_as, programme, section):
    client = signed_in_as(Role.ORGANISER)
    with transaction():
        make_block(section, {"en": figure_of(programme, "")}, kind=BlockKind.FIGURE)
        make_block(section, {"en": "| | |\n| --- | --- |\n| 1 | 2 |"}, kind=BlockKind.TABLE)

    page = client.get("/en/organise/handbook/edition").text
    refused = publish(client, "en")

    assert "3.2-04, English: The figure has no alternative text." in page
    assert "3.2-04, Deutsch: The figure has no alternative text and caption in this language." in page
    assert "3.2-05, English: The table has no header row." in page
    assert re.search(r'href="/en/organise/handbook/chapters/[^"]+/blocks/[^"]+\?language=en">Mend 3\.2-05', page)
    assert refused.status_code == 422
    assert "2 blocks must be mended before the edition can be published: 3.2-04, 3.2-05." in refused.text
    assert find_latest_edition(programme.id) is None


def test_a_figure_keeps_only_the_languages_it_says_nothing_in_from_an_edition(signed_in_as, programme, section):
    client = signed_in_as(Role.ORGANISER)
    with transaction():
        make_block(section, {"en": figure_of(programme, "A map")}, kind=BlockKind.FIGURE)

    assert publish(client, "en", "de").status_code == 422
    assert publish(client, "en").status_code == 303


@pytest.mark.parametrize(("alt", "is_published"), [("", False), ("A map", True)])
def test_taking_over_and_publishing_with_one_press_obeys_the_checklist_too(signed_in_as, programme, alt, is_published):
    client = signed_in_as(Role.TRAINER)
    with transaction():
        parsed = parse_markdown(f"# C\n\n## S\n\n{figure_of(programme, alt)}")
        facts = {"locale": "en", "file_name": "c.md", "chapter_id": None, "pillar": Pillar.DEVELOPMENT}
        draft_id = keep_draft(programme.id, parsed, person_id=client.person_id, **facts).id
    address = f"/en/organise/handbook/import/{draft_id}"
    fingerprint = re.search(r'name="fingerprint"[^>]* value="([^"]*)"', client.get(address).text)[1]

    answer = client.post(address, data={"fingerprint": fingerprint, "publish": "1"}, follow_redirects=True)

    assert ("must be mended before the edition can be published" in answer.text) is not is_published
    assert ("Take the file over without publishing it" in answer.text) is not is_published
    assert (find_latest_edition(programme.id) is not None) is is_published


def test_the_pictures_of_a_word_file_are_figures_once_it_is_taken_over(signed_in_as, programme):
    client = signed_in_as(Role.TRAINER)
    content = word_file(lambda document: (small_chapter(document), add_picture(document, png(), alt="A map")))

    data = {"file": (BytesIO(content), "c.docx"), "locale": "en", "chapter_id": "", "pillar": "development"}
    draft = client.post("/en/organise/handbook/import", data=data).headers["Location"]
    page = client.get(draft).text
    fingerprint = re.search(r'name="fingerprint"[^>]* value="([^"]*)"', page)[1]
    client.post(draft, data={"fingerprint": fingerprint, "publish": "1"})

    read_again = client.get("/en/handbook/1/1").text
    assert "1 paragraph, 1 figure" in page
    address = re.search(r'<img src="([^"]+)" alt="A map"', read_again)[1]
    assert client.get(address, buffered=True).headers["Cache-Control"].startswith("public")
