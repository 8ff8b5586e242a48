"""Cut the fonts of the npm packages down to the letters of our languages.

Run by static/build.mjs: python static/subset_fonts.py NODE_MODULES OUT_DIR
The web fonts are WOFF2; the fonts of PDF documents are plain TrueType, which
WeasyPrint reads faster, and keep more letters, because names come from everywhere.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Basic Latin, Latin-1 and Latin Extended-A hold every letter of sl, de, en, sv, fi, hr, hu, it, pl and cs.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
MARKS = [
    *(0x2002, 0x2003, 0x2009, 0x200B, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A),
    *(0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF),
    *(0x2605, 0x2713),
]
WIDE = [*range(0x180, 0x250), *range(0x300, 0x340), *range(0x370, 0x530), *range(0x1E00, 0x1F00)]
FEATURES = ["kern", "mark", "mkmk", "liga", "ccmp", "locl", "tnum", "pnum", "lnum"]

SANS = "source-sans/VF/SourceSans3VF-Upright.ttf"
SERIF = "source-serif/VAR/SourceSerif4Variable-Roman.ttf"
SERIF_ITALIC = "source-serif/VAR/SourceSerif4Variable-Italic.ttf"
BOOK_SIZE = 14
"""The optical size the design was drawn with; larger ones set narrower and lines too long."""

Axes = dict[str, float | tuple[float, float]]
WEB_FONTS: dict[str, tuple[str, Axes]] = {
    "sans": (SANS, {"wght": (400, 700)}),
    "serif": (SERIF, {"wght": 400, "opsz": BOOK_SIZE}),
    "serif-semibold": (SERIF, {"wght": 600, "opsz": BOOK_SIZE}),
    "serif-italic": (SERIF_ITALIC, {"wght": 400, "opsz": BOOK_SIZE}),
}
DOCUMENTS_OF_WEB_FONTS = {
    "serif": "source-serif-4-400",
    "serif-semibold": "source-serif-4-600",
    "serif-italic": "source-serif-4-italic-400",
}
DOCUMENT_FONTS = {
    "source-sans-3-400": "source-sans/TTF/SourceSans3-Regular.ttf",
    "source-sans-3-600": "source-sans/TTF/SourceSans3-Semibold.ttf",
}
OPTIONS = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[1, 2, 3, 4, 6, 13, 14])


def cut(source: Path, letters: list[int]) -> TTFont:
    """Return the font with these letters alone."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(OPTIONS)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return font


def cut_web_font(name: str, node_modules: Path, out: Path) -> None:
    """Write a font for pages and, where documents use the same one, for these too."""
    source, axes = WEB_FONTS[name]
    font = instancer.instantiateVariableFont(cut(node_modules / source, LETTERS + MARKS), axes)
    if name in DOCUMENTS_OF_WEB_FONTS:
        font.save(out / "documents" / f"{DOCUMENTS_OF_WEB_FONTS[name]}.ttf")
    font.flavor = "woff2"
    font.save(out / f"{name}.woff2")


def cut_document_font(name: str, node_modules: Path, out: Path) -> None:
    """Write a font for documents alone."""
    cut(node_modules / DOCUMENT_FONTS[name], LETTERS + MARKS + WIDE).save(out / "documents" / f"{name}.ttf")


def main(node_modules: Path, out: Path) -> None:
    """Cut every font that the pages and the documents use."""
    (out / "documents").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        work = [pool.submit(cut_web_font, name, node_modules, out) for name in WEB_FONTS]
        work += [pool.submit(cut_document_font, name, node_modules, out) for name in DOCUMENT_FONTS]
    for piece in work:
        piece.result()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
