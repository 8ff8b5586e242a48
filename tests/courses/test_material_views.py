"""Materials: files are taken by their content, links lead to the web alone, and what is refused stores nothing."""

from dataclasses import replace
from io import BytesIO

import pytest
import sqlalchemy as sa

from app.courses.models import Material, ModuleActivity
from app.courses.queries import get_module
from app.kernel.database import db
from app.kernel.files import StoredFile
from app.kernel.locales import LocalizedText
from tests.courses.sample_files import PDF, archive, docx


def upload(trainer, module_id, content: bytes, name: str, **more) -> object:
    sent = {"file": (BytesIO(content), name), **more}
    return trainer.post(
        f"/en/organise/modules/{module_id}/materials/new", data=sent, content_type="multipart/form-data"
    )


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def stored_files(app) -> list:
    folder = app.config["SETTINGS"].files_dir
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_a_file_is_stored_by_what_it_is_and_offered_as_optional(trainer, workshop):
    answer = upload(trainer, workshop["draft"], docx(), "Načrt_2027.exe", locale="sl")

    assert answer.status_code == 303
    step = get_module(workshop["draft"]).activities[-1]
    assert step.is_required is False
    assert step.material.file.name == "Načrt_2027.docx"
    assert step.material.file.media_type.endswith("wordprocessingml.document")
    assert step.material.title == LocalizedText(sl="Načrt 2027")


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "plan.pdf", "The file is empty."),
        (b"<html><script>1</script>", "plan.pdf", "This kind of file is not taken."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "map.png", "This kind of file is not taken."),
        (b"MZ\x90\x00", "plan.docx", "This kind of file is not taken."),
        (archive({"a.txt": b"a"}), "plan.zip", "This kind of file is not taken."),
        (docx({"word/vbaProject.bin": b"x"}), "plan.docx", "The file contains macros."),
    ],
)
def test_a_file_that_is_not_taken_stores_nothing_and_keeps_the_rest(app, trainer, workshop, content, name, message):
    before = stored_files(app)

    answer = upload(trainer, workshop["draft"], content, name, **{"title-de": "Arbeitsblatt"})

    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Arbeitsblatt"' in answer.text
    assert (count(StoredFile), count(Material), stored_files(app)) == (0, 0, before)


def test_a_file_over_the_limit_is_refused_with_the_limit(app, trainer, workshop, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], upload_limit_bytes=2000))

    refused = upload(trainer, workshop["draft"], PDF + bytes(2000), "plan.pdf")
    taken = upload(trainer, workshop["draft"], PDF, "plan.pdf")

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "The file was not saved: it is larger than 2\u00a0KB." in refused.text
    assert count(StoredFile) == 1


def test_a_request_far_over_the_limit_ends_with_a_page_that_says_so(app, trainer, workshop):
    answer = trainer.post(
        f"/en/organise/modules/{workshop['draft']}/materials/new",
        data=b"--x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(app.config["MAX_CONTENT_LENGTH"] + 1)},
    )

    assert answer.status_code == 413
    assert count(StoredFile) == 0


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://example.org/plan", 303),
        ("http://example.org", 303),
        ("javascript:alert(1)", 422),
        ("data:text/html,x", 422),
        ("ftp://example.org", 422),
        ("example.org/plan", 422),
        ("https://", 422),
    ],
)
def test_links_lead_to_the_web_alone(trainer, workshop, url, status):
    sent = {"url": url, "title-en": "Plan"}

    answer = trainer.post(f"/en/organise/modules/{workshop['draft']}/materials/new", data=sent)

    assert answer.status_code == status
    assert count(Material) == (status == 303)


def test_a_material_is_a_file_or_a_link_and_never_neither(trainer, workshop):
    answer = trainer.post(f"/en/organise/modules/{workshop['draft']}/materials/new", data={"title-en": "Plan"})

    assert "Choose a file or enter a link: one of the two." in answer.text
    assert count(ModuleActivity) == 2
