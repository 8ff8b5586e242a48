import re
import uuid
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from app.attendance.documents import attendance_sheet
from app.attendance.queries import PersonOnList
from app.kernel.locales import LocalizedText
from tests.verapdf import FLAVOURS, check

STARTS = datetime(2027, 1, 14, 8, 0, tzinfo=UTC)
PARTNERS = [SimpleNamespace(is_lead=True, name="BSC Kranj")]


def make_session(**facts):
    module = SimpleNamespace(title=LocalizedText(sl="Razvoj lokacij", de="Standortentwicklung"))
    programme = SimpleNamespace(
        code="SIAT208",
        title=LocalizedText(sl="Inovativna lokacija", de="Innovativer Standort"),
        funding_words=LocalizedText(sl="Sofinancira Evropska unija", de="Kofinanziert von der Europäischen Union"),
        contact_name="",
        logos=[],
    )
    return SimpleNamespace(
        **{
            "id": uuid.uuid4(),
            "programme": programme,
            "delivery": SimpleNamespace(module=module),
            "title": LocalizedText(sl="1. srečanje", de="1. Termin"),
            "languages": ["sl", "de"],
            "country": "SI",
            "town": "Kranj",
            "venue": LocalizedText(sl="Seminarska soba"),
            "address": "Cesta Staneta Žagarja 37",
            "time_zone": "Europe/Ljubljana",
            "zone": ZoneInfo("Europe/Ljubljana"),
            "starts_at": STARTS,
            "ends_at": STARTS.replace(hour=15),
            "teaching_minutes": 270,
            **facts,
        }
    )


def make_people(number: int) -> list[PersonOnList]:
    return [
        PersonOnList(
            person_id=uuid.uuid4(),
            name_for_lists=f"Žnidaršič, Gregor {position}",
            organisation_name="Občina Škofja Loka",
            job_title="svetovalka",
            country="SI",
            is_trainer=False,
            photo_consent=True,
        )
        for position in range(1, number + 1)
    ]


@pytest.fixture
def sheet(app_without_database):
    return lambda event, people: pikepdf.open(BytesIO(sheet_of(app_without_database, event, people)))


def sheet_of(app, event, people) -> bytes:
    with app.app_context():
        return attendance_sheet(event, STARTS.date(), people=people, partners=PARTNERS, made_at=STARTS)


def spoken(pdf: pikepdf.Pdf) -> str:
    """Return the characters of a document through the maps of its fonts, without the spaces between the words."""
    words = []
    for page in pdf.pages:
        maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
        chosen: dict[str, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                chosen = maps[str(operands[0])]
            if str(operator) in {"Tj", "TJ"}:
                strings = operands[0] if str(operator) == "TJ" else [operands[0]]
                for part in strings:
                    if isinstance(part, pikepdf.String):
                        code = bytes(part).hex()
                        words.append("".join(chosen.get(code[at : at + 4], "") for at in range(0, len(code), 4)))
    return re.sub(r"\s", "", "".join(words))


def unicode_map(font: pikepdf.Object) -> dict[str, str]:
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode().lower())
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def test_the_sheet_speaks_the_languages_of_the_event(sheet):
    text = spoken(sheet(make_session(), make_people(2)))

    for words in ("Lista prisotnosti", "Anwesenheitsliste", "Razvoj lokacij, 1. srečanje", "Podpis popoldne"):
        assert words.replace(" ", "") in text
    assert "14.1.2027,9.00–16.00(SEČ)" in text
    assert "Žnidaršič,Gregor2" in text
    assert "BSCKranj" in text
    assert "SIAT208" in text


def test_in_austria_german_comes_first(sheet):
    assert str(sheet(make_session(country="AT"), []).Root.Lang) == "de"


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (10, 1), (11, 2), (35, 4)])
def test_ten_people_stand_on_a_page(sheet, people, pages):
    assert len(sheet(make_session(), make_people(people)).pages) == pages


def test_a_morning_has_one_column_to_sign(sheet):
    text = spoken(sheet(make_session(ends_at=STARTS.replace(hour=11)), make_people(1)))

    assert "Podpisdopoldne" in text
    assert "Podpispopoldne" not in text


def test_the_sheet_is_tagged_and_embeds_its_fonts(sheet):
    pdf = sheet(make_session(), make_people(1))
    fonts = list(pdf.pages[0].Resources.Font.values())

    assert pdf.Root.MarkInfo.Marked
    names = " ".join(str(font.BaseFont) for font in fonts)
    assert "Sheet-Sans" in names
    assert "Sheet-Roman" in names
    assert all("/FontFile" in str(list(font.DescendantFonts[0].FontDescriptor.keys())) for font in fonts)


@pytest.mark.parametrize("standard", FLAVOURS)
@pytest.mark.parametrize("event", [{}, {"country": "AT"}, {"languages": ["en"]}], ids=["sl", "de", "en"])
def test_archives_and_screen_readers_can_take_it(app_without_database, event, standard):
    content = sheet_of(app_without_database, make_session(**event), make_people(12))

    assert check(content, standard).faults == ()
