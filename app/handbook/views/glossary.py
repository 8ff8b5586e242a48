"""The glossary as everybody reads it."""

from flask import render_template, request

from app.handbook.queries import find_latest_edition, list_entries, list_section_numbers
from app.handbook.rules.search.words import LONGEST_QUERY
from app.handbook.views.blueprint import pages
from app.handbook.views.shown_glossary import show_letters
from app.kernel.access import public
from app.kernel.clock import now
from app.programmes.queries import find_current_programme


@pages.get("/handbook/glossary")
@public
def show_glossary() -> str:
    """Show the terms by letter, all or those in which something is found."""
    programme = find_current_programme(now())
    entries = list_entries(programme.id) if programme else []
    version = find_latest_edition(programme.id) if programme else None
    asked = request.args.get("q", "").strip()[:LONGEST_QUERY]
    letters = show_letters(entries, list_section_numbers(version) if version else {}, asked)
    return render_template(
        "handbook/show_glossary.html",
        letters=letters,
        asked=asked,
        count=sum(len(letter.terms) for letter in letters),
        is_empty=not entries,
    )
