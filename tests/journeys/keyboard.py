"""What a person does who has no mouse: Tab, arrows, Space, Enter."""

from datetime import datetime

from playwright.sync_api import Locator, Page

MOST_TABS = 400
HAS_FOCUS = "element => element === document.activeElement"


def reach(page: Page, locator: Locator) -> None:
    """Press Tab until the element has the focus; fail if it never gets it."""
    locator.wait_for(state="attached")
    for _ in range(MOST_TABS):
        if locator.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{page.url}: Tab never reaches {locator}")


def press_by_keys(page: Page, locator: Locator) -> None:
    reach(page, locator)
    page.keyboard.press("Enter")


def fill_by_keys(page: Page, locator: Locator, text: str) -> None:
    reach(page, locator)
    if locator.get_attribute("type") == "datetime-local":
        type_moment(page, text)
        assert locator.input_value() == text
        return
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def type_moment(page: Page, text: str) -> None:
    """Type a date and time as Chromium's control wants it on an English machine; a year may have six digits."""
    moment = datetime.fromisoformat(text)
    page.keyboard.type(moment.strftime("%m%d%Y"))
    page.keyboard.press("ArrowRight")
    page.keyboard.type(moment.strftime("%I%M%p")[:5])


def choose_option_by_keys(page: Page, control: Locator, value: str) -> None:
    """Go down a list by arrows until the wanted line is chosen."""
    reach(page, control)
    page.keyboard.press("Home")
    for _ in range(control.locator("option").count()):
        if control.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: arrows never reach {value}")


def choose_by_keys(page: Page, locator: Locator) -> None:
    """Tick a box with Space; go to a radio button by arrows, since Tab stops once in a group."""
    if locator.get_attribute("type") != "radio":
        reach(page, locator)
        page.keyboard.press("Space")
        return
    group = page.locator(f"input[type=radio][name='{locator.get_attribute('name')}']")
    checked = group.and_(page.locator(":checked"))
    reach(page, checked.first if checked.count() else group.first)
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if locator.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: arrows never reach {locator}")
