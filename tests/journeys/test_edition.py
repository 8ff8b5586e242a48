"""A chapter's way: from a Word file into an edition, and with the changed file into the next, seen by two people."""

from collections.abc import Callable

from tests.handbook.word_files import word_file
from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDE = SIZES["wide"]
BEFORE = "Wer fragt, erfährt etwas."
AFTER = "Wer zuhört, erfährt mehr."
NOTE = "Zuhören kommt vor dem Fragen."
SECTION = "Der Besuch"


def test_a_changed_word_file_becomes_the_next_edition_and_the_one_before_stays(enter: Callable[..., Walker]) -> None:
    trainer, organiser, reader = (enter("de", WIDE) for _ in range(3))
    trainer.sign_in_as("trainer")
    organiser.sign_in_as("organiser")

    trainer.open("/organise/handbook/import")
    send_file(trainer, BEFORE)
    trainer.press_button("Take over and publish as edition %(number)d", number=3)
    number = trainer.main.locator("tbody tr").count()
    hand_in_the_changed_file(trainer, number)
    approve_and_publish(organiser, number)

    reader.open("/handbook/editions/4/changes")
    reader.reads(NOTE)
    assert reader.main.locator("[class*='state-word']").count() == 1
    reader.press(reader.main.get_by_role("link", name=SECTION))
    reader.reads(AFTER)
    reader.open(f"/handbook/editions/3/{number}/1")
    reader.reads(BEFORE)


def send_file(walker: Walker, text: str) -> None:
    def write(document) -> None:
        document.add_heading("Gespräche mit Betrieben", 1)
        document.add_heading(SECTION, 2)
        document.add_paragraph(text)
        document.add_heading("Danach", 2)
        document.add_paragraph("Halten Sie fest, was besprochen wurde.")

    walker.upload("file", {"name": "besuch.docx", "mimeType": WORD, "buffer": word_file(write)})
    walker.choose("locale", "de")
    walker.press_button("Check the file")


def hand_in_the_changed_file(walker: Walker, number: int) -> None:
    """Import into the same chapter: one text changed, and none came twice."""
    row = walker.main.locator("tbody tr").nth(number - 1)
    walker.press(row.locator("a[href*='/import?chapter=']"))
    send_file(walker, AFTER)
    counts = walker.main.locator("tbody tr").evaluate_all("rows => rows.map(row => row.innerText.match(/\\d+/g))")
    assert counts == [["0", "1", "0", "0", "0"], ["1", "0", "0", "0", "0"]]
    walker.press_button("Take over into the handbook")
    walker.press_button("Hand in chapter %(number)d", number=number)


def approve_and_publish(walker: Walker, number: int) -> None:
    walker.open("/organise/handbook")
    walker.press_button("Approve chapter %(number)d", number=number)
    walker.follow("Prepare edition %(number)d", number=4)
    walker.main.locator("[name^='note_'][name$='-de']").fill(NOTE)
    walker.press_button("Publish edition %(number)d", number=4)
