"""What a page asks of the database does not grow with the handbook, and the largest pages show a part at a time."""

import re

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.handbook.actions import take_over_text
from app.handbook.models import Block, BlockText, Chapter, Section
from app.handbook.queries import get_manuscript, list_desk_chapters
from app.handbook.queries.desk import CHAPTERS_AT_ONCE
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.work import count_progress
from app.handbook.views.shown_work import MOST_OPEN
from app.kernel.database import db, transaction
from tests.factories.handbook import LONG_AGO, make_chapter, make_edition
from tests.factories.large_handbook import make_large_handbook

DESK = "/en/organise/handbook"


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def publish(programme):
    """Add chapters of some size and publish what is there; return the last chapter's number."""

    def publish(chapters: int, *, after: int = 0, **size: int) -> int:
        with transaction():
            make_large_handbook(programme, chapters=chapters, after=after, **size)
            make_edition(programme)
        return after + chapters

    return publish


def addresses(number: int) -> list[str]:
    """Return the pages of a chapter and of a block translated into German, and the lists they stand in."""
    first = (
        sa.select(Chapter.id, Block.id)
        .join(Section, Section.chapter_id == Chapter.id)
        .join(Block, Block.section_id == Section.id)
        .join(BlockText, BlockText.block_id == Block.id)
        .where(Chapter.number == number, Block.source_locale == "sl", BlockText.locale == "de")
    )
    chapter_id, block_id = db.session.execute(first).first()
    chapter = f"{DESK}/chapters/{chapter_id}"
    block = f"{chapter}/blocks/{block_id}?language=de"
    reading = [
        "/en/handbook",
        f"/en/handbook/{number}",
        f"/en/handbook/{number}/2",
        f"/en/handbook/editions/draft/{number}",
    ]
    return [*reading, DESK, chapter, block, f"{block}&desk=1", f"{block}&desk=1&show=all", f"{DESK}/edition"]


def test_every_page_takes_as_many_statements_however_large_the_handbook(trainer, publish, count_queries):
    def count(number: int) -> list[int]:
        found = []
        for address in addresses(number):
            with count_queries() as statements:
                assert trainer.get(address).status_code == 200
            found.append(len(statements))
        return found

    few = count(publish(1, sections=2, blocks=MOST_OPEN))
    many = count(publish(CHAPTERS_AT_ONCE + 2, after=1, sections=3, blocks=8))

    assert few == many
    assert max(many) <= 8


def test_a_large_chapter_shows_one_section_at_a_time(trainer, publish):
    address = addresses(publish(1, sections=4, blocks=MOST_OPEN // 4))[5]
    assert trainer.get(address).text.count('class="work-block"') == MOST_OPEN
    address = addresses(publish(1, after=1, sections=4, blocks=MOST_OPEN // 4 + 1))[5]

    page = trainer.get(address).text
    following = re.findall(r'href="([^"]*[?&;]at=[^"]*)">Show 16 blocks', page.replace("&amp;", "&"))

    assert (page.count('class="work-block"'), len(following)) == (16, 3)
    assert 'Show 16 blocks<span class="visually-hidden"> 2.3' not in trainer.get(following[1]).text
    block_id = db.session.scalar(sa.select(Block.id).order_by(sa.desc(Block.position)))
    assert f'id="b-{block_id.hex[:8]}"' in trainer.get(address, query_string={"at": str(block_id)}).text


def test_the_desk_lists_many_chapters_on_several_pages(trainer, programme):
    with transaction():
        for number in range(1, CHAPTERS_AT_ONCE + 3):
            make_chapter(programme, number=number)

    first = trainer.get(DESK).text
    second = trainer.get(re.search(r'href="([^"]*cursor=[^"]*)"', first)[1]).text

    assert [page.count('class="cell-name"') for page in (first, second)] == [CHAPTERS_AT_ONCE, 2]


def test_the_progress_an_edit_leaves_is_the_one_that_is_counted(programme, publish):
    publish(1, sections=2, blocks=12)
    chapter_id = db.session.scalar(sa.select(Chapter.id))
    text = parse_markdown("# Poglavje\n\n## Razdelek\n\nNov odstavek.\n")
    counted = list_desk_chapters(programme.id)

    with transaction():
        take_over_text(chapter_id, text, locale="sl", actor_id=None, at=LONG_AGO)

    kept = list_desk_chapters(programme.id)
    assert db.session.get(Chapter, chapter_id).progress == count_progress(get_manuscript(chapter_id))
    with transaction():
        db.session.get(Chapter, chapter_id).progress = None
    assert counted != kept == list_desk_chapters(programme.id)
