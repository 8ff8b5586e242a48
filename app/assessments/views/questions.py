"""The trainers' desk: one question at a time."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.assessments import actions
from app.assessments.forms.writing import QuestionForm, question_form
from app.assessments.models import Question, QuestionKind, Quiz
from app.assessments.permissions import may_write_quizzes
from app.assessments.queries import get_question, list_sections_to_name
from app.assessments.views.blueprint import pages
from app.assessments.views.desk import Answer, back_to_quiz, get_quiz_to_edit, kind_words
from app.kernel.access import requires
from app.kernel.database import transaction
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _


@pages.get("/organise/quizzes/<uuid:quiz_id>/questions/new/<kind>")
@requires(may_write_quizzes)
def show_new_question(quiz_id: UUID, kind: str) -> str:
    """Ask for a question of a kind."""
    quiz = get_quiz_to_edit(quiz_id)
    return _render(quiz, _form(quiz, _kind(kind)))


@pages.post("/organise/quizzes/<uuid:quiz_id>/questions/new/<kind>")
@requires(may_write_quizzes)
def add_question(quiz_id: UUID, kind: str) -> Answer:
    """Add a question; then go on with the next of its kind, or return to the quiz."""
    quiz = get_quiz_to_edit(quiz_id)
    form = _form(quiz, _kind(kind))
    if not form.validate():
        return _render(quiz, form), 422
    with transaction():
        actions.add_question(quiz, form.facts(), actor_id=current_user.id)
    flash(_("The question is added."), "done")
    if request.form.get("then") == "another":
        return redirect(url_for("assessments.show_new_question", quiz_id=quiz_id, kind=kind), 303)
    return back_to_quiz(quiz_id, "questions")


@pages.get("/organise/quizzes/<uuid:quiz_id>/questions/<uuid:question_id>")
@requires(may_write_quizzes)
def edit_question(quiz_id: UUID, question_id: UUID) -> str:
    """Show a question to write it anew."""
    quiz, question = _own_question(quiz_id, question_id)
    return _render(quiz, _form(quiz, question.kind, question), question)


@pages.post("/organise/quizzes/<uuid:quiz_id>/questions/<uuid:question_id>")
@requires(may_write_quizzes)
def save_question(quiz_id: UUID, question_id: UUID) -> Answer:
    """Write a question anew."""
    quiz, question = _own_question(quiz_id, question_id)
    form = _form(quiz, question.kind, question)
    if not form.validate():
        return _render(quiz, form, question), 422
    with transaction():
        actions.change_question(question, form.facts(), actor_id=current_user.id)
    flash(_("Saved."), "done")
    return back_to_quiz(quiz_id, "questions")


@pages.post("/organise/quizzes/<uuid:quiz_id>/questions/<uuid:question_id>/copy")
@requires(may_write_quizzes)
def copy_question(quiz_id: UUID, question_id: UUID) -> Response:
    """Add a copy at the end."""
    _quiz, question = _own_question(quiz_id, question_id)
    with transaction():
        actions.copy_question(question, actor_id=current_user.id)
    flash(_("The copy stands at the end of the list."), "done")
    return back_to_quiz(quiz_id, "questions")


@pages.post("/organise/quizzes/<uuid:quiz_id>/questions/<uuid:question_id>/move")
@requires(may_write_quizzes)
def move_question(quiz_id: UUID, question_id: UUID) -> Response:
    """Move a question up, or with `direction=down` down."""
    _quiz, question = _own_question(quiz_id, question_id)
    with transaction():
        actions.move_question(question, up=request.form.get("direction") != "down")
    return back_to_quiz(quiz_id, "questions")


@pages.post("/organise/quizzes/<uuid:quiz_id>/questions/<uuid:question_id>/remove")
@requires(may_write_quizzes)
def remove_question(quiz_id: UUID, question_id: UUID) -> Response:
    """Take a question out of the quiz; pressed twice, it is gone all the same."""
    quiz = get_quiz_to_edit(quiz_id)
    with transaction():
        for question in [question for question in quiz.questions if question.id == question_id]:
            actions.remove_question(question, actor_id=current_user.id)
    flash(_("The question is removed. Results of earlier attempts stay as they were."), "done")
    return back_to_quiz(quiz_id, "questions")


def _own_question(quiz_id: UUID, question_id: UUID) -> tuple[Quiz, Question]:
    quiz, question = get_quiz_to_edit(quiz_id), get_question(question_id)
    if question.quiz_id != quiz.id:
        abort(404)
    return quiz, question


def _kind(word: str) -> QuestionKind:
    try:
        return QuestionKind(word)
    except ValueError:
        abort(404)


def _form(quiz: Quiz, kind: QuestionKind, question: Question | None = None) -> QuestionForm:
    sections = [
        (str(section.id), f"{section.chapter.number}.{section.number} {section.title.text(current_locale())}")
        for section in list_sections_to_name(quiz.programme_id)
    ]
    return question_form(kind, sections, question=question)


def _render(quiz: Quiz, form: QuestionForm, question: Question | None = None) -> str:
    return render_template(
        "assessments/edit_question.html", quiz=quiz, form=form, question=question, kind_words=kind_words()[form.kind]
    )
