"""Best results of many people in one statement."""

from app.assessments.queries import count_questions, list_best_results
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_quiz


def test_the_best_attempt_counts_and_all_are_counted(programme):
    with transaction():
        programme = db.session.merge(programme)
        quiz, other = make_quiz(programme), make_quiz(programme)
        tried, failed, idle = (make_person() for _ in range(3))
        make_attempt(quiz, tried, points=1, most_points=3)
        make_attempt(quiz, tried, points=2, most_points=3)
        make_attempt(quiz, tried, points=0, most_points=3)
        make_attempt(quiz, failed, points=1, most_points=3)
        make_attempt(other, failed, points=3, most_points=3)
        ids = quiz.id, other.id, tried.id, failed.id, idle.id
    quiz_id, other_id, tried_id, failed_id, idle_id = ids

    best = list_best_results([quiz_id, other_id], [tried_id, failed_id, idle_id])

    facts = {key: (result.percent, result.points, result.passed, result.attempts) for key, result in best.items()}
    assert facts == {
        (quiz_id, tried_id): (66, 2, True, 3),
        (quiz_id, failed_id): (33, 1, False, 1),
        (other_id, failed_id): (100, 3, True, 1),
    }


def test_results_of_fifty_people_take_as_many_statements_as_of_one(programme, count_queries):
    with transaction():
        quiz = make_quiz(db.session.merge(programme), questions=1)
        people = [make_person() for _ in range(50)]
        for person in people:
            make_attempt(quiz, person)
        quiz_id, person_ids = quiz.id, [person.id for person in people]

    with count_queries() as statements:
        assert len(list_best_results([quiz_id], person_ids)) == 50

    assert len(statements) == 1


def test_questions_are_counted_for_each_quiz(programme):
    with transaction():
        programme = db.session.merge(programme)
        full, empty = make_quiz(programme, questions=3).id, make_quiz(programme).id

    assert count_questions([full, empty]) == {full: 3, empty: 0}
