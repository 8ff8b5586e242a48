"""Markdown becomes HTML that cannot harm a reader."""

import re

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules.rendering import render_block

TRICKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://e.example "onmouseover=alert(1)")',
    '[x](https://e.example" onclick="alert(1))',
    "![x](https://e.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<iframe src=https://e.example></iframe>",
    "<style>body{display:none}</style>",
    "<p style='color:red'>x</p>",
    "<form action=https://e.example><input name=a></form>",
    "<base href=https://e.example>",
    "<meta http-equiv=refresh content=0>",
    "<!--<img src=x onerror=alert(1)>-->",
    "`<script>`",
    "```\n<script>alert(1)</script>\n```",
    "</table></div><script>alert(1)</script>",
    "Table: <script>alert(1)</script>\n\n| <img src=x onerror=alert(1)> |\n| --- |\n| [x](javascript:alert(1)) |",
    "### <script>alert(1)</script>\n\n<b onclick=alert(1)>x</b>",
]
HARMFUL = re.compile(
    r"<(?:script|img|svg|iframe|style|form|input|base|meta|div|b)\b|<[^>]*\s(?:on\w+|style|src)=|"
    r"<[^>]*\shref=\"(?!https?:|mailto:|tel:)",
    re.I,
)


@pytest.mark.parametrize("body", TRICKS)
@pytest.mark.parametrize(
    "kind", [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE, BlockKind.CALLOUT, BlockKind.FIGURE]
)
def test_no_trick_comes_through(kind, body):
    rendered = render_block(kind, body)

    assert not HARMFUL.search(rendered.html + rendered.title_html)
    assert rendered.picture is None


@pytest.mark.parametrize("body", TRICKS)
def test_no_trick_comes_through_in_a_note(body):
    rendered = render_block(BlockKind.PARAGRAPH, f"x[^1]\n\n[^1]: {' '.join(body.split())}")

    assert len(rendered.notes) == 1
    assert not HARMFUL.search(rendered.notes[0])


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
