"""A trainer's way: from a Word file over a module with its quiz, two session days, to everybody's certificate."""

import re
import uuid
from collections.abc import Callable

import pytest

from tests.handbook.word_files import word_file
from tests.journeys.conftest import LOCALES, SIZES
from tests.journeys.house import House
from tests.journeys.staff import event_ids_of, plan_a_delivery_of
from tests.journeys.walker import Count, Walker

BUDGET = Count(screens=12, clicks=45, fields=25)
"""Without the questions, which are content."""
REACHED = Count(screens=13, clicks=45, fields=25)
"""One more than the budget: the module's page is come to three times, from the start, the material and the quiz."""
PEOPLE = 20
NUMBER = 41
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLES = {"sl": "Pogovor s podjetjem", "de": "Gespräch mit Betrieben", "en": "Talking to companies"}
QUESTIONS = {"sl": "Koliko?", "de": "Wie viele?", "en": "How many?"}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_trainer_comes_from_a_word_file_to_the_certificates(
    enter: Callable[..., Walker], house: House, locale: str, size: tuple[int, int], report: Callable[..., None]
) -> None:
    teach(enter(locale, size), house, report)


def test_a_trainer_does_all_of_it_without_a_mouse(
    enter: Callable[..., Walker], house: House, report: Callable[..., None]
) -> None:
    teach(enter("sl", SIZES["wide"], by_keys=True), house, report)


def teach(walker: Walker, house: House, report: Callable[..., None]) -> None:
    walker.sign_in_as("trainer")
    import_the_text(walker)
    begin_the_module(walker)
    add_material(walker)
    write_the_quiz(walker)
    complete_and_publish(walker)
    delivery_id = house.do(lambda: plan_a_delivery_of(NUMBER, people=PEOPLE))
    house.work_off()
    for event_id in house.do(lambda: event_ids_of(delivery_id)):
        hold_a_session_day(walker, event_id)
    issue_all(walker, house, delivery_id)
    report(walker.count, BUDGET, REACHED)


def write_chapter(document) -> None:
    document.add_heading("Obisk v podjetju / Betriebsbesuch", 1)
    for part in ("Prva / Erste", "Druga / Zweite"):
        document.add_heading(part, 2)
        document.add_paragraph("Kdor vpraša, izve. Wer fragt, erfährt es.")
        document.add_paragraph("Beležka / Notiz", style="List Bullet")


def import_the_text(walker: Walker) -> None:
    walker.open("/organise/handbook/import")
    walker.upload("file", {"name": "obisk.docx", "mimeType": WORD, "buffer": word_file(write_chapter)})
    walker.choose("locale", walker.locale)
    walker.press_button("Check the file")
    walker.reads("Prva / Erste")
    walker.press_button("Take over and publish as edition %(number)d", number=3)


def begin_the_module(walker: Walker) -> None:
    walker.open("/organise/modules/new")
    walker.fill("number", str(NUMBER))
    walker.fill(f"title-{walker.locale}", TITLES[walker.locale])
    walker.tick(walker.main.locator("[name=chapters]").last)
    walker.press_button("Save as draft")
    walker.reads("Druga / Zweite")


def add_material(walker: Walker) -> None:
    walker.follow("Add material")
    walker.fill("url", "https://example.org/")
    walker.fill(f"title-{walker.locale}", "example.org")
    walker.press_button("Add material")
    walker.reads("example.org")


def write_the_quiz(walker: Walker) -> None:
    """Write a question of each kind; that is content, but not the way to the quiz and back."""
    walker.press_button("Add a quiz")
    with walker.content():
        for number in range(5):
            walker.press(walker.main.locator("a[href*='/questions/new/']").nth(number))
            write_a_question(walker, walker.page.url.rsplit("/", 1)[-1])
            walker.press_button("Save")
    assert walker.main.locator(".step-list > li").count() == 5
    walker.follow_crumb(TITLES[walker.locale])


def write_a_question(walker: Walker, kind: str) -> None:
    assert walker.field(f"prompt-{walker.locale}").input_value() == ""
    walker.fill(f"prompt-{walker.locale}", QUESTIONS[walker.locale])
    if kind == "number":
        walker.fill("number_answer", "12")
    elif kind == "short_text":
        walker.fill(f"accepted-{walker.locale}", "12")
    else:
        if kind != "true_false":
            for number in range(2):
                walker.fill(f"options-{number}-text-{walker.locale}", f"{number}")
        walker.tick(walker.field("options-0-is_correct"))


def complete_and_publish(walker: Walker) -> None:
    walker.fill(f"summary-{walker.locale}", TITLES[walker.locale])
    walker.fill(f"outcomes-{walker.locale}", TITLES[walker.locale])
    walker.press_button("Save")
    walker.press_button("Publish the module")
    walker.reads(walker.t("published"))


def hold_a_session_day(walker: Walker, event_id: uuid.UUID) -> None:
    """Print the sheet, and confirm both half-days but for two people, one of them excused."""
    walker.open(f"/organise/events/{event_id}/attendance")
    assert walker.look_into(walker.link("Attendance sheet for signing (PDF)")).startswith(b"%PDF-")
    for half in range(2):
        if half:
            walker.press(walker.main.locator(".half-days a:not([aria-current])"))
        away = walker.main.locator("[name=not_here]")
        if not away.nth(0).is_checked():
            walker.tick_hidden(away.nth(0))
            walker.tick_hidden(away.nth(1))
            walker.tick_hidden(walker.main.locator("[name^='reason-'][value=excused]").nth(1))
        walker.press(walker.main.locator(".sticky-action button"))
        walker.reads(re.compile(rf"{PEOPLE - 2}\D+{PEOPLE}"))


def issue_all(walker: Walker, house: House, delivery_id: uuid.UUID) -> None:
    walker.open(f"/organise/deliveries/{delivery_id}/certificates")
    mails = len(house.mailbox.mails)
    walker.press(walker.main.locator("button[name=kind]").first)
    house.work_off()
    assert len(house.mailbox.mails) == mails + PEOPLE - 2
    with walker.content():
        walker.open(walker.page.url)
        walker.reads(re.compile(str(PEOPLE - 2)))
