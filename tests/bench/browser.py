"""A first view in Chromium with an empty cache: requests, bytes on the wire and the load event."""

from dataclasses import dataclass

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class FirstView:
    """What the browser had to fetch, and how long until the load event."""

    requests: int
    kib: float
    load_ms: float


def view_first(url: str) -> FirstView:
    """Open an address three times in fresh browsers and return the middle one by load time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        views = sorted((_view(browser, url) for _ in range(3)), key=lambda view: view.load_ms)
        browser.close()
    return views[1]


def _view(browser, url: str) -> FirstView:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(300)
    load_ms = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    context.close()
    return FirstView(requests=len(sizes), kib=sum(sizes) / 1024, load_ms=load_ms)
