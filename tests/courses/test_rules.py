"""Files by their content, progress, and the checklist before publishing, by tables of cases."""

import uuid
from dataclasses import dataclass

import pytest

from app.assessments.models import Option, Question, QuestionKind, Quiz
from app.courses.models import ActivityKind, Module, ModuleActivity, ModuleState
from app.courses.rules.files import (
    OFFICE,
    FileHasMacros,
    FileIsEmpty,
    FileKindUnknown,
    name_for_download,
    recognise,
)
from app.courses.rules.progress import decide_next, measure_progress, quiz_minutes, reading_minutes
from app.courses.rules.publishing import (
    NotReady,
    Point,
    SectionFacts,
    StateDoesNotFit,
    check_module,
    refuse_announcing,
    refuse_publishing,
)
from app.kernel.locales import LocalizedText
from tests.courses.sample_files import JPEG, ODT, PDF, PNG, XLSX, archive, docx

DOCX = OFFICE["word/document.xml"]
THREE = LocalizedText(sl="besedilo", de="Text", en="text")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (PDF, "plan.pdf", "pdf"),
        (PDF, "plan.exe", "pdf"),
        (PNG, "map", "png"),
        (JPEG, "photo.jpeg", "jpg"),
        (docx(), "letter.docx", "docx"),
        (XLSX, "table.xlsx", "xlsx"),
        (ODT, "letter.odt", "odt"),
        ("Občina Škofja Loka".encode(), "notes.txt", "txt"),
        (b"# Heading", "notes.md", "md"),
    ],
)
def test_a_file_is_what_its_content_says(content, name, extension):
    assert recognise(content, name).extension == extension


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "plan.pdf", FileIsEmpty),
        (b"<!doctype html><p>Hi", "plan.pdf", FileKindUnknown),
        (b"\n\n <html>", "notes.txt", FileKindUnknown),
        (b"text with <script>alert(1)</script>", "notes.md", FileKindUnknown),
        (SVG, "map.png", FileKindUnknown),
        (b"MZ\x90\x00\x03", "plan.pdf", FileKindUnknown),
        (b"\x7fELF\x02\x01", "plan.txt", FileKindUnknown),
        (b"#!/bin/sh\nrm -r *", "plan.txt", FileKindUnknown),
        ("Škofja Loka".encode("cp1250"), "notes.txt", FileKindUnknown),
        (b"PK\x03\x04 cut off", "letter.docx", FileKindUnknown),
        (docx()[:200], "letter.docx", FileKindUnknown),
        (archive({"plan.txt": b"only an archive"}), "letter.docx", FileKindUnknown),
        (archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}), "letter.docx", FileKindUnknown),
        (docx({"word/vbaProject.bin": b"macro"}), "letter.docx", FileHasMacros),
        (docx(content_types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docx", FileHasMacros),
        (archive({"mimetype": b"application/zip", "content.xml": b""}), "letter.odt", FileKindUnknown),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(content, name, refusal):
    with pytest.raises(refusal):
        recognise(content, name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Načrt 2027.docx", "Načrt 2027.docx"),
        ("plan.exe", "plan.docx"),
        ("../../etc/passwd", "passwd.docx"),
        ("C:\\Users\\plan.doc", "plan.docx"),
        ('a"b\r\nc.docx', "a b c.docx"),
        (".docx", "docx.docx"),
        ("???", "file.docx"),
        ("x" * 300, "x" * 120 + ".docx"),
    ],
)
def test_a_name_for_download_is_tame_and_its_ending_true(name, expected):
    assert name_for_download(name, DOCX) == expected


@dataclass(frozen=True)
class Step:
    id: uuid.UUID
    is_required: bool = True


STEPS = [Step(uuid.UUID(int=1)), Step(uuid.UUID(int=2), is_required=False), Step(uuid.UUID(int=3))]


@pytest.mark.parametrize(
    ("done", "counted", "following"),
    [([], 0, 0), ([1], 1, 2), ([2], 0, 0), ([3], 1, 0), ([1, 3], 2, None), ([1, 2, 3], 2, None)],
)
def test_required_steps_alone_are_counted_and_lead_on(done, counted, following):
    ids = {uuid.UUID(int=number) for number in done}

    progress = measure_progress(STEPS, ids)

    assert (progress.done, progress.total) == (counted, 2)
    assert progress.is_complete is (following is None)
    assert decide_next(STEPS, ids) == (None if following is None else STEPS[following])


@pytest.mark.parametrize(("characters", "minutes"), [(0, 0), (1, 1), (1100, 1), (1101, 2), (11000, 10)])
def test_reading_takes_a_minute_for_each_begun_1100_characters(characters, minutes):
    assert reading_minutes(characters) == minutes


def test_a_quiz_of_ten_questions_takes_a_quarter_of_an_hour_at_most():
    assert quiz_minutes(10) == 13


def a_module(**facts) -> Module:
    section = ModuleActivity(kind=ActivityKind.READING, section_id=uuid.UUID(int=7), is_required=True)
    lines = {locale: ["You describe a location."] for locale in THREE}
    complete = {
        "title": THREE,
        "summary": THREE,
        "outcomes": lines,
        "languages": ["sl", "de", "en"],
        "workload_minutes": 900,
        "state": ModuleState.DRAFT,
        "activities": [section],
    }
    return Module(**{**complete, **facts})


def a_quiz(**facts) -> Quiz:
    options = [Option(text=THREE, is_correct=right) for right in (True, False)]
    question = Question(kind=QuestionKind.SINGLE_CHOICE, prompt=THREE, options=options, accepted_texts={})
    return Quiz(**{"id": uuid.UUID(int=8), "title": THREE, "questions": [question], **facts})


READABLE = {uuid.UUID(int=7): SectionFacts(frozenset({"sl", "de", "en"}), is_published=True)}
TWO = LocalizedText(sl="besedilo", de="Text")


@pytest.mark.parametrize(
    ("module", "quizzes", "sections", "open_points"),
    [
        ({}, [], READABLE, {}),
        ({}, [a_quiz()], READABLE, {}),
        ({"languages": []}, [], READABLE, {Point.LANGUAGES: ()}),
        ({"title": TWO}, [], READABLE, {Point.TITLE: ("en",)}),
        ({"title": TWO, "languages": ["sl", "de"]}, [], READABLE, {}),
        ({"summary": LocalizedText()}, [], READABLE, {Point.SUMMARY: ("sl", "de", "en")}),
        ({"outcomes": {"sl": ["a"], "de": [], "en": ["c"]}}, [], READABLE, {Point.OUTCOMES: ("de",)}),
        ({"activities": []}, [], {}, {Point.STEPS: ()}),
        ({}, [], {uuid.UUID(int=7): SectionFacts(frozenset({"sl", "en"}), True)}, {Point.SECTIONS: ("de",)}),
        ({}, [], {uuid.UUID(int=7): SectionFacts(frozenset({"sl", "de", "en"}))}, {Point.CHAPTERS: ()}),
        ({}, [a_quiz(questions=[])], READABLE, {Point.QUIZ: ()}),
        ({}, [a_quiz(title=TWO)], READABLE, {Point.QUIZ: ("en",)}),
    ],
)
def test_the_checklist_names_what_is_missing_and_in_which_language(module, quizzes, sections, open_points):
    readiness = check_module(a_module(**module), quizzes=quizzes, sections=sections)

    assert {check.point: check.missing for check in readiness.open_points} == open_points
    assert readiness.is_ready is not bool(open_points)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"activities": []}, None),
        ({"activities": [], "summary": TWO}, NotReady),
        ({"activities": [], "outcomes": {}}, NotReady),
        ({"state": ModuleState.ANNOUNCED}, StateDoesNotFit),
        ({"state": ModuleState.PUBLISHED}, StateDoesNotFit),
    ],
)
def test_a_draft_is_announced_once_its_texts_are_there_though_it_has_no_steps(facts, refusal):
    module = a_module(**facts)

    if refusal is None:
        refuse_announcing(module)
    else:
        with pytest.raises(refusal):
            refuse_announcing(module)


@pytest.mark.parametrize(
    ("state", "title", "refusal"),
    [
        (ModuleState.DRAFT, THREE, None),
        (ModuleState.ANNOUNCED, THREE, None),
        (ModuleState.DRAFT, TWO, NotReady),
        (ModuleState.PUBLISHED, THREE, StateDoesNotFit),
        (ModuleState.CLOSED, THREE, StateDoesNotFit),
    ],
)
def test_only_a_draft_that_lacks_nothing_is_published(state, title, refusal):
    module = a_module(state=state, title=title)
    readiness = check_module(module, quizzes=[], sections=READABLE)

    if refusal is None:
        refuse_publishing(module, readiness)
    else:
        with pytest.raises(refusal):
            refuse_publishing(module, readiness)
