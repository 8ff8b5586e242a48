"""What came back from a translation office made ready for its page."""

from dataclasses import dataclass

from app.handbook.rules.differences import Difference, compare_words
from app.handbook.rules.exchange import PlannedText, ReturnedFile, TextFate, TranslationPlan
from app.handbook.rules.languages import ordinary
from app.handbook.rules.words import language_name


@dataclass(frozen=True)
class ShownText:
    """A text that stands, and the one that would take its place."""

    section: str
    stored: str
    body: str

    @property
    def difference(self) -> list[Difference]:
        """Compare the two; only asked of texts that change, since it takes time."""
        return compare_words(self.stored, self.body)


@dataclass(frozen=True)
class ShownTranslation:
    """Everything the page says of a file."""

    source: str
    target: str
    lang: str
    counts: dict[str, int]
    new: list[ShownText]
    changed: list[ShownText]
    behind: list[ShownText]
    clashing: list[ShownText]

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.changed) + len(self.behind)


def show_translation(file: ReturnedFile, plan: TranslationPlan) -> ShownTranslation:
    """Return a plan in words."""

    def shown(fate: TextFate) -> list[ShownText]:
        return [_show_text(text, ordinary(plan.target)) for text in plan.list_texts(fate)]

    return ShownTranslation(
        source=language_name(file.source),
        target=language_name(file.target),
        lang=file.target,
        counts={fate.value: len(plan.list_texts(fate)) for fate in TextFate},
        new=shown(TextFate.NEW),
        changed=shown(TextFate.CHANGED),
        behind=shown(TextFate.BEHIND),
        clashing=shown(TextFate.CLASHING),
    )


def _show_text(text: PlannedText, locale: str) -> ShownText:
    return ShownText(text.section.text(locale), text.stored, text.body)
