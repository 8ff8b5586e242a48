"""The pictures of a Word file: drawn anew and named, so that the text can refer to them."""

from collections import Counter
from typing import Any

from app.handbook.rules.inline_to_markdown import FIGURE_SCHEME
from app.handbook.rules.parsed import RemarkKind
from app.handbook.rules.pictures import MOST_PICTURE_BYTES, KeptPicture, NoPicture, PictureTooLarge, read_picture

UNREADABLE = (LookupError, ValueError, OSError)
"""What opening a picture dies of that is not in the file, or was too much to be unpacked."""


class FilePictures:
    """What is kept of a file's pictures, and what to know of the others."""

    def __init__(self) -> None:
        self.kept: dict[str, KeptPicture] = {}
        self.remarks: Counter[RemarkKind] = Counter()

    def take(self, image: Any) -> dict[str, str]:
        """Keep a picture as the reader of Word files hands it over; return what its `img` says."""
        try:
            with image.open() as source:
                picture = read_picture(source.read(MOST_PICTURE_BYTES + 1))
        except PictureTooLarge:
            self.remarks[RemarkKind.PICTURES_TOO_LARGE] += 1
        except (NoPicture, *UNREADABLE):
            self.remarks[RemarkKind.IMAGES_DROPPED] += 1
        else:
            self.kept[picture.name] = picture
            return {"src": f"{FIGURE_SCHEME}:{picture.name}"}
        return {"src": ""}
