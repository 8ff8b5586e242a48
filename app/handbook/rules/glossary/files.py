"""The glossary as a table in a file: a row for each term, three columns for each language."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.handbook.rules.glossary.terms import (
    MOST_LETTERS,
    MOST_WORD_LETTERS,
    TermDraft,
    TermText,
    join_words,
    key_of,
    split_words,
)
from app.kernel.locales import LOCALES

COLUMNS = (
    "chapter",
    *(column for locale in LOCALES for column in (locale, f"{locale}_other", f"{locale}_definition")),
)
DELIMITERS = ",;\t"
MOST_ROWS = 5000
FORMULA_BEGINS = ("=", "+", "-", "@", "'")
"""What a spreadsheet would take for a formula goes out, and comes back, with an apostrophe before it."""


class ProblemKind(StrEnum):
    """Why a line is not taken over."""

    NO_HEADER = "no_header"
    WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
    NO_WORD = "no_word"
    DEFINITION_WITHOUT_WORD = "definition_without_word"
    WORD_TOO_LONG = "word_too_long"
    DEFINITION_TOO_LONG = "definition_too_long"
    CHAPTER_IS_NO_NUMBER = "chapter_is_no_number"
    TWICE = "twice"
    TOO_MANY_ROWS = "too_many_rows"
    SEVERAL_TERMS = "several_terms"
    NO_SUCH_CHAPTER = "no_such_chapter"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line; `detail` is the cell that shows it."""

    line: int
    kind: ProblemKind
    detail: str = ""


@dataclass(frozen=True)
class ReadGlossary:
    """A file's terms with their lines, and what is wrong with the others."""

    drafts: tuple[tuple[int, TermDraft], ...] = ()
    problems: tuple[Problem, ...] = ()


def write_glossary(drafts: Iterable[TermDraft]) -> str:
    """Return the table of some terms."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for draft in drafts:
        row = {"chapter": str(draft.chapter or "")}
        for locale, text in draft.texts.items():
            row |= {
                locale: text.word,
                f"{locale}_other": join_words(text.other_words),
                f"{locale}_definition": text.definition,
            }
        writer.writerow({name: f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell for name, cell in row.items()})
    return table.getvalue()


def read_glossary(text: str) -> ReadGlossary:
    """Read a table; commas, semicolons and tabulators are understood, as spreadsheets write them."""
    lines = text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    head = lines.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(reader, [])]
    if not set(header) <= set(COLUMNS) or not set(header) & set(LOCALES):
        return ReadGlossary(problems=(Problem(1, ProblemKind.NO_HEADER, head[:80]),))
    return _read_rows(reader, header)


def _read_rows(reader: Iterable[list[str]], header: list[str]) -> ReadGlossary:
    drafts: list[tuple[int, TermDraft]] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    line = 2
    for cells in reader:
        here, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(drafts) == MOST_ROWS:
            problems.append(Problem(here, ProblemKind.TOO_MANY_ROWS))
            break
        draft = _read_row(cells, header)
        found = [draft] if isinstance(draft, tuple) else list(_check(draft, seen))
        problems += [Problem(here, kind, detail) for kind, detail in found]
        if isinstance(draft, TermDraft) and not found:
            drafts.append((here, draft))
    return ReadGlossary(tuple(drafts), tuple(problems))


def _read_row(cells: list[str], header: list[str]) -> TermDraft | tuple[ProblemKind, str]:
    if len(cells) != len(header):
        return ProblemKind.WRONG_NUMBER_OF_CELLS, next(cell for cell in cells if cell.strip())[:80]
    row = {name: _plain(cell) for name, cell in zip(header, cells, strict=True)}
    chapter = row.get("chapter", "")
    if chapter and not (chapter.isascii() and chapter.isdigit() and len(chapter) < 5):
        return ProblemKind.CHAPTER_IS_NO_NUMBER, chapter
    texts = {locale: _read_text(row, locale) for locale in LOCALES}
    return TermDraft({locale: text for locale, text in texts.items() if text}, int(chapter) if chapter else None)


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_BEGINS) else text


def _read_text(row: Mapping[str, str], locale: str) -> TermText | None:
    word, definition = row.get(locale, ""), row.get(f"{locale}_definition", "")
    text = TermText(word, split_words(row.get(f"{locale}_other", "")), definition)
    return text if word or definition or text.other_words else None


def _check(draft: TermDraft, seen: set[tuple[str, str]]) -> Iterable[tuple[ProblemKind, str]]:
    if not draft.texts:
        yield ProblemKind.NO_WORD, ""
    for locale, text in draft.texts.items():
        key = (locale, key_of(text.word))
        if not text.word:
            yield ProblemKind.DEFINITION_WITHOUT_WORD, text.definition[:80]
        elif key in seen:
            yield ProblemKind.TWICE, text.word
        if any(len(phrase) > MOST_WORD_LETTERS for phrase in text.phrases):
            yield ProblemKind.WORD_TOO_LONG, text.word[:80]
        if len(text.definition) > MOST_LETTERS:
            yield ProblemKind.DEFINITION_TOO_LONG, text.word
        seen.add(key)
