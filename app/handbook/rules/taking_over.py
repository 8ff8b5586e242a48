"""What the working text becomes when the plan of an import is carried out; identities of sections and blocks last."""

import uuid
from dataclasses import replace

from app.handbook.models import CalloutKind
from app.handbook.rules import editing
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.pairing import BlockPair, Fate, ImportPlan, SectionPair
from app.handbook.rules.parsed import ParsedBlock
from app.kernel.locales import LocalizedText

WRITTEN = {Fate.NEW, Fate.CHANGED, Fate.TRANSLATED}


def apply_plan(manuscript: Manuscript, plan: ImportPlan, *, remove_gone: bool) -> Manuscript:
    """Return the text as the plan says; what the file no longer holds goes only if asked."""
    title = LocalizedText({**manuscript.title, plan.locale: plan.title})
    sections = tuple(_section(pair, plan.locale, remove_gone=remove_gone) for pair in plan.sections)
    return Manuscript(title, sections)


def _section(pair: SectionPair, locale: str, *, remove_gone: bool) -> ManuscriptSection:
    title = dict(pair.stored.title) if pair.stored else {}
    if pair.parsed:
        title[locale] = pair.parsed.title
    blocks = [_block(block, locale, remove_gone=remove_gone) for block in pair.blocks]
    return ManuscriptSection(
        pair.stored.id if pair.stored else uuid.uuid4(),
        LocalizedText(title),
        tuple(block for block in blocks if block is not None),
    )


def _block(pair: BlockPair, locale: str, *, remove_gone: bool) -> ManuscriptBlock | None:
    if pair.stored is None:
        return _new_block(pair.parsed, locale)
    if pair.fate is Fate.GONE and remove_gone:
        return _without(pair.stored, locale)
    if pair.parsed and pair.fate in WRITTEN:
        return _written(pair.stored, pair.parsed, locale)
    return pair.stored


def _new_block(parsed: ParsedBlock | None, locale: str) -> ManuscriptBlock:
    assert parsed is not None
    return editing.new_block(uuid.uuid4(), parsed.kind, locale=locale, body=parsed.body, label=parsed.label)


def _written(block: ManuscriptBlock, parsed: ParsedBlock, locale: str) -> ManuscriptBlock:
    """Return the block with the file's text, current as a translation; the source says the call-out's kind too."""
    label: CalloutKind | None = parsed.label if locale == block.source_locale else block.label
    return replace(editing.written(block, locale, body=parsed.body), label=label)


def _without(block: ManuscriptBlock, locale: str) -> ManuscriptBlock | None:
    """Return the block without a language; nothing is left of it if that was its source."""
    if block.source_locale == locale:
        return None
    return replace(block, texts={language: text for language, text in block.texts.items() if language != locale})
