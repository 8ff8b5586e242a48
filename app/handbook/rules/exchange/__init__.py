"""Files for translation offices: what goes out as XLIFF or PO, what comes back, and what it would change."""

from app.handbook.rules.exchange.comparing import PlannedText, TextFate, TranslationPlan, plan_translation, take_over
from app.handbook.rules.exchange.po import write_po
from app.handbook.rules.exchange.reading import read_translation
from app.handbook.rules.exchange.returned import ReturnedFile, ReturnedText
from app.handbook.rules.exchange.units import TranslationJob, Unit, UnitGroup, is_pair, list_job
from app.handbook.rules.exchange.xliff import write_xliff

__all__ = [
    "PlannedText",
    "ReturnedFile",
    "ReturnedText",
    "TextFate",
    "TranslationJob",
    "TranslationPlan",
    "Unit",
    "UnitGroup",
    "is_pair",
    "list_job",
    "plan_translation",
    "read_translation",
    "take_over",
    "write_po",
    "write_xliff",
]
