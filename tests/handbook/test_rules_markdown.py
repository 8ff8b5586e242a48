"""Markdown becomes chapter, sections and blocks."""

from collections import defaultdict
from pathlib import Path

import pytest

from app.cli.demonstration.figures import show_pictures
from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.parsed import ParsedChapter, Remark, RemarkKind
from app.kernel.locales import LOCALES

CONTENT = Path(__file__).parents[2] / "app" / "cli" / "demonstration" / "content" / "handbook"
CHAPTER = """
# A chapter

## First section

A paragraph with *emphasis* and a [link][site].

### A heading

- one
- two
  - inside two

Table: What counts

| Factor | Months |
| --- | --- |
| plot | 6 |

> [!EXERCISE] Try it (20 minutes)
> Take one plot.
>
> - Ask three questions.

> A quotation
> of two lines.

## Second section

1. first
2. second

[site]: https://example.org
"""


@pytest.mark.parametrize("number", range(1, 13))
def test_a_chapter_of_the_demonstration_has_one_structure_in_three_languages(number):
    pictures = defaultdict(lambda: f"{'0' * 32}-960x640.png")
    texts = {locale: (CONTENT / f"{number}-{locale}.md").read_text("utf-8") for locale in LOCALES}

    chapters = {locale: parse_markdown(show_pictures(text, pictures, locale)) for locale, text in texts.items()}

    assert chapters["sl"].structure == chapters["de"].structure == chapters["en"].structure
    assert chapters["sl"].block_count > 20
    assert [chapter.remarks for chapter in chapters.values()] == [(), (), ()]


def test_headings_make_chapter_and_sections():
    chapter = parse_markdown(CHAPTER)

    assert chapter.title == "A chapter"
    assert [section.title for section in chapter.sections] == ["First section", "Second section"]


def test_each_part_becomes_a_block_that_keeps_its_source_text():
    blocks = parse_markdown(CHAPTER).sections[0].blocks

    assert [(block.kind, block.label, block.body) for block in blocks] == [
        (BlockKind.PARAGRAPH, None, "A paragraph with *emphasis* and a [link](https://example.org)."),
        (BlockKind.HEADING, None, "A heading"),
        (BlockKind.LIST, None, "- one\n- two\n  - inside two"),
        (BlockKind.TABLE, None, "Table: What counts\n\n| Factor | Months |\n| --- | --- |\n| plot | 6 |"),
        (
            BlockKind.CALLOUT,
            CalloutKind.EXERCISE,
            "### Try it (20 minutes)\n\nTake one plot.\n\n- Ask three questions.",
        ),
        (BlockKind.QUOTATION, None, "A quotation\nof two lines."),
    ]


def test_a_draft_brings_back_the_same_chapter():
    chapter = parse_markdown(CHAPTER + "\n---\n")

    assert ParsedChapter.from_json(chapter.as_json()) == chapter


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("# A\n\n# B\n\nText.", RemarkKind.SEVERAL_CHAPTER_TITLES),
        ("## S\n\nText.", RemarkKind.TITLE_FROM_FILE_NAME),
        ("# A\n\nText.\n\n## S\n\nText.", RemarkKind.TEXT_BEFORE_FIRST_SECTION),
        ("# A\n\n## S\n\n#### Deep\n\nText.", RemarkKind.DEEP_HEADINGS),
        ("# A\n\n## S\n\n![A plot](https://example.org/plot.png)", RemarkKind.IMAGES_DROPPED),
        ("# A\n\n## S\n\nText.\n\n---\n", RemarkKind.RULES_DROPPED),
        ("# A\n\n## S\n\n> [!RIDDLE] Which?\n> Text.", RemarkKind.UNKNOWN_CALLOUT),
    ],
)
def test_what_could_not_be_kept_is_remarked(text, remark):
    chapter = parse_markdown(text, file_name="plots.md")

    assert chapter.remarks == (Remark(remark, 1),)


def test_the_name_of_the_file_is_the_title_of_last_resort():
    assert parse_markdown("Text.", file_name="plots.md").title == "plots"


def test_an_image_leaves_its_words_behind():
    chapter = parse_markdown("# A\n\n## S\n\nSee ![the plot](https://example.org/plot.png).")

    assert chapter.sections[0].blocks[0].body == "See the plot."
