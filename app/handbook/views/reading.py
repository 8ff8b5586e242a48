"""Reading: contents, a chapter, a section."""

import re
import uuid
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook.permissions import may_read_drafts
from app.handbook.queries import (
    DRAFT,
    ChapterEntry,
    Version,
    find_latest_edition,
    find_numbers,
    get_edition,
    get_reading_place,
    get_section,
    list_chapters,
    list_editions,
    list_languages,
    list_minutes_to_read,
    list_outline,
    read_section,
)
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.shown_text import show_parts
from app.handbook.rules.words import PILLAR_NAMES, language_name
from app.handbook.views.blueprint import pages
from app.handbook.views.shown_downloads import show_made_files
from app.handbook.views.shown_glossary import show_term_notes, terms_of_section
from app.handbook.views.shown_notes import WRITING, put_notes
from app.kernel.access import ensure, public
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale, ngettext
from app.programmes.queries import find_current_programme

Edition = str | None
"""What the address says: nothing for the latest edition, the number of an older one, `draft` for the working text."""

Pillar = tuple[Any, list[tuple[ChapterEntry, list[dict[str, object]]]]]
"""Its name, and its chapters with entries for a list of contents."""

EDITION_NUMBER = re.compile("[0-9]{1,4}")


@pages.get("/handbook", defaults={"edition": None})
@pages.get("/handbook/editions/<edition>")
@public
def show_handbook(edition: Edition) -> str:
    """Show the contents by pillar."""
    version = _find_version(edition)
    contents = _frozen_contents if version and version.edition_id else _list_contents
    return render_template(
        "handbook/show_handbook.html",
        version=version,
        downloads=show_made_files(version, None) if version else [],
        pillars=contents(version, edition, current_locale(), _text_parameter()) if version else [],
    )


def _list_contents(version: Version, edition: Edition, locale: str, _text: str | None) -> list[Pillar]:
    """Return the chapters by pillar, with the entries of their sections."""
    chapters = list_chapters(version)
    section_ids = [section.id for chapter in chapters for section in chapter.sections]
    minutes = list_minutes_to_read(version, section_ids, locale) if section_ids else {}
    return [
        (PILLAR_NAMES[pillar], [(chapter, _section_entries(chapter, minutes, edition)) for chapter in members])
        for pillar, members in groupby(chapters, key=lambda chapter: chapter.pillar)
    ]


_frozen_contents = lru_cache(maxsize=16)(_list_contents)
"""The contents of an edition as an address asks for them, in its language; an edition never changes."""


@pages.get("/handbook/<int(max=9999):chapter>", defaults={"edition": None})
@pages.get("/handbook/editions/<edition>/<int(max=9999):chapter>")
@public
def show_chapter(chapter: int, edition: Edition) -> str:
    """Show a chapter's sections, and the first words of its text."""
    version = _get_version(edition)
    entry = _find_chapter(list_outline(version, chapter), chapter)
    text = read_section(version, entry.sections[0].id, text_locale()) if entry.sections else None
    minutes = list_minutes_to_read(version, [section.id for section in entry.sections], text_locale())
    return render_template(
        "handbook/show_chapter.html",
        version=version,
        chapter=entry,
        downloads=show_made_files(version, entry.number),
        opening=show_parts(entry, 1, text, asked=text_locale())[:1] if text else [],
        entries=_section_entries(entry, minutes, edition),
        pillar_name=PILLAR_NAMES[entry.pillar],
    )


def _find_version(edition: Edition) -> Version | None:
    """Return the handbook an address speaks of; None before the first edition. Drafts are the staff's."""
    programme = find_current_programme(now())
    if programme is None:
        return None
    if edition == DRAFT:
        ensure(may_read_drafts(current_user, programme.id))
        return Version(programme.id)
    if edition is None:
        return find_latest_edition(programme.id)
    if not EDITION_NUMBER.fullmatch(edition):
        raise NotFound
    return get_edition(programme.id, int(edition))


def _get_version(edition: Edition) -> Version:
    version = _find_version(edition)
    if version is None:
        raise NotFound
    return version


def _section_entries(
    chapter: ChapterEntry, minutes: Mapping[uuid.UUID, int], edition: Edition
) -> list[dict[str, object]]:
    """Return a chapter's sections for a list of contents."""
    entries: list[dict[str, object]] = []
    for section in chapter.sections:
        title, locale = section.title.shown_in(current_locale())
        entries.append(
            {
                "id": section.id,
                "number": f"{chapter.number}.{section.number}",
                "title": title,
                "locale": "" if locale == current_locale() else locale,
                "url": url_for(
                    "handbook.show_section",
                    edition=edition,
                    chapter=chapter.number,
                    section=section.number,
                    text=_text_parameter(),
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


@pages.get("/handbook/<int(max=9999):chapter>/<int(max=9999):section>", defaults={"edition": None})
@pages.get("/handbook/editions/<edition>/<int(max=9999):chapter>/<int(max=9999):section>")
@public
def show_section(chapter: int, section: int, edition: Edition) -> str:
    """Show a section's text in the language chosen for it."""
    version = _get_version(edition)
    place = get_reading_place(version, chapter, section)
    text = read_section(version, place.section.id, text_locale())
    terms = terms_of_section(version.programme_id, text)
    parts = show_parts(place.chapter, section, text, asked=text_locale(), terms=terms)
    parts, notes = put_notes(parts, version, place.section.id, text=text, language=text_locale())
    return render_template(
        "handbook/show_section.html",
        version=version,
        place=place,
        parts=parts,
        terms=show_term_notes(terms),
        notes=notes,
        minutes=text.minutes,
        languages=[
            _text_language(language, chapter=chapter, section=section, edition=edition)
            for language in list_languages(version, place.section.id, text)
        ],
        text_parameter=_text_parameter(),
    )


@pages.get("/handbook/sections/<uuid:section_id>")
@public
def find_section(section_id: uuid.UUID) -> Response:
    """Lead to where a section is read: in the latest edition, or in the one asked for if that has it.

    Its number may be another in each edition. What is in neither is read by the staff in the working text.
    """
    facts, programme = get_section(section_id), find_current_programme(now())
    if programme is None or programme.id != facts.programme_id:
        raise NotFound  # the handbook's addresses speak of the current programme alone
    editions, asked = list_editions(facts.programme_id), request.args.get("edition", type=int)
    for version in [*(one for one in editions if one.number == asked), *editions[:1]]:
        if numbers := find_numbers(version, section_id):
            return redirect(_section_url(numbers, version.in_address), 302)
    ensure(may_read_drafts(current_user, facts.programme_id))
    return redirect(_section_url((facts.chapter_number, facts.number), DRAFT), 302)


def _section_url(numbers: tuple[int, int], edition: int | str | None) -> str:
    chapter, section = numbers
    notes = WRITING if request.args.get("notes") == WRITING else None
    return url_for(
        ".show_section", edition=edition, chapter=chapter, section=section, text=_text_parameter(), notes=notes
    )


def text_locale() -> str:
    """Return the language the text is read in: the one chosen above it, easy language too, else the page's."""
    chosen = request.args.get("text", "")
    return chosen if chosen in LANGUAGES else current_locale()


def _text_parameter() -> str | None:
    """Return what the next link must say to stay in the text's language."""
    return text_locale() if text_locale() != current_locale() else None


def _text_language(language: str, *, chapter: int, section: int, edition: Edition) -> dict[str, object]:
    return {
        "name": language_name(language),
        "locale": language,
        "url": url_for("handbook.show_section", edition=edition, chapter=chapter, section=section, text=language),
        "is_current": language == text_locale(),
    }
