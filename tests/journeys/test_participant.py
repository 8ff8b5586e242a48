"""A participant's way: from the front page over one form, the text and the quiz to the certificate, and its check."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from app.assessments.models import Question, QuestionKind, Quiz
from app.assessments.queries import get_quiz
from app.courses.models import Module, ModuleActivity
from app.courses.queries import get_module
from app.events.models import Delivery
from app.kernel.database import db
from tests.journeys.conftest import LOCALES, SIZES
from tests.journeys.house import House
from tests.journeys.staff import hold_sessions, issue_training_certificates, mark_as_read_by
from tests.journeys.walker import Count, Walker
from tests.mailbox import text_of

BUDGET = Count(screens=9, clicks=12, fields=17)
ADDRESS = "nova.oseba@example.org"
SURNAME = "Žnidaršič-Größl"
LINK = re.compile(r"https?://\S+/sign-in/link/\S+")
CHECK = re.compile(r"https?://\S+/certificates/check/\S+")
OPEN_DELIVERY = "Third delivery"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_new_person_comes_to_the_certificate(
    enter: Callable[..., Walker], house: House, locale: str, size: tuple[int, int], report: Callable[..., None]
) -> None:
    walk_to_the_certificate(enter, house, enter(locale, size), report)


def test_a_new_person_comes_to_the_certificate_without_a_mouse(
    enter: Callable[..., Walker], house: House, report: Callable[..., None]
) -> None:
    walk_to_the_certificate(enter, house, enter("sl", SIZES["wide"], by_keys=True), report)


def walk_to_the_certificate(
    enter: Callable[..., Walker], house: House, walker: Walker, report: Callable[..., None]
) -> None:
    module = house.do(open_module)
    find_and_register(walker, module.title.text(walker.locale))
    sign_in_by_mail(walker, house)
    read_all_and_go_to_the_quiz(walker, house, module)
    take_the_quiz(walker, house.do(lambda: quiz_of(module)))
    see_what_is_missing(walker)
    house.do(lambda: hold_sessions(ADDRESS))
    house.do(lambda: issue_training_certificates(ADDRESS))
    house.work_off()
    check_url = receive_the_certificate(walker, house)
    report(walker.count, BUDGET)
    check_as_a_stranger(
        enter(walker.locale, tuple(walker.page.viewport_size.values()), by_keys=walker.by_keys), check_url
    )


def open_module() -> Module:
    """Return the module of the delivery that takes registrations and has not begun."""
    found = sa.select(Delivery.module_id).where(Delivery.title["en"].as_string() == OPEN_DELIVERY)
    return get_module(db.session.scalars(found).one())


def quiz_of(module: Module) -> Quiz:
    quiz_id = sa.select(ModuleActivity.quiz_id).where(
        ModuleActivity.module_id == module.id, ModuleActivity.quiz_id.is_not(None)
    )
    return get_quiz(db.session.scalars(quiz_id).one())


def find_and_register(walker: Walker, module_title: str) -> None:
    walker.open("/")
    walker.press(walker.main.locator("a.row-title", has_text=module_title).first)
    free = walker.main.locator(".event-row", has=walker.page.locator(".state-word.is-ok"))
    walker.press(free.get_by_role("link").first)
    walker.follow("Register")
    walker.fill("first_name", "Špela")
    walker.fill("last_name", SURNAME)
    walker.fill("email", ADDRESS)
    walker.select("organisation", "Škofja Loka")
    walker.fill("job_title", "vodja razvoja")
    walker.press_button("Send the registration")
    walker.reads(ADDRESS)


def sign_in_by_mail(walker: Walker, house: House) -> None:
    house.work_off()
    (mail,) = house.mails_to(ADDRESS)
    walker.open(LINK.search(text_of(mail))[0])
    walker.press_button("Sign in")
    walker.reads(walker.t("confirmed"))


def read_all_and_go_to_the_quiz(walker: Walker, house: House, module: Module) -> None:
    """Reading itself is content; what leads to it and on from it is counted.

    All sections are read once, by keys; elsewhere all but the last are marked by the house, to spare time.
    """
    sections = [step.section_id for step in module.activities if step.section_id]
    if not walker.by_keys:
        house.do(lambda: mark_as_read_by(ADDRESS, sections[:-1]))
        sections = sections[-1:]
        with walker.content():
            walker.open("/my")
    walker.count.clicks += 1
    with walker.content():
        walker.follow("Go on reading")
        for number in range(len(sections)):
            if number:
                walker.press(walker.main.locator("a[rel=next]"))
            walker.press_button("Mark as read")
    walker.follow("To the quiz")


def take_the_quiz(walker: Walker, quiz: Quiz) -> None:
    with walker.content():
        for question in quiz.questions:
            answer(walker, question)
    walker.press_button("Send the answers")
    walker.reads(re.compile("10"))


def answer(walker: Walker, question: Question) -> None:
    name = f"question-{question.id}"
    if question.kind is QuestionKind.NUMBER:
        walker.fill(name, str(question.number_answer))
    elif question.kind is QuestionKind.SHORT_TEXT:
        walker.fill(name, question.accepted_texts[walker.locale][0])
    else:
        for option in question.options:
            if option.is_correct:
                walker.tick(walker.main.locator(f"[name='{name}'][value='{option.id}']"))


def see_what_is_missing(walker: Walker) -> None:
    """Look once more at one's own page: this is not on the way to the certificate, so it is not counted."""
    with walker.content():
        walker.open("/my")
        walker.reads(walker.t("confirmed"))
        assert walker.main.locator(".next-step").inner_text().strip()


def receive_the_certificate(walker: Walker, house: House) -> str:
    mail = house.mails_to(ADDRESS)[-1]
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content().startswith(b"%PDF-")
    with walker.content():
        walker.open("/my")
        download = walker.download(walker.link("Download the certificate"))
        assert download.path().read_bytes() == attachment.get_content()
    return CHECK.search(text_of(mail))[0]


def check_as_a_stranger(stranger: Walker, check_url: str) -> None:
    stranger.open(check_url)
    stranger.reads(stranger.t("This certificate is valid."))
    stranger.fill("surname", SURNAME)
    stranger.press_button("Compare")
    stranger.reads(SURNAME)
    stranger.expected.add(404)
    stranger.open("/certificates/check")
    stranger.fill("code", "ABCD-2345-WXYZ")
    stranger.press(stranger.main.locator("form").get_by_role("button").first)
    stranger.reads(stranger.t("No certificate has this code."))
