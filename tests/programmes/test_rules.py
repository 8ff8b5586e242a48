"""In which order organisations and logos stand, and which pictures are taken."""

import struct
import uuid
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.programmes.rules import LogoIsNoPicture, LogoIsTooLarge, LogoIsTooSmall, moved, read_logo

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [(B, -1, [B, A, C]), (B, 1, [A, C, B]), (A, -1, [A, B, C]), (C, 1, [A, B, C]), (A, 1, [B, A, C])],
)
def test_one_step_is_one_place_and_the_ends_stand_firm(key, by, order):
    assert moved([A, B, C], key, by=by) == order


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def huge_png() -> bytes:
    """A picture of a few bytes that claims 40,000 × 40,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    end = b"IEND"
    chunks = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (head, end)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_as_png_on_white(kind):
    taken = read_logo(picture(kind))

    assert taken.content.startswith(b"\x89PNG")
    assert (taken.width, taken.height) == (300, 100)


def test_a_transparent_ground_becomes_white():
    taken = read_logo(picture(mode="RGBA"))

    assert Image.open(BytesIO(taken.content)).getpixel((0, 0)) == (255, 255, 255)


def test_nothing_but_the_picture_survives():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "<script>")
    trailer = b"<script>alert(1)</script>"

    assert b"<script>" not in read_logo(picture(pnginfo=words) + trailer).content


def test_a_large_logo_is_kept_no_larger_than_paper_needs():
    taken = read_logo(picture(size=(3000, 1000)))

    assert (taken.width, taken.height) == (640, 213)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", LogoIsNoPicture),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', LogoIsNoPicture),
        (b"GIF89a", LogoIsNoPicture),
        (picture()[:80], LogoIsNoPicture),
        (b"\xff\xd8\xff<html>", LogoIsNoPicture),
        (huge_png(), (LogoIsTooLarge, LogoIsNoPicture)),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 3_000_000, LogoIsTooLarge),
        (picture(size=(300, 47)), LogoIsTooSmall),
    ],
    ids=["empty", "drawing", "other picture", "cut off", "false start", "bomb", "many bytes", "small"],
)
def test_other_files_are_refused(content, refusal, monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as it is once a document was drawn

    with pytest.raises(refusal):
        read_logo(content)
