"""Read what a book of an edition holds."""

import uuid
from collections.abc import Mapping

from app.handbook.documents.book import Book, Partner
from app.handbook.documents.setting import Setter, words_in
from app.handbook.models import BlockKind
from app.handbook.queries import Version, list_chapters, list_kept_pictures, list_spoken_terms, read_sections
from app.handbook.rules.figures import read_figure
from app.handbook.rules.languages import ordinary
from app.handbook.rules.shown import SectionText
from app.handbook.rules.words import language_name
from app.kernel.errors import NotFound
from app.kernel.files import StoredFile
from app.kernel.i18n import use_locale
from app.programmes.models import Programme
from app.programmes.queries import list_partners


def gather_book(version: Version, programme: Programme, *, language: str, chapter_number: int | None = None) -> Book:
    """Read what a book of an edition holds; raise NotFound for a chapter the edition does not have."""
    assert version.edition_id is not None
    assert version.published_at is not None
    locale = ordinary(language)
    entries = [one for one in list_chapters(version) if chapter_number in (None, one.number)]
    if not entries:
        raise NotFound
    texts = read_sections(version, language, chapter_number=chapter_number)
    terms = list_spoken_terms(programme.id, [locale])
    with use_locale(locale):
        setter = Setter(language, _kept_pictures(programme.id, texts), terms)
        chapters = setter.set_chapters(entries, texts)
        return Book(
            edition_id=version.edition_id,
            edition_number=version.number,
            published_at=version.published_at,
            language=language,
            locale=locale,
            language_name=language_name(language),
            chapter=chapters[0] if chapter_number else None,
            chapters=chapters,
            index=setter.set_index(),
            programme_title=words_in(programme.title, locale),
            funding_sentence=words_in(programme.funding_sentence, locale),
            partners=tuple(Partner(one.name, one.region or "") for one in list_partners(programme.id)),
            logos=tuple((logo.key, logo.text.text(locale)) for logo in programme.logos),
        )


def _kept_pictures(programme_id: uuid.UUID, texts: Mapping[uuid.UUID, SectionText]) -> dict[str, StoredFile]:
    shown = (block for text in texts.values() for block in text.blocks if block.kind is BlockKind.FIGURE)
    pictures = (read_figure(block.body).picture for block in shown)
    names = {picture.name for picture in pictures if picture}
    return {one.name: one.file for one in list_kept_pictures(programme_id, names)} if names else {}
