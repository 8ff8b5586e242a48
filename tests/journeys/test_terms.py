"""The meaning of a word beside it: on hover, on focus and on a tap, until somebody sends it away."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker


def test_what_a_word_means_is_shown_beside_it_and_escape_sends_it_away(enter: Callable[..., Walker]) -> None:
    walker = enter("sl", SIZES["wide"])
    walker.open("/handbook/1/2")
    page, word = walker.page, walker.main.locator("a.term", has_text="poslovno cono")
    note = page.locator(".term-note")

    word.hover()
    expect(note).to_contain_text("poslovna cona")
    note.hover()  # the pointer may rest on it
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()

    page.mouse.move(1, 1)
    word.focus()
    page.keyboard.press("Tab")  # on to the next word
    expect(note).to_contain_text("lastnik")
    page.keyboard.press("Shift+Tab")
    expect(note).to_contain_text("poslovna cona")
    page.keyboard.press("Enter")
    expect(page.locator(".glossary-entry:target h3")).to_contain_text("poslovna cona")
