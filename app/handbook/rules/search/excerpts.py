"""The part of a passage that shows why it was found, with the found words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.handbook.rules.search.terms import Term
from app.handbook.rules.search.words import WORD, fold

LETTERS = 260
BEFORE = 70
CUT = "…"


@dataclass(frozen=True)
class Piece:
    """Some letters of a text, found or not."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a word that was found stands, and which term it meets."""

    start: int
    end: int
    term: int


def mark_words(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the whole text in pieces."""
    return _pieces(text, _find(text, terms), start=0, end=len(text))


def cut_out(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return about two lines of the text: where the most terms stand close together, from the first word on."""
    places = _find(text, terms)
    if len(text) <= LETTERS:
        return _pieces(text, places, start=0, end=len(text))
    start = _begin(text, _best_start(places))
    end = _end(text, start + LETTERS)
    pieces = _pieces(text, places, start=start, end=end)
    return [*([Piece(CUT)] if start else []), *pieces, *([Piece(CUT)] if end < len(text) else [])]


def _find(text: str, terms: Sequence[Term]) -> list[_Place]:
    places = []
    for match in WORD.finditer(text):
        folded = fold(match[0])
        for number, term in enumerate(terms):
            if term.is_met_by(folded):
                places.append(_Place(match.start(), match.end(), number))
                break
    return places


def _best_start(places: Sequence[_Place]) -> int:
    best, start = 0, 0
    for place in places:
        near = {
            other.term for other in places if place.start <= other.start and other.end <= place.start + LETTERS - BEFORE
        }
        if len(near) > best:
            best, start = len(near), place.start
    return start


def _begin(text: str, found: int) -> int:
    """Return where to begin before the found word: at a line, a sentence, or at least a word."""
    if found <= BEFORE:
        return 0
    lead = text[found - BEFORE : found]
    for mark in (" · ", ". ", "? ", "! ", "; ", " "):
        place = lead.find(mark)
        if place >= 0:
            return found - BEFORE + place + len(mark)
    return found


def _end(text: str, limit: int) -> int:
    if limit >= len(text):
        return len(text)
    place = text.rfind(" ", 0, limit)
    return place if place > limit - BEFORE else limit


def _pieces(text: str, places: Sequence[_Place], *, start: int, end: int) -> list[Piece]:
    pieces, reached = [], start
    for place in places:
        if start <= place.start and place.end <= end:
            pieces += [Piece(text[reached : place.start]), Piece(text[place.start : place.end], is_found=True)]
            reached = place.end
    pieces.append(Piece(text[reached:end]))
    return [piece for piece in pieces if piece.text]
