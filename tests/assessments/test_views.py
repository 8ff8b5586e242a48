"""What people see of quizzes: questions, what is kept after an error, results, and how far they are shown."""

import re
import uuid

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.assessments.models import Attempt, Question, QuestionKind
from app.assessments.queries import get_quiz
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_question, make_quiz
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.factories.organisations import make_organisation


@pytest.fixture
def quiz_id(programme):
    """A quiz with a question of each kind."""
    with transaction():
        programme = db.session.merge(programme)
        section = make_section(make_chapter(programme, number=3), number=2)
        make_block(section)
        make_edition(programme)
        quiz = make_quiz(programme, pass_percent=60)
        for kind in QuestionKind:
            make_question(quiz, kind, section_id=section.id)
        return quiz.id


def right_form(quiz_id, **changes) -> dict:
    """Return what a browser sends with all answers right; `changes` by kind of question."""
    sent = {"form_key": str(uuid.uuid4())}
    for question in get_quiz(quiz_id).questions:
        name = f"question-{question.id}"
        right = [str(option.id) for option in question.options if option.is_correct]
        typed = {QuestionKind.NUMBER: "45,0", QuestionKind.SHORT_TEXT: "Obcina!"}.get(question.kind)
        sent[name] = changes.get(question.kind.value, typed or right)
    db.session.rollback()
    return {name: value for name, value in sent.items() if value not in ("", [])}


def count_attempts() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Attempt))


def test_the_quiz_shows_every_question_with_native_controls(signed_in_as, quiz_id):
    page = signed_in_as().get(f"/en/quizzes/{quiz_id}").text

    assert page.count("<legend>") == 5
    assert page.count('type="radio"') == 5
    assert page.count('type="checkbox"') == 3
    assert 'inputmode="decimal"' in page
    assert "5 questions on one page; each counts one point." in page
    assert "<dd>60%</dd>" in page


def test_all_right_answers_pass_and_lead_to_the_result(signed_in_as, quiz_id):
    client = signed_in_as()

    answer = client.post(f"/en/quizzes/{quiz_id}", data=right_form(quiz_id))
    page = client.get(answer.headers["Location"]).text

    assert answer.status_code == 303
    assert "5 of 5 points, 60% needed: passed." in page
    assert page.count(">Right<") == 5


def test_a_double_press_makes_one_attempt_and_leads_to_the_same_result(signed_in_as, quiz_id):
    client, sent = signed_in_as(), right_form(quiz_id)

    first, second = (client.post(f"/en/quizzes/{quiz_id}", data=sent) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert count_attempts() == 1


def test_unanswered_questions_come_back_with_everything_kept(signed_in_as, quiz_id):
    client = signed_in_as()
    sent = right_form(quiz_id, single_choice=[], short_text="")

    answer = client.post(f"/en/quizzes/{quiz_id}", data=sent)

    assert answer.status_code == 422
    assert answer.text.count("This question is not answered yet.") == 4  # in the summary and at the question
    assert 'value="45,0"' in answer.text
    assert answer.text.count(" checked>") == 3
    assert sent["form_key"] in answer.text
    assert "Send with 2 questions unanswered" in answer.text
    assert count_attempts() == 0


def test_unanswered_questions_count_as_wrong_once_the_person_has_said_so(signed_in_as, quiz_id):
    client = signed_in_as()
    sent = right_form(quiz_id, single_choice=[], short_text="") | {"leave_out": "yes"}

    answer = client.post(f"/en/quizzes/{quiz_id}", data=sent)

    assert "3 of 5 points, 60% needed: passed." in client.get(answer.headers["Location"]).text


def test_a_number_that_cannot_be_read_is_asked_for_again(signed_in_as, quiz_id):
    sent = right_form(quiz_id, number="about forty") | {"leave_out": "yes"}

    answer = signed_in_as().post(f"/en/quizzes/{quiz_id}", data=sent)

    assert answer.status_code == 422
    assert "Enter a number such as 12 or 12.5" in answer.text
    assert 'value="about forty"' in answer.text


def test_an_option_of_another_question_is_no_answer(signed_in_as, quiz_id):
    foreign = str(uuid.uuid4())

    answer = signed_in_as().post(f"/en/quizzes/{quiz_id}", data=right_form(quiz_id, single_choice=foreign))

    assert answer.status_code == 422
    assert count_attempts() == 0


@pytest.mark.parametrize("form_key", ["", "not a key"])
def test_a_form_without_its_key_is_shown_again(signed_in_as, quiz_id, form_key):
    answer = signed_in_as().post(f"/en/quizzes/{quiz_id}", data=right_form(quiz_id) | {"form_key": form_key})

    assert answer.status_code == 422
    assert count_attempts() == 0


def failed(client, quiz_id) -> str:
    """Send one wrong choice and nothing else; return the page of the result."""
    question = db.session.scalars(sa.select(Question).where(Question.kind == QuestionKind.SINGLE_CHOICE)).one()
    wrong = [str(option.id) for option in get_quiz(quiz_id).questions[0].options if not option.is_correct]
    name = f"question-{question.id}"
    db.session.rollback()
    sent = {"form_key": str(uuid.uuid4()), name: wrong[0], "leave_out": "yes"}
    return client.get(client.post(f"/en/quizzes/{quiz_id}", data=sent).headers["Location"]).text


def test_right_answers_stay_hidden_until_no_attempt_is_left(signed_in_as, quiz_id):
    client = signed_in_as()

    first, second = failed(client, quiz_id), failed(client, quiz_id)

    assert "right answer" not in re.sub("The right answers are shown once", "", first)
    assert "Right answer: 45" not in first
    assert "1 attempt is left." in first
    assert "Right answer: 45" in second
    assert second.count("right answer<") == 4


def test_a_wrong_answer_leads_to_the_section_of_the_handbook(signed_in_as, quiz_id):
    page = failed(signed_in_as(), quiz_id)

    assert "/en/handbook/sections/" in page
    assert "Read again: 3.2" in page


def test_a_person_without_attempts_sees_no_form_and_a_late_press_says_why(signed_in_as, quiz_id):
    client = signed_in_as()
    for _ in range(2):
        failed(client, quiz_id)

    late = client.post(f"/en/quizzes/{quiz_id}", data=right_form(quiz_id))
    page = client.get(late.headers["Location"]).text

    assert "All 2 attempts at this quiz are used up." in page
    assert '<form class="quiz"' not in page
    assert count_attempts() == 2


@pytest.mark.parametrize(
    ("roles", "status"), [((), 404), ((Role.COORDINATOR,), 404), ((Role.TRAINER,), 200), ((Role.AUDITOR,), 200)]
)
def test_another_person_s_attempt_is_seen_by_staff_alone(signed_in_as, programme, quiz_id, roles, status):
    with transaction():
        attempt_id = make_attempt(get_quiz(quiz_id), make_person()).id
        person = make_person(organisation_id=make_organisation().id)

    assert signed_in_as(*roles, person=person).get(f"/en/quizzes/attempts/{attempt_id}").status_code == status


@pytest.mark.parametrize(("roles", "status"), [((), 404), ((Role.TRAINER,), 200)])
def test_a_quiz_that_is_not_open_is_a_preview_for_staff(signed_in_as, programme, roles, status):
    with transaction():
        quiz_id = make_quiz(db.session.merge(programme), questions=1, opened_at=None).id

    answer = signed_in_as(*roles).get(f"/en/quizzes/{quiz_id}")

    assert answer.status_code == status
    assert "Send the answers" not in answer.text


@pytest.mark.parametrize("questions", [2, 40])
def test_the_quiz_takes_as_many_statements_with_few_as_with_many_questions(
    signed_in_as, programme, count_queries, questions
):
    with transaction():
        quiz_id = make_quiz(db.session.merge(programme), questions=questions).id
    client = signed_in_as()

    with count_queries() as statements:
        client.get(f"/en/quizzes/{quiz_id}")

    assert len(statements) == 7
