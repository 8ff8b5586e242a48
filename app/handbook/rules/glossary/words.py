"""What is said of a table of terms, in the reader's language."""

from app.handbook.rules.glossary.files import MOST_ROWS, Problem, ProblemKind
from app.handbook.rules.glossary.plan import RowChange
from app.handbook.rules.glossary.terms import MOST_LETTERS, MOST_WORD_LETTERS
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

CHANGE_NAMES = {
    RowChange.ADDED: _l("New"),
    RowChange.CHANGED: _l("Changed"),
    RowChange.SAME: _l("As it is"),
}


def say_problem(problem: Problem) -> str:
    """Say what is wrong with a line, and what to do."""
    detail = problem.detail
    sentences = {
        ProblemKind.NO_HEADER: _(
            "The first line does not name the columns. Export the glossary to see how they are called."
        ),
        ProblemKind.WRONG_NUMBER_OF_CELLS: _(
            "The line has more or fewer cells than the first one: “%(cell)s”.", cell=detail
        ),
        ProblemKind.NO_WORD: _("There is no word in any language."),
        ProblemKind.DEFINITION_WITHOUT_WORD: _(
            "There is a meaning, but no word in the same language: “%(cell)s”.", cell=detail
        ),
        ProblemKind.WORD_TOO_LONG: _(
            "A word is longer than %(most)d letters: “%(cell)s”.", most=MOST_WORD_LETTERS, cell=detail
        ),
        ProblemKind.DEFINITION_TOO_LONG: _(
            "The meaning of “%(cell)s” is longer than %(most)d letters.", most=MOST_LETTERS, cell=detail
        ),
        ProblemKind.CHAPTER_IS_NO_NUMBER: _("The chapter is not a number: “%(cell)s”.", cell=detail),
        ProblemKind.NO_SUCH_CHAPTER: _("There is no chapter %(cell)s.", cell=detail),
        ProblemKind.TWICE: _("An earlier line has the same word already: “%(cell)s”.", cell=detail),
        ProblemKind.SEVERAL_TERMS: _(
            "The words of this line belong to several terms of the glossary: “%(cell)s”.", cell=detail
        ),
        ProblemKind.TOO_MANY_ROWS: _("The table has more than %(most)d terms; the rest was not read.", most=MOST_ROWS),
    }
    return sentences[problem.kind]
