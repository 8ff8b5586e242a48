"""A handbook of 40 chapters with 200 blocks each, in three languages: what a search costs is measured and printed."""

import time
import uuid
from itertools import cycle

import pytest
import sqlalchemy as sa

from app.cli.demonstration.reading import read_table, read_text
from app.handbook.models import Block, BlockKind, BlockText
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.texts import hash_of
from app.kernel.database import db, transaction
from app.kernel.locales import LOCALES
from tests.factories.handbook import LONG_AGO, make_chapter, make_edition, make_section
from tests.jobs import run_jobs

CHAPTERS = 40
SECTIONS = 10
BLOCKS = 20
QUERIES = {
    "sl": ["obcina", "lastniki zemljisc", "podjetje obcina cona zemljisce", "upravljanje lokacij v nasi obcini"],
    "de": ["gemeinde", "strassen groesse", "betrieb gemeinde gewerbegebiet flaeche", "vertrauliche angaben"],
    "en": ["municipality", "plot owners", "company municipality zone land", "who answers enquiries"],
}

pytestmark = pytest.mark.slow


def paragraphs(locale: str) -> list[str]:
    """Return the demonstration's paragraphs, so that words are as frequent as in a real text."""
    return [
        block.body
        for facts in read_table("programme")["handbook"]["chapters"]
        for section in parse_markdown(read_text(f"handbook/{facts['number']}-{locale}")).sections
        for block in section.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]


@pytest.fixture
def large_handbook(programme):
    texts = {locale: cycle(paragraphs(locale)) for locale in LOCALES}
    with transaction():
        for number in range(1, CHAPTERS + 1):
            chapter = make_chapter(programme, number=number)
            for section_number in range(1, SECTIONS + 1):
                add_blocks(make_section(chapter, number=section_number).id, texts)
        make_edition(programme)
    return programme


def add_blocks(section_id: uuid.UUID, texts) -> None:
    ids = [uuid.uuid4() for _ in range(BLOCKS)]
    facts = {"section_id": section_id, "kind": BlockKind.PARAGRAPH, "label": None, "source_locale": "sl"}
    db.session.execute(
        sa.insert(Block), [{"id": block_id, "position": number, **facts} for number, block_id in enumerate(ids)]
    )
    bodies = [(block_id, locale, next(texts[locale])) for block_id in ids for locale in LOCALES]
    facts = {"changed_at": LONG_AGO, "source_hash": hash_of("")}
    db.session.execute(
        sa.insert(BlockText),
        [
            {"block_id": block_id, "locale": locale, "body": body, "body_hash": hash_of(body), **facts}
            for block_id, locale, body in bodies
        ],
    )


def test_a_search_of_a_large_handbook_takes_few_statements(client, large_handbook, count_queries, capsys):
    began = time.monotonic()
    run_jobs()
    lines = [f"indexed in {time.monotonic() - began:.1f} s"]
    client.get("/en/handbook/search?q=warm")
    counts = []
    for locale, queries in QUERIES.items():
        for query in queries:
            with count_queries() as statements:
                began = time.monotonic()
                page = client.get(f"/{locale}/handbook/search", query_string={"q": query})
                took = (time.monotonic() - began) * 1000
            counts.append(len(statements))
            lines.append(
                f"{locale} {query}: {took:.0f} ms, {len(statements)} statements, {len(page.text) / 1024:.0f} KiB"
            )

    with capsys.disabled():
        print("", *lines, sep="\n")
    assert max(counts) <= 8
