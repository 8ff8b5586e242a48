"""Out and in again changes nothing, whatever the texts are."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.handbook.models import BlockKind
from app.handbook.rules.exchange import (
    TextFate,
    plan_translation,
    take_over,
)
from app.handbook.rules.exchange.refusals import (
    NothingToTranslate,
)
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.manuscript import Manuscript, ManuscriptSection, Text
from app.handbook.rules.texts import hash_of, normalise
from app.kernel.locales import LOCALES, LocalizedText
from tests.handbook.translation_files import (
    CHAPTER_ID,
    PAIRS,
    block,
    in_both_formats,
    job_of,
    read,
)

STORABLE = st.characters(codec="utf-8", exclude_characters="\x00")
BODIES = st.text(STORABLE, max_size=60).map(normalise) | st.sampled_from(
    [
        "- a\n- b\n\n  c",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "100 %s %(name)s",
        'ein "Wort" \\n \\',
        "a\u2028b\x85c",
        "msgid",
    ]
)
TITLES = st.dictionaries(st.sampled_from(LOCALES), st.text(STORABLE, max_size=30)).map(LocalizedText)
HASHES = st.none() | st.sampled_from(["a" * 64, "b" * 64])


@st.composite
def texts_of_blocks(draw, source: str) -> dict[str, Text]:
    bodies = draw(st.dictionaries(st.sampled_from(LANGUAGES), BODIES))
    bodies.setdefault(source, draw(BODIES))
    return {language: Text(body, draw(HASHES | st.just(hash_of(bodies[source])))) for language, body in bodies.items()}


@st.composite
def manuscripts(draw) -> Manuscript:
    numbers = iter(range(100, 1000))
    sections = []
    for _ in range(draw(st.integers(0, 3))):
        sources = draw(st.lists(st.sampled_from(LOCALES), max_size=4))
        blocks = [
            block(next(numbers), source, draw(texts_of_blocks(source)), draw(st.sampled_from([*BlockKind])))
            for source in sources
        ]
        sections.append(ManuscriptSection(uuid.UUID(int=next(numbers)), draw(TITLES), tuple(blocks)))
    return Manuscript(draw(TITLES), tuple(sections))


@pytest.mark.slow
@in_both_formats
@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(manuscript=manuscripts(), only_work=st.booleans())
def test_out_and_in_again_changes_nothing(write, manuscript, only_work):
    for source, target in PAIRS:
        try:
            job = job_of(manuscript, source, target, only_work=only_work)
        except NothingToTranslate:
            continue
        file = read(write(job))
        plan = plan_translation(file, manuscript, CHAPTER_ID)

        assert [text.body for text in file.texts] == [unit.target for group in job.groups for unit in group.units]
        assert {text.fate for text in plan.texts} <= {TextFate.SAME, TextFate.EMPTY}
        assert take_over(manuscript, plan, replaces=True) == manuscript


@pytest.mark.slow
@in_both_formats
@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(manuscript=manuscripts(), pair=st.sampled_from(PAIRS), body=st.text('abc *|č\n"\\', min_size=1))
def test_what_comes_back_translated_is_what_was_written(write, manuscript, pair, body):
    """The office writes the same text everywhere, in the file itself."""
    try:
        job = job_of(manuscript, *pair)
    except NothingToTranslate:
        return
    groups = tuple(
        replace(group, units=tuple(replace(unit, target=body) for unit in group.units)) for group in job.groups
    )

    assert {text.body for text in read(write(replace(job, groups=groups))).texts} == {body}
