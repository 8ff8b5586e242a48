"""A module keeps the edition it was made from, and moves up when somebody says so."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.courses.models import Module, ReadingMark
from app.courses.queries import get_module
from app.handbook.actions import Done, approve, edit
from app.handbook.models import ChangeKind
from app.handbook.rules import editing
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.courses import make_module
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.factories.programmes import in_three_languages

OLD, NEW = "The first wording.", "The second wording."


@pytest.fixture
def world(programme):
    """A module of 3.1 and 3.2 in edition 1; edition 2 has another text for the latter, as 3.1, and not the former."""
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme, number=3)
        gone = make_section(chapter, number=1, title=in_three_languages("Fees"))
        changed = make_section(chapter, number=2, title=in_three_languages("Prices"))
        make_block(gone, {"en": "Fees are low."})
        block = make_block(changed, {"en": OLD})
        first = make_edition(programme)
        module = make_module(programme, sections=[gone, changed], number=2, edition_id=first.id)
        ids = {"module": module.id, "gone": gone.id, "changed": changed.id, "block": block.id, "chapter": chapter.id}
    with transaction():
        publish_anew(programme, ids)
    return ids


def publish_anew(programme, ids) -> None:
    done = Done(ChangeKind.WRITTEN, None, now())
    edit(ids["chapter"], lambda text: editing.remove_section(text, ids["gone"]), done=done)
    edit(ids["chapter"], lambda text: editing.write(text, ids["block"], "en", body=NEW), done=done)
    approve(ids["chapter"], actor_id=None, is_alone=True)
    make_edition(db.session.merge(programme))


def read(client, address: str) -> tuple[str, str]:
    """Follow a reading to its page; return its address and text."""
    answer = client.get(address, follow_redirects=True)
    return answer.request.path, answer.text


def test_a_module_is_read_in_the_edition_it_was_made_from(client, world):
    page = client.get(f"/en/modules/{world['module']}").text

    assert "3.2 Prices" in page
    assert "3.1 Fees" in page
    assert "Edition 1" in page
    link = f"/en/handbook/sections/{world['changed']}?edition=1"
    assert link in page
    path, text = read(client, link)
    assert path == "/en/handbook/editions/1/3/2"
    assert OLD in text
    assert read(client, f"/en/handbook/sections/{world['changed']}")[0] == "/en/handbook/3/1"


def test_a_mark_leads_back_to_the_edition_that_is_read(signed_in_as, world):
    client = signed_in_as()
    assert f"/en/reading/{world['changed']}?edition=1" in client.get("/en/handbook/editions/1/3/2").text

    answer = client.post(f"/en/reading/{world['changed']}?edition=1")

    assert read(client, answer.headers["Location"])[0] == "/en/handbook/editions/1/3/2"


def test_the_editor_sees_what_is_new_and_moves_up_while_marks_stay(signed_in_as, world):
    client = signed_in_as(Role.TRAINER)
    editor, step = f"/en/organise/modules/{world['module']}", f"/en/organise/modules/{world['module']}/edition"
    client.post(f"/en/reading/{world['changed']}?edition=1")
    assert "Edition 2 is out" in client.get(editor).text

    page = client.get(step).text
    assert "3.1 Prices" in page
    assert "changed" in page
    assert f"/en/handbook/sections/{world['gone']}?edition=1" in page
    refused = client.post(step, data={"number": "3"}, follow_redirects=True)
    assert "nothing was done" in refused.text
    client.post(step, data={"number": "2"})

    assert "is out" not in client.get(editor).text
    assert client.get(step).status_code == 303
    after = client.get(f"/en/modules/{world['module']}").text
    assert "3.1 Prices" in after
    assert f"/en/handbook/sections/{world['changed']}?edition=2" in after
    assert f"/en/handbook/sections/{world['gone']}?edition=1" in after
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReadingMark)) == 1
    assert "1 of 2 steps" in after


def test_a_module_takes_the_latest_edition_with_its_first_sections(signed_in_as, programme, world):
    client = signed_in_as(Role.TRAINER)
    with transaction():
        empty = make_module(db.session.merge(programme), number=7).id
    new = {"number": "8", "title-en": "New", "sections": str(world["changed"])}

    client.post("/en/organise/modules/new", data=new)
    client.post(f"/en/organise/modules/{empty}/sections", data={"sections": str(world["changed"])})

    begun = db.session.scalars(sa.select(Module.id).where(Module.number == 8)).one()
    assert [get_module(module_id).edition.number for module_id in (begun, empty)] == [2, 2]
