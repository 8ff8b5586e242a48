"""Every visible word of a template is translatable: no text stands outside `_()`."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import nodes

from tests.architecture.repository import ROOT

TEMPLATES = ROOT / "templates"
SPOKEN_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "content"}
NOT_WORDS = {"Location Academy", "width=device-width, initial-scale=1", "light dark", "J", "K", "X", "Enter", "noindex"}
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
WORD = re.compile(r"[^\W\d_]{2,}")
SAMPLES = "home/gallery/"
PATHS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if not path.relative_to(TEMPLATES).as_posix().startswith(SAMPLES)
)
"""The gallery's samples are nobody's page."""


class Reader(HTMLParser):
    """Collects what a person would read or hear of a template."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"style", "script"}
        given = dict(attrs)
        if tag == "meta" and given.get("name") not in {"description"}:
            return
        self.heard += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.heard.append(data)


def words_in(source: str, environment) -> list[str]:
    """Return the texts of a template that nobody could translate."""
    tree = environment.parse(source)
    for block in tree.find_all(nodes.Block):
        if block.name == "body_class":
            block.body = []
    pieces: list[str] = []
    for output in tree.find_all(nodes.Output):
        pieces += [node.data if isinstance(node, nodes.TemplateData) else HOLE for node in output.nodes]
    reader = Reader()
    reader.feed("".join(pieces))
    parts = [part.strip(" \n–—·|:,.()/") for text in reader.heard for part in text.split(HOLE)]
    return [part for part in parts if part not in NOT_WORDS and WORD.search(part)]


@pytest.mark.parametrize("path", PATHS)
def test_every_visible_word_is_translatable(app_without_database, path):
    source = (TEMPLATES / path).read_text()

    assert words_in(source, app_without_database.jinja_env) == []


def test_a_forgotten_word_is_found(app_without_database):
    source = '<p title="{{ _("Good") }}">Forgotten <b aria-label="Also this">{{ _("Good") }}</b></p>'

    assert words_in(source, app_without_database.jinja_env) == ["Forgotten", "Also this"]
