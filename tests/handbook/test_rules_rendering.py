"""Markdown becomes HTML that cannot harm a reader."""

import re

import pytest
import tinyhtml5

from app.handbook.models import BlockKind
from app.handbook.rules.rendering import render_block
from tests.handbook.tricks import TRICKS

PLAIN = {"main", "p", "br", "em", "strong", "code", "pre", "ul", "li", "blockquote", "sub", "h3", "h4", "table", "tr"}
ALLOWED = {
    **dict.fromkeys(PLAIN | {"thead", "tbody"}, frozenset()),
    **{"a": {"href", "title", "rel"}, "ol": {"start"}, "sup": {"data-note"}},
    **{"th": {"scope", "class"}, "td": {"class"}},
}
HARMLESS = re.compile(r"(https?|mailto|tel):")

KINDS = [kind for kind in BlockKind if kind is not BlockKind.LIST]


def harm_in(html: str) -> set[str]:
    """Return what of a piece of HTML, read as browsers read it, is not among the little that is allowed."""
    harm = set()
    for element in tinyhtml5.parse(f"<main>{html}</main>", namespace_html_elements=False).find(".//main").iter():
        names = ALLOWED.get(element.tag)
        wrong = set() if names is None else set(element.attrib) - names
        harm |= {f"<{element.tag}>"} if names is None else {f"{element.tag} {name}" for name in wrong}
        if "href" in element.attrib and not HARMLESS.match(element.attrib["href"]):
            harm.add(element.attrib["href"])
    return harm


@pytest.mark.parametrize("body", TRICKS, ids=range(len(TRICKS)))
def test_no_trick_comes_through(body):
    for kind in KINDS:
        rendered = render_block(kind, body)

        assert harm_in(rendered.html if kind is not BlockKind.TABLE else f"<table>{rendered.html}</table>") == set()
        assert harm_in(rendered.title_html) == set()
        assert [harm_in(note) for note in rendered.notes] == [set()] * len(rendered.notes)
        assert rendered.picture is None


@pytest.mark.parametrize("body", TRICKS, ids=range(len(TRICKS)))
def test_no_trick_comes_through_in_a_note(body):
    rendered = render_block(BlockKind.PARAGRAPH, f"x[^1]\n\n[^1]: {' '.join(body.split())}")

    assert len(rendered.notes) == 1
    assert harm_in(rendered.notes[0]) == set()


def test_there_are_a_hundred_tricks_and_the_judge_knows_harm():
    assert len(set(TRICKS)) >= 100
    assert harm_in("<p onclick=x>y</p>") == {"p onclick"}
    assert harm_in("<a href='javascript:x'>y</a><svg></svg>") == {
        "javascript:x",
        "<{http://www.w3.org/2000/svg}svg>",
    }


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("*soft* and **hard**", "<p><em>soft</em> and <strong>hard</strong></p>"),
        (
            "[site](https://example.org/a?b=1)",
            '<p><a href="https://example.org/a?b=1" rel="noopener noreferrer">site</a></p>',
        ),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_what_is_meant_comes_through(body, html):
    assert render_block(BlockKind.PARAGRAPH, body).html.strip() == html


def test_a_table_has_scopes_and_aligns_columns_of_numbers():
    table = render_block(
        BlockKind.TABLE, "Table: What *counts*\n\n| Factor | Valid |\n| --- | --- |\n| plot | 6 |\n| power | 1.200 € |"
    )

    assert table.title_html == "What <em>counts</em>"
    assert '<th scope="col">Factor</th>' in table.html
    assert '<th scope="col" class="cell-number">Valid</th>' in table.html
    assert '<td class="cell-number">6</td>' in table.html


def test_the_title_of_a_callout_stands_apart():
    callout = render_block(BlockKind.CALLOUT, "### Try it\n\nTake one plot.")

    assert (callout.title_html, callout.html.strip()) == ("Try it", "<p>Take one plot.</p>")
