"""A person in front of the browser: reads labels in their language, and every screen, click and field is counted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Download, Locator, Page, expect

from tests.journeys.barriers import Barriers
from tests.journeys.keyboard import choose_by_keys, choose_option_by_keys, fill_by_keys, press_by_keys


@dataclass
class Count:
    """What a journey has cost so far: pages and dialogs come to, deliberate presses, controls one must fill.

    A page that is shown again with the result of a press in it is the same screen; it is counted apart as a return.
    """

    screens: int = 0
    clicks: int = 0
    fields: int = 0
    returns: int = 0

    def __str__(self) -> str:
        returns = f" (and {self.returns} returns to the same page)" if self.returns else ""
        return f"{self.screens} screens{returns}, {self.clicks} clicks, {self.fields} fields"

    def exceeds(self, budget: "Count") -> bool:
        return self.screens > budget.screens or self.clicks > budget.clicks or self.fields > budget.fields


@dataclass
class Walker:
    """Walks through pages; each is looked at for barriers, words of another language, and errors of the browser."""

    page: Page
    address: str
    locale: str
    translate: Callable[..., str]
    barriers: Barriers
    by_keys: bool = False
    count: Count = field(default_factory=Count)
    findings: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=lambda: {422})
    """Answers that are no mistake: a form that comes back."""

    def __post_init__(self) -> None:
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.findings.append(f"{self.page.url}: script: {error}"))
        self.page.on("response", self._note_answer)

    def t(self, message: str, **facts: Any) -> str:
        """Return a message as this person reads it."""
        return self.translate(message, **facts)

    @contextmanager
    def content(self) -> Iterator[None]:
        """Leave out what is reading and answering: the budgets are without content."""
        before = replace(self.count)
        yield
        self.count = before

    def open(self, path: str) -> None:
        """Open an address, as somebody who follows a link in a mail or a bookmark."""
        self.page.goto(path if path.startswith("http") else f"{self.address}/{self.locale}{path}")
        self._arrive()

    def press(self, locator: Locator) -> None:
        """Press what leads to another screen, and look at that."""
        self.count.clicks += 1
        before = urlsplit(self.page.url).path
        with self.page.expect_navigation():
            self._do_press(locator)
        self._arrive(before)

    def press_button(self, message: str, **facts: Any) -> None:
        self.press(self.button(message, **facts))

    def follow(self, message: str, **facts: Any) -> None:
        self.press(self.link(message, **facts))

    def tick(self, locator: Locator) -> None:
        """Press something that stays on the screen: a tick, a row, a switch."""
        self.count.clicks += 1
        if self.by_keys:
            choose_by_keys(self.page, locator)
        else:
            locator.click()

    def tick_hidden(self, control: Locator) -> None:
        """Press a row whose tick box is only for screen readers and keys."""
        self.count.clicks += 1
        if self.by_keys:
            choose_by_keys(self.page, control)
        else:
            control.locator("xpath=ancestor::label[1]").click()

    def choose(self, name: str, value: str) -> None:
        """Choose one of a few answers; it is a field like any other."""
        self.count.fields += 1
        control = self.main.locator(f"[name='{name}'][value='{value}']")
        choose_by_keys(self.page, control) if self.by_keys else control.check()

    def fill(self, name: str, text: str) -> None:
        self.count.fields += 1
        fill_by_keys(self.page, self.field(name), text) if self.by_keys else self.field(name).fill(text)

    def select(self, name: str, label: str) -> None:
        """Choose from a list by what it shows, also where script has made a field to type in of it."""
        self.count.fields += 1
        control = self.field(name)
        typed = self.main.locator(f"[data-combobox-for='{name}'], input[role=combobox]").first
        if control.is_visible() and self.by_keys:
            option = control.locator("option", has_text=label).first
            choose_option_by_keys(self.page, control, str(option.get_attribute("value")))
        elif control.is_visible():
            control.select_option(label=label)
        else:
            fill_by_keys(self.page, typed, label) if self.by_keys else typed.fill(label)
            self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Enter")

    def choose_option(self, name: str, value: str | None = None, *, index: int | None = None) -> None:
        """Choose from a plain list by value or by place."""
        self.count.fields += 1
        control = self.field(name)
        if index is not None:
            value = control.locator("option").nth(index).get_attribute("value")
        if self.by_keys:
            choose_option_by_keys(self.page, control, str(value))
        else:
            control.select_option(value=value)

    def sign_in_as(self, role: str) -> None:
        """Use the demonstration's one-press sign-in, which no journey counts."""
        with self.content():
            self.open("/sign-in")
            self.press(self.main.locator(f"form[action$='/demonstration/{role}'] button"))

    def follow_crumb(self, words: str) -> None:
        """Go up by the line that says where one is."""
        self.press(self.main.locator("nav.breadcrumb, .breadcrumb").get_by_role("link", name=words).first)

    def upload(self, name: str, file: dict[str, Any]) -> None:
        self.count.fields += 1
        self.field(name).set_input_files(file)  # type: ignore[arg-type]

    def download(self, locator: Locator) -> Download:
        """Press what hands out a file."""
        self.count.clicks += 1
        with self.page.expect_download() as download:
            self._do_press(locator)
        return download.value

    def look_into(self, link: Locator) -> bytes:
        """Press a link that opens a document beside the page; return the document."""
        self.count.clicks += 1
        answer = self.page.request.get(f"{self.address}{link.get_attribute('href')}")
        assert answer.ok, f"{answer.url} answers {answer.status}"
        return answer.body()

    def field(self, name: str) -> Locator:
        """Find a field by the name it is sent under."""
        return self.main.locator(f"[name='{name}']").first

    def button(self, message: str, **facts: Any) -> Locator:
        return self.main.get_by_role("button", name=self.t(message, **facts), exact=True).first

    def link(self, message: str, **facts: Any) -> Locator:
        return self.main.get_by_role("link", name=self.t(message, **facts), exact=True).first

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Insist that the screen says this."""
        expect(self.main).to_contain_text(text)

    def _do_press(self, locator: Locator) -> None:
        press_by_keys(self.page, locator) if self.by_keys else locator.click()

    def _arrive(self, before: str = "") -> None:
        if urlsplit(self.page.url).path == before:
            self.count.returns += 1
        else:
            self.count.screens += 1
        self.page.wait_for_load_state("load")
        self.findings += self.barriers.look_at(self.page, self.locale)

    def _note_console(self, message: ConsoleMessage) -> None:
        """Note what the browser complains of; answers that are errors are noted by themselves."""
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.findings.append(f"{self.page.url}: console: {message.text}")

    def _note_answer(self, answer: Any) -> None:
        if answer.status >= 400 and answer.status not in self.expected:
            self.findings.append(f"{answer.url} answers {answer.status}")
