"""The glossary's terms from their table, which is laid out as trainers import it."""

import uuid

from app.cli.demonstration.reading import CONTENT
from app.handbook.actions import add_terms
from app.handbook.rules.glossary.files import read_glossary
from app.programmes.models import Programme


def load_glossary(programme: Programme, *, writer_id: uuid.UUID) -> None:
    """Add the terms."""
    read = read_glossary((CONTENT / "glossary.csv").read_text())
    assert not read.problems, read.problems
    add_terms(programme.id, [draft for _, draft in read.drafts], actor_id=writer_id)
