"""A reader's way: a section on a phone, its language switched in the middle, reading on another day, and own notes."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker

PHONE = SIZES["narrow"]
BELOW_TOOLS = 120
"""Pixels from the top of the screen within which the block begins that one reads."""


def test_the_block_stays_in_view_when_the_language_is_switched_on_a_phone(enter: Callable[..., Walker]) -> None:
    walker = enter("sl", PHONE)
    walker.sign_in_as("participant")
    walker.open("/handbook/3/2")
    block = read_on_to_the_middle(walker)

    walker.press(walker.page.locator(".reading-language a[lang=de]"))
    insist_on_view(walker, block)

    walker.page.mouse.wheel(0, -100_000)
    walker.locale = "en"
    walker.press(walker.page.locator(".language-switch a[lang=en]"))
    insist_on_view(walker, block)

    walker.open("/handbook")
    walker.press(walker.page.locator(".continue-reading a"))
    insist_on_view(walker, block)
    keep_a_passage(walker, block)


def read_on_to_the_middle(walker: Walker) -> str:
    """Come to a block in the middle and stay there until the links follow; return its place."""
    blocks = walker.page.locator(".prose .block")
    middle = blocks.nth(blocks.count() // 2)
    middle.evaluate("block => window.scrollBy(0, block.getBoundingClientRect().top - 70)")
    place = f"#{middle.get_attribute('id')}"
    link = walker.page.locator(".reading-language a").first
    with walker.page.expect_request("**/place"):  # nothing is sent before one has stayed
        expect(link).to_have_attribute("href", re.compile(f"{place}$"))
    return place


def insist_on_view(walker: Walker, place: str) -> None:
    assert walker.page.url.endswith(place)
    expect(walker.page.locator(place)).to_be_in_viewport()
    assert 0 < walker.page.locator(place).bounding_box()["y"] < BELOW_TOOLS
    walker.page.wait_for_timeout(1_200)  # until one has read here too


def keep_a_passage(walker: Walker, place: str) -> None:
    """Choose a word of a block by hand, mark it with a few words, and find it in one's list."""
    walker.page.locator(place).dblclick(position={"x": 20, "y": 14})
    walker.press(walker.page.locator(".selection-bar [name=then]"))
    passage = walker.main.locator("blockquote").inner_text()
    walker.fill("body", "Ask the land registry.")
    walker.press(walker.main.locator(".form-column button").first)
    expect(walker.page.locator(f"{place} mark")).to_have_text(passage)
    walker.open("/handbook/notes")
    walker.reads("Ask the land registry.")
