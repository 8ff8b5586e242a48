import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import jinja2
import pikepdf
import pytest
import weasyprint

from app.kernel.pdf import ForeignResource, _style_sheet, packaged_file, render_pdf
from tests.architecture.repository import ROOT
from tests.verapdf import check

DOCUMENTS = ROOT / "templates" / "documents"
FONT = '@font-face { font-family: "A Sans"; src: url("packaged:/dist/fonts/documents/source-sans-3-400.ttf") }'
STYLE = FONT + ' html { font-family: "A Sans" }'


@pytest.fixture
def trial(app_without_database, tmp_path, monkeypatch):
    """Return a function that renders a body with packaged fonts."""
    folder = tmp_path / "templates" / "documents" / "trial"
    folder.mkdir(parents=True)
    (folder / "document.css").write_text(STYLE)
    shutil.copy(DOCUMENTS / "pdf_ua.xml", folder.parent)
    monkeypatch.setattr(app_without_database, "root_path", str(tmp_path / "app"))

    def render(body: str) -> bytes:
        page = f'<html lang="{{{{ locale }}}}"><head><title>Trial</title></head><body><p>{body}</p></body></html>'
        loader = jinja2.DictLoader({"documents/trial/document.html": page})
        _style_sheet.cache_clear()
        with app_without_database.app_context(), monkeypatch.context() as patch:
            patch.setattr(app_without_database.jinja_env, "loader", loader)
            return render_pdf("trial", {}, "sl")

    yield render
    _style_sheet.cache_clear()


def test_a_document_is_tagged_speaks_its_language_and_embeds_its_fonts(trial):
    with pikepdf.open(BytesIO(trial("Šola"))) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        names = [str(font.BaseFont) for font in fonts]
        embedded = ["/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys()) for font in fonts]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sl"
        assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes().decode()

    assert ["A-Sans" in name for name in names] == [True]
    assert embedded == [True]


def test_a_packaged_image_is_shown(trial):
    assert len(trial('<img src="packaged:/img/eu-emblem.svg" alt="Emblem">')) > len(trial("")) + 500


def test_one_document_is_drawn_at_a_time_since_threads_share_the_fonts(trial, app_without_database, monkeypatch):
    trial("")
    drawing, most = [], []
    draw = weasyprint.HTML.render

    def noting(*arguments, **options):
        drawing.append(1)
        most.append(len(drawing))
        time.sleep(0.02)
        try:
            return draw(*arguments, **options)
        finally:
            drawing.pop()

    def work() -> None:
        with app_without_database.app_context():
            render_pdf("trial", {}, "sl")

    page = "<html lang='sl'><title>Trial</title><p>Šola</p></html>"
    monkeypatch.setattr(weasyprint.HTML, "render", noting)
    monkeypatch.setattr(
        app_without_database.jinja_env, "loader", jinja2.DictLoader({"documents/trial/document.html": page})
    )
    with ThreadPoolExecutor(4) as pool:
        for task in [pool.submit(work) for _ in range(4)]:
            task.result()

    assert most == [1, 1, 1, 1]


@pytest.mark.parametrize("address", ["https://example.org/logo.png", "file:///etc/hostname", "packaged:/../wsgi.py"])
def test_a_document_reads_nothing_but_packaged_files(trial, address):
    with pytest.raises(ForeignResource):
        trial(f'<img src="{address}" alt="Logo">')


@pytest.mark.parametrize("address", ["packaged:/../wsgi.py", "packaged:/%2e%2e/wsgi.py", "file:///etc/hostname"])
def test_no_path_leads_out_of_the_static_folder(app_without_database, address):
    with app_without_database.app_context(), pytest.raises(ForeignResource):
        packaged_file(address)


def strip_font(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        return saved(pdf)


def strip_mark(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:none")
        pdf.Root.Metadata.write(packet)
        return saved(pdf)


def strip_tags(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        del pdf.Root["/StructTreeRoot"]
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def whole(content: bytes) -> bytes:
    return content


PICTURE = 'Šola <img src="packaged:/img/eu-emblem.svg" alt="{}">'


@pytest.mark.parametrize(
    ("alternative", "spoil", "standard", "clauses"),
    [
        ("Emblem", whole, "PDFA-3A", set()),
        ("Emblem", whole, "PDFUA-1", set()),
        ("Emblem", strip_font, "PDFA-3A", {"6.2.11.4.1-1"}),
        ("Emblem", strip_mark, "PDFUA-1", {"5-2"}),
        ("Emblem", strip_tags, "PDFA-3A", {"6.7.3.3-1"}),
        ("", whole, "PDFUA-1", {"7.3-1"}),
    ],
)
def test_the_judge_of_documents_finds_what_is_wrong_and_nothing_else(trial, alternative, spoil, standard, clauses):
    verdict = check(spoil(trial(PICTURE.format(alternative))), standard)

    assert {clause for clause, _ in verdict.faults} == clauses
    assert verdict.checks > 40
