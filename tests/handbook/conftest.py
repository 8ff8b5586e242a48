"""A section to read, and what stands beside it."""

import pytest

from app.handbook.models import BlockKind
from app.kernel.database import transaction
from app.kernel.locales import LocalizedText
from tests.factories.handbook import make_block, make_chapter, make_section


@pytest.fixture
def section(programme):
    """Section 3.2 between 3.1 and 4.1; its last block is missing in English."""
    with transaction():
        chapter = make_chapter(programme, number=3, title=LocalizedText(sl="Občina", de="Gemeinde", en="Municipality"))
        make_section(chapter, number=1, title=LocalizedText(sl="Zakaj", de="Warum", en="Why"))
        section = make_section(chapter, number=2, title=LocalizedText(sl="Dejavniki", de="Faktoren", en="Factors"))
        make_block(make_section(make_chapter(programme, number=4), number=1, title=LocalizedText(en="Contact person")))
        make_block(section, {"sl": "Prvi odstavek.", "de": "Erster Absatz.", "en": "First paragraph."})
        make_block(section, {"sl": "Kako", "de": "Wie", "en": "How"}, kind=BlockKind.HEADING)
        make_block(section, {"sl": "Samo slovensko."})
    return section
