"""Footnotes of a block: `[^1]` in the text, and at its end, on a line of its own, `[^1]: what it says`.

Readers see them numbered through a section, in the order in which they are referred to.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]{1,40})\](?!:)")
DEFINITION = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]+(\S.*)")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
MARK = re.compile(r'<sup data-note="(\d+)-(\d+)">\d+</sup>')
NOTES = "notes"
"""What a block's notes are called while it is rendered: their numbers by label."""


def separate_notes(text: str) -> tuple[str, dict[str, str]]:
    """Return a text without its notes, and the notes by their labels; lines that follow a note belong to it."""
    kept: list[str] = []
    notes: dict[str, str] = {}
    open_note, is_code = "", False
    for line in text.split("\n"):
        is_code = is_code != bool(FENCE.match(line))
        found = None if is_code else DEFINITION.match(line)
        if found:
            open_note = found[1]
            notes.setdefault(open_note, found[2].strip())
        elif open_note and line.strip():
            notes[open_note] += f" {line.strip()}"
        else:
            open_note = ""
            kept.append(line)
    return ("\n".join(kept).strip("\n"), notes) if notes else (text, notes)


def list_references(text: str) -> list[str]:
    """Return the labels a text refers to, each once, in order."""
    return list(dict.fromkeys(REFERENCE.findall(text)))


def attach_notes(text: str, notes: Mapping[str, str]) -> str:
    """Return a text with those of the notes it refers to at its end, numbered from 1."""
    return join_notes([(text, notes)], "")


def join_notes(parts: Iterable[tuple[str, Mapping[str, str]]], between: str) -> str:
    """Join texts with their notes, numbered anew: one label may mean two notes, and two labels one."""
    texts: list[str] = []
    numbers: dict[str, int] = {}
    for text, notes in parts:
        labels = {
            label: numbers.setdefault(notes[label], len(numbers) + 1)
            for label in list_references(text)
            if label in notes
        }
        texts.append(_renumber(text, labels))
    joined = between.join(texts)
    lines = [f"[^{number}]: {note}" for note, number in numbers.items()]
    return f"{joined}\n\n" + "\n".join(lines) if lines else joined


def _renumber(text: str, numbers: Mapping[str, int]) -> str:
    return REFERENCE.sub(lambda match: f"[^{numbers[match[1]]}]" if match[1] in numbers else match[0], text)


def mark_of(number: int, again: int) -> str:
    """Return what stands in a rendered text for a reference; no text can write it, for its signs become entities."""
    return f'<sup data-note="{number}-{again}">{number}</sup>'


def read_reference(state: StateInline, silent: bool) -> bool:
    """Read a reference to one of the block's notes; whatever else looks like one stays as it is."""
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    numbers = state.env.get(NOTES, {})
    if not found or found[1] not in numbers:
        return False
    if not silent:
        token = state.push("note_reference", "sup", 0)
        number, seen = numbers[found[1]]
        numbers[found[1]] = (number, seen + 1)
        token.meta = {"number": number, "again": seen}
    state.pos = found.end()
    return True


def write_reference(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """Write a reference as its mark."""
    return mark_of(tokens[index].meta["number"], tokens[index].meta["again"])


def environment_of(text: str, notes: Mapping[str, str]) -> dict[str, Any]:
    """Return what the parser must know of a block's notes."""
    found = [label for label in list_references(text) if label in notes]
    return {NOTES: {label: (number, 1) for number, label in enumerate(found, start=1)}}


def link_notes(html: str, *, first: int, anchor: str) -> str:
    """Return rendered HTML with links in the place of its marks; the first note of the block has the number `first`.

    The anchors of the notes are `note_anchor`s, those of the references in the text `reference_anchor`s.
    """

    def link(match: re.Match[str]) -> str:
        number, again = int(match[1]), int(match[2])
        place = f' id="{reference_anchor(anchor, number)}"' if again == 1 else ""
        target = note_anchor(anchor, number)
        return f'<sup class="note-ref"><a href="#{target}"{place} role="doc-noteref">{first + number - 1}</a></sup>'

    return MARK.sub(link, html)


def note_anchor(anchor: str, number: int) -> str:
    """Return where a block's note stands on the page."""
    return f"{anchor}-n{number}"


def reference_anchor(anchor: str, number: int) -> str:
    """Return where a note is first referred to."""
    return f"{anchor}-r{number}"
