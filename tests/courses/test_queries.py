"""Modules in lists and whole, steps done by many people, and how long a step takes."""

import pytest

from app.courses.models import ModuleState
from app.courses.queries import (
    get_module,
    list_modules,
    list_section_facts,
    list_sections_by_chapter,
    list_step_sizes,
    list_steps_done,
    next_free_number,
)
from app.kernel.database import db, transaction
from app.kernel.errors import NotFound
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_quiz
from tests.factories.courses import make_activity, make_material, make_module, make_reading_mark
from tests.factories.handbook import make_block, make_chapter, make_section


def test_the_catalogue_lists_published_modules_by_number(programme):
    with transaction():
        programme = db.session.merge(programme)
        for number, state in [(3, "published"), (1, "published"), (2, "draft"), (4, "closed")]:
            make_module(programme, number=number, state=ModuleState(state))
        programme_id = programme.id

    assert [row.number for row in list_modules(programme_id)] == [1, 3]
    assert [row.number for row in list_modules(programme_id, with_drafts=True, with_closed=True)] == [1, 2, 3, 4]
    assert next_free_number(programme_id) == 5


@pytest.mark.parametrize("steps", [1, 12])
def test_a_module_comes_whole_in_two_statements(programme, count_queries, steps):
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme)
        module = make_module(programme, quiz=make_quiz(programme), number=1)
        for _ in range(steps):
            make_activity(module, section=make_section(chapter))
        make_activity(module, material=make_material())
        module_id, chapter_id = module.id, chapter.id
    db.session.remove()

    with count_queries() as statements:
        found = get_module(module_id)
        assert found.programme.unit_minutes == 45
        assert [step.section.chapter.id for step in found.activities if step.section] == [chapter_id] * steps

    assert len(statements) == 2


def test_a_module_that_does_not_exist_is_not_found(programme):
    with pytest.raises(NotFound):
        get_module(programme.id)


def test_steps_are_done_by_reading_marks_and_passed_quizzes_in_one_statement(programme, count_queries):
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme)
        sections, quiz = [make_section(chapter), make_section(chapter)], make_quiz(programme)
        module = make_module(programme, sections=sections, quiz=quiz)
        eager, lazy, beginner = (make_person() for _ in range(3))
        for section in sections:
            make_reading_mark(eager, section)
        make_reading_mark(beginner, sections[0])
        make_attempt(quiz, eager, points=1)
        make_attempt(quiz, beginner, points=0)
        module_id, people = module.id, [eager.id, lazy.id, beginner.id]

    with count_queries() as statements:
        done = list_steps_done(module_id, people)

    steps = [step.id for step in get_module(module_id).activities]
    assert [done[person_id] for person_id in people] == [set(steps), set(), {steps[0]}]
    assert len(statements) == 1


def test_a_step_takes_as_long_as_its_text_in_the_reader_s_language(programme):
    with transaction():
        programme = db.session.merge(programme)
        section = make_section(make_chapter(programme))
        make_block(section, texts={"en": "x" * 1000, "de": "x" * 4000})
        quiz = make_quiz(programme, questions=8)
        module_id = make_module(programme, sections=[section], quiz=quiz).id

    english, german, slovenian = (
        [(size.minutes, size.questions) for size in list_step_sizes(module_id, locale).values()]
        for locale in ("en", "de", "sl")
    )

    assert sorted(english) == [(1, 0), (10, 8)]
    assert sorted(german) == [(4, 0), (10, 8)]
    assert sorted(slovenian) == [(3, 0), (10, 8)]


def test_sections_are_offered_by_chapter_with_empty_chapters(programme):
    with transaction():
        programme = db.session.merge(programme)
        first, empty = make_chapter(programme, number=1), make_chapter(programme, number=2)
        parts = [make_section(first, number=2), make_section(first, number=1)]
        expected = [(first.id, [parts[1].id, parts[0].id]), (empty.id, [])]
        programme_id = programme.id

    contents = list_sections_by_chapter(programme_id)

    assert [(chapter.id, [section.id for section in sections]) for chapter, sections in contents] == expected


def test_a_section_exists_in_the_languages_that_have_both_title_and_text(programme):
    with transaction():
        programme = db.session.merge(programme)
        written = make_section(make_chapter(programme))
        make_block(written, texts={"en": "Text", "de": "Text"})
        empty = make_section(make_chapter(programme, published_at=None))
        ids = written.id, empty.id
        module_id = make_module(programme, sections=[written, empty]).id

    facts = list_section_facts(module_id)

    assert (facts[ids[0]].locales, facts[ids[0]].is_published) == ({"en", "de"}, True)
    assert (facts[ids[1]].locales, facts[ids[1]].is_published) == (set(), False)
