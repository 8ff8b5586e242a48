"""Pictures for tests, drawn here."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from app.handbook.actions import keep_picture
from app.handbook.rules.pictures import read_picture


def png(width: int = 60, height: int = 40, colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def jpeg(width: int = 60, height: int = 40, **options: object) -> bytes:
    out = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def gif() -> bytes:
    out = BytesIO()
    Image.new("P", (60, 40)).save(out, "GIF")
    return out.getvalue()


def huge_png(width: int = 200_000, height: int = 100_000) -> bytes:
    """Return a small file that says it has far more pixels than fit into memory."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


def figure_of(programme, alt: str, caption: str = "", *, colour: str = "green") -> str:
    """Keep a picture and return a text that shows it."""
    name = keep_picture(programme.id, read_picture(png(colour=colour))).name
    return f"![{alt}](figure:{name})\n{caption}".strip()
