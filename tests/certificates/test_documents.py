"""The real PDF: words of both languages, embedded fonts, tags, and a code that a telephone can read."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image

from app.certificates.documents import Printed, certificate_pdf
from tests.factories.certificates import make_facts
from tests.verapdf import FLAVOURS, check

URL = "https://academy.example.org/sl/certificates/check/7KMQ4XRD92VT"
PRINTED = Printed("SIAT208-2027-0143", "7KMQ4XRD92VT", URL)
WORDS = {
    "sl": ["Potrdilo o usposabljanju", "Zertifikat", "Razvoj lokacij", "Kranj, 14. januarja 2027", "10 od 12 točk"],
    "de": [
        "Zertifikat",
        "Potrdilo o usposabljanju",
        "Standortentwicklung",
        "Kranj, 14. Jänner 2027",
        "10 von 12 Punkten",
    ],
    "en": ["Certificate of training", "Potrdilo", "Location development", "Kranj, 14 January 2027", "10 of 12 points"],
}


def pdf_of(app, locale: str, **changes: object) -> bytes:
    with app.app_context():
        return certificate_pdf(make_facts(**changes), PRINTED, locale)


def text_of(content: bytes) -> str:
    (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("locale", WORDS)
def test_it_says_what_was_true_in_two_languages(app_without_database, locale):
    text = text_of(pdf_of(app_without_database, locale))

    missing = [
        words for words in [*WORDS[locale], "Nataša Hribar", "SIAT208-2027-0143", "7KMQ-4XRD-92VT"] if words not in text
    ]
    assert missing == []


@pytest.mark.parametrize("locale", WORDS)
def test_it_is_tagged_and_carries_its_fonts(app_without_database, locale):
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(app_without_database, locale)))

    root = reader.root_object
    assert root["/Lang"] == locale
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


@pytest.mark.parametrize("standard", FLAVOURS)
@pytest.mark.parametrize("facts", [{}, {"kind": "attendance", "quiz": None}], ids=["training", "attendance"])
@pytest.mark.parametrize("locale", WORDS)
def test_archives_and_screen_readers_can_take_it(app_without_database, locale, facts, standard):
    assert check(pdf_of(app_without_database, locale, **facts), standard).faults == ()


def test_a_telephone_reads_the_address_in_the_square(app_without_database, tmp_path: Path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf_of(app_without_database, "sl"))

    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", file, tmp_path / "page"], check=True)
    found = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))

    assert [code.text for code in found] == [URL]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Maximiliane-Theresia Freifrau von Hohenberg-Lichtenstein zu Schönbäck"},
        {"module": dict.fromkeys(("sl", "de", "en"), "Organisation der kommunalen und regionalen Standortentwicklung")},
        {"sessions": [{"day": f"2027-01-{day}", "town": "Bruck an der Mur"} for day in range(14, 18)]},
        {"organisation": None},
    ],
)
def test_long_names_stay_on_the_one_page(app_without_database, changes):
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(app_without_database, "de", **changes)))

    assert len(reader.pages) == 1


SENTENCE = "Sie erstellen einen Flächensteckbrief auf einer Seite, in dem die Angaben Datum und Quelle haben."


@pytest.mark.parametrize(("outcomes", "sessions"), [(1, 2), (3, 2), (4, 2), (5, 2), (6, 2), (3, 6), (5, 6), (2, 12)])
def test_signatures_stand_below_the_evidence_however_long_it_is(app_without_database, outcomes, sessions):
    texts = {locale: [SENTENCE] * outcomes for locale in ("sl", "de", "en")}
    days = [{"day": f"2027-01-{day}", "town": "Bruck an der Mur"} for day in range(10, 10 + sessions)]

    content = pdf_of(app_without_database, "de", outcomes=texts, sessions=days)

    words = list(words_of(content))
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1
    assert top_of("Manuela", words) > max(bottom for word, _, bottom in words if word == "100") + 8


def test_what_no_page_can_hold_goes_on_on_the_next(app_without_database):
    content = pdf_of(app_without_database, "de", outcomes=dict.fromkeys(("sl", "de", "en"), [SENTENCE] * 16))

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 2
    assert " ".join(text.split()).count("Flächensteckbrief") == 32
    assert "Manuela Hofer" in text


def words_of(content: bytes) -> Iterator[tuple[str, float, float]]:
    """Yield each word with its top and bottom, in points from the top of the page."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    for top, bottom, word in re.findall(r'yMin="([\d.]+)".*yMax="([\d.]+)">(.*?)</word>', done.stdout.decode()):
        yield word, float(top), float(bottom)


def top_of(word: str, words: list[tuple[str, float, float]]) -> float:
    return next(top for found, top, _ in words if found == word)


def test_an_attendance_certificate_speaks_of_no_quiz(app_without_database):
    text = text_of(pdf_of(app_without_database, "sl", kind="attendance", quiz=None))

    assert "Potrdilo o udeležbi" in text
    assert "točk" not in text


def test_a_preview_has_no_number_and_says_so(app_without_database):
    with app_without_database.app_context():
        content = certificate_pdf(make_facts(), Printed(None, None, None), "en")

    text = text_of(content)
    assert [check(content, standard).faults for standard in FLAVOURS] == [(), ()]
    assert "SIAT208-2027" not in text
    assert "Preview: this is not a certificate yet." in text


def test_the_same_facts_give_the_same_page(app_without_database):
    first, second = (text_of(pdf_of(app_without_database, "sl")) for _ in range(2))

    assert first == second
