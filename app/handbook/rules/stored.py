"""What stands in the handbook already, as far as an import must know it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.handbook.models import BlockKind, CalloutKind
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class StoredBlock:
    """A block as it is stored, with its Markdown by language."""

    id: uuid.UUID
    kind: BlockKind
    label: CalloutKind | None
    source_locale: str
    bodies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredSection:
    """A section as it is stored."""

    id: uuid.UUID
    title: LocalizedText
    blocks: tuple[StoredBlock, ...] = ()
