"""A trainer, and a module to work on."""

import pytest

from app.accounts.models import Role
from app.courses.models import ModuleState
from app.kernel.database import db, transaction
from tests.factories.assessments import make_quiz
from tests.factories.courses import make_module
from tests.factories.handbook import make_block, make_chapter, make_section


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def workshop(programme):
    """A draft that lacks nothing but its summary in Slovenian, and a chapter of three sections, one of them in it."""
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme)
        sections = [make_section(chapter, number=number) for number in (1, 2, 3)]
        for section in sections:
            make_block(section)
        quiz = make_quiz(programme, questions=1, opened_at=None)
        draft = make_module(
            programme,
            state=ModuleState.DRAFT,
            number=7,
            sections=sections[:1],
            quiz=quiz,
            summary={"de": "D", "en": "E"},
        )
        return {
            "draft": draft.id,
            "chapter": str(chapter.id),
            "sections": [section.id for section in sections],
            "quiz": quiz.id,
        }
