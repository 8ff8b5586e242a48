"""An edition as a book: judged by veraPDF and epubcheck, and read as people read it."""

import io
import zipfile

import pikepdf
import pypdf
import pytest

from app.handbook.documents import DrawingFailed, book_epub, book_pdf, drawing, gather_book
from app.handbook.models import BlockKind, CalloutKind
from app.handbook.queries import find_latest_edition
from app.kernel.database import transaction
from app.kernel.locales import LocalizedText
from tests.epubcheck import list_faults
from tests.factories.glossary import make_term, refresh
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.handbook.pictures import figure_of
from tests.verapdf import FLAVOURS, check

HEADER = "| Faktor | Art | Quelle | Monate |\n| --- | --- | --- | ---: |\n"
TABLE = "Table: Ausgewählte <Faktoren>\n\n" + HEADER + "".join(
    f"| Fläche {row} | hart | Kataster & Plan | {row} |\n" for row in range(1, 70)
)  # fmt: skip
TEXT = 'Ein Wort[^1], [eine Seite](https://example.org/?a=1&b=2 "Was <dort> steht"), [noch eine](https://example.org).'


@pytest.fixture
def make_book(app, programme):
    """Return a function that gathers a German book with every structure; some of it is written in Slovenian alone."""
    with transaction():
        chapter = make_chapter(programme, number=3, title=LocalizedText(sl="Občina", de="Die Gemeinde"))
        section = make_section(chapter, number=1, title=LocalizedText(sl="Dejavniki", de="Faktoren & Ziele"))
        make_block(section, {"de": f"{TEXT}  \nZweite Zeile.\n\n[^1]: Eine *Anmerkung*."})
        make_block(section, {"de": "Was wir messen"}, kind=BlockKind.HEADING)
        make_block(section, {"de": "- eins\n- zwei\n  - innen\n"}, kind=BlockKind.LIST)
        make_block(section, {"de": TABLE}, kind=BlockKind.TABLE)
        make_block(section, {"de": figure_of(programme, "Karte der Zone", "Die Zone")}, kind=BlockKind.FIGURE)
        make_block(section, {"de": "Ein Satz."}, kind=BlockKind.QUOTATION)
        make_block(section, {"de": "Erst hier steht der Lageplan."})
        for label in CalloutKind:
            make_block(section, {"de": "### Titel\n\n- [ ] Text."}, kind=BlockKind.CALLOUT, label=label)
        make_block(section, {"sl": "Samo slovensko, člen č."})
        other = make_chapter(programme, number=4, title=LocalizedText(sl="Samo slovenski naslov"))
        make_block(make_section(other, number=1, title=LocalizedText(en="Only English")), {"en": "English text."})
        make_edition(programme, languages=["de"])
        make_term(programme, de="Lageplan")
        make_term(programme, de="Zwischennutzung")
        refresh(programme)
    version = find_latest_edition(programme.id)
    return lambda **facts: gather_book(version, programme, **{"language": "de", **facts})


def test_the_pdf_is_judged_tagged_paged_and_read_in_its_languages(make_book):
    content = book_pdf(make_book())

    assert {standard: check(content, standard).faults for standard in FLAVOURS} == dict.fromkeys(FLAVOURS, ())
    pages = pypdf.PdfReader(io.BytesIO(content))
    texts = [" ".join(page.extract_text().split()) for page in pages.pages]
    assert "Handbuch für Standortmanagement" in texts[0]
    assert "Ausgabe 1, 10. Jänner 2026" in texts[0]
    assert "3 Die Gemeinde 3 3.1 Faktoren & Ziele 3" in texts[1]
    assert "Lageplan What Lageplan is." in texts[-1]
    assert "Zwischennutzung" not in texts[-1]
    heads = [number for number, text in enumerate(texts) if "Faktor Art Quelle Monate" in text]
    assert len(heads) > 1  # the head of a long table comes again on each page
    assert "3 Die Gemeinde" in texts[heads[1]]
    assert [entry.title for entry in pages.outline if not isinstance(entry, list)] == [
        "3 Die Gemeinde",
        "4 Samo slovenski naslov",
        "Verzeichnis der Begriffe",
    ]
    assert languages_of(content) == {"sl": {"Div", "Span"}, "en": {"Div", "Span"}}


def languages_of(content: bytes) -> dict[str, set[str]]:
    """Return the languages other than its own that a document names, and the tags of what is in them."""
    found: dict[str, set[str]] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and "/Lang" in element and "/S" in element:
                found.setdefault(str(element.Lang), set()).add(str(element.S)[1:])
    return found


def test_the_epub_is_judged_and_the_same_each_time(make_book, tmp_path):
    content = book_epub(make_book())

    assert list_faults(content, tmp_path) == []
    assert content == book_epub(make_book())
    files = zipfile.ZipFile(io.BytesIO(content))
    assert files.infolist()[0].filename == "mimetype"
    chapter = files.read("EPUB/c3.xhtml").decode()
    assert '<div class="fallback" lang="sl" xml:lang="sl">' in chapter
    assert "Dieser Absatz ist noch nicht übersetzt. Sie sehen ihn auf Slowenisch." in chapter
    assert 'epub:type="noteref"' in chapter
    assert 'href="terms.xhtml#term-' in chapter


def test_a_chapter_is_a_book_of_its_own(make_book):
    book = make_book(language="en", chapter_number=4)

    assert book.title == "Handbook for location management: 4 Samo slovenski naslov"
    assert [chapter.number for chapter in book.chapters] == [4]
    assert book.identifier != make_book(language="en").identifier


def test_a_process_that_draws_nothing_says_why(make_book, monkeypatch):
    monkeypatch.setattr(drawing.sys, "executable", "/bin/false")

    with pytest.raises(DrawingFailed):
        book_pdf(make_book(chapter_number=4))
