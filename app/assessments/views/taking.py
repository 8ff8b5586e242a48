"""Taking a quiz: introduction and questions on one page, and the result."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.assessments import actions
from app.assessments.forms.answers import AnswerForm, answer_form, field_name
from app.assessments.models import Quiz
from app.assessments.permissions import may_edit_quiz, may_see_attempt, may_see_quiz, may_take_quizzes
from app.assessments.queries import get_attempt, get_quiz, list_attempts
from app.assessments.rules import attempts_left, is_revealed, percent_of
from app.assessments.views.blueprint import pages
from app.assessments.views.review import review_questions
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import current_locale

Answer = str | tuple[str, int] | Response


@pages.get("/quizzes/<uuid:quiz_id>")
@requires(may_take_quizzes)
def show_quiz(quiz_id: UUID) -> str:
    """Show what the quiz asks, and all its questions on one page."""
    quiz = _visible_quiz(quiz_id)
    return _render_quiz(quiz, answer_form(quiz, data={"form_key": str(uuid4())}))


@pages.post("/quizzes/<uuid:quiz_id>")
@requires(may_take_quizzes)
def take_quiz(quiz_id: UUID) -> Answer:
    """Record the answers once; ask first if some questions were left out."""
    quiz = _visible_quiz(quiz_id)
    form = answer_form(quiz)
    may_leave_out = request.form.get("leave_out") == "yes"
    form_key = form.key()
    if not form.check(quiz, may_leave_out=may_leave_out) or form_key is None:
        return _render_quiz(quiz, form), 422
    try:
        with transaction():
            attempt_id = _submit(quiz, form, form_key)
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for("assessments.show_quiz", quiz_id=quiz_id), 303)
    return redirect(url_for("assessments.show_attempt", attempt_id=attempt_id), 303)


def _submit(quiz: Quiz, form: AnswerForm, form_key: UUID) -> UUID:
    return actions.submit_attempt(
        quiz,
        person_id=current_user.id,
        answers=form.answers(quiz),
        form_key=form_key,
        locale=current_locale(),
        at=now(),
    ).id


def _visible_quiz(quiz_id: UUID) -> Quiz:
    quiz = get_quiz(quiz_id)
    ensure(may_see_quiz(current_user, programme_id=quiz.programme_id, is_open=quiz.opened_at is not None))
    return quiz


def _render_quiz(quiz: Quiz, form: AnswerForm) -> str:
    attempts = list_attempts(quiz.id, current_user.id)
    return render_template(
        "assessments/show_quiz.html",
        quiz=quiz,
        form=form,
        form_key=form.key() or uuid4(),
        field_name=field_name,
        attempts=attempts,
        attempts_left=attempts_left(attempts, quiz.most_attempts),
        has_passed=any(attempt.passed for attempt in attempts),
        unanswered=form.count_unanswered(quiz) if form.errors else 0,
        is_preview=quiz.opened_at is None,
        may_edit=may_edit_quiz(current_user, quiz.programme_id),
        percent_of=percent_of,
    )


@pages.get("/quizzes/attempts/<uuid:attempt_id>")
@requires(may_take_quizzes)
def show_attempt(attempt_id: UUID) -> str:
    """Show the result in one sentence, then each question with what was right or wrong."""
    attempt = get_attempt(attempt_id)
    quiz = get_quiz(attempt.quiz_id)
    ensure(may_see_attempt(current_user, person_id=attempt.person_id, programme_id=quiz.programme_id))
    attempts = list_attempts(quiz.id, attempt.person_id)
    revealed = is_revealed(attempts, quiz.most_attempts)
    return render_template(
        "assessments/show_attempt.html",
        quiz=quiz,
        attempt=attempt,
        percent=percent_of(attempt.points, attempt.most_points),
        attempts_left=attempts_left(attempts, quiz.most_attempts),
        is_own=attempt.person_id == current_user.id,
        is_revealed=revealed,
        questions=review_questions(quiz, attempt, revealed=revealed),
    )
