"""Every pair of colours that meets on a page can be read, in light and dark; the table is the design's."""

import re
from functools import cache

import pytest

from tests.architecture.repository import ROOT

TOKENS = ROOT / "static" / "css" / "_tokens.scss"
GROUNDS = ("paper", "surface", "sunken")
THEMES = ("light", "dark")

TEXT_ON_GROUNDS = {
    "ink": {"light": (16.53, 15.10, 13.97), "dark": (15.15, 13.66, 16.07)},
    "ink-2": {"light": (8.30, 7.58, 7.01), "dark": (9.50, 8.56, 10.07)},
    "off": {"light": (8.30, 7.58, 7.01), "dark": (9.50, 8.56, 10.07)},
    "act": {"light": (8.48, 7.74, 7.17), "dark": (10.28, 9.27, 10.90)},
    "info": {"light": (8.48, 7.74, 7.17), "dark": (10.28, 9.27, 10.90)},
    "ok": {"light": (8.29, 7.57, 7.01), "dark": (10.23, 9.22, 10.85)},
    "wait": {"light": (8.65, 7.90, 7.31), "dark": (10.71, 9.66, 11.36)},
    "bad": {"light": (8.37, 7.65, 7.08), "dark": (9.47, 8.53, 10.04)},
}
CONTROLS_ON_GROUNDS = {
    "line-2": {"light": (4.02, 3.68, 3.40), "dark": (5.99, 5.40, 6.35)},
    "focus": {"light": (5.18, 4.73, 4.38), "dark": (8.68, 7.82, 9.20)},
}
TEXT_PAIRS = {
    ("act-on", "act"): {"light": 8.48, "dark": 9.54},
    ("act-on", "act-hover"): {"light": 11.81, "dark": 11.88},
    ("ok", "ok-tint"): {"light": 7.20, "dark": 8.17},
    ("wait", "wait-tint"): {"light": 7.65, "dark": 8.79},
    ("bad", "bad-tint"): {"light": 7.20, "dark": 8.26},
    ("info", "info-tint"): {"light": 7.29, "dark": 8.00},
    ("off", "off-tint"): {"light": 7.01, "dark": 7.34},
    ("ink", "act-tint"): {"light": 14.21, "dark": 11.78},
    ("ink-2", "act-tint"): {"light": 7.14, "dark": 7.39},
    ("paper", "ink"): {"light": 16.53, "dark": 15.15},
}
FOCUS_ON_CHOSEN_ROW = {"light": 4.45, "dark": 6.75}

TEXT_CASES = [
    (theme, token, ground, figures[theme][place])
    for token, figures in TEXT_ON_GROUNDS.items()
    for theme in THEMES
    for place, ground in enumerate(GROUNDS)
] + [(theme, *pair, figures[theme]) for pair, figures in TEXT_PAIRS.items() for theme in THEMES]
CONTROL_CASES = [
    (theme, token, ground, figures[theme][place])
    for token, figures in CONTROLS_ON_GROUNDS.items()
    for theme in THEMES
    for place, ground in enumerate(GROUNDS)
] + [(theme, "focus", "act-tint", FOCUS_ON_CHOSEN_ROW[theme]) for theme in THEMES]


@cache
def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf"@mixin {theme} {{(.*?)\n}}", TOKENS.read_text("utf-8"), re.S)
    assert block, f"no tokens for {theme}"
    return dict(re.findall(r"--la-([\w-]+):\s*(#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Follow WCAG 2, relative luminance."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, one: str, other: str) -> float:
    darker, lighter = sorted(luminance(tokens(theme)[name]) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "text", "ground", "figure"), TEXT_CASES)
def test_text_stands_out_by_seven_to_one(theme, text, ground, figure):
    measured = contrast(theme, text, ground)

    assert measured >= 7
    assert measured == pytest.approx(figure, abs=0.01)


@pytest.mark.parametrize(("theme", "control", "ground", "figure"), CONTROL_CASES)
def test_controls_and_the_focus_ring_stand_out_by_three_to_one(theme, control, ground, figure):
    measured = contrast(theme, control, ground)

    assert measured >= 3
    assert measured == pytest.approx(figure, abs=0.01)


def test_light_and_dark_have_the_same_tokens():
    assert tokens("light").keys() == tokens("dark").keys()


def test_style_sheets_take_their_colours_from_the_tokens():
    own_colours = {
        path.name: found
        for path in (ROOT / "static" / "css").glob("*.scss")
        if path != TOKENS and (found := set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))) - {"#ffffff"})
    }

    assert own_colours == {}, "only the emblem's edge, which is white by its rule, stands outside the tokens"
