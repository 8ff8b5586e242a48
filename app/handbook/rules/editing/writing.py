"""Write texts, and say what is still right.

A change of a source makes exactly those texts stale that were made from it.
"""

import uuid
from dataclasses import replace

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.editing.places import get_block, put
from app.handbook.rules.figures import read_figure, swap_picture
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, Text
from app.handbook.rules.refusals import SourceIsNotCurrent, TextIsMissing
from app.handbook.rules.texts import TextState, hash_of, normalise


def new_block(
    block_id: uuid.UUID, kind: BlockKind, *, locale: str, body: str, label: CalloutKind | None = None
) -> ManuscriptBlock:
    """Return a block that has one text, its source."""
    body = normalise(body)
    return ManuscriptBlock(block_id, kind, label, locale, {locale: Text(body, hash_of(body))})


def write(
    manuscript: Manuscript,
    block_id: uuid.UUID,
    language: str,
    *,
    body: str,
    is_cosmetic: bool = False,
    keeps_state: bool = False,
) -> Manuscript:
    """Set a block's text in a language; see `written`."""
    block = get_block(manuscript, block_id)
    return put(manuscript, written(block, language, body=body, is_cosmetic=is_cosmetic, keeps_state=keeps_state))


def written(
    block: ManuscriptBlock, language: str, *, body: str, is_cosmetic: bool = False, keeps_state: bool = False
) -> ManuscriptBlock:
    """Return the block with another text in a language.

    A cosmetic change leaves current what was current; otherwise all texts made from it become stale.
    A translation becomes current by being written, unless it `keeps_state`: then only its wording was mended.
    A figure's other picture is that of all languages that had the same one as the source.
    """
    body = normalise(body)
    before, source = block.texts.get(language), block.source_of(language)
    made_from = before.made_from if before and keeps_state else _hash(block, source)
    text = Text(body, hash_of(body) if source == language else made_from)
    texts = {**block.texts, language: text}
    if before and is_cosmetic:
        texts.update(_follow(block, language, before=before.hash, after=text.hash))
    if block.kind is BlockKind.FIGURE and before and language == block.source_locale:
        texts = _exchange_picture(replace(block, texts=texts), before=before.body, after=body)
    return replace(block, texts=texts)


def confirm(manuscript: Manuscript, block_id: uuid.UUID, language: str) -> Manuscript:
    """Say that a text is still right although its source has changed."""
    block = get_block(manuscript, block_id)
    text = _text(block, language)
    return put(
        manuscript,
        replace(
            block,
            texts={**block.texts, language: replace(text, made_from=_hash(block, block.source_of(language)))},
        ),
    )


def make_source(manuscript: Manuscript, block_id: uuid.UUID, locale: str) -> Manuscript:
    """Let another language be a block's source; what was current stays so, what was stale stays stale."""
    block = get_block(manuscript, block_id)
    if block.state(locale) is not TextState.CURRENT:
        raise SourceIsNotCurrent
    turned = replace(block, source_locale=locale)
    texts = {
        language: replace(text, made_from=_hash(turned, turned.source_of(language)))
        if block.state(language) is TextState.CURRENT
        else replace(text, made_from=None)
        if block.source_of(language) != turned.source_of(language)
        else text
        for language, text in block.texts.items()
    }
    return put(manuscript, replace(turned, texts=texts))


def change_kind(
    manuscript: Manuscript, block_id: uuid.UUID, *, kind: BlockKind, label: CalloutKind | None
) -> Manuscript:
    """Let a block be of another kind; its texts are what they are."""
    return put(manuscript, replace(get_block(manuscript, block_id), kind=kind, label=label))


def _text(block: ManuscriptBlock, language: str) -> Text:
    if language not in block.texts:
        raise TextIsMissing
    return block.texts[language]


def _hash(block: ManuscriptBlock, language: str) -> str | None:
    text = block.texts.get(language)
    return text.hash if text else None


def _follow(block: ManuscriptBlock, language: str, *, before: str, after: str) -> dict[str, Text]:
    """Return the texts that were made from one wording of a language, made from another that means the same."""
    return {
        other: replace(block.texts[other], made_from=after)
        for other in block.list_made_from(language)
        if other in block.texts and block.texts[other].made_from == before
    }


def _exchange_picture(block: ManuscriptBlock, *, before: str, after: str) -> dict[str, Text]:
    """Return the texts of a figure with its source's new picture, but for those that had one of their own.

    Easy language stays as current as it was with the ordinary text, for only the picture is another there.
    """
    old, new, source = read_figure(before).picture, read_figure(after).picture, block.source_locale
    if old is None or new is None or old == new:
        return dict(block.texts)
    changed = {
        language: text if language == source else replace(text, body=swap_picture(text.body, old=old, new=new))
        for language, text in block.texts.items()
    }
    for language, text in block.texts.items():
        base = block.source_of(language)
        if base not in {language, source} and base in changed and text.made_from == block.texts[base].hash:
            changed[language] = replace(changed[language], made_from=changed[base].hash)
    return changed
