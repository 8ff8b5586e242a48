"""What we know of modules, and of people's progress and reading."""

from app.courses.queries.modules import (
    ModuleRow,
    StepSize,
    get_material,
    get_module,
    is_number_taken,
    list_modules,
    list_modules_with_quiz,
    list_sections_by_chapter,
    list_sections_characters,
    list_step_sizes,
    list_steps_done,
    next_free_number,
)
from app.courses.queries.reading import (
    LastRead,
    ReadingState,
    find_reading_place,
    find_reading_state,
    get_section_to_read,
    list_sections_read,
)
from app.courses.queries.readings import (
    ReadingChange,
    find_sections_in,
    list_reading_changes,
    list_section_facts,
    select_readings,
)

__all__ = [
    "LastRead",
    "ModuleRow",
    "ReadingChange",
    "ReadingState",
    "StepSize",
    "find_reading_place",
    "find_sections_in",
    "find_reading_state",
    "get_material",
    "get_module",
    "get_section_to_read",
    "is_number_taken",
    "list_modules",
    "list_modules_with_quiz",
    "list_reading_changes",
    "list_section_facts",
    "list_sections_by_chapter",
    "list_sections_characters",
    "list_sections_read",
    "list_step_sizes",
    "list_steps_done",
    "next_free_number",
    "select_readings",
]
