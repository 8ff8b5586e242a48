from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.completion.rules import Step, StepKind, StepState, decide_completion, missing_steps, sentence
from app.kernel.i18n import use_locale
from app.kernel.locales import LocalizedText

QUIZ = Step(StepKind.QUIZ, LocalizedText(en="Quiz"), StepState.MISSING)
READING = Step(StepKind.READING, LocalizedText(sl="Analiza", de="Analyse", en="Analysis"), StepState.MISSING)
BEEN = Step(StepKind.SESSION, LocalizedText(), StepState.DONE, attended_minutes=180, total_minutes=180)
AHEAD = Step(
    StepKind.SESSION,
    LocalizedText(),
    StepState.AHEAD,
    starts_at=datetime(2027, 1, 27, 8, 0, tzinfo=UTC),
    time_zone="Europe/Vienna",
    town="Leoben",
    minutes=180,
    total_minutes=180,
)
MISSED = Step(StepKind.SESSION, LocalizedText(), StepState.MISSED, total_minutes=180)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "Two steps are missing for your certificate: the quiz and the session on 27 January in Leoben."),
        ("sl", "Za potrdilo vam manjkata še dva koraka: preverjanje znanja in srečanje 27. januarja (Leoben)."),
        ("de", "Für Ihr Zertifikat fehlen noch zwei Schritte: der Wissenstest und der Schulungstermin am 27. Jänner in "
               "Leoben."),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(app_without_database, locale, words):
    with app_without_database.app_context(), use_locale(locale):
        assert sentence(decide_completion([QUIZ], [BEEN, AHEAD], least_percent=75)) == words


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        (1, "Two steps are missing for your certificate: the section “Analysis” and the quiz."),
        (3, "Four steps are missing for your certificate: 3 sections of the handbook and the quiz."),
        (11, "12 steps are missing for your certificate: 11 sections of the handbook and the quiz."),
    ],
)
def test_many_sections_are_counted(app_without_database, readings, words):
    with app_without_database.app_context(), use_locale("en"):
        assert sentence(decide_completion([READING] * readings + [QUIZ], [BEEN], least_percent=75)) == words


@pytest.mark.parametrize(
    ("activities", "sessions", "words"),
    [
        ([replace(QUIZ, state=StepState.DONE)], [BEEN], "Everything is done. Your certificate will be issued soon."),
        ([], [BEEN, MISSED], "Your attendance is 50%; 75% is needed, and no further session is planned."),
        (
            [],
            [MISSED, AHEAD],
            "Your attendance so far is 0%; 75% is needed, and the sessions to come are not enough.",
        ),
        (
            [],
            [BEEN, replace(AHEAD, state=StepState.UNCONFIRMED)],
            "Your part is done; only the list of attendance is still to be confirmed: the one on 27 January in Leoben.",
        ),
    ],
)
def test_other_states_have_their_own_sentence(app_without_database, activities, sessions, words):
    with app_without_database.app_context(), use_locale("en"):
        assert sentence(decide_completion(activities, sessions, least_percent=75)) == words


def test_an_issued_certificate_is_ready(app_without_database):
    with app_without_database.app_context(), use_locale("en"):
        words = sentence(decide_completion([], [BEEN], least_percent=75), is_issued=True)

    assert words == "Everything is done. Your certificate is ready."


@pytest.mark.parametrize(
    ("sessions", "words"), [([BEEN], ""), ([MISSED, AHEAD], "the session on 27 January in Leoben and attendance")]
)
def test_who_looks_after_a_person_reads_what_is_missing(app_without_database, sessions, words):
    with app_without_database.app_context(), use_locale("en"):
        assert missing_steps(decide_completion([], sessions, least_percent=75)) == words
