"""What a programme refuses, and how its organisations stand in order."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext

UNIT_MINUTES = (45, 50)
MOST_LOGO_BYTES = 2 * 1024 * 1024
MOST_LOGO_PIXELS = 16_000_000
LEAST_LOGO_HEIGHT = 48
KEPT_LOGO_SIZE = (640, 240)
"""Sharp on a screen at 48 pixels and on paper at 12 millimetres."""
STRIP_LOGO_SIZE = (192, 48)
STRIP_GAP = 24
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
ENDS = (b"IEND", b"\xff\xd9")
"""Whoever draws documents in this process lets Pillow take pictures that are cut off; a logo is whole."""


class CodeTaken(RuleBroken):
    """Another programme has this code."""

    def __init__(self, code: str) -> None:
        self.code = code

    def explain(self) -> str:
        return gettext("Another programme has the code %(code)s.", code=self.code)


class TakesPartAlready(RuleBroken):
    """The organisation has this part in the programme already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def explain(self) -> str:
        return gettext("%(name)s takes part in this programme already.", name=self.name)


class LogoRefused(RuleBroken):
    """A picture cannot be taken as a logo; nothing is stored."""


class LogoIsNoPicture(LogoRefused):
    """Its content is neither PNG nor JPEG, whatever its name says; a drawing (SVG) may carry programs."""

    def explain(self) -> str:
        return gettext("The content of the file must be PNG or JPEG. Export a drawing (SVG, PDF) as PNG and send that.")


class LogoIsTooLarge(LogoRefused):
    """Too many bytes, or too many pixels once unpacked."""

    def explain(self) -> str:
        return gettext("The picture is too large: at most 2 MB and 4000 × 4000 pixels are taken.")


class LogoIsTooSmall(LogoRefused):
    """It would be blurred on paper."""

    def explain(self) -> str:
        return gettext("The picture is too small: it must be at least %(num)s pixels high.", num=LEAST_LOGO_HEIGHT)


@dataclass(frozen=True)
class Picture:
    """A logo as it is kept: PNG on white."""

    content: bytes
    width: int
    height: int


def read_logo(content: bytes) -> Picture:
    """Draw an uploaded picture anew, on white and no larger than needed; nothing else in the file survives that."""
    from PIL import Image, UnidentifiedImageError  # only those who upload need it

    if len(content) > MOST_LOGO_BYTES:
        raise LogoIsTooLarge
    if not content.startswith(PICTURES) or not any(end in content for end in ENDS):
        raise LogoIsNoPicture
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_LOGO_PIXELS:
                raise LogoIsTooLarge
            drawn = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        raise LogoIsNoPicture from None
    if drawn.height < LEAST_LOGO_HEIGHT:
        raise LogoIsTooSmall
    drawn.thumbnail(KEPT_LOGO_SIZE)
    on_white = Image.new("RGBA", drawn.size, "white")
    on_white.alpha_composite(drawn)
    out = BytesIO()
    on_white.convert("RGB").save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *drawn.size)


def draw_strip(contents: Sequence[bytes], sizes: Sequence[tuple[int, int]]) -> bytes:
    """Draw logos side by side in one small picture, each in its size on a page and twice as sharp."""
    from PIL import Image  # drawn once for all readers

    width = sum(one for one, _ in sizes) + STRIP_GAP * (len(sizes) - 1)
    strip = Image.new("RGB", (2 * width, 2 * max(height for _, height in sizes)), "white")
    left = 0
    for content, size in zip(contents, sizes, strict=True):
        with Image.open(BytesIO(content), formats=("PNG",)) as image:
            drawn = image.convert("RGB").resize((2 * size[0], 2 * size[1]), Image.Resampling.LANCZOS)
        strip.paste(drawn, (2 * left, (strip.height - drawn.height) // 2))
        left += size[0] + STRIP_GAP
    out = BytesIO()
    strip.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def moved(keys: Sequence[uuid.UUID], key: uuid.UUID, *, by: int) -> list[uuid.UUID]:
    """Return the keys with one of them moved up (-1) or down (1); at the ends it stays where it is."""
    order = list(keys)
    place = order.index(key)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    return order
