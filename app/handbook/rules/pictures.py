"""Take a picture that somebody sends or a file holds: draw it anew, no larger than needed, and name it by its hash."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.kernel.errors import RuleBroken
from app.kernel.i18n import format_filesize
from app.kernel.i18n import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

MOST_PICTURE_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_MEGAPIXELS = MOST_PIXELS // 1_000_000
KEPT_SIZE = (1600, 1600)
"""Sharp at the width of the text, on paper too."""
LARGE_FOR_A_DRAWING = 1024 * 1024
"""A PNG that is still larger when drawn anew is a photograph."""
PICTURES = {b"\x89PNG\r\n\x1a\n": b"IEND", b"\xff\xd8\xff": b"\xff\xd9"}
"""How a picture begins, and what a whole one has near its end; Pillow may be told to take those that are cut off."""


class PictureRefused(RuleBroken):
    """A picture cannot be taken; nothing is stored."""


class NoPicture(PictureRefused):
    """Its content is neither PNG nor JPEG, whatever its name says; a drawing (SVG) may carry programs."""

    def explain(self) -> str:
        return _("The content of the file must be PNG or JPEG. Export a drawing (SVG, PDF) as PNG and send that.")


class PictureTooLarge(PictureRefused):
    """Too many bytes, or too many pixels once unpacked."""

    def explain(self) -> str:
        return _(
            "The picture is too large: at most %(limit)s and %(num)s million pixels are taken.",
            limit=format_filesize(MOST_PICTURE_BYTES),
            num=MOST_MEGAPIXELS,
        )


@dataclass(frozen=True)
class KeptPicture:
    """A picture as it is kept."""

    name: str
    content: bytes
    media_type: str


def read_picture(content: bytes) -> KeptPicture:
    """Draw a picture anew; nothing else in the file survives that. Its size is judged before it is unpacked."""
    from PIL import Image, UnidentifiedImageError  # only those who send one need it

    if len(content) > MOST_PICTURE_BYTES:
        raise PictureTooLarge
    if not any(content.startswith(start) and end in content for start, end in PICTURES.items()):
        raise NoPicture
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PictureTooLarge
            is_photograph = image.format == "JPEG"
            image.draft("RGB", KEPT_SIZE)
            drawn = _draw(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge from None
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        raise NoPicture from None
    return _keep(drawn, is_photograph=is_photograph)


def _draw(image: "PillowImage") -> "PillowImage":
    """Return the picture upright, on white, and no larger than needed."""
    from PIL import Image, ImageOps

    drawn = ImageOps.exif_transpose(image)
    if drawn.mode not in {"RGB", "RGBA"}:
        drawn = drawn.convert("RGBA")
    drawn.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS, reducing_gap=2.0)
    drawn = drawn.convert("RGBA")
    on_white = Image.new("RGBA", drawn.size, "white")
    on_white.alpha_composite(drawn)
    return on_white.convert("RGB")


def _keep(drawn: "PillowImage", *, is_photograph: bool) -> KeptPicture:
    out = BytesIO()
    if not is_photograph:
        few = drawn.getcolors(256)
        (drawn.quantize(256) if few else drawn).save(out, "PNG", optimize=bool(few))
    if is_photograph or out.tell() > LARGE_FOR_A_DRAWING:
        out, is_photograph = BytesIO(), True
        drawn.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    content = out.getvalue()
    ending, media_type = ("jpg", "image/jpeg") if is_photograph else ("png", "image/png")
    name = f"{hashlib.sha256(content).hexdigest()[:32]}-{drawn.width}x{drawn.height}.{ending}"
    return KeptPicture(name, content, media_type)
