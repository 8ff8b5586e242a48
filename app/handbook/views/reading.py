"""Reading: contents, a chapter, a section."""

import uuid
from collections.abc import Mapping
from itertools import groupby

from flask import render_template, request, url_for
from flask_login import current_user

from app.handbook.permissions import may_read_drafts
from app.handbook.queries import (
    ChapterEntry,
    get_reading_place,
    list_chapters,
    list_minutes_to_read,
    list_outline,
    read_section,
)
from app.handbook.rules.words import PILLAR_NAMES
from app.handbook.views.blueprint import get_programme, pages
from app.handbook.views.shown_text import show_parts
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale, ngettext
from app.kernel.locales import LANGUAGE_NAMES, LOCALES
from app.programmes.queries import find_current_programme


@pages.get("/handbook")
@public
def show_handbook() -> str:
    """Show the contents by pillar."""
    programme = find_current_programme(now())
    with_drafts = programme is not None and may_read_drafts(current_user, programme.id)
    chapters = list_chapters(programme.id, with_drafts=with_drafts) if programme else []
    section_ids = [section.id for chapter in chapters for section in chapter.sections]
    minutes = list_minutes_to_read(section_ids, current_locale()) if section_ids else {}
    return render_template(
        "handbook/show_handbook.html",
        pillars=[
            (PILLAR_NAMES[pillar], [(chapter, _section_entries(chapter, minutes)) for chapter in members])
            for pillar, members in groupby(chapters, key=lambda chapter: chapter.pillar)
        ],
    )


@pages.get("/handbook/<int(max=9999):chapter>")
@public
def show_chapter(chapter: int) -> str:
    """Show a chapter's sections, and the first words of its text."""
    programme = get_programme()
    with_drafts = may_read_drafts(current_user, programme.id)
    entry = _find_chapter(list_outline(programme.id, chapter, with_drafts=with_drafts), chapter)
    text = read_section(entry.sections[0].id, text_locale()) if entry.sections else None
    return render_template(
        "handbook/show_chapter.html",
        chapter=entry,
        opening=show_parts(entry, 1, text)[:1] if text else [],
        entries=_section_entries(
            entry, list_minutes_to_read([section.id for section in entry.sections], text_locale())
        ),
        pillar_name=PILLAR_NAMES[entry.pillar],
    )


def _section_entries(chapter: ChapterEntry, minutes: Mapping[uuid.UUID, int]) -> list[dict[str, object]]:
    """Return a chapter's sections for a list of contents."""
    entries = []
    for section in chapter.sections:
        title, locale = section.title.shown_in(current_locale())
        entries.append(
            {
                "number": f"{chapter.number}.{section.number}",
                "title": title,
                "locale": "" if locale == current_locale() else locale,
                "url": url_for(
                    "handbook.show_section", chapter=chapter.number, section=section.number, text=_text_parameter()
                ),
                "trailing": ngettext("%(num)d minute", "%(num)d minutes", minutes[section.id]),
            }
        )
    return entries


def _find_chapter(chapters: list[ChapterEntry], number: int) -> ChapterEntry:
    for chapter in chapters:
        if chapter.number == number:
            return chapter
    raise NotFound


@pages.get("/handbook/<int(max=9999):chapter>/<int(max=9999):section>")
@public
def show_section(chapter: int, section: int) -> str:
    """Show a section's text in the language chosen for it."""
    programme = get_programme()
    with_drafts = may_read_drafts(current_user, programme.id)
    place = get_reading_place(programme.id, chapter, section, with_drafts=with_drafts)
    text = read_section(place.section.id, text_locale())
    return render_template(
        "handbook/show_section.html",
        place=place,
        parts=show_parts(place.chapter, section, text),
        minutes=text.minutes,
        languages=_text_languages(chapter, section),
        text_parameter=_text_parameter(),
    )


def text_locale() -> str:
    """Return the language the text is read in: the one chosen above it, else the page's."""
    chosen = request.args.get("text", "")
    return chosen if chosen in LOCALES else current_locale()


def _text_parameter() -> str | None:
    """Return what the next link must say to stay in the text's language."""
    return text_locale() if text_locale() != current_locale() else None


def _text_languages(chapter: int, section: int) -> list[dict[str, object]]:
    return [
        {
            "name": LANGUAGE_NAMES[locale],
            "locale": locale,
            "url": url_for("handbook.show_section", chapter=chapter, section=section, text=locale),
            "is_current": locale == text_locale(),
        }
        for locale in LOCALES
    ]
