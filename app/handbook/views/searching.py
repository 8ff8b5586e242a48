"""Searching what everybody reads."""

from dataclasses import dataclass

from flask import render_template, request

from app.handbook.queries import (
    ChapterEntry,
    Version,
    find_latest_edition,
    find_searchable_edition,
    list_chapters,
    list_matches,
    list_passages,
    look_up_terms,
)
from app.handbook.rules.search.ranking import cut_page, rank
from app.handbook.rules.search.terms import Term
from app.handbook.rules.search.words import LONGEST_QUERY, read_query
from app.handbook.views.blueprint import pages
from app.handbook.views.shown_search import Asked, Found, ResultPage, show_filters, show_results
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.i18n import current_locale
from app.kernel.locales import LOCALES
from app.programmes.queries import find_current_programme


@dataclass(frozen=True)
class _Handbook:
    """What is searched; with no version there is nothing to search yet, or not quite yet."""

    version: Version | None
    chapters: list[ChapterEntry]
    is_preparing: bool


@pages.get("/handbook/search")
@public
def show_search() -> str:
    """Show the sections in which the words of a query are found."""
    asked = _read_request()
    handbook = _find_handbook()
    words = read_query(asked.text)
    terms = look_up_terms(words) if words and handbook.version else []
    return render_template(
        "handbook/show_search.html",
        asked=asked,
        handbook=handbook,
        filters=show_filters(asked, handbook.chapters),
        found=_find(handbook, asked, terms) if terms else None,
        is_wordless=bool(asked.text) and not words,
    )


def _read_request() -> Asked:
    """Read the address; what cannot be read counts as not chosen."""
    chapter, language = request.args.get("chapter", ""), request.args.get("language", "")
    return Asked(
        text=request.args.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY],
        chapter=int(chapter) if chapter.isascii() and chapter.isdigit() and len(chapter) < 5 else None,
        language=language if language in LOCALES else None,
        after=request.args.get("after", ""),
    )


def _find_handbook() -> _Handbook:
    programme = find_current_programme(now())
    version = find_searchable_edition(programme.id) if programme else None
    is_preparing = bool(programme and version is None and find_latest_edition(programme.id))
    return _Handbook(version, list_chapters(version) if version else [], is_preparing)


def _find(handbook: _Handbook, asked: Asked, terms: list[Term]) -> ResultPage:
    assert handbook.version
    matches = list_matches(handbook.version, terms, language=asked.language, chapter=asked.chapter)
    sections = sum(len(chapter.sections) for chapter in handbook.chapters)
    ranked = rank(matches, sections=sections, own_language=asked.language or current_locale())
    page = cut_page(ranked, after=asked.after)
    passages = list_passages(page.shown, terms) if page.shown else {}
    return show_results(page, Found(handbook.version, handbook.chapters, terms, passages), asked)
