"""A passage of a text, kept by its own words and what stands around it, so that it is found in a later wording too.

The parts are those of a text quote selector (W3C Web Annotation Data Model, 2017, 4.2.4).
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
BLANKS = re.compile(r"\s+")
LONGEST_PASSAGE = 4_000
LONGEST_CONTEXT = 64
LEAST_CONTEXT = 8
"""Fewer letters before and after say too little to find a passage by them alone."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Quote:
    """The words of a passage, and those before and after it in the same block."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, exact: str, prefix: str, suffix: str) -> "Quote":
        """Return a quote with each run of blanks as one; what is too long is cut."""
        return cls(
            _one_blank(exact).strip()[:LONGEST_PASSAGE],
            _one_blank(prefix)[-LONGEST_CONTEXT:],
            _one_blank(suffix)[:LONGEST_CONTEXT],
        )


def find_passage(text: str, quote: Quote) -> Span | None:
    """Return where a passage begins and ends in a text; None if it is gone.

    Of several places with the same words the one with the likest surroundings is meant. Where the words themselves were
    changed a little, the passage is what stands between the same surroundings.
    """
    plain, places = _plain(text)
    found = _find_words(plain, quote) or _find_between(plain, quote)
    return (places[found[0]], places[found[1] - 1] + 1) if found else None


def text_of(markup: str) -> str:
    """Return the text of sanitised HTML, as a browser counts it."""
    return html.unescape(TAG.sub("", markup))


def mark_passages(markup: str, spans: Sequence[Span]) -> str:
    """Mark parts of the text of sanitised HTML; the marks never cross an element, and no blank alone is marked."""
    done, position = [], 0
    for piece in re.split(f"({TAG.pattern})", markup):
        if TAG.fullmatch(piece):
            done.append(piece)
            continue
        text = html.unescape(piece)
        done.append(_mark_text(text, [(start - position, end - position) for start, end in spans]))
        position += len(text)
    return "".join(done)


def _mark_text(text: str, spans: Sequence[Span]) -> str:
    done, place = [], 0
    for start, end in sorted(spans):
        start, end = max(start, place), min(end, len(text))
        if start < end and text[start:end].strip():
            done += [_escape(text[place:start]), f"<mark>{_escape(text[start:end])}</mark>"]
            place = end
    return "".join([*done, _escape(text[place:])])


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _find_words(plain: str, quote: Quote) -> Span | None:
    starts = [match.start() for match in re.finditer(f"(?={re.escape(quote.exact)})", plain)] if quote.exact else []
    length = len(quote.exact)
    best = max(
        starts,
        key=lambda start: (
            _alike(plain[:start][::-1], quote.prefix[::-1]) + _alike(plain[start + length :], quote.suffix)
        ),
        default=None,
    )
    return None if best is None else (best, best + length)


def _find_between(plain: str, quote: Quote) -> Span | None:
    """Return what stands between the surroundings, if it is about as long as the passage was."""
    if min(len(quote.prefix.strip()), len(quote.suffix.strip())) < LEAST_CONTEXT:
        return None
    before = plain.find(quote.prefix)
    start = before + len(quote.prefix)
    end = plain.find(quote.suffix, start) if before >= 0 else -1
    is_like = len(quote.exact) <= 2 * (end - start) <= 4 * len(quote.exact)
    return (start, end) if end > start and is_like else None


def _alike(text: str, context: str) -> int:
    """Return how many letters agree from the beginning."""
    for count, (one, other) in enumerate(zip(text, context, strict=False)):
        if one != other:
            return count
    return min(len(text), len(context))


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text with each run of blanks as one, and where each of its letters stands in the whole."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if not letter.isspace():
            letters.append(letter)
        elif letters and letters[-1] != " ":
            letters.append(" ")
        else:
            continue
        places.append(place)
    return "".join(letters), places


def _one_blank(text: str) -> str:
    return BLANKS.sub(" ", text)
