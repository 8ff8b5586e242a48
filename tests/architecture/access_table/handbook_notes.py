"""Who reaches a reader's own notes: nobody but the reader."""

from tests.architecture.access import SIGNED_IN, Row, World
from tests.architecture.access_table.handbook import make_text
from tests.factories.handbook import make_reader_note


def make_note(world: World) -> None:
    """A note of the participant, which is nobody else's business."""
    make_text(world)
    participant = world.person_ids["participant"]
    world.things["note_id"] = make_reader_note(participant, world.things["section_id"]).id


def of_note(world: World) -> dict[str, object]:
    return {"note_id": world.things["note_id"]}


def of_section(world: World) -> dict[str, object]:
    return {"section_id": world.things["section_id"]}


ROWS = [
    Row("handbook.show_notes", "GET", allowed=SIGNED_IN),
    Row("handbook.download_notes", "GET", allowed=SIGNED_IN, arguments=lambda world: {"form": "text"}),
    Row("handbook.add_note", "POST", allowed=SIGNED_IN, arguments=of_section, make=make_text),
    Row("handbook.set_bookmark", "POST", allowed=SIGNED_IN, arguments=of_section, make=make_text),
    *(
        Row(f"handbook.{view}", method, allowed={"participant"}, arguments=of_note, make=make_note)
        for view, method in [
            ("edit_note", "GET"),
            ("save_note", "POST"),
            ("show_removal", "GET"),
            ("remove_note", "POST"),
        ]
    ),
]
