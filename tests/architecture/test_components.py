"""Each component can be seen in the gallery, and icons that templates name are drawn."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, TEMPLATES

COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
ICONS = ROOT / "static" / "img" / "icons.svg"
IMPORTED = re.compile(r'{%-?\s*from "components/(\w+)\.html" import')
INCLUDED = re.compile(r'{%-?\s*(?:include|extends) "([^"]+)"')
NAMED_ICON = re.compile(r'icon\("([\w-]+)"|icon_name="([\w-]+)"')


@cache
def shown_by(template: Path) -> frozenset[str]:
    """Return the components that a template shows: its own, those of what it includes, and those inside them."""
    text = template.read_text("utf-8")
    shown = set(IMPORTED.findall(text))
    for name in [f"components/{component}.html" for component in shown] + INCLUDED.findall(text):
        shown |= shown_by(TEMPLATES / name)
    return frozenset(shown)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_the_gallery_shows_the_component(component):
    assert component.stem in shown_by(TEMPLATES / "home" / "show_gallery.html")


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', ICONS.read_text("utf-8")))
    named = {
        next(filter(None, match))
        for path in TEMPLATES.rglob("*.html")
        for match in NAMED_ICON.findall(path.read_text("utf-8"))
    }

    assert named - drawn == set()


def test_every_state_has_an_icon_that_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', ICONS.read_text("utf-8")))
    states = re.findall(
        r'"\w+": \("([\w-]+)", "\w+"', (TEMPLATES / "components" / "state_word.html").read_text("utf-8")
    )

    assert len(states) > 30
    assert set(states) - drawn == set()
