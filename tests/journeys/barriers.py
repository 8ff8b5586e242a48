"""What stands in a person's way on a page: axe's findings, a page wider than the window, words of another language."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.words import find_foreign_words

ROOT = Path(__file__).resolve().parents[2]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
NUMBER_OR_KEY = re.compile(r"/(\d+|[0-9a-f-]{36}|[\w-]{40,}|[A-Z0-9-]{8,})(?=/|$)")
OWN_TEXT = """() => {
  const clone = document.body.cloneNode(true);
  const lang = document.documentElement.lang;
  clone.querySelectorAll('[lang], script, style, code, template').forEach(part => {
    if (part.lang !== lang) part.remove();
  });
  return clone.textContent.replace(/\\s+/g, ' ');
}"""
"""The page's text without the parts that say they are in another language."""


@cache
def axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


@dataclass
class Barriers:
    """Looks at pages; axe runs once for each kind of page, language and width in a test run, the rest each time."""

    seen: set[tuple[str, ...]] = field(default_factory=set)

    def look_at(self, page: Page, locale: str) -> list[str]:
        found = _overflow(page) + _foreign_words(page, locale)
        kind = self._kind_of(page, locale)
        if kind not in self.seen:
            self.seen.add(kind)
            found += _axe(page)
        return [f"{page.url}: {text}" for text in found]

    def _kind_of(self, page: Page, locale: str) -> tuple[str, ...]:
        """Tell pages apart by address, width and heading: a form that came back is another page than the empty one."""
        width = str((page.viewport_size or {}).get("width"))
        has_errors = str(page.locator(".error-summary").count())
        return NUMBER_OR_KEY.sub("/…", urlsplit(page.url).path), locale, width, has_errors


def _axe(page: Page) -> list[str]:
    page.evaluate(axe_source())
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def _overflow(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"wider than the window by {width} px"] if width > 0 else []


def _foreign_words(page: Page, locale: str) -> list[str]:
    return [f"not in {locale}: {words}" for words in find_foreign_words(locale, page.evaluate(OWN_TEXT))]
