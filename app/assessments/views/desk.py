"""The trainers' desk: a quiz and the list of its questions."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.assessments import actions
from app.assessments.forms.writing import QuizForm
from app.assessments.models import Question, QuestionKind, Quiz
from app.assessments.permissions import may_edit_quiz, may_write_quizzes
from app.assessments.queries import count_attempts, get_quiz
from app.assessments.rules import is_question_complete
from app.assessments.views.blueprint import pages
from app.kernel.access import ensure, requires
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES
from app.programmes.permissions import may_read_evidence

Answer = str | tuple[str, int] | Response


def kind_words() -> dict[QuestionKind, str]:
    """Return the kinds of questions in words, in the order they are offered."""
    return {
        QuestionKind.SINGLE_CHOICE: _("Single choice"),
        QuestionKind.MULTIPLE_CHOICE: _("Multiple choice"),
        QuestionKind.TRUE_FALSE: _("True or false"),
        QuestionKind.NUMBER: _("Numerical answer"),
        QuestionKind.SHORT_TEXT: _("Short text"),
    }


@pages.get("/organise/quizzes/<uuid:quiz_id>")
@requires(may_write_quizzes)
def edit_quiz(quiz_id: UUID) -> str:
    """Show the quiz with its settings and its questions."""
    quiz = get_quiz(quiz_id)
    ensure(may_read_evidence(current_user, quiz.programme_id))
    facts = {"title": quiz.title, "pass_percent": quiz.pass_percent, "most_attempts": quiz.most_attempts}
    return _render_editor(quiz, QuizForm(data=facts))


@pages.post("/organise/quizzes/<uuid:quiz_id>")
@requires(may_write_quizzes)
def save_quiz(quiz_id: UUID) -> Answer:
    """Change title, pass mark and number of attempts."""
    quiz = get_quiz_to_edit(quiz_id)
    form = QuizForm()
    if not form.validate():
        return _render_editor(quiz, form), 422
    with transaction():
        actions.change_quiz(
            quiz,
            title=form.title.data,
            pass_percent=form.pass_percent.data or 0,
            most_attempts=form.most_attempts.data or 0,
            actor_id=current_user.id,
        )
    flash(_("Saved."), "done")
    return back_to_quiz(quiz_id)


def get_quiz_to_edit(quiz_id: UUID) -> Quiz:
    """Return a quiz if the person may write it."""
    quiz = get_quiz(quiz_id)
    ensure(may_read_evidence(current_user, quiz.programme_id))
    ensure(may_edit_quiz(current_user, quiz.programme_id), known=True)
    return quiz


def _render_editor(quiz: Quiz, form: QuizForm) -> str:
    return render_template(
        "assessments/edit_quiz.html",
        quiz=quiz,
        form=form,
        kinds=kind_words(),
        gaps={question.id: _gaps(question) for question in quiz.questions},
        attempts=count_attempts(quiz.id),
        may_edit=may_edit_quiz(current_user, quiz.programme_id),
    )


def _gaps(question: Question) -> list[str]:
    """Return the names of the languages a question cannot be asked in yet."""
    return [LANGUAGE_NAMES[locale] for locale in LOCALES if not is_question_complete(question, [locale])]


def back_to_quiz(quiz_id: UUID, part: str = "") -> Response:
    """Return to the quiz at the desk."""
    return redirect(url_for("assessments.edit_quiz", quiz_id=quiz_id, _anchor=part or None), 303)
