"""Links from the words of a text to the glossary, put among the parser's tokens before anything is rendered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

LINK_CLASS = "term"
NOT_WITHIN = {"heading_open": "heading_close", "th_open": "th_close"}


@dataclass(frozen=True)
class Run:
    """A piece of text that may hold links: which child of which token, and its words."""

    token: int
    child: int
    text: str


@dataclass(frozen=True)
class Mark:
    """Letters of a run that lead to the glossary."""

    token: int
    child: int
    start: int
    end: int
    url: str


def list_runs(tokens: Sequence[Token]) -> tuple[Run, ...]:
    """Return what may be linked: not headings, headers of columns, code, and what is a link already."""
    runs, waits_for = [], ""
    for number, token in enumerate(tokens):
        if waits_for:
            waits_for = "" if token.type == waits_for else waits_for
        elif token.type in NOT_WITHIN:
            waits_for = NOT_WITHIN[token.type]
        elif token.type == "inline":
            runs += [Run(number, child, text) for child, text in _texts(token)]
    return tuple(runs)


def _texts(token: Token) -> Iterator[tuple[int, str]]:
    links = 0
    for number, child in enumerate(token.children or []):
        links += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "text" and not links:
            yield number, child.content


def put_links(tokens: Sequence[Token], marks: Sequence[Mark]) -> None:
    """Put links into the parser's tokens."""
    for mark in sorted(marks, key=lambda mark: (mark.token, mark.child, mark.start), reverse=True):
        children = tokens[mark.token].children
        assert children
        text = children[mark.child].content
        children[mark.child : mark.child + 1] = [
            _text(text[: mark.start]),
            Token("link_open", "a", 1, attrs={"href": mark.url, "class": LINK_CLASS}),
            _text(text[mark.start : mark.end]),
            Token("link_close", "a", -1),
            _text(text[mark.end :]),
        ]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
