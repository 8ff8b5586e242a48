"""What a browser makes of texts that try to harm its reader."""

from playwright.sync_api import Browser

from app.handbook.models import BlockKind
from app.handbook.rules.rendering import render_block
from tests.handbook.tricks import TRICKS


def test_a_browser_runs_and_fetches_nothing_of_a_hundred_tricks(browser: Browser):
    page, events = browser.new_page(), []
    page.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: events.append(request.url))
    rendered = [render_block(kind, body) for body in TRICKS for kind in BlockKind]

    page.set_content("".join(f"<div>{one.title_html}{one.html}{' '.join(one.notes)}</div>" for one in rendered))
    page.wait_for_timeout(100)

    assert events == []
    page.set_content("<img src=x onerror=alert(1)>")
    page.wait_for_timeout(100)
    assert events
    page.close()
