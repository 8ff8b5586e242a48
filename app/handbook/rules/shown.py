"""A section's text as a reader of one language sees it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.texts import TextState, minutes_to_read


def anchor_of(block_id: uuid.UUID) -> str:
    """Return a block's lasting place on the page."""
    return f"b-{block_id.hex[:8]}"


@dataclass(frozen=True)
class ShownBlock:
    """A block as a reader of a language sees it; `locale` differs where that language misses it."""

    id: uuid.UUID
    kind: BlockKind
    label: CalloutKind | None
    body: str
    locale: str
    state: TextState
    source_locale: str
    source_changed_at: datetime

    @property
    def anchor(self) -> str:
        """Return the block's lasting place on the page."""
        return anchor_of(self.id)

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "ShownBlock":
        """Return a block that an edition keeps."""
        return cls(
            id=uuid.UUID(facts["id"]),
            kind=BlockKind(facts["kind"]),
            label=CalloutKind(facts["label"]) if facts["label"] else None,
            body=facts["body"],
            locale=facts["locale"],
            state=TextState(facts["state"]),
            source_locale=facts["source_locale"],
            source_changed_at=datetime.fromisoformat(facts["source_changed_at"]),
        )


@dataclass(frozen=True)
class SectionText:
    """A section's blocks in order; tables and figures are numbered after those of the chapter's earlier sections."""

    blocks: list[ShownBlock]
    tables_before: int = 0
    figures_before: int = 0
    written_in: Sequence[str] = field(default=(), compare=False)
    """The languages an edition has the section in; empty where it is not known."""

    @property
    def minutes(self) -> int:
        return minutes_to_read(sum(len(block.body) for block in self.blocks))
