"""Pages of quizzes: taking one, its result, and the trainers' desk."""

from app.assessments.views.blueprint import pages

from app.assessments.views import desk, questions, taking  # isort: skip

__all__ = ["desk", "pages", "questions", "taking"]
