"""Who reaches the pages of modules."""

from app.courses.models import ModuleState
from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, SIGNED_IN, STAFF, Row, World
from tests.factories.courses import make_activity, make_material, make_module
from tests.factories.handbook import make_chapter, make_section


def make_draft(world: World) -> None:
    programme = db.session.get(Programme, world.programme_id)
    section = make_section(make_chapter(programme))
    module = make_module(programme, sections=[section], state=ModuleState.DRAFT)
    material = make_material()
    step = make_activity(module, material=material)
    world.things |= {
        "module_id": module.id,
        "step_id": step.id,
        "material_id": material.id,
        "section_id": section.id,
    }


def make_published(world: World) -> None:
    make_draft(world)
    programme = db.session.get(Programme, world.programme_id)
    world.things["module_id"] = make_module(programme).id


def of_module(world: World) -> dict:
    return {"module_id": world.module_id}


def of_step(world: World) -> dict:
    return {"module_id": world.module_id, "step_id": world.step_id}


def of_section(world: World) -> dict:
    return {"section_id": world.section_id}


ROWS = [
    Row("courses.list_modules", "GET", allowed=EVERYBODY),
    Row("courses.show_module", "GET", allowed=EVERYBODY, arguments=of_module, make=make_published),
    Row(
        "courses.download_material",
        "GET",
        allowed=READERS_OF_EVIDENCE,
        arguments=lambda world: {"material_id": world.material_id},
        make=make_draft,
    ),
    Row("courses.mark_as_read", "POST", allowed=SIGNED_IN, arguments=of_section, make=make_draft),
    Row("courses.keep_place", "POST", allowed=SIGNED_IN, arguments=of_section, make=make_draft),
    Row("courses.list_modules_to_edit", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("courses.show_new_module", "GET", allowed=STAFF | {"stranger"}),
    Row("courses.create_module", "POST", allowed=STAFF | {"stranger"}),
    Row("courses.edit_module", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_module, make=make_draft),
    Row("courses.save_module", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.announce_module", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.publish_module", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.close_module", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.show_newer_edition", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_module, make=make_draft),
    Row("courses.move_up", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.choose_sections", "GET", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.add_sections", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.show_new_material", "GET", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.add_material", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.add_quiz", "POST", allowed=STAFF, arguments=of_module, make=make_draft),
    Row("courses.move_step", "POST", allowed=STAFF, arguments=of_step, make=make_draft),
    Row("courses.require_step", "POST", allowed=STAFF, arguments=of_step, make=make_draft),
    Row("courses.remove_step", "POST", allowed=STAFF, arguments=of_step, make=make_draft),
]
