"""A translator's way: twenty stale blocks at the desk by keyboard only, and a sign-in that ends in the middle of it."""

import re
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from playwright.sync_api import Locator, expect

from app.handbook.actions import Done, edit
from app.handbook.models import BlockKind, ChangeKind, Chapter
from app.handbook.queries import get_manuscript
from app.handbook.rules import editing
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.texts import TextState
from app.handbook.rules.work import count_states
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.journeys.conftest import SIZES
from tests.journeys.house import House
from tests.journeys.keyboard import press_by_keys
from tests.journeys.walker import Walker

STALE = 20
ADDED = " Und noch ein Satz."


def test_twenty_stale_blocks_are_translated_by_keys_alone(enter: Callable[..., Walker], house: House) -> None:
    walker = enter("de", SIZES["wide"], by_keys=True)
    chapter_id = house.do(make_blocks_stale)
    walker.sign_in_as("trainer")
    walker.open(f"/organise/handbook/chapters/{chapter_id}/work?language=de")

    use_the_tools(walker)
    lose_the_sign_in_and_nothing_else(walker)
    for number in range(1, STALE):
        finish_a_block(walker, is_right=number % 4 == 0)

    walker.reads(walker.t("Nothing is left to do in this chapter and language."))
    assert house.do(lambda: count_states(get_manuscript(chapter_id), "de")[TextState.CURRENT]) >= STALE
    assert house.do(lambda: bodies_with(chapter_id, ADDED)) == STALE - 4


def make_blocks_stale() -> uuid.UUID:
    """Change the Slovenian source of twenty blocks; all others are said to be right."""
    with transaction():
        chapter_id = db.session.scalars(sa.select(Chapter.id).where(Chapter.number == 3)).one()
        edit(chapter_id, change, done=Done(ChangeKind.WRITTEN, None, now()))
    return chapter_id


def change(manuscript: Manuscript) -> Manuscript:
    both = [block for block in manuscript.iter_blocks() if {"sl", "de"} <= block.texts.keys()]
    plain = [block for block in both if block.kind not in {BlockKind.TABLE, BlockKind.FIGURE}]
    changed = [block for block in plain if block.source_locale == "sl"][:STALE]
    assert len(changed) == STALE
    for block in manuscript.iter_blocks():
        if block.state("de") is TextState.STALE:
            manuscript = editing.confirm(manuscript, block.id, "de")
        elif block.state("de") is TextState.MISSING:
            manuscript = editing.write(manuscript, block.id, "de", body="Noch da.")
    for block in changed:
        manuscript = editing.write(manuscript, block.id, "sl", body=f"{block.bodies['sl']} In še en stavek.")
    return manuscript


def bodies_with(chapter_id: uuid.UUID, words: str) -> int:
    return sum(block.bodies.get("de", "").endswith(words) for block in get_manuscript(chapter_id).iter_blocks())


def text_area(walker: Walker) -> Locator:
    return walker.main.locator("[data-desk-text]")


def write_at_the_end(walker: Walker, words: str) -> None:
    walker.page.keyboard.press("e")
    walker.page.keyboard.press("Control+End")
    walker.page.keyboard.type(words)


def use_the_tools(walker: Walker) -> None:
    """Set words in bold, take it back, go along the tool bar, and look at the text before it is saved."""
    page, area = walker.page, text_area(walker)
    before = area.input_value()
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+b")
    expect(area).to_have_value(f"**{before}**")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(before)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(walker.main.locator("[data-tool=italic]")).to_be_focused()
    page.keyboard.press("Tab")
    write_nothing = page.url
    page.keyboard.press("Control+End")
    page.keyboard.type(ADDED)
    press_by_keys(page, walker.button("Preview"))
    expect(walker.main.locator("[data-preview]")).to_contain_text(ADDED.strip())
    assert page.url == write_nothing
    page.keyboard.press("Shift+Tab")


def lose_the_sign_in_and_nothing_else(walker: Walker) -> None:
    """Save after the sign-in has ended: the text is shown, and offered again where it was written."""
    walker.expected.add(401)
    typed = text_area(walker).input_value()
    walker.page.context.clear_cookies(name="academy")
    walker.page.locator("[data-desk-text]").focus()
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Control+Enter")
    expect(walker.main.locator("[data-unsaved]")).to_have_value(typed)
    walker.follow("Sign in and go back")
    walker.press(walker.main.locator("form[action$='/demonstration/trainer'] button"))
    expect(text_area(walker)).not_to_have_value(typed)
    press_by_keys(walker.page, walker.button("Take that text"))
    expect(text_area(walker)).to_have_value(typed)
    with walker.page.expect_navigation(url=re.compile(r"/blocks/")):
        walker.page.keyboard.press("Control+Enter")


def finish_a_block(walker: Walker, *, is_right: bool) -> None:
    """Say that a block is still right, or write its translation and save it."""
    with walker.page.expect_navigation():
        if is_right:
            walker.page.keyboard.press("r")
        else:
            write_at_the_end(walker, ADDED)
            walker.page.keyboard.press("Control+Enter")
