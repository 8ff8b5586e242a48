"""Who reaches the handbook's pages."""

import uuid
from collections.abc import Callable

from app.handbook.actions import (
    Done,
    Task,
    ask_for_download,
    assign_chapter,
    edit,
    keep_download,
    keep_draft,
    keep_translation,
)
from app.handbook.models import BlockKind, ChangeKind, DownloadFormat, Pillar, Section
from app.handbook.queries import find_latest_edition, get_download
from app.handbook.rules import editing
from app.handbook.rules.exchange import ReturnedFile, ReturnedText
from app.handbook.rules.figures import read_figure
from app.handbook.rules.markdown import parse_markdown
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.files import store
from app.kernel.locales import LOCALES
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, STAFF, Row, World
from tests.factories.glossary import make_term
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.handbook.pictures import figure_of


def make_text(world: World) -> None:
    """Add a published chapter to the table's programme, the one the public pages speak of."""
    programme = db.session.get(Programme, world.programme_id)
    section = make_section(make_chapter(programme, number=3), number=2)
    make_block(section)
    make_edition(programme)
    world.things["section_id"] = section.id


def make_picture(world: World) -> None:
    """Publish a figure in the table's programme."""
    make_text(world)
    programme = db.session.get(Programme, world.programme_id)
    text = figure_of(programme, "A map")
    section = db.session.get(Section, world.things["section_id"])
    make_block(section, dict.fromkeys(LOCALES, text), kind=BlockKind.FIGURE)
    make_edition(programme)
    world.things["name"] = read_figure(text).picture.name


def the_picture(world: World) -> dict[str, object]:
    return {"name": world.things["name"]}


def make_draft_chapter(world: World) -> None:
    """Add a chapter to the table's programme."""
    chapter = make_chapter(db.session.get(Programme, world.programme_id), published_at=None)
    make_block(make_section(chapter))
    world.things["chapter_id"] = chapter.id


def make_working_chapter(world: World) -> None:
    """Add a chapter with a section, a block of two paragraphs, and one after it, to the table's programme."""
    chapter = make_chapter(db.session.get(Programme, world.programme_id))
    section = make_section(chapter, number=1)
    first = make_block(section, {"en": "One.\n\nTwo."})
    make_block(section)
    done = Done(ChangeKind.ADDED, world.person_ids["trainer"], now(), block_id=first.id)
    new = editing.new_block(uuid.uuid4(), BlockKind.PARAGRAPH, locale="en", body="Three.")
    edit(chapter.id, lambda text: editing.add(text, new, section_id=section.id), done=done)
    world.things.update(chapter_id=chapter.id, section_id=section.id, block_id=first.id)


def at_work(*names: str, **more: object) -> Callable[[World], dict[str, object]]:
    """Return the arguments of a page of the working text."""
    return lambda world: {name: world.things[name] for name in ("chapter_id", *names)} | more


def make_glossary(world: World) -> None:
    """Add a term to the glossary of the table's programme."""
    world.things["term_id"] = make_term(db.session.get(Programme, world.programme_id), en="zone").id


def the_term(world: World) -> dict[str, object]:
    """Return the arguments of a term's pages."""
    return {"term_id": world.things["term_id"]}


def make_assignment(world: World) -> None:
    """Give a chapter to the table's trainer."""
    make_working_chapter(world)
    task = Task(world.person_ids["trainer"], "", today(), "")
    given = assign_chapter(world.chapter_id, task, actor_id=world.person_ids["organiser"])
    world.things["assignment_id"] = given.id


def make_import_draft(world: World) -> None:
    """Keep a file of the table's trainer."""
    draft = keep_draft(
        world.programme_id,
        parse_markdown("# A chapter\n\n## A section\n\nText."),
        person_id=world.person_ids["trainer"],
        locale="en",
        file_name="chapter.md",
        chapter_id=None,
        pillar=Pillar.INTRODUCTION,
    )
    world.things["draft_id"] = draft.id


def make_translation_draft(world: World) -> None:
    """Keep a file that came back to the table's trainer."""
    make_working_chapter(world)
    chapter_id = world.things["chapter_id"]
    file = ReturnedFile(chapter_id, "en", "de", (ReturnedText(f"c-{chapter_id}", "Kapitel", "", ""),))
    draft = keep_translation(chapter_id, file, person_id=world.person_ids["trainer"], file_name="01-en-de.xlf")
    world.things["draft_id"] = draft.id


def make_download(world: World) -> None:
    """Ask for a file of the table's programme, and put one in its place."""
    make_text(world)
    edition = find_latest_edition(world.programme_id)
    asked = {"edition_chapter_id": None, "language": "en", "download_format": DownloadFormat.EPUB}
    download = get_download(ask_for_download(edition.edition_id, **asked), world.programme_id)
    keep_download(download, store(b"book", name="book.epub", media_type="application/epub+zip"))
    world.things["download_id"] = download.id


def the_download(world: World) -> dict[str, object]:
    return {"download_id": world.things["download_id"]}


def the_section(world: World) -> dict[str, object]:
    return {"section_id": world.things["section_id"]}


def the_chapter(world: World) -> dict[str, object]:
    return {"chapter_id": world.chapter_id}


def the_draft(world: World) -> dict[str, object]:
    return {"draft_id": world.draft_id}


WORK = [
    Row(f"handbook.{view}", method, allowed=STAFF, arguments=arguments, make=make_working_chapter)
    for view, method, arguments in (
        ("edit_chapter", "GET", at_work()),
        ("show_changes", "GET", at_work()),
        ("undo_change", "POST", at_work(number=1)),
        ("show_next_work", "GET", at_work()),
        ("edit_block", "GET", at_work("block_id")),
        ("write_block", "POST", at_work("block_id")),
        ("confirm_block", "POST", at_work("block_id")),
        ("choose_source", "POST", at_work("block_id")),
        ("split_block", "POST", at_work("block_id")),
        ("arrange_block", "POST", at_work("block_id", step="down")),
        ("add_block", "GET", at_work("section_id")),
        ("add_block", "POST", at_work("section_id")),
        ("add_figure", "GET", at_work("section_id")),
        ("add_figure", "POST", at_work("section_id")),
        ("show_assignments", "GET", at_work()),
        ("assign_chapter", "POST", at_work()),
        ("show_translations", "GET", at_work()),
        ("export_translation", "GET", at_work()),
        ("return_translation", "POST", at_work()),
        ("add_section", "GET", at_work()),
        ("add_section", "POST", at_work()),
        ("name_section", "GET", at_work("section_id")),
        ("name_section", "POST", at_work("section_id")),
        ("arrange_section", "POST", at_work("section_id", step="up")),
    )
]

ROWS = [
    Row("handbook.show_handbook", "GET", allowed=EVERYBODY),
    Row("handbook.show_search", "GET", allowed=EVERYBODY),
    Row("handbook.show_glossary", "GET", allowed=EVERYBODY),
    Row("handbook.list_terms", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("handbook.export_glossary", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    *(
        Row(f"handbook.{view}", method, allowed=STAFF | {"stranger"})
        for view, method in (
            ("show_term_form", "GET"),
            ("add_term", "POST"),
            ("show_glossary_import", "GET"),
            ("import_glossary", "POST"),
        )
    ),
    *(
        Row(f"handbook.{view}", method, allowed=STAFF, arguments=the_term, make=make_glossary)
        for view, method in (
            ("edit_term", "GET"),
            ("change_term", "POST"),
            ("confirm_removal", "GET"),
            ("remove_term", "POST"),
        )
    ),
    Row("handbook.show_chapter", "GET", allowed=EVERYBODY, arguments=lambda world: {"chapter": 3}, make=make_text),
    Row(
        "handbook.show_section",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"chapter": 3, "section": 2},
        make=make_text,
    ),
    Row("handbook.find_section", "GET", allowed=EVERYBODY, arguments=the_section, make=make_text),
    Row("handbook.show_figure", "GET", allowed=EVERYBODY, arguments=the_picture, make=make_picture),
    Row("handbook.show_handbook_desk", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("handbook.hand_in_chapter", "POST", allowed=STAFF, arguments=the_chapter, make=make_draft_chapter),
    Row("handbook.approve_chapter", "POST", allowed=STAFF, arguments=the_chapter, make=make_draft_chapter),
    Row("handbook.send_back_chapter", "POST", allowed=STAFF, arguments=the_chapter, make=make_draft_chapter),
    Row("handbook.show_editions", "GET", allowed=EVERYBODY),
    Row(
        "handbook.show_edition_changes",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"edition": 1},
        make=make_text,
    ),
    Row("handbook.show_next_edition", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("handbook.publish_edition", "POST", allowed=STAFF | {"stranger"}),
    Row(
        "handbook.show_downloads",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"edition": 1, "chapter": 3},
        make=make_text,
    ),
    Row(
        "handbook.ask_for_download",
        "POST",
        allowed=EVERYBODY,
        arguments=lambda world: {"edition": 1},
        make=make_text,
    ),
    Row("handbook.show_download", "GET", allowed=EVERYBODY, arguments=the_download, make=make_download),
    Row("handbook.download_file", "GET", allowed=EVERYBODY, arguments=the_download, make=make_download),
    *WORK,
    *[
        Row(f"handbook.{view}", "POST", allowed=STAFF, arguments=at_work("assignment_id"), make=make_assignment)
        for view in ("finish_assignment", "remove_assignment")
    ],
    *[
        Row(f"handbook.{view}", method, allowed=STAFF, arguments=at_work("draft_id"), make=make_translation_draft)
        for view, method in (("show_translation_draft", "GET"), ("confirm_translation", "POST"))
    ],
    Row("handbook.show_import", "GET", allowed=STAFF | {"stranger"}),
    Row("handbook.import_text", "POST", allowed=STAFF | {"stranger"}),
    Row("handbook.show_import_draft", "GET", allowed=STAFF, arguments=the_draft, make=make_import_draft),
    Row("handbook.confirm_import", "POST", allowed=STAFF, arguments=the_draft, make=make_import_draft),
]
