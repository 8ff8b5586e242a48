"""What is typed at the desk: looked at before it is saved, and not lost when a sign-in has ended."""

import re
import uuid

import pytest

from app.accounts.models import Role
from app.handbook.models import BlockKind
from app.handbook.queries import get_manuscript
from app.kernel.database import transaction
from tests.factories.handbook import make_block, make_chapter, make_section

TYPED = "Typed for an hour, with **weight** & <care>."


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def block(programme):
    """The first table of section 3.2; another one stands in section 3.1."""
    with transaction():
        chapter = make_chapter(programme, number=3)
        make_block(make_section(chapter, number=1), {"en": "| a |\n| - |\n| b |"}, kind=BlockKind.TABLE)
        block = make_block(make_section(chapter, number=2), {"en": "| c |\n| - |\n| d |"}, kind=BlockKind.TABLE)
        return chapter.id, block.section_id, block.id


def address(block, *, language: str = "en") -> str:
    chapter_id, _, block_id = block
    return f"/en/organise/handbook/chapters/{chapter_id}/blocks/{block_id}?language={language}"


def body_of(block) -> str:
    chapter_id, _, block_id = block
    return next(one.bodies["en"] for one in get_manuscript(chapter_id).iter_blocks() if one.id == block_id)


def test_a_text_is_looked_at_in_its_place_before_it_is_saved(trainer, block):
    before = body_of(block)
    text = "Table: Prices <script>\n\n| Plot | Price |\n| --- | --- |\n| **A** | 20 |"

    answer = trainer.post(address(block), data={"body": text, "seen": before, "preview": "1"})

    assert answer.status_code == 200
    preview = answer.text.partition('id="preview"')[2].partition("</section>")[0]
    assert "<strong>Table 3.2</strong> Prices &lt;script&gt;</caption>" in preview
    assert "<td><strong>A</strong></td>" in preview
    assert "| **A** | 20 |</textarea>" in answer.text
    assert body_of(block) == before


def test_a_new_block_is_looked_at_before_it_is_added(trainer, block):
    chapter_id, section_id, _ = block
    page = f"/en/organise/handbook/chapters/{chapter_id}/sections/{section_id}/blocks"
    facts = {"kind": "callout-tip", "language": "en", "body": "### Ask\n\nAsk *early*."}

    answer = trainer.post(page, data=facts | {"preview": "1"})

    assert answer.status_code == 200
    assert "<em>early</em>" in answer.text
    assert len(list(get_manuscript(chapter_id).iter_blocks())) == 2


def token_on(client, page: str) -> str:
    return re.search(r'name="csrf_token"[^>]* value="([^"]*)"', client.get(page).text)[1]


def test_what_was_typed_comes_back_when_the_sign_in_has_ended(trainer, csrf, block):
    before, page = body_of(block), address(block)
    facts = {"body": TYPED, "seen": before, "csrf_token": token_on(trainer, page)}
    with trainer.session_transaction() as session:
        session.clear()

    answer = trainer.post(page, data=facts)

    assert answer.status_code == 401
    assert "Typed for an hour, with **weight** &amp; &lt;care&gt;.</textarea>" in answer.text
    assert f"/en/sign-in?next=/en/organise/handbook/chapters/{block[0]}/blocks/{block[2]}?language%3Den" in answer.text
    assert body_of(block) == before


def test_what_was_typed_comes_back_when_the_person_has_signed_in_again(trainer, csrf, block):
    page = address(block)
    facts = {"body": TYPED, "seen": body_of(block), "csrf_token": token_on(trainer, page)}
    with trainer.session_transaction() as session:
        session["csrf_token"] = uuid.uuid4().hex

    refused = trainer.post(page, data=facts)
    taken = trainer.post(page, data=facts | {"csrf_token": token_on(trainer, page)})

    assert refused.status_code == 400
    assert "Nothing is lost" in refused.text
    assert TYPED.partition("&")[0] in refused.text
    assert taken.status_code == 303
    assert body_of(block) == TYPED
