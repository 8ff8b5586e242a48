"""What comes back from a translation office: texts, and for each the wordings the file was made with."""

import re
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from app.handbook.rules.exchange.refusals import BrokenTranslationFile, NotOurTranslationFile, ReturnedTextTooLong
from app.handbook.rules.exchange.units import BLOCK, is_pair
from app.handbook.rules.texts import hash_of

MOST_LETTERS = 20_000
MOST_TITLE_LETTERS = 200
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class ReturnedText:
    """A text of the file.

    `made_from` is the hash of the source it was made from, `seen` that of the translation that stood when the file
    went out; both are empty where there was none.
    """

    key: str
    body: str
    made_from: str
    seen: str


@dataclass(frozen=True)
class ReturnedFile:
    """A file as it came back."""

    chapter_id: uuid.UUID
    source: str
    target: str
    texts: tuple[ReturnedText, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a draft."""
        return {**asdict(self), "chapter_id": str(self.chapter_id)}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "ReturnedFile":
        """Return the file that `as_json` wrote."""
        texts = tuple(ReturnedText(**text) for text in facts["texts"])
        return cls(uuid.UUID(facts["chapter_id"]), facts["source"], facts["target"], texts)


def check_returned(chapter: str, texts: list[ReturnedText], *, source: str, target: str) -> ReturnedFile:
    """Return a file that was made here and holds nothing that cannot be stored; refuse it otherwise."""
    try:
        chapter_id = uuid.UUID(chapter)
    except ValueError:
        raise NotOurTranslationFile from None
    if not is_pair(source, target) or not texts:
        raise NotOurTranslationFile
    if len({text.key for text in texts}) < len(texts) or any(UNSTORABLE.search(text.body) for text in texts):
        raise BrokenTranslationFile
    for text in texts:
        most = MOST_LETTERS if text.key.startswith(f"{BLOCK}-") else MOST_TITLE_LETTERS
        if len(text.body) > most and hash_of(text.body) != text.seen:
            raise ReturnedTextTooLong(most)
    return ReturnedFile(chapter_id, source, target, tuple(texts))
