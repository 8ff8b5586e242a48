"""What keeps an edition from being published."""

import uuid

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules.checklist import CheckedText, GapKind, find_gaps, has_header

NAME = "0123456789abcdef0123456789abcdef-960x640.png"
WHOLE = f"![A map](figure:{NAME})\nThe zone"
TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"


def gaps_of(kind: BlockKind, **bodies: str) -> list[tuple[GapKind, str, bool]]:
    """Return what is missing in a block, and whether it blocks an edition in Slovenian and German."""
    block_id = uuid.uuid4()
    texts = [
        CheckedText(uuid.uuid4(), True, "3.2-05", block_id, kind, "sl", language, body)
        for language, body in bodies.items()
    ]
    found = find_gaps(texts, pictures={NAME})
    return [(gap.kind, gap.language, gap.is_blocking(["sl", "de"])) for gap in found]


@pytest.mark.parametrize(
    ("kind", "bodies", "gaps"),
    [
        (BlockKind.FIGURE, dict.fromkeys(("sl", "de", "en"), WHOLE), []),
        (BlockKind.FIGURE, dict.fromkeys(("sl", "de"), WHOLE), [(GapKind.TRANSLATION, "en", False)]),
        (BlockKind.FIGURE, dict.fromkeys(("sl", "en"), WHOLE), [(GapKind.TRANSLATION, "de", True)]),
        (
            BlockKind.FIGURE,
            {"sl": WHOLE, "de": WHOLE, "en": f"![ ](figure:{NAME})\nThe zone"},
            [(GapKind.ALTERNATIVE_TEXT, "en", True)],
        ),
        (
            BlockKind.FIGURE,
            {"sl": WHOLE, "de": WHOLE.replace("0123", "3210"), "en": "The zone"},
            [(GapKind.PICTURE, "de", True), (GapKind.PICTURE, "en", True)],
        ),
        (BlockKind.TABLE, {"sl": TABLE}, []),
        (BlockKind.TABLE, {"sl": TABLE.replace("| a | b |", "| | |")}, [(GapKind.TABLE_HEADER, "sl", True)]),
        (BlockKind.PARAGRAPH, {"sl": " "}, [(GapKind.TEXT, "sl", True)]),
        (BlockKind.PARAGRAPH, {"sl": "One.[^1]\n\n[^1]: Note"}, []),
        (BlockKind.PARAGRAPH, {"sl": "One.[^1]"}, [(GapKind.NOTE, "sl", False)]),
        (BlockKind.PARAGRAPH, {"sl": "One.\n\n[^1]: Note"}, [(GapKind.NOTE, "sl", False)]),
    ],
)
def test_what_is_missing(kind, bodies, gaps):
    assert gaps_of(kind, **bodies) == gaps


@pytest.mark.parametrize(
    ("body", "is_header"),
    [
        (TABLE, True),
        (f"Table: Costs\n\n{TABLE}", True),
        ("a | b\n:-- | --:\n1 | 2", True),
        ("| | b |\n| --- | --- |\n| 1 | 2 |", True),
        ("| 1 | 2 |\n| 3 | 4 |", False),
        ("Table: Costs", False),
    ],
)
def test_a_table_has_a_header_row_if_a_cell_of_it_says_something(body, is_header):
    assert has_header(body) is is_header
