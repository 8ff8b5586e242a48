"""Logos for the demonstration: invented marks, drawn here; none is a real partner's."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from app.cli.demonstration.reading import read_table
from app.kernel.locales import LOCALES, LocalizedText
from app.programmes.actions import add_logo
from app.programmes.models import Programme
from app.programmes.rules import read_logo

HEIGHT = 240
INK, RED, BLUE, GREEN, SAND = "#16211e", "#9c2f2f", "#00546a", "#2f6b3c", "#b98a2f"
Draw = Callable[[ImageDraw.ImageDraw], None]


def load_logos(programme: Programme) -> None:
    """Give the programme a logo for each partner, in the partners' order."""
    for partner, mark in zip(read_table("programme")["partners"], MARKS, strict=True):
        text = LocalizedText(dict.fromkeys(LOCALES, partner["name"]))
        add_logo(programme, read_logo(_draw(partner["town"], mark)), text, actor_id=None)


def _draw(town: str, mark: Draw) -> bytes:
    """Draw a mark with the name of the partner's town beside it."""
    font = ImageFont.load_default(size=96)
    image = Image.new("RGB", (250 + round(font.getlength(town)), HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    mark(draw)
    draw.text((232, HEIGHT / 2), town, fill=INK, font=font, anchor="lm")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _hills(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(20, 200), (90, 70), (160, 200)], fill=GREEN)
    draw.polygon([(100, 200), (150, 115), (200, 200)], fill=SAND)


def _wheel(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((25, 35, 195, 205), outline=BLUE, width=26)
    draw.rectangle((97, 35, 123, 205), fill=BLUE)


def _bridge(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((20, 70, 200, 96), fill=RED)
    for left in (24, 84, 144):
        draw.arc((left, 96, left + 52, 210), 180, 360, fill=RED, width=18)


def _peaks(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(20, 190), (75, 80), (110, 140), (145, 60), (200, 190)], fill=INK, width=22, joint="curve")
    draw.rectangle((20, 190, 200, 206), fill=SAND)


MARKS: tuple[Draw, ...] = (_hills, _wheel, _bridge, _peaks)
