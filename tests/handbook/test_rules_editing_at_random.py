"""A thousand random sequences of edits, beside a model that counts meanings instead of comparing texts."""

import uuid
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.handbook.models import BlockKind
from app.handbook.rules import editing
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.refusals import BlocksDiffer, NothingToMergeWith, NothingToSplit
from app.handbook.rules.texts import TextState
from app.kernel.locales import LocalizedText

CURRENT, STALE, MISSING = TextState.CURRENT, TextState.STALE, TextState.MISSING
FIRST, SECOND = uuid.UUID(int=101), uuid.UUID(int=102)


@dataclass
class Meaning:
    """What a block's texts mean: each source has a number, each text knows the number it was made from."""

    numbers: dict[str, object] = field(default_factory=dict)
    made_from: dict[str, object] = field(default_factory=dict)

    def state(self, language: str, source: str) -> TextState:
        if language not in self.numbers:
            return MISSING
        if language == source or source not in self.numbers:
            return CURRENT
        return CURRENT if self.made_from[language] == self.numbers[source] else STALE


class Model:
    """The same edits on meanings; every body written is new, so that no two texts are alike by chance."""

    def __init__(self) -> None:
        self.bodies = count(1)
        self.ids = (uuid.UUID(int=number) for number in count(1000))
        self.manuscript = Manuscript(sections=tuple(ManuscriptSection(key, LocalizedText()) for key in (FIRST, SECOND)))
        self.meanings: dict[uuid.UUID, Meaning] = {}

    def body(self, pieces: int) -> str:
        return "\n\n".join(f"Text {next(self.bodies)}." for _ in range(pieces))

    def states(self) -> dict[tuple[uuid.UUID, str], TextState]:
        return {
            (block.id, language): self.meanings[block.id].state(language, block.source_of(language))
            for block in self.manuscript.iter_blocks()
            for language in LANGUAGES
        }

    def add(self, draw, blocks) -> None:
        block_id, locale = next(self.ids), draw(st.sampled_from(("sl", "sl", "de")))
        block = editing.new_block(block_id, BlockKind.PARAGRAPH, locale=locale, body=self.body(draw(st.integers(1, 3))))
        section_id = draw(st.sampled_from((FIRST, FIRST, SECOND)))
        self.manuscript = editing.add(self.manuscript, block, section_id=section_id)
        self.meanings[block_id] = Meaning({locale: object()}, {})

    def write(self, draw, blocks) -> None:
        block = draw(st.sampled_from(blocks))
        language, is_cosmetic = draw(st.sampled_from(LANGUAGES)), draw(st.booleans())
        meaning, source = self.meanings[block.id], block.source_of(language)
        had = language in meaning.numbers
        body = self.body(draw(st.integers(1, 3)))
        self.manuscript = editing.write(self.manuscript, block.id, language, body=body, is_cosmetic=is_cosmetic)
        if not (had and is_cosmetic):
            meaning.numbers[language] = object()
        meaning.made_from[language] = meaning.numbers.get(source)

    def confirm(self, draw, blocks) -> None:
        block, language = draw(st.sampled_from(blocks)), draw(st.sampled_from(LANGUAGES))
        if language in block.texts:
            self.manuscript = editing.confirm(self.manuscript, block.id, language)
            meaning = self.meanings[block.id]
            meaning.made_from[language] = meaning.numbers.get(block.source_of(language))

    def move(self, draw, blocks) -> None:
        block = draw(st.sampled_from(blocks))
        before = self.manuscript.list_states()
        self.manuscript = editing.move_by(self.manuscript, block.id, draw(st.sampled_from((-1, 1))))
        assert self.manuscript.list_states() == before

    def remove(self, draw, blocks) -> None:
        self.manuscript = editing.remove(self.manuscript, draw(st.sampled_from(blocks)).id)

    def split(self, draw, blocks) -> None:
        block, new_id = draw(st.sampled_from(blocks)), next(self.ids)
        before = {language: block.state(language) for language in block.texts}
        try:
            self.manuscript = editing.split(self.manuscript, block.id, new_id=new_id, after=1)
        except NothingToSplit:
            return
        paragraphs = {language: body.count("\n\n") for language, body in block.bodies.items()}
        alike = {language for language in paragraphs if paragraphs[language] == paragraphs[block.source_locale]}
        keeps = {key for key in alike if block.source_of(key) in alike and before[key] is CURRENT}
        self.meanings[block.id] = self.renew(block, set(block.texts), keeps)
        self.meanings[new_id] = self.renew(block, alike, keeps)

    def merge(self, draw, blocks) -> None:
        block = draw(st.sampled_from(blocks))
        section, index = editing.find_place(self.manuscript, block.id)
        try:
            merged = editing.merge(self.manuscript, block.id)
        except (NothingToMergeWith, BlocksDiffer):
            return
        other = self.manuscript.sections[section].blocks[index + 1]
        both = set(block.texts) & set(other.texts)
        keeps = {
            key
            for key in both
            if block.source_of(key) in both and block.state(key) is CURRENT and other.state(key) is CURRENT
        }
        self.meanings[block.id] = self.renew(block, set(block.texts) | set(other.texts), keeps)
        self.manuscript = merged

    def renew(self, block: ManuscriptBlock, languages: set[str], keeps: set[str]) -> Meaning:
        """Return new meanings for all of a block's texts; those that keep their state are made from the new ones."""
        meaning = Meaning({language: object() for language in languages})
        for language in languages:
            source = block.source_of(language)
            meaning.made_from[language] = meaning.numbers.get(source) if language in keeps else object()
        return meaning


EDITS = ("add", "write", "write", "write", "confirm", "move", "move", "split", "merge", "remove")


@pytest.mark.slow
@settings(max_examples=1000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_stale_texts_are_exactly_those_whose_source_changed_in_meaning(data):
    model = Model()
    for _ in range(3):
        model.add(data.draw, [])
    for _ in range(4):
        model.write(data.draw, list(model.manuscript.iter_blocks()))

    for name in data.draw(st.lists(st.sampled_from(EDITS), min_size=5, max_size=25)):
        blocks = list(model.manuscript.iter_blocks())
        if blocks or name == "add":
            getattr(model, name)(data.draw, blocks)
        assert model.manuscript.list_states() == model.states()
