"""Finding a municipality among hundreds by a few letters."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker


def test_a_few_letters_find_the_names_that_begin_with_them_first(enter: Callable[..., Walker]) -> None:
    walker = enter("sl", SIZES["wide"])
    walker.sign_in_as("participant")
    walker.open("/profile")

    walker.main.locator("input[role=combobox]").first.fill("kra")

    options = walker.main.locator("[role=option]")
    expect(options.first).to_contain_text("Kra")
    expect(options.filter(has_text="Obalno-kraška").first).to_be_attached()
