"""What anyone sees of modules, and what readers keep."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.assessments.queries import get_quiz
from app.courses.models import Module, ModuleState, ReadingMark, ReadingPlace
from app.handbook.models import Section
from app.kernel import files
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from tests.courses.sample_files import PDF
from tests.factories.assessments import make_attempt, make_quiz
from tests.factories.courses import make_activity, make_material, make_module, make_reading_mark
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section


@pytest.fixture
def world(programme):
    """A published module of two sections, a link and a quiz."""
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme, number=3)
        sections = [make_section(chapter, number=number) for number in (1, 2)]
        for section in sections:
            make_block(section)
        make_edition(programme)
        quiz = make_quiz(programme, questions=3)
        module = make_module(programme, sections=sections, number=2)
        make_activity(module, material=make_material(), position=900)
        make_activity(module, quiz=quiz, position=901)
        return {"module": module.id, "sections": [part.id for part in sections], "quiz": quiz.id}


def test_the_catalogue_leads_to_each_module(client, world):
    page = client.get("/en/modules").text

    assert f"/en/modules/{world['module']}" in page
    assert "20 teaching units" in page
    assert "Slovenian, German and English" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("words=learns", True),
        ("words=MODULE", True),
        ("words=nothing+like+it", False),
        ("language=de", True),
        ("language=hu", False),
    ],
)
def test_the_catalogue_is_narrowed_by_words_and_language(client, world, query, found):
    page = client.get(f"/en/modules?{query}").text

    assert (str(world["module"]) in page) is found
    assert ("No module matches" in page) is not found


def test_an_empty_catalogue_says_so(client, programme):
    assert "No module is published yet" in client.get("/en/modules").text


@pytest.mark.parametrize("number", [1, 60])
def test_the_catalogue_takes_as_many_statements_with_few_as_with_many_modules(client, programme, count_queries, number):
    with transaction():
        for _ in range(number):
            make_module(db.session.merge(programme))

    with count_queries() as statements:
        client.get("/en/modules")

    assert len(statements) == 3


def test_a_visitor_sees_the_course_of_a_module_without_progress(client, world):
    page = client.get(f"/en/modules/{world['module']}").text

    assert "Quiz, 3 questions, pass mark 60%" in page
    assert "Link to example.org, German" in page
    assert "at least 75% of the teaching time" in page
    assert "You describe a location." in page
    assert "Your next step" not in page
    assert "/en/sign-in?next=" in page


def test_a_reader_sees_what_is_done_and_what_comes_next(signed_in_as, world):
    client = signed_in_as()
    with transaction():
        make_reading_mark(db.session.get(Person, client.person_id), db.session.get(Section, world["sections"][0]))

    page = client.get(f"/en/modules/{world['module']}").text

    assert "1 of 3 steps" in page
    assert "2 steps are still open; next is 3.2" in page
    assert "Continue reading" in page
    assert page.count('aria-current="step"') == 1


def test_a_reader_who_has_done_everything_is_told_so(signed_in_as, world):
    client = signed_in_as()
    for section_id in world["sections"]:
        client.post(f"/en/reading/{section_id}")
    with transaction():
        make_attempt(get_quiz(world["quiz"]), db.session.get(Person, client.person_id))

    page = client.get(f"/en/modules/{world['module']}").text

    assert "3 of 3 steps" in page
    assert "You have done everything there is to do here." in page


@pytest.mark.parametrize(("signed_in", "most"), [(False, 5), (True, 8)])
def test_a_module_takes_few_statements_whatever_its_length(
    signed_in_as, client, programme, count_queries, signed_in, most
):
    if signed_in:
        signed_in_as()
    counted = []
    for length in (2, 30):
        with transaction():
            chapter = make_chapter(db.session.merge(programme))
            sections = [make_section(chapter) for _ in range(length)]
            module_id = make_module(db.session.merge(programme), sections=sections).id
        with count_queries() as statements:
            assert client.get(f"/en/modules/{module_id}").status_code == 200
        counted.append(len(statements))

    assert counted[0] == counted[1] <= most


def test_texts_in_another_language_are_marked(client, programme):
    with transaction():
        module_id = make_module(
            db.session.merge(programme), title=LocalizedText(sl="Razvoj"), outcomes={"sl": ["Popišete zemljišča."]}
        ).id

    page = client.get(f"/en/modules/{module_id}").text

    assert '<span lang="sl">Razvoj</span>' in page
    assert '<ul class="outcome-list" lang="sl">' in page


@pytest.mark.parametrize(
    ("state", "roles", "status"),
    [
        (ModuleState.DRAFT, (), 404),
        (ModuleState.DRAFT, (Role.TRAINER,), 200),
        (ModuleState.ANNOUNCED, (), 200),
        (ModuleState.CLOSED, (), 200),
        (ModuleState.PUBLISHED, (), 200),
    ],
)
def test_drafts_are_the_staff_s(signed_in_as, programme, state, roles, status):
    with transaction():
        module_id = make_module(db.session.merge(programme), state=state).id

    assert signed_in_as(*roles).get(f"/en/modules/{module_id}").status_code == status


@pytest.mark.parametrize(("state", "is_usable"), [(ModuleState.ANNOUNCED, False), (ModuleState.PUBLISHED, True)])
def test_an_announced_module_says_what_it_teaches_and_keeps_its_steps_back(client, programme, state, is_usable):
    with transaction():
        material = make_material()
        module = make_module(db.session.merge(programme), state=state)
        make_activity(module, material=material)
        module_id, material_id = module.id, material.id

    catalogue, page = client.get("/en/modules").text, client.get(f"/en/modules/{module_id}").text

    assert str(module_id) in catalogue
    assert ("announced" in catalogue) is not is_usable
    assert "You describe a location." in page
    assert ("Course of the module" in page) is is_usable
    assert ("When it takes place" in page) is is_usable
    assert (client.get(f"/en/materials/{material_id}").status_code == 404) is not is_usable


def test_a_file_is_handed_out_as_an_attachment(client, world):
    with transaction():
        file = files.store(PDF, name="Načrt.pdf", media_type="application/pdf")
        material = make_material(file_id=file.id, url=None)
        make_activity(db.session.get(Module, world["module"]), material=material, position=950)
        material_id = material.id

    answer = client.get(f"/en/materials/{material_id}")

    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "Na%C4%8Drt.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_a_file_that_is_lost_is_not_found(client, world):
    with transaction():
        file = files.store(PDF, name="plan.pdf", media_type="application/pdf")
        material = make_material(file_id=file.id, url=None)
        make_activity(db.session.get(Module, world["module"]), material=material, position=950)
        files.path_of(file.key).unlink()
        material_id = material.id

    assert client.get(f"/en/materials/{material_id}").status_code == 404


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_marking_returns_to_the_section_and_can_be_taken_back(signed_in_as, world):
    client, address = signed_in_as(), f"/en/reading/{world['sections'][1]}"

    marked = client.post(address, data={"read": "yes"})

    assert marked.status_code == 303
    assert marked.headers["Location"] == f"/en/handbook/sections/{world['sections'][1]}#reading-mark"
    assert (count(ReadingMark), count(ReadingPlace)) == (1, 1)
    client.post(address, data={"read": "no"})
    assert count(ReadingMark) == 0


def test_the_last_section_that_is_read_leads_to_the_quiz(signed_in_as, world):
    client = signed_in_as()
    pages = []
    for number, section_id in enumerate(world["sections"], start=1):
        client.post(f"/en/reading/{section_id}")
        pages.append(client.get(f"/en/handbook/3/{number}").text)

    assert ["To the quiz" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_the_place_is_kept_without_a_mark(signed_in_as, world):
    client = signed_in_as()

    answers = [client.post(f"/en/reading/{section_id}/place").status_code for section_id in world["sections"]]

    assert answers == [204, 204]
    assert (count(ReadingMark), count(ReadingPlace)) == (0, 1)


@pytest.mark.parametrize(
    ("block", "place"),
    [("b-0123abcd", "3/2#b-0123abcd"), ("", "3/2"), ("b-0123ABCD", "3/2"), ("b-0123abcd\n", "3/2")],
)
def test_reading_goes_on_at_the_block_read_last_in_any_language(signed_in_as, world, block, place):
    client = signed_in_as()
    client.post(f"/en/reading/{world['sections'][0]}/place", data={"block": "b-00000000"})
    client.post(f"/en/reading/{world['sections'][1]}/place", data={"block": block})

    for locale in ("sl", "de", "en"):
        assert f'href="/{locale}/handbook/{place}"' in client.get(f"/{locale}/handbook").text
    signed_in_as()
    assert "#b-" not in client.get("/en/handbook").text


def test_the_contents_show_what_one_has_read_in_few_statements(signed_in_as, world, count_queries):
    client, mark = signed_in_as(), 'role="img" aria-label="read"'
    client.post(f"/en/reading/{world['sections'][0]}")

    with count_queries() as statements:
        page = client.get("/en/handbook").text

    assert (page.count(mark), client.get("/en/handbook/3").text.count(mark)) == (1, 1)
    assert len(statements) <= 8
    signed_in_as()
    assert mark not in client.get("/en/handbook").text


def test_a_section_of_a_draft_cannot_be_marked(signed_in_as, programme):
    with transaction():
        section_id = make_section(make_chapter(db.session.merge(programme), published_at=None)).id

    assert signed_in_as().post(f"/en/reading/{section_id}").status_code == 404
